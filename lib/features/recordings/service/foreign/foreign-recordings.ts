import "server-only";
import { sql } from "drizzle-orm";
import type { Context } from "@/lib/context";
import { actorId } from "@/lib/db/actor";
import { writeAudit } from "@/lib/db/audit";
import type { Transaction } from "@/lib/db/client";
import { foreignRecordings } from "@/lib/db/schema";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../../accounts/types";
import { changeForeign, lockForeign, selectForeign } from "../../data/foreign";
import type { ForeignRow } from "../../data/rows";
import type { CloseForeignInput, StopForeignInput } from "../../schema/foreign";
import type { ForeignRecording } from "../../types";
import { canBePutOut } from "./advance-foreign";

/** The recordings that notifications speak of, that are none of ours and not known to be over. */
export async function listForeign({
  ctx,
  grant,
}: {
  ctx: Pick<Context, "db">;
  grant: AuthorizedInProject<"recording.read">;
}): Promise<ForeignRecording[]> {
  const rows = await selectForeign(ctx.db, grant.projectId);
  return rows.map(toForeign);
}

/**
 * Orders that a foreign recording ends: an engine puts its recorder out of the channel. Asking again changes nothing.
 * @throws TallyError NOT_FOUND, INVALID for one whose recorder nobody can put out
 */
export async function stopForeign({
  ctx,
  input,
  grant,
}: {
  ctx: Context;
  input: StopForeignInput;
  grant: AuthorizedInProject<"recording.stop">;
}): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const row = await lockOpen(tx, grant.projectId, input.foreignId);
    if (row.stopRequestedAt !== null) return;
    if (!canBePutOut(row)) {
      throw new TallyError(
        "INVALID",
        "The recorder of a page is in no channel. Adopt it by its resource id, then stop it.",
      );
    }
    const now = sql`clock_timestamp()`;
    await tx
      .update(foreignRecordings)
      .set({ stopRequestedAt: now, stopRequestedBy: actorId(ctx.actor), nextStepAt: now })
      .where(sql`${foreignRecordings.id} = ${row.id}`);
    await audit(tx, ctx, row, "recording.stopForeign", {});
  });
}

/**
 * Takes a foreign recording from the list by hand, with the reason that the audit keeps.
 * @throws TallyError NOT_FOUND
 */
export async function closeForeign({
  ctx,
  input,
  grant,
}: {
  ctx: Context;
  input: CloseForeignInput;
  grant: AuthorizedInProject<"recording.close">;
}): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const row = await lockOpen(tx, grant.projectId, input.foreignId);
    const settledBy = actorId(ctx.actor);
    const settled = {
      settledAs: "closed",
      settledAt: ctx.clock.now(),
      settledBy,
      settledReason: input.reason,
    } as const;
    await changeForeign(tx, row.id, { ...settled, nextStepAt: null });
    await audit(tx, ctx, row, "recording.closeForeign", { reason: input.reason });
  });
}

async function lockOpen(tx: Transaction, projectId: string, id: string): Promise<ForeignRow> {
  const row = await lockForeign(tx, projectId, id);
  if (row === null || row.settledAs !== null) throw new TallyError("NOT_FOUND", "This recording is no longer listed.");
  return row;
}

async function audit(tx: Transaction, ctx: Context, row: ForeignRow, action: string, after: Record<string, unknown>) {
  const { projectId, sid, channelName, uids } = row;
  await writeAudit(tx, {
    projectId,
    actor: ctx.actor,
    action,
    targetKind: "foreignRecording",
    targetId: row.id,
    outcome: "done",
    before: { sid, channelName, uids },
    after,
    requestId: ctx.requestId,
    clientAddress: ctx.clientAddress,
  });
}

function toForeign(row: ForeignRow): ForeignRecording {
  return {
    foreignId: row.id,
    sid: row.sid,
    channelName: row.channelName,
    recorderUid: row.uids[0] ?? null,
    isPage: row.isPage,
    recordingId: row.intentId,
    firstSeenAt: row.firstSeenAt.toISOString(),
    heardAt: (row.aliveAt ?? row.endedAt)?.toISOString() ?? null,
    canStop: canBePutOut(row),
    state: row.stopRequestedAt === null ? "seen" : row.outOfChannelAt === null ? "stopping" : "out",
    trouble: row.trouble,
  };
}
