import "server-only";
import type { Context } from "@/lib/context";
import type { AuthorizedInProject } from "../../accounts/types";
import type { CreateSnapshotInput } from "../schema";
import type { ItemOutcome } from "../types";
import { orderItem, type ItemOrder } from "./order-item";

/** Orders a snapshot. @throws as `orderItem` */
export function createSnapshot({
  ctx,
  grant,
  input,
}: {
  ctx: Context;
  grant: AuthorizedInProject<"library.createSnapshot">;
  input: CreateSnapshotInput;
}): Promise<ItemOutcome> {
  return orderItem(ctx, snapshotOrder(grant.projectId, input));
}

export function snapshotOrder(projectId: string, input: CreateSnapshotInput): ItemOrder {
  const { itemId, entryPoint, flsArea, streamName, stem, label, recordedMs, moment } = input;
  return {
    projectId,
    itemId,
    kind: "snapshot",
    entryPoint,
    flsArea,
    streamName,
    stem,
    label,
    recordedMs,
    startsAt: moment.kind === "at" ? new Date(moment.at) : null,
    endsAt: null,
    retryOfId: null,
  };
}
