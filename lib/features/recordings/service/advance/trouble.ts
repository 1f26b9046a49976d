import {
  AgoraInvalidRequest,
  AgoraNoAnswer,
  AgoraNoRoom,
  AgoraRefused,
  AgoraUnreachable,
  AgoraUnreadableAnswer,
  type AgoraError,
} from "@/lib/agora/errors";
import { TallyError } from "@/lib/errors";
import type { ReasonCode } from "../../constants";
import type { Change } from "../../data/change";
import type { AttemptRow } from "../../data/rows";
import { backoff, limits } from "./limits";
import type { Step } from "./situation";

/** A failed call in our words. */
export type Trouble = { code: ReasonCode; retryDelaysMs: readonly number[] };

/** What keeps an attempt from going on, by the error of its call; null for a refusal that no waiting helps. */
export function troubleOf(error: AgoraError | TallyError): Trouble | null {
  if (error instanceof TallyError) {
    if (error.retryable) return { code: "rateLimited", retryDelaysMs: [1_000, 2_000, 4_000] };
    if (error.code === "UNAVAILABLE") return { code: "secretsLocked", retryDelaysMs: [60_000] };
    return { code: "credentialsMissing", retryDelaysMs: [30_000] };
  }
  const retryDelaysMs = error.retryDelaysMs.length > 0 ? error.retryDelaysMs : [5_000, 10_000, 15_000, 30_000];
  const because = (code: ReasonCode) => ({ code, retryDelaysMs });
  if (error instanceof AgoraInvalidRequest) return null;
  if (error instanceof AgoraNoRoom) return because("rateLimited");
  if (error instanceof AgoraUnreachable) return because("agoraUnreachable");
  if (error instanceof AgoraNoAnswer || error instanceof AgoraUnreadableAnswer) return because("agoraNotAnswering");
  if (error instanceof AgoraRefused) {
    if (error.isUnauthorized) return { code: "credentialsRefused", retryDelaysMs: [limits.credentials] };
    if (error.isRateLimited) return because("rateLimited");
    if (error.code === 406) return because("capacityReached");
    if (error.httpStatus === 404 && error.code === null) return { code: "addressUnknown", retryDelaysMs: [60_000] };
    return error.isRetryable ? because("agoraInternalError") : null;
  }
  return because("agoraNotAnswering");
}

/**
 * Holds a step after a failed try, longer with each failure in a row. After a 401 every call of the attempt is held:
 * trying on would lock the account.
 */
export function hold(attempt: AttemptRow, step: Step["kind"], trouble: Trouble, now: Date): Change {
  const heldStep = trouble.code === "credentialsRefused" ? "any" : step;
  const stepTries = attempt.heldStep === heldStep ? attempt.stepTries + 1 : 1;
  const heldUntil = new Date(now.getTime() + backoff(trouble.retryDelaysMs, stepTries));
  const isNews = attempt.trouble !== trouble.code;
  return {
    source: "engine",
    set: { heldStep, heldUntil, stepTries, trouble: trouble.code },
    events: isNews ? [{ type: "attempt.waiting", details: { step, code: trouble.code } }] : [],
  };
}

/** What a step that succeeded leaves behind: no hold of its own, no trouble. */
export function freed(attempt: AttemptRow, step: Step["kind"]): NonNullable<Change["set"]> {
  const isOwn = attempt.heldStep === step || attempt.heldStep === "any";
  return { trouble: null, ...(isOwn ? { heldStep: null, heldUntil: null, stepTries: 0 } : {}) };
}
