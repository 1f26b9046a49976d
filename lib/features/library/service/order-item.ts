import "server-only";
import { describeCreateClip, describeCreateSnapshot } from "@/lib/agora/live-streaming/requests/streams";
import { AgoraInvalidRequest } from "@/lib/agora/errors";
import type { Context } from "@/lib/context";
import { actorId } from "@/lib/db/actor";
import { writeAudit } from "@/lib/db/audit";
import type { Transaction } from "@/lib/db/client";
import { TallyError } from "@/lib/errors";
import { freeName } from "@/lib/timeline/file-name";
import { orderLiveJob } from "../../live-jobs/service/order-live-job";
import { findProject } from "../../projects/data";
import { findAnyItem, findItem, insertItem, listItemRows, listNames, lockNames, type ItemRow } from "../data";
import { isMoving } from "../lifecycle";
import type { ItemOutcome, StreamPlace } from "../types";
import { waitForLiveJob } from "../../live-jobs/service/wait-for-live-job";
import { toLiveRequest } from "./live-request";

/** What both kinds have in common before they have a name. */
export type ItemOrder = StreamPlace & {
  projectId: string;
  itemId: string;
  kind: "clip" | "snapshot";
  /** The name without extension; a number is added where it is taken. */
  stem: string;
  label: string;
  startsAt: Date | null;
  endsAt: Date | null;
  recordedMs: number | null;
  retryOfId: string | null;
};

/**
 * Writes down a clip or a snapshot that is wanted, with its job and its audit row, under a name that is free, and waits up
 * to two seconds for what comes of it. The same id again is the same item.
 * @throws TallyError NOT_FOUND; CONFLICT for an id that is another item's; INVALID in the words of Agora's own rules
 */
export async function orderItem(ctx: Context, order: ItemOrder): Promise<ItemOutcome> {
  const known = await findAnyItem(ctx.db, order.itemId);
  if (known && !isSame(known, order))
    throw new TallyError("CONFLICT", "This id belongs to something else. Reload the page.");
  if (!known) await ctx.db.transaction((tx) => writeDown(tx, ctx, order));
  const item = await findItem(ctx.db, order.projectId, order.itemId);
  if (!item) throw new TallyError("INTERNAL", "The order could not be stored.");
  await waitForLiveJob(ctx, order.projectId, item.jobId, (job) => job.isTerminal || job.state === "unknown");
  const [row] = await listItemRows(ctx.db, { projectId: order.projectId, itemId: order.itemId });
  if (!row) throw new TallyError("INTERNAL", "The order could not be read.");
  const { itemId, fileName, status, code, reason } = row;
  return { itemId, fileName, status, code: isMoving(status) ? null : code, reason };
}

async function writeDown(tx: Transaction, ctx: Context, order: ItemOrder): Promise<void> {
  await lockNames(tx, order);
  const taken = await listNames(tx, order, order.stem);
  const fileName = freeName(order.stem, order.kind, (name) => taken.has(name));
  await requireAcceptable(tx, ctx, { ...order, fileName });
  const { projectId, itemId, kind, entryPoint, flsArea, streamName, label, startsAt, endsAt, recordedMs, retryOfId } =
    order;
  const place = { entryPoint, flsArea, streamName };
  const times = { startsAt: startsAt?.toISOString() ?? null, endsAt: endsAt?.toISOString() ?? null };
  const { jobId } = await orderLiveJob(tx, ctx, {
    projectId,
    kind: kind === "clip" ? "createClip" : "createSnapshot",
    targetKey: `${entryPoint}/${streamName}/${fileName}`,
    input: { itemId, ...place, fileName, ...times },
  });
  await insertItem(tx, {
    id: itemId,
    projectId,
    kind,
    ...place,
    fileName,
    label,
    startsAt,
    endsAt,
    recordedMs,
    jobId,
    retryOfId,
    createdBy: actorId(ctx.actor),
    createdByName: ctx.actor.kind === "user" ? ctx.actor.name : "system",
  });
  await writeAudit(tx, {
    projectId,
    actor: ctx.actor,
    action: kind === "clip" ? "library.createClip" : "library.createSnapshot",
    targetKind: kind,
    targetId: itemId,
    outcome: "done",
    before: null,
    after: { ...place, fileName, label, ...times, retryOfId },
    requestId: ctx.requestId,
    clientAddress: ctx.clientAddress,
  });
}

/** What Agora's rules refuse is told before anything is written down. */
async function requireAcceptable(tx: Transaction, ctx: Context, item: ItemOrder & { fileName: string }): Promise<void> {
  const project = await findProject(tx, item.projectId);
  if (!project) throw new TallyError("NOT_FOUND", "There is no such project.");
  try {
    const nowMs = ctx.clock.now().getTime();
    const wanted = toLiveRequest(item);
    if (item.kind === "clip") describeCreateClip(project.appId, wanted.clip, nowMs);
    else describeCreateSnapshot(project.appId, wanted.snapshot, nowMs);
  } catch (error) {
    if (error instanceof AgoraInvalidRequest) throw new TallyError("INVALID", error.message, { cause: error });
    throw error;
  }
}

function isSame(row: ItemRow, order: ItemOrder): boolean {
  return (
    row.projectId === order.projectId &&
    row.kind === order.kind &&
    row.entryPoint === order.entryPoint &&
    row.streamName === order.streamName &&
    row.startsAt?.getTime() === order.startsAt?.getTime() &&
    row.endsAt?.getTime() === order.endsAt?.getTime()
  );
}
