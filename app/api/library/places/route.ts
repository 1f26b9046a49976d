import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { listPlacesInput } from "@/lib/features/library/schema";
import { listPlaces } from "@/lib/features/library/service/list-places";

/** Entry points, areas and streams: `?projectId=…&entryPoint=…`. */
export const GET = guardedGet(async ({ request, ...caller }) => {
  const parsed = listPlacesInput.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!parsed.success) throw new TallyError("INVALID", "The streams cannot be asked for in that way.");
  const ctx = createContext(processServices(), caller);
  const grant = await authorize(ctx.db, ctx.actor, "library.read", parsed.data.projectId);
  return Response.json(await listPlaces({ ctx, grant, entryPoint: parsed.data.entryPoint }));
});
