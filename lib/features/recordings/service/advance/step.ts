import { AgoraError } from "@/lib/agora/errors";
import type { AgoraRequest } from "@/lib/agora/request";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { TallyError } from "@/lib/errors";
import { openCall } from "../../data/calls";
import { changeAttempt, type Change } from "../../data/change";
import { holdsLease } from "../../data/leases";
import type { AttemptRow } from "../../data/rows";
import type { Reading } from "../../data/situation";
import type { IdWatch } from "./id-watch";

/** What a step works with: the attempt as it was read, and whose lease it is. */
export type StepInput = {
  ctx: Context;
  owner: string;
  watch: IdWatch;
  /** Aborted when the lease is lost or the engine stops: nothing new is sent then. */
  signal: AbortSignal;
  reading: Reading;
};

/** Another engine has the attempt: whatever this one had in mind must not be sent. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/** The attempt moved on since the step was decided, by a notification or an operator: decide again. */
export class StepOvertaken extends Error {
  override readonly name = "StepOvertaken";
}

/**
 * The committed row that names a call before it leaves (invariant I1), under the lease and the attempt's lock. Returns
 * the id of the call's record. `before` writes what led to it in the same transaction.
 * @throws LeaseLost, or StepOvertaken when `judge` answers null
 */
export async function writeAhead(
  step: StepInput,
  judge: (row: AttemptRow, now: Date) => Change | null,
  request: AgoraRequest,
  before: (tx: Transaction) => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  const { ctx, reading, owner, signal } = step;
  if (signal.aborted) throw new LeaseLost();
  return ctx.db.transaction(async (tx) => {
    if (!(await holdsLease(tx, reading.attempt.id, owner))) throw new LeaseLost();
    await before(tx);
    const row = await changeAttempt(tx, reading.attempt.id, (current, now) => {
      const change = judge(current, now);
      if (change === null) throw new StepOvertaken();
      return change;
    });
    if (!row) throw new LeaseLost();
    return openCall(tx, { projectId: row.projectId, attemptId: row.id }, request);
  });
}

/** Writes down what a step led to, if the attempt is still this engine's. */
export async function conclude(
  step: StepInput,
  judge: (row: AttemptRow, now: Date) => Change | null,
): Promise<AttemptRow | null> {
  const { ctx, reading, owner } = step;
  return ctx.db.transaction((tx) =>
    changeAttempt(tx, reading.attempt.id, (row, now) => (row.leaseOwner === owner ? judge(row, now) : null)),
  );
}

/** The failure of a call, to be judged. Anything else is a fault of ours or of the database and passes on. */
export function callErrorOf(error: unknown): AgoraError | TallyError {
  if (error instanceof AgoraError || error instanceof TallyError) return error;
  throw error;
}
