import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { findBucketProof } from "@/lib/features/storage/service/cells/find-proof";
import { readCellQuery } from "../read-cell-query";

/** The newest recording in a cell's bucket. */
export const GET = guardedGet(async ({ request, ...caller }) => {
  const cell = readCellQuery(request);
  const ctx = createContext(processServices(), caller);
  const grant = await authorize(ctx.db, ctx.actor, "storage.read", cell.projectId);
  return Response.json(await findBucketProof({ ctx, grant, cell }));
});
