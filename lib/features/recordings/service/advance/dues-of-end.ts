import type { ReasonCode } from "../../constants";
import { limits } from "./limits";
import { duesOfListing, time, type Due, type EndCode, type Situation } from "./situation";

/** Stopped: waits for a notification, and looks into the bucket where it may. */
export function duesOfUpload(situation: Situation): Due[] {
  const { attempt, now, hasSeenFile } = situation;
  const stoppedAt = time(attempt.stoppedAt);
  const age = now.getTime() - stoppedAt;
  const isRegular = !hopeless.has(attempt.failureCode);
  const patience = isRegular ? limits.uploadProof : limits.vanishedProof;
  const code = endCodeOf(attempt.failureCode);
  const dues: Due[] = [{ at: stoppedAt + patience, step: { kind: "end", to: "FAILED", code } }];
  if (situation.canList && !hasSeenFile && isRegular && attempt.listedAt !== null) {
    const at = stoppedAt + limits.emptyBucket;
    if (time(attempt.listedAt) >= at) {
      dues.unshift({ at, step: { kind: "end", to: "NO_DATA", code: "nothingRecorded" } });
    }
  }
  const every = age < 60_000 ? 2_000 : age < 600_000 ? 10_000 : age < 3_600_000 ? 60_000 : 300_000;
  dues.push(...duesOfListing(situation, every));
  return dues;
}

/** Ends after which files are not to be expected for a day. */
const hopeless: ReadonlySet<string | null> = new Set<ReasonCode | null>([
  "vanished",
  "exitedAbnormally",
  "notConfirmed",
  "storageRejected",
  "tokenRejected",
  "tokenExpired",
]);

function endCodeOf(failureCode: string | null): EndCode {
  return failureCode === "vanished" || failureCode === "exitedAbnormally" || failureCode === "notConfirmed"
    ? failureCode
    : "uploadNotProven";
}

/** The end came by a notification: one look into the bucket still tells names and sizes of the files. */
export function duesOfInventory(situation: Situation): Due[] {
  const { attempt, now, canList } = situation;
  const terminalAt = time(attempt.terminalAt);
  const isSeen = !canList || time(attempt.listedAt) >= terminalAt;
  const close = { at: isSeen ? now.getTime() : terminalAt + limits.inventory, step: { kind: "close" } } as const;
  return isSeen ? [close] : [close, { at: now.getTime(), step: { kind: "list" } }];
}
