import { z } from "zod";
import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { readOverview } from "@/lib/features/recordings/service/read-overview";

const projectId = z.string().min(1).max(64);

/** `?projectId=`: what records now and what needs a person. */
export const GET = guardedGet(async ({ request, ...caller }) => {
  const asked = projectId.safeParse(request.nextUrl.searchParams.get("projectId"));
  if (!asked.success) throw new TallyError("INVALID", "Name the project.");
  const ctx = createContext(processServices(), caller);
  const grant = await authorize(ctx.db, ctx.actor, "recording.read", asked.data);
  return Response.json(await readOverview({ ctx, grant }));
});
