import { z } from "zod";
import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { getCheckInForce } from "@/lib/features/storage/service/check/check-in-force";
import { getCheck } from "@/lib/features/storage/service/check/check-storage";
import { readCellQuery } from "../read-cell-query";

const one = z.object({ projectId: z.string().min(1).max(64), checkId: z.string().min(1).max(64) });

/** `?projectId=&checkId=`: one check; with a cell instead: the newest check of the storage in force there, or null. */
export const GET = guardedGet(async ({ request, ...caller }) => {
  const ctx = createContext(processServices(), caller);
  const asked = one.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (asked.success) {
    const { projectId, checkId } = asked.data;
    const grant = await authorize(ctx.db, ctx.actor, "storage.read", projectId);
    return Response.json(await getCheck({ ctx, projectId: grant.projectId, checkId }));
  }
  const cell = readCellQuery(request);
  const grant = await authorize(ctx.db, ctx.actor, "storage.read", cell.projectId);
  return Response.json(await getCheckInForce({ ctx, grant, cell }));
});
