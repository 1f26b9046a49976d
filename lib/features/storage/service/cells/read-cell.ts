import "server-only";
import type { Context } from "@/lib/context";
import type { AuthorizedInProject } from "../../../accounts/types";
import { cellReadDeadlineMs } from "../../constants";
import { newestFiles, type CellRef } from "../../data/cells";
import type { StorageCell } from "../../types";
import { loadConfigurations } from "./history";
import { isRecording, readReading, toCell } from "./present-cell";

/** One cell as Agora answers now, within a deadline. @throws TallyError INVALID without credentials */
export async function getCustomRecording({
  ctx,
  grant,
  cell,
}: {
  ctx: Context;
  grant: AuthorizedInProject<"storage.read">;
  cell: CellRef;
}): Promise<StorageCell> {
  const { projectId } = grant;
  const deadline = AbortSignal.timeout(cellReadDeadlineMs);
  const [known, files, project] = await Promise.all([
    loadConfigurations(ctx.db, projectId),
    newestFiles(ctx.db, projectId),
    ctx.liveReads(projectId),
  ]);
  const ofPoint = Map.groupBy(
    known.filter(({ row }) => row.entryPoint === cell.entryPoint),
    ({ row }) => row.flsArea,
  );
  return toCell(cell, await readReading(ctx, project, cell, deadline), ofPoint.get(cell.flsArea) ?? [], {
    file: files.get(cell.entryPoint),
    isInOtherAreas: [...ofPoint].some(([flsArea, ours]) => flsArea !== cell.flsArea && isRecording("failed", ours)),
  });
}
