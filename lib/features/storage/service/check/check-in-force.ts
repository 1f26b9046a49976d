import "server-only";
import type { Context } from "@/lib/context";
import type { AuthorizedInProject } from "../../../accounts/types";
import type { CellRef } from "../../data/cells";
import { findNewestCheck, keysFingerprint } from "../../data/checks";
import type { StorageCheck } from "../../types";
import { inForce, loadConfigurations } from "../cells/history";
import { ofRow } from "../cells/resolve-storage";
import { toCheck } from "./present-check";

/** The newest check of exactly the storage and keys that are in force for a cell; null: never checked, or not set here. */
export async function getCheckInForce({
  ctx,
  grant,
  cell,
}: {
  ctx: Pick<Context, "db" | "box" | "clock">;
  grant: AuthorizedInProject<"storage.read">;
  cell: CellRef;
}): Promise<StorageCheck | null> {
  const { projectId } = grant;
  const wanted = inForce(await loadConfigurations(ctx.db, projectId, cell));
  if (wanted === null || wanted.storageRow === null) return null;
  const storage = await ofRow(ctx, wanted.storageRow);
  const { vendor, storageRegion, bucket } = storage;
  const found = await findNewestCheck(ctx.db, projectId, {
    vendor,
    storageRegion,
    bucket,
    keysFingerprint: keysFingerprint(ctx.box, storage),
  });
  return found && toCheck(found, ctx.clock.now());
}
