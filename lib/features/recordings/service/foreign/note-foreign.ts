import type { RecordingEventDetails, RecordingNotice } from "@/lib/agora/notifications";
import type { Transaction } from "@/lib/db/client";
import { noteForeign } from "../../data/foreign";
import type { AttemptRow } from "../../data/rows";

/** Whether an event shows its recording alive at that moment, over, or neither. */
export function showsOf(event: RecordingEventDetails): "alive" | "over" | null {
  switch (event.name) {
    case "recorderStarted":
    case "sliceStarted":
    case "sessionFailover":
    case "highAvailabilityRegistered":
    case "audioStreamChanged":
    case "videoStreamChanged":
    case "snapshotTaken":
    case "webRecorderStarted":
    case "webRecorderReloaded":
      return "alive";
    case "statusUpdate":
      return event.agoraStatus === 4 || event.agoraStatus === 5 ? "alive" : null;
    case "recorderLeft":
    case "sessionExit":
    case "uploaded":
    case "backedUp":
    case "webRecorderStopped":
      return "over";
    default:
      return null;
  }
}

/** A recording that belongs to no attempt is heard of. */
export async function noteStranger(tx: Transaction, projectId: string, notice: RecordingNotice): Promise<void> {
  if (notice.sid === null || isTest(notice)) return;
  const { sid, channelName, event } = notice;
  await noteForeign(tx, {
    projectId,
    sid,
    channelName,
    uids: uidsOf(notice),
    isPage: isPage(notice),
    intentId: null,
    happenedAt: notice.happenedAt ?? new Date(),
    shows: showsOf(event),
  });
}

/** So long after its end what still comes of a recording is the rest of its upload. */
const restMs = 120_000;

/** Whether an attempt that was over speaks again: it was given up too early, and nobody drives it any more. */
export function isBackFromTheDead(attempt: AttemptRow, notice: RecordingNotice, isStale: boolean): boolean {
  const overAt = attempt.stoppedAt ?? attempt.terminalAt;
  const isOver = attempt.state === "STOPPED" || attempt.terminalAt !== null;
  if (!isOver || overAt === null || isStale || notice.happenedAt === null) return false;
  return showsOf(notice.event) === "alive" && notice.happenedAt.getTime() - overAt.getTime() > restMs;
}

/** Lists an attempt that was over and speaks again, with every uid it is known by. */
export async function noteRevenant(tx: Transaction, attempt: AttemptRow, notice: RecordingNotice): Promise<void> {
  if (attempt.sid === null) return;
  await noteForeign(tx, {
    projectId: attempt.projectId,
    sid: attempt.sid,
    channelName: attempt.channelName,
    uids: [...new Set([attempt.recorderUid, ...attempt.uidAliases, ...uidsOf(notice)])],
    isPage: attempt.mode === "web",
    intentId: attempt.intentId,
    happenedAt: notice.happenedAt ?? new Date(),
    shows: "alive",
  });
}

/** The events that Agora's console sends to check an address speak of a recording that never was (contract §5.1). */
function isTest({ channelName, recorderUid }: RecordingNotice): boolean {
  return channelName === "test_webhook" && recorderUid === "12121212";
}

function uidsOf({ recorderUid, event }: RecordingNotice): string[] {
  const moved = event.name === "sessionFailover" ? event.newUid : null;
  return [recorderUid, moved].filter((uid) => uid !== null);
}

/** Only a page's recorder sends these (contract §5.3). */
function isPage({ serviceType, event }: RecordingNotice): boolean {
  return serviceType === 6 || event.name.startsWith("webRecorder");
}
