import { describeKickRecorder } from "@/lib/agora/channel-management/requests";
import type { AgoraProject } from "@/lib/context";
import { closeCall } from "../../../data/calls";
import type { AttemptRow } from "../../../data/rows";
import { judgeFailedKick, judgeKicked, judgeKickCheck, judgeNotSeen } from "../judge-kick";
import { callErrorOf, conclude, writeAhead, type StepInput } from "../step";

/**
 * Puts the recorder out of its channel, under every uid it is known by: after a failover it carries another one. What
 * Agora answers proves nothing, which is why it is looked at afterwards; that it is out then proves something only of a
 * recorder that was seen to be in, which is why the first kick looks before.
 */
export async function kickRecorder(step: StepInput): Promise<void> {
  const { ctx, reading } = step;
  const project = await openProject(step, "kick");
  if (project === null) return;
  const { channelName, kickSentAt } = reading.attempt;
  const [first = "", ...others] = uidsOf(reading.attempt);
  if (kickSentAt === null && !(await isSeen(step, project))) return;
  for (const uid of [first, ...others]) {
    const recorder = { channelName, uid };
    const request = describeKickRecorder(project.appId, recorder);
    // Counted once, however many uids it takes.
    const callId = await writeAhead(step, (row, now) => judgeKicked(row, uid === first, now), request);
    try {
      const { receipt } = await project.client.channelManagement.kickRecorder(recorder);
      await closeCall(ctx.db, callId, { receipt });
    } catch (error) {
      const known = callErrorOf(error);
      await closeCall(ctx.db, callId, { error });
      await conclude(step, (row, now) => judgeFailedKick(row, "kick", known, now));
      return;
    }
  }
}

/** Whether the recorder is in its channel under any of its uids; what follows where it is not is written down. */
async function isSeen(step: StepInput, project: AgoraProject): Promise<boolean> {
  const { attempt } = step.reading;
  try {
    const found = await lookFor(step, project, uidsOf(attempt));
    if (found.some(({ isInChannel }) => isInChannel)) return true;
    await conclude(step, judgeNotSeen);
  } catch (error) {
    if (step.signal.aborted) throw error;
    const known = callErrorOf(error);
    await conclude(step, (row, now) => judgeFailedKick(row, "kick", known, now));
  }
  return false;
}

function lookFor({ reading, signal }: StepInput, project: AgoraProject, uids: readonly string[]) {
  const { channelName } = reading.attempt;
  return Promise.all(uids.map((uid) => project.client.channelManagement.userStatus({ channelName, uid }, { signal })));
}

/** Looks whether the recorder is out of its channel under all of its uids. */
export async function checkKick(step: StepInput): Promise<void> {
  const { reading, signal } = step;
  const project = await openProject(step, "checkKick");
  if (project === null) return;
  const uids = uidsOf(reading.attempt);
  try {
    const found = await lookFor(step, project, uids);
    const isOut = found.every(({ isInChannel }) => !isInChannel);
    await conclude(step, (row, now) => judgeKickCheck(row, { isOut, uids }, now));
  } catch (error) {
    if (signal.aborted) throw error;
    const known = callErrorOf(error);
    await conclude(step, (row, now) => judgeFailedKick(row, "checkKick", known, now));
  }
}

async function openProject(step: StepInput, kind: "kick" | "checkKick"): Promise<AgoraProject | null> {
  try {
    return await step.ctx.agora(step.reading.attempt.projectId);
  } catch (error) {
    const known = callErrorOf(error);
    await conclude(step, (row, now) => judgeFailedKick(row, kind, known, now));
    return null;
  }
}

/** Every uid a recorder may be in its channel with. */
function uidsOf({ recorderUid, uidAliases }: AttemptRow): string[] {
  return [...new Set([recorderUid, ...uidAliases])];
}
