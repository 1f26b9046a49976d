import { z } from "zod";
import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { listForeign } from "@/lib/features/recordings/service/foreign/foreign-recordings";

const query = z.strictObject({ projectId: z.string().min(1) });

/** Recordings that are none of this console's and run in a project's channels: `?projectId=…`. */
export const GET = guardedGet(async ({ request, ...caller }) => {
  const parsed = query.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!parsed.success) throw new TallyError("INVALID", "This list cannot be asked for in that way.");
  const ctx = createContext(processServices(), caller);
  const grant = await authorize(ctx.db, ctx.actor, "recording.read", parsed.data.projectId);
  return Response.json(await listForeign({ ctx, grant }));
});
