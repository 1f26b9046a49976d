import { z } from "zod";
import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { listAccountTroubles } from "@/lib/features/recordings/service/account-troubles";

const query = z.strictObject({ projectId: z.string().min(1) });

/** What Agora holds against the account of a project: `?projectId=…`. */
export const GET = guardedGet(async ({ request, ...caller }) => {
  const parsed = query.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!parsed.success) throw new TallyError("INVALID", "This list cannot be asked for in that way.");
  const ctx = createContext(processServices(), caller);
  const grant = await authorize(ctx.db, ctx.actor, "recording.read", parsed.data.projectId);
  return Response.json(await listAccountTroubles({ ctx, grant }));
});
