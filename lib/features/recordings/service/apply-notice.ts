import type { RecordingNotice } from "@/lib/agora/notifications";
import type { Transaction } from "@/lib/db/client";
import type { Queue } from "@/lib/jobs/queue";
import { changeAttempt } from "../data/change";
import { countSequences, findAttemptBySid, findAttemptWithLostSid } from "../data/notices";
import { adopt } from "./advance/judge-start";
import { isBackFromTheDead, noteRevenant, noteStranger } from "./foreign/note-foreign";
import { judgeNotice } from "./judge-notice";

/**
 * Applies one notification to the recording it is about. A sid nobody knows is adopted where a start of the same
 * channel and recorder uid lost its answer (reliability M7). False: it belongs to no recording of ours.
 */
export async function applyNotice(
  tx: Transaction,
  queue: Queue,
  projectId: string,
  notice: RecordingNotice,
  isStale: boolean,
): Promise<boolean> {
  const { sid, channelName, recorderUid } = notice;
  if (sid === null) return false;
  let attemptId = await findAttemptBySid(tx, projectId, sid);
  if (attemptId === null) {
    const isNamed = channelName !== null && recorderUid !== null;
    attemptId = isNamed ? await findAttemptWithLostSid(tx, projectId, channelName, recorderUid) : null;
    if (attemptId === null) {
      await noteStranger(tx, projectId, notice);
      return false;
    }
    const adopted = await changeAttempt(tx, attemptId, (row, now) =>
      row.sid === null && row.state === "STARTING" ? adopt(row, sid, "notification", now) : null,
    );
    if (adopted?.sid !== sid) {
      await noteStranger(tx, projectId, notice);
      return false;
    }
  }
  const sequencesSeen = await countSequences(tx, projectId, sid);
  const row = await changeAttempt(tx, attemptId, (current, now) =>
    judgeNotice(current, notice, { isStale, sequencesSeen }, now),
  );
  if (row && isBackFromTheDead(row, notice, isStale)) await noteRevenant(tx, row, notice);
  // Whatever it changed, the next step may be another one now.
  if (row && !row.isTerminal) await queue.wake(attemptId, { tx });
  return true;
}
