import "server-only";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { stemOf } from "@/lib/timeline/file-name";
import type { AuthorizedInProject } from "../../accounts/types";
import { findItem, listItemRows } from "../data";
import { mayRetry } from "../lifecycle";
import type { RetryItemInput } from "../schema";
import type { ItemOutcome } from "../types";
import { orderItem } from "./order-item";

/**
 * Asks for the same once more, under the next free name: Agora may know the old one already, although nothing was seen.
 * The first item stays in the list as it was.
 * @throws TallyError NOT_FOUND; CONFLICT while the first is under way or was seen; else as `orderItem`
 */
export async function retryItem({
  ctx,
  grant,
  input,
}: {
  ctx: Context;
  grant: AuthorizedInProject<"library.retryItem">;
  input: RetryItemInput;
}): Promise<ItemOutcome> {
  const { projectId } = grant;
  const [first] = await listItemRows(ctx.db, { projectId, itemId: input.itemId });
  const row = await findItem(ctx.db, projectId, input.itemId);
  if (!first || !row) throw new TallyError("NOT_FOUND", "There is no such clip or snapshot.");
  if (!mayRetry(first.status)) {
    throw new TallyError("CONFLICT", "It is under way or was made: there is nothing to repeat.");
  }
  const { kind, entryPoint, flsArea, streamName, fileName, label, startsAt, endsAt, recordedMs } = row;
  return orderItem(ctx, {
    projectId,
    itemId: input.newItemId,
    kind,
    entryPoint,
    flsArea,
    streamName,
    stem: (stemOf(fileName, kind) ?? fileName).replace(/-\d+$/, (suffix) => (isOurSuffix(suffix) ? "" : suffix)),
    label,
    startsAt,
    endsAt,
    recordedMs,
    retryOfId: row.id,
  });
}

/** `-2` to `-99` was added by us; a longer number belongs to a time in the name. */
const isOurSuffix = (suffix: string) => /^-[1-9]\d?$/.test(suffix);
