import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { getCellHistory } from "@/lib/features/storage/service/cells/history";
import { readCellQuery } from "../read-cell-query";

/** What was set in one cell, the newest first. */
export const GET = guardedGet(async ({ request, ...caller }) => {
  const cell = readCellQuery(request);
  const ctx = createContext(processServices(), caller);
  const grant = await authorize(ctx.db, ctx.actor, "storage.read", cell.projectId);
  return Response.json(await getCellHistory({ ctx, grant, cell }));
});
