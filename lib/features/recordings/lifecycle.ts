/**
 * The life of an attempt and what it means for the operator. Pure: the engine asks `canMove` before every conditional
 * UPDATE, the screens ask `statusOf`.
 */

/** States in order of their rank: an attempt only ever moves to a higher one, except back to PLANNED before a start left. */
export const attemptStates = [
  "PLANNED",
  "ACQUIRING",
  "ACQUIRED",
  "STARTING",
  "STARTED",
  "CONFIRMED",
  "RUNNING",
  "STOPPING",
  "STOPPED",
  "UPLOADED",
  "BACKED_UP",
  "NO_DATA",
  "FAILED",
] as const;
export type AttemptState = (typeof attemptStates)[number];

export const sideStates = ["UNCERTAIN", "SUSPECT", "FENCED", "VANISHED", "ORPHAN_FOREIGN"] as const;
export type SideState = (typeof sideStates)[number];

/** What the operator is told. */
export const recordingStatuses = [
  "requested",
  "acquiring",
  "starting",
  "confirming",
  "recording",
  "recovering",
  "unknown",
  "stopping",
  "uploading",
  "uploaded",
  "backedUp",
  "noData",
  "failed",
  "lost",
  "controlExpired",
] as const;
export type RecordingStatus = (typeof recordingStatuses)[number];

const terminal: ReadonlySet<AttemptState> = new Set(["UPLOADED", "BACKED_UP", "NO_DATA", "FAILED"]);

/** Nothing follows, unless Agora later proves that the files are safe after all (`canMove`). */
export function isTerminal(state: AttemptState): boolean {
  return terminal.has(state);
}

/**
 * Where each state may go. `ACQUIRING` and `ACQUIRED` may fall back to `PLANNED`, because an unused resource id is
 * harmless; `STARTING` only once its resource id can start nothing any more. A recording given up may still turn out
 * to be in a bucket: `UPLOADED` outranks every other end, so that notifications in any order end alike (invariant I5).
 */
const moves: Record<AttemptState, readonly AttemptState[]> = {
  PLANNED: ["ACQUIRING", "NO_DATA", "FAILED"],
  ACQUIRING: ["ACQUIRED", "PLANNED", "FAILED"],
  ACQUIRED: ["STARTING", "PLANNED", "FAILED"],
  STARTING: ["STARTED", "PLANNED", "FAILED"],
  STARTED: ["CONFIRMED", "RUNNING", "STOPPING", "STOPPED", "UPLOADED", "BACKED_UP", "NO_DATA", "FAILED"],
  CONFIRMED: ["RUNNING", "STOPPING", "STOPPED", "UPLOADED", "BACKED_UP", "NO_DATA", "FAILED"],
  RUNNING: ["STOPPING", "STOPPED", "UPLOADED", "BACKED_UP", "NO_DATA", "FAILED"],
  STOPPING: ["STOPPED", "UPLOADED", "BACKED_UP", "NO_DATA", "FAILED"],
  STOPPED: ["UPLOADED", "BACKED_UP", "NO_DATA", "FAILED"],
  UPLOADED: [],
  BACKED_UP: ["UPLOADED"],
  NO_DATA: ["UPLOADED", "BACKED_UP"],
  FAILED: ["UPLOADED", "BACKED_UP", "NO_DATA"],
};

/** Whether an attempt in `from` may become `to`. */
export function canMove(from: AttemptState, to: AttemptState): boolean {
  return moves[from].includes(to);
}

/** States from which `to` may be reached: the WHERE of the conditional UPDATE. */
export function sourcesOf(to: AttemptState): AttemptState[] {
  return attemptStates.filter((from) => canMove(from, to));
}

/** Ends of which nobody knows whether all files arrived. */
const lostCodes: ReadonlySet<string> = new Set(["vanished", "uploadNotProven", "putOut"]);

/** What the operator is told about an attempt. `isControlExpired` is contract §1.5: the API no longer reaches the task. */
export function statusOf(attempt: {
  state: AttemptState;
  sideState: SideState | null;
  isControlExpired?: boolean;
  failureCode?: string | null;
  /** Starts that left and may have been carried out. */
  startSentCount?: number;
}): RecordingStatus {
  const { state, sideState } = attempt;
  if (!isTerminal(state) && state !== "STOPPED" && attempt.isControlExpired) return "controlExpired";
  if (!isTerminal(state) && (sideState === "UNCERTAIN" || sideState === "FENCED")) return "unknown";
  // Begun anew because a start was never explained: a recording may be running that nobody sees yet.
  const mayRunUnseen = (attempt.startSentCount ?? 0) > 0;
  const isNotAnswering = sideState === "SUSPECT" || sideState === "VANISHED";
  switch (state) {
    case "PLANNED":
      return mayRunUnseen ? "unknown" : "requested";
    case "ACQUIRING":
    case "ACQUIRED":
      return mayRunUnseen ? "unknown" : "acquiring";
    case "STARTING":
      return "starting";
    case "STARTED":
      return isNotAnswering ? "recovering" : "confirming";
    case "CONFIRMED":
    case "RUNNING":
      return isNotAnswering ? "recovering" : "recording";
    case "STOPPING":
      return "stopping";
    case "STOPPED":
      return "uploading";
    case "UPLOADED":
      return "uploaded";
    case "BACKED_UP":
      return "backedUp";
    case "NO_DATA":
      return "noData";
    case "FAILED":
      return lostCodes.has(attempt.failureCode ?? "") ? "lost" : "failed";
  }
}

/** Statuses in which a task may be alive at Agora, so that Stop makes sense. */
export function isLive(status: RecordingStatus): boolean {
  return ["requested", "acquiring", "starting", "confirming", "recording", "recovering", "unknown"].includes(status);
}

/** Whether an end can be ordered: also where the API reaches a task no more, as long as its recorder is in a channel. */
export function canBeStopped(status: RecordingStatus, mode: "individual" | "composite" | "web"): boolean {
  return isLive(status) || (status === "controlExpired" && mode !== "web");
}

/** Statuses that no longer change by themselves. */
export function isFinished(status: RecordingStatus): boolean {
  return ["uploaded", "backedUp", "noData", "failed", "lost"].includes(status);
}
