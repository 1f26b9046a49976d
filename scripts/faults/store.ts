import type { RecordingNotice } from "@/lib/agora/notifications";
import { resultOf, type Change } from "@/lib/features/recordings/data/change";
import type { AttemptRow } from "@/lib/features/recordings/data/rows";
import { statusOf, type RecordingStatus } from "@/lib/features/recordings/lifecycle";
import { adopt } from "@/lib/features/recordings/service/advance/judge-start";
import { attemptRow } from "@/lib/features/recordings/service/advance/test-attempt";
import { judgeNotice } from "@/lib/features/recordings/service/judge-notice";
import type { Timeline } from "./timeline";

const leaseMs = 10_000;

/** A notification that was answered with 200. */
export type StoredNotice = {
  notice: RecordingNotice;
  receivedAt: number;
  isStale: boolean;
  outcome: "applied" | "unmatched" | null;
};

/** An attempt and what of its files is known. */
export type Kept = { row: AttemptRow; hasSeenFile: boolean };

/**
 * The rows of one recording with the semantics of the database: every change is judged over the newest row and written
 * as a whole, a lease is taken, kept and released by conditional updates, a notification is a row until it is applied.
 */
export class Store {
  readonly attempts = new Map<string, Kept>();
  readonly notices: StoredNotice[] = [];
  desired: "recording" | "stopped" = "recording";
  onChanged: (attemptId: string, change: Change) => void = () => undefined;
  /** An attempt is due at this time, or was found to be. */
  onDue: (attemptId: string) => void = () => undefined;

  constructor(readonly timeline: Timeline) {}

  now(): Date {
    return new Date(this.timeline.now);
  }

  plan(changes: Partial<AttemptRow> & Pick<AttemptRow, "id" | "number" | "recorderUid">): void {
    const now = this.now();
    const { id } = changes;
    const row = attemptRow({ filePrefix: [id], nextStepAt: now, createdAt: now, updatedAt: now, ...changes });
    this.attempts.set(id, { row, hasSeenFile: false });
    this.onDue(id);
  }

  get(id: string): Kept {
    const kept = this.attempts.get(id);
    if (kept === undefined) throw new Error(`There is no attempt ${id}.`);
    return kept;
  }

  isSuperseded(row: AttemptRow): boolean {
    return [...this.attempts.values()].some((other) => other.row.number > row.number);
  }

  statusOf(row: AttemptRow, controlHours: number): RecordingStatus {
    const endsAt = row.startedAt === null ? Infinity : row.startedAt.getTime() + controlHours * 3_600_000;
    return statusOf({ ...row, isControlExpired: this.timeline.now >= endsAt });
  }

  /** As `changeAttempt` does it: the rule over the newest row, in one piece. */
  change(id: string, judge: (row: AttemptRow, now: Date) => Change | null): AttemptRow {
    const kept = this.get(id);
    const before = kept.row;
    const now = this.now();
    const change = judge(before, now);
    if (change === null) return before;
    const next = resultOf(before, change, now);
    kept.row = { ...before, ...next };
    if (change.source === "listing" && (change.files?.length ?? 0) > 0) kept.hasSeenFile = true;
    if (kept.row.sideState === "UNCERTAIN" && before.sideState !== "UNCERTAIN") this.#reopenUnmatched(kept.row);
    this.onChanged(id, change);
    if (next.nextStepAt) this.wake(id);
    return kept.row;
  }

  claim(id: string, owner: string): boolean {
    const kept = this.get(id);
    const { isTerminal, leaseOwner, leaseExpiresAt } = kept.row;
    const isFree = leaseOwner === null || (leaseExpiresAt !== null && leaseExpiresAt.getTime() <= this.timeline.now);
    if (isTerminal || !isFree) return false;
    this.#set(kept, { leaseOwner: owner, leaseExpiresAt: this.#inLease(), nextStepAt: this.#inLease() });
    return true;
  }

  holds(id: string, owner: string): boolean {
    const { isTerminal, leaseOwner, leaseExpiresAt } = this.get(id).row;
    return !isTerminal && leaseOwner === owner && (leaseExpiresAt?.getTime() ?? 0) > this.timeline.now;
  }

  renew(id: string, owner: string): boolean {
    if (!this.holds(id, owner)) return false;
    const kept = this.get(id);
    const isWoken = (kept.row.nextStepAt?.getTime() ?? 0) < (kept.row.leaseExpiresAt?.getTime() ?? 0);
    const leaseExpiresAt = this.#inLease();
    this.#set(kept, { leaseExpiresAt, ...(isWoken ? {} : { nextStepAt: leaseExpiresAt }) });
    return true;
  }

  consumeWake(id: string, owner: string): boolean {
    if (!this.holds(id, owner)) return false;
    const kept = this.get(id);
    this.#set(kept, { nextStepAt: kept.row.leaseExpiresAt });
    return true;
  }

  release(id: string, owner: string, until: Date | null): boolean {
    const kept = this.get(id);
    const { isTerminal, leaseOwner, leaseExpiresAt, nextStepAt } = kept.row;
    if (leaseOwner !== owner) return false;
    const isWoken = nextStepAt !== null && leaseExpiresAt !== null && nextStepAt < leaseExpiresAt;
    if (!isTerminal && isWoken) return false;
    this.#set(kept, { leaseOwner: null, leaseExpiresAt: null, nextStepAt: until });
    if (until !== null) this.onDue(id);
    return true;
  }

  abandon(id: string, owner: string, retryMs: number): void {
    const kept = this.get(id);
    if (kept.row.leaseOwner !== owner || kept.row.isTerminal) return;
    const nextStepAt = new Date(this.timeline.now + retryMs);
    this.#set(kept, { leaseOwner: null, leaseExpiresAt: null, nextStepAt });
    this.onDue(id);
  }

  /** What is written in it is written as a whole, or not at all when it throws. */
  transaction<T>(id: string, write: () => T): T {
    const { row } = this.get(id);
    try {
      return write();
    } catch (error) {
      this.get(id).row = row;
      throw error;
    }
  }

  wake(id: string): void {
    const kept = this.get(id);
    if (kept.row.isTerminal) return;
    this.#set(kept, { nextStepAt: this.now() });
    this.onDue(id);
  }

  /** As `applyNotice` does it, for one row of the outbox. */
  apply(stored: StoredNotice): void {
    if (stored.outcome !== null) return;
    stored.outcome = this.#applyNotice(stored) ? "applied" : "unmatched";
  }

  #applyNotice({ notice, isStale }: StoredNotice): boolean {
    const { sid, recorderUid } = notice;
    if (sid === null || recorderUid === null) return false;
    let found = this.#find((row) => row.sid === sid);
    if (found === null) {
      found = this.#find(
        (row) =>
          (row.recorderUid === recorderUid || row.uidAliases.includes(recorderUid)) &&
          row.state === "STARTING" &&
          row.sid === null,
      );
      if (found === null) return false;
      const adopted = this.change(found, (row, now) => adopt(row, sid, "notification", now));
      if (adopted.sid !== sid) return false;
    }
    const sequences = new Set(this.notices.filter((each) => each.notice.sid === sid).map((n) => n.notice.sequence));
    const how = { isStale, sequencesSeen: sequences.size };
    const row = this.change(found, (current, now) => judgeNotice(current, notice, how, now));
    if (!row.isTerminal) this.wake(found);
    return true;
  }

  #find(isIt: (row: AttemptRow) => boolean): string | null {
    for (const [id, { row }] of this.attempts) if (isIt(row)) return id;
    return null;
  }

  #reopenUnmatched(row: AttemptRow): void {
    const from = (row.startFirstSentAt ?? row.createdAt).getTime();
    const uids = [row.recorderUid, ...row.uidAliases];
    for (const stored of this.notices) {
      const isOfIt = uids.includes(stored.notice.recorderUid ?? "") && stored.receivedAt >= from;
      if (stored.outcome === "unmatched" && isOfIt) stored.outcome = null;
    }
  }

  #set(kept: Kept, changes: Partial<AttemptRow>): void {
    kept.row = { ...kept.row, ...changes };
  }

  #inLease(): Date {
    return new Date(this.timeline.now + leaseMs);
  }
}
