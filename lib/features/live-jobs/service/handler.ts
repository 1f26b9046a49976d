import "server-only";
import type { z } from "zod";
import type { Receipt } from "@/lib/agora/answer";
import type { LiveStreaming } from "@/lib/agora/live-streaming/resource";
import type { AgoraRequest } from "@/lib/agora/request";
import type { AgoraProject, Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import type { LiveJobRow } from "../data";

/** What a handler works with. Its client is the project's, under the common rate limit (FLS: 50 calls a second). */
export type LiveStep<Input> = {
  ctx: Context;
  job: LiveJobRow;
  input: Input;
  project: AgoraProject;
  live: LiveStreaming;
  /** Aborted when the lease is lost or the engine stops. Hand it to questions, never to a change. */
  signal: AbortSignal;
};

/** A change ready to be sent: its record, which is written down first, and the call itself. */
export type PreparedChange = {
  request: AgoraRequest;
  send: () => Promise<{ receipt: Receipt }>;
  /** Replaces the job's notes in the transaction that writes the call down, such as what was read before. */
  details?: Record<string, unknown>;
};

/** What reading back told. */
export type LiveVerdict = { details?: Record<string, unknown>; code?: string; reason?: string | null } & (
  | { is: "done" }
  /** It certainly was not carried out and cannot be any more: it is sent (again). */
  | { is: "notCarriedOut" }
  /** Nothing can be said yet: look again. The job keeps its state. */
  | { is: "open"; afterMs: number }
  | { is: "failed"; code: string }
);

/**
 * How one kind of job is carried out. The runner calls `prepare` and sends only what has certainly not been carried out,
 * and `confirm` in every other case; so a handler cannot repeat a change whose outcome is unclear, except by the verdict
 * `notCarriedOut`, for which it must have read something.
 *
 * Errors: an AgoraError of `prepare` or `confirm` (a question that failed) and a TallyError are kept as the job's reason
 * and the step is tried again, with growing pauses. `AgoraInvalidRequest` and TallyError INVALID or NOT_FOUND of `prepare`
 * end the job as refused. Anything else is a fault of ours and is logged.
 */
export type LiveHandler<Input> = {
  input: z.ZodType<Input>;
  prepare(step: LiveStep<Input>): Promise<PreparedChange>;
  /** Judges a job that was `accepted`, or whose outcome is `unknown`. Sends no change. */
  confirm(step: LiveStep<Input>): Promise<LiveVerdict>;
  /** Called in the transaction that ends the job, whichever way; for rows that follow from it. */
  finish?: (tx: Transaction, job: LiveJobRow, state: "done" | "refused" | "failed") => Promise<void>;
};

/** A handler whose input was checked where it was registered. */
export type AnyLiveHandler = {
  prepare(step: LiveStep<unknown>): Promise<PreparedChange>;
  confirm(step: LiveStep<unknown>): Promise<LiveVerdict>;
  finish?: (tx: Transaction, job: LiveJobRow, state: "done" | "refused" | "failed") => Promise<void>;
};

/** Makes a handler fit the map of kinds: the stored input is parsed by its schema at every step. */
export function liveHandler<Input>(handler: LiveHandler<Input>): AnyLiveHandler {
  const typed = (step: LiveStep<unknown>): LiveStep<Input> => ({ ...step, input: handler.input.parse(step.input) });
  return {
    prepare: async (step) => handler.prepare(typed(step)),
    confirm: async (step) => handler.confirm(typed(step)),
    finish: handler.finish,
  };
}
