import "server-only";
import type { Context } from "@/lib/context";
import type { AuthorizedInProject } from "../../accounts/types";
import type { CreateClipInput } from "../schema";
import type { ItemOutcome } from "../types";
import { orderItem, type ItemOrder } from "./order-item";

/** Orders a clip. @throws as `orderItem` */
export function createClip({
  ctx,
  grant,
  input,
}: {
  ctx: Context;
  grant: AuthorizedInProject<"library.createClip">;
  input: CreateClipInput;
}): Promise<ItemOutcome> {
  return orderItem(ctx, clipOrder(grant.projectId, input));
}

export function clipOrder(projectId: string, input: CreateClipInput): ItemOrder {
  const { itemId, entryPoint, flsArea, streamName, stem, label, recordedMs, startsAt, end } = input;
  return {
    projectId,
    itemId,
    kind: "clip",
    entryPoint,
    flsArea,
    streamName,
    stem,
    label,
    recordedMs,
    startsAt: new Date(startsAt),
    endsAt: end.kind === "at" ? new Date(end.at) : null,
    retryOfId: null,
  };
}
