import { describeKickRecorder } from "@/lib/agora/channel-management/requests";
import type { Context } from "@/lib/context";
import { closeCall, openCall } from "../../data/calls";
import { changeForeign } from "../../data/foreign";
import type { ForeignRow } from "../../data/rows";
import { nextKick } from "../advance/dues-of-kick";
import { backoff } from "../advance/limits";
import { callErrorOf } from "../advance/step";
import { troubleOf } from "../advance/trouble";

export type ForeignStep =
  | { kind: "kick" | "checkKick" }
  | { kind: "settle"; as: "putOut" }
  | { kind: "wait"; until: Date | null };

/**
 * What is done about a foreign recording whose stop is wanted: its recorder is put out of the channel, until it is seen
 * to be out for longer than a failover takes. Pure.
 */
export function decideForeign(row: ForeignRow, now: Date): ForeignStep {
  const { stopRequestedAt, endedAt, aliveAt, settledAs } = row;
  const isOver = endedAt !== null && endedAt.getTime() >= (aliveAt?.getTime() ?? 0);
  if (stopRequestedAt === null || settledAs !== null || isOver || !canBePutOut(row))
    return { kind: "wait", until: null };
  const due = nextKick(row, stopRequestedAt.getTime());
  if (due === null) return { kind: "settle", as: "putOut" };
  return due.at <= now.getTime() ? { kind: due.kind } : { kind: "wait", until: new Date(due.at) };
}

/** A page's recorder is in no channel, and nobody is put out of a channel that is not named. */
export function canBePutOut({ isPage, channelName, uids }: ForeignRow): boolean {
  return !isPage && channelName !== null && uids.length > 0;
}

/** Takes a claimed one a step on and writes down what came of it, with when to look again. */
export async function advanceForeign(ctx: Context, row: ForeignRow, now: Date): Promise<void> {
  const step = decideForeign(row, now);
  const released = { leaseExpiresAt: null };
  switch (step.kind) {
    case "wait":
      return changeForeign(ctx.db, row.id, { ...released, nextStepAt: step.until });
    case "settle":
      return changeForeign(ctx.db, row.id, { ...released, nextStepAt: null, settledAs: step.as, settledAt: now });
    case "kick":
    case "checkKick":
      try {
        const change = await (step.kind === "kick" ? kick : check)(ctx, row, now);
        return await changeForeign(ctx.db, row.id, { ...change, ...released, trouble: null, nextStepAt: now });
      } catch (error) {
        const trouble = troubleOf(callErrorOf(error)) ?? { code: "stopRefused", retryDelaysMs: [30_000] };
        const nextStepAt = new Date(now.getTime() + backoff(trouble.retryDelaysMs, row.kickSentCount));
        return changeForeign(ctx.db, row.id, { ...released, nextStepAt, trouble: trouble.code });
      }
  }
}

async function kick(ctx: Context, row: ForeignRow, now: Date): Promise<Partial<ForeignRow>> {
  const { appId, client } = await ctx.agora(row.projectId);
  const sent = { kickSentAt: now, kickSentCount: row.kickSentCount + 1, kickCheckedAt: null, outOfChannelAt: null };
  for (const recorder of recordersOf(row)) {
    const callId = await ctx.db.transaction(async (tx) => {
      await changeForeign(tx, row.id, sent);
      return openCall(tx, { projectId: row.projectId, foreignId: row.id }, describeKickRecorder(appId, recorder));
    });
    try {
      const { receipt } = await client.channelManagement.kickRecorder(recorder);
      await closeCall(ctx.db, callId, { receipt });
    } catch (error) {
      await closeCall(ctx.db, callId, { error });
      throw error;
    }
  }
  return {};
}

async function check(ctx: Context, row: ForeignRow, now: Date): Promise<Partial<ForeignRow>> {
  const { client } = await ctx.agora(row.projectId);
  const found = await Promise.all(recordersOf(row).map((recorder) => client.channelManagement.userStatus(recorder)));
  const isOut = found.every(({ isInChannel }) => !isInChannel);
  return { kickCheckedAt: now, outOfChannelAt: isOut ? (row.outOfChannelAt ?? now) : null };
}

function recordersOf({ channelName, uids }: ForeignRow) {
  return channelName === null ? [] : uids.map((uid) => ({ channelName, uid }));
}
