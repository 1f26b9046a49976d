import type { AgoraProject } from "@/lib/context";
import { AgoraError } from "@/lib/agora/errors";
import { changeAttempt } from "../../../data/change";
import { holdsLease } from "../../../data/leases";
import { liveRecorderUids } from "../../../data/read";
import { judgeEnded, judgeVanished } from "../judge-vanished";
import { insertSuccessor, planSuccessor, type Successor } from "../successor";
import { LeaseLost, type StepInput } from "../step";

/**
 * A task is gone that nobody stopped. Where it is still wanted another attempt takes its place under a uid of its own,
 * and this one is watched, because it may come back and would record, and be billed, beside the other (reliability M4).
 */
export async function vanish(step: StepInput): Promise<void> {
  const { ctx, reading, owner } = step;
  const planned = (await isChannelEmpty(step)) ? "channelEmpty" : await planSuccessor(ctx, reading);
  await ctx.db.transaction(async (tx) => {
    if (!(await holdsLease(tx, reading.attempt.id, owner))) throw new LeaseLost();
    let successor: Successor | null = null;
    const row = await changeAttempt(tx, reading.attempt.id, (current) => {
      if (current.notFoundSince === null) return null;
      if (typeof planned === "string") return judgeEnded(planned);
      successor = planned;
      return judgeVanished(planned.number);
    });
    if (row !== null && successor !== null) await insertSuccessor(tx, ctx, row, successor);
  });
}

/**
 * Whether nobody is in the channel but recorders of ours: then it ended by the idle time, and another one would too. What
 * cannot be found out counts as no: a recording too many is seen, one too few is not.
 */
async function isChannelEmpty({ ctx, reading, signal }: StepInput): Promise<boolean> {
  const { attempt } = reading;
  if (attempt.mode === "web") return false;
  try {
    const project: AgoraProject = await ctx.agora(attempt.projectId);
    const found = await project.client.channelManagement.listUsers(attempt.channelName, { signal });
    if (found.outcome === "noChannel") return true;
    const own = await liveRecorderUids(ctx.db, attempt.projectId, attempt.channelName);
    const people = found.outcome === "live" ? found.hosts : found.users;
    return people.every((uid) => own.includes(uid));
  } catch (error) {
    if (error instanceof AgoraError) return false;
    throw error;
  }
}
