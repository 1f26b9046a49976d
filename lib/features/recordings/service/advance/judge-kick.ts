import type { AgoraError } from "@/lib/agora/errors";
import type { TallyError } from "@/lib/errors";
import type { Change } from "../../data/change";
import type { AttemptRow } from "../../data/rows";
import { freed, hold, troubleOf, type Trouble } from "./trouble";

/** A kick leaves. What was seen before it says nothing of what follows it. */
export function judgeKicked(attempt: AttemptRow, isFirst: boolean, now: Date): Change {
  if (!isFirst) return { source: "engine" };
  const kickSentCount = attempt.kickSentCount + 1;
  return {
    source: "engine",
    set: { kickSentAt: now, kickSentCount, kickCheckedAt: null, outOfChannelAt: null },
    events: [{ type: "attempt.kicked", details: { try: kickSentCount } }],
  };
}

/**
 * Nobody was in the channel under a uid the recorder is known by, so that a kick would hit nobody and its being out
 * would prove nothing: after a failover nobody told of, it goes on under another uid. Looked for again, ever more seldom.
 */
export function judgeNotSeen(attempt: AttemptRow, now: Date): Change {
  const held = hold(attempt, "kick", { code: "notAnswering", retryDelaysMs: [10_000, 30_000, 60_000, 300_000] }, now);
  return { source: "poll", set: keptTrouble(attempt, held.set ?? {}) };
}

/**
 * What a look into the channel says of a kick. `uids` are those that were looked for: where a notification has brought
 * another one since, nothing is proven.
 */
export function judgeKickCheck(
  attempt: AttemptRow,
  { isOut, uids }: { isOut: boolean; uids: readonly string[] },
  now: Date,
): Change {
  const isWhole = [attempt.recorderUid, ...attempt.uidAliases].every((uid) => uids.includes(uid));
  const isProven = isOut && isWhole;
  const isNews = isProven && attempt.outOfChannelAt === null;
  const isBack = !isProven && attempt.outOfChannelAt !== null;
  return {
    source: "poll",
    set: {
      ...keptTrouble(attempt, freed(attempt, "checkKick")),
      kickCheckedAt: now,
      outOfChannelAt: isProven ? (attempt.outOfChannelAt ?? now) : null,
    },
    events: [
      ...(isNews ? [{ type: "attempt.outOfChannel" as const }] : []),
      ...(isBack ? [{ type: "attempt.backInChannel" as const }] : []),
    ],
  };
}

/** A kick or a look that failed is tried again. What it is made for stays said: that is what matters to a person. */
export function judgeFailedKick(
  attempt: AttemptRow,
  step: "kick" | "checkKick",
  error: AgoraError | TallyError,
  now: Date,
): Change {
  const held = hold(attempt, step, troubleOf(error) ?? refusedKick, now);
  return { ...held, set: keptTrouble(attempt, held.set ?? {}) };
}

function keptTrouble(attempt: AttemptRow, set: NonNullable<Change["set"]>): NonNullable<Change["set"]> {
  const isItsOwn = attempt.trouble === "controlLost" || attempt.trouble === "startUnanswered";
  return isItsOwn ? { ...set, trouble: attempt.trouble } : set;
}

const refusedKick: Trouble = { code: "stopRefused", retryDelaysMs: [30_000, 60_000, 300_000] };
