import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { listLayouts } from "@/lib/features/layouts/service/read-layouts";

/** The saved layouts of a project: `?projectId=…`. */
export const GET = guardedGet(async ({ request, ...caller }) => {
  const ctx = createContext(processServices(), caller);
  const projectId = request.nextUrl.searchParams.get("projectId") ?? "";
  const grant = await authorize(ctx.db, ctx.actor, "layout.read", projectId);
  return Response.json(await listLayouts({ ctx, grant }));
});
