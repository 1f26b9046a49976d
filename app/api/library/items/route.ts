import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { listItemsInput } from "@/lib/features/library/schema";
import { listItems } from "@/lib/features/library/service/list-items";

/** Clips and snapshots: `?projectId=…&entryPoint=…&streamName=…`. */
export const GET = guardedGet(async ({ request, ...caller }) => {
  const parsed = listItemsInput.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!parsed.success) throw new TallyError("INVALID", "Clips and snapshots cannot be asked for in that way.");
  const ctx = createContext(processServices(), caller);
  const grant = await authorize(ctx.db, ctx.actor, "library.read", parsed.data.projectId);
  return Response.json(await listItems({ ctx, grant, input: parsed.data }));
});
