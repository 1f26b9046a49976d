import type { AttemptRow } from "../../data/rows";
import type { Situation } from "./situation";

/** For tests: the moment at which everything began. */
export const origin = new Date("2026-05-01T08:00:00.000Z");

/** For tests: so many seconds after the beginning. */
export function after(seconds: number): Date {
  return new Date(origin.getTime() + seconds * 1000);
}

/** For tests: an attempt as it is planned, with changes. */
export function attemptRow(changes: Partial<AttemptRow> = {}): AttemptRow {
  return {
    id: "01M7Z246Q5KNFW9551H24B0W5A",
    projectId: "project",
    intentId: "01M7Z246Q5KNFW9551H24B0W5B",
    number: 1,
    state: "PLANNED",
    sideState: null,
    isTerminal: false,
    appId: "app",
    channelName: "lobby",
    mode: "composite",
    recorderUid: "3000000001",
    uidAliases: [],
    filePrefix: ["01M7Z246Q5KNFW9551H24B0W5A"],
    resourceId: null,
    acquiredAt: null,
    lostResourceId: null,
    sid: null,
    startFirstSentAt: null,
    startLastSentAt: null,
    startSentCount: 0,
    startedAt: null,
    confirmedAt: null,
    startConflictAt: null,
    agoraStatus: null,
    checkedAt: null,
    checkRequestedAt: null,
    listedAt: null,
    notFoundSince: null,
    heardAt: null,
    stopFirstSentAt: null,
    stopLastSentAt: null,
    stopSentCount: 0,
    kickSentAt: null,
    kickSentCount: 0,
    kickCheckedAt: null,
    outOfChannelAt: null,
    stoppedAt: null,
    terminalAt: null,
    failureCode: null,
    failureReason: null,
    uploadProgress: null,
    lastSequence: null,
    sequencesSeen: 0,
    desiredLayout: null,
    desiredLayoutRevision: 0,
    ackedLayoutRevision: 0,
    layoutSentAt: null,
    desiredUpdate: null,
    desiredUpdateRevision: 0,
    sentUpdateRevision: 0,
    ackedUpdateRevision: 0,
    refusedUpdateRevision: 0,
    updateRefusal: null,
    updateSentAt: null,
    pageState: null,
    nextStepAt: null,
    stepTries: 0,
    heldStep: null,
    heldUntil: null,
    trouble: null,
    leaseOwner: null,
    leaseExpiresAt: null,
    createdAt: origin,
    updatedAt: origin,
    ...changes,
  };
}

/** For tests: a start that left at the beginning and was not answered. */
export function startingRow(changes: Partial<AttemptRow> = {}): AttemptRow {
  return attemptRow({
    state: "STARTING",
    resourceId: "resource",
    acquiredAt: origin,
    startFirstSentAt: origin,
    startLastSentAt: origin,
    startSentCount: 1,
    ...changes,
  });
}

/** For tests: a task that Agora started at the beginning. */
export function startedRow(changes: Partial<AttemptRow> = {}): AttemptRow {
  return startingRow({ state: "STARTED", sid: "5".repeat(32), startedAt: origin, ...changes });
}

/** For tests: a situation at so many seconds, where nothing was wanted but to record and the bucket cannot be read. */
export function situation(
  attempt: AttemptRow,
  seconds: number,
  changes: Partial<Omit<Situation, "attempt" | "now">> = {},
): Situation {
  return {
    attempt,
    desired: "recording",
    controlHours: 72,
    pageHours: null,
    isSuperseded: false,
    now: after(seconds),
    resourceIdWatchedMs: seconds * 1000,
    liveCount: 1,
    canList: false,
    hasSeenFile: true,
    hasUnseenFile: false,
    ...changes,
  };
}
