import type { ConnectionFault } from "./hosts";
import type { RequestIssue } from "./issues";

/**
 * Whether a failed request changed anything at Agora: certainly not, perhaps (also later: a request may be carried out
 * after the answer was given up), or yes although the answer was no success.
 */
export type Effect = "none" | "unknown" | "done";

export type AgoraErrorDetails = {
  operation: string;
  effect: Effect;
  /** Whether the same request can succeed later. */
  isRetryable: boolean;
  /** How long to wait before each further try, in milliseconds (reliability §1). Empty: do not try again. */
  retryDelaysMs?: readonly number[];
  httpStatus?: number | null;
  /** Agora's own code, from the body. */
  code?: number | null;
  /** Agora's own words, redacted. */
  reason?: string | null;
  /** `X-Request-Id` of the answer. */
  requestId?: string | null;
  /** The answer, redacted, at most 2 kB where it could not be parsed. */
  evidence?: unknown;
  cause?: unknown;
};

/**
 * Anything that goes wrong when talking to Agora. `message` is a plain sentence for people; neither it nor any field
 * ever holds a secret. Catch the subclasses to change course, this class to report.
 */
export class AgoraError extends Error {
  override readonly name: string = "AgoraError";
  readonly operation: string;
  readonly effect: Effect;
  readonly isRetryable: boolean;
  readonly retryDelaysMs: readonly number[];
  readonly httpStatus: number | null;
  readonly code: number | null;
  readonly reason: string | null;
  readonly requestId: string | null;
  readonly evidence: unknown;

  constructor(sentence: string, details: AgoraErrorDetails) {
    super(sentence, details.cause === undefined ? undefined : { cause: details.cause });
    this.operation = details.operation;
    this.effect = details.effect;
    this.isRetryable = details.isRetryable;
    this.retryDelaysMs = details.retryDelaysMs ?? [];
    this.httpStatus = details.httpStatus ?? null;
    this.code = details.code ?? null;
    this.reason = details.reason ?? null;
    this.requestId = details.requestId ?? null;
    this.evidence = details.evidence ?? null;
  }

  /** How long to wait before the next try, or null when another try cannot help. */
  get retryAfterMs(): number | null {
    return this.isRetryable ? (this.retryDelaysMs[0] ?? null) : null;
  }
}

/** The request breaks a documented rule and was not sent. `issues` name the fields in Agora's words. */
export class AgoraInvalidRequest extends AgoraError {
  override readonly name = "AgoraInvalidRequest";
  readonly issues: readonly RequestIssue[];

  constructor(operation: string, issues: readonly RequestIssue[]) {
    const [first] = issues;
    super(first ? `${first.path || "The request"} ${first.message}.` : "The request breaks a documented rule.", {
      operation,
      effect: "none",
      isRetryable: false,
    });
    this.issues = issues;
  }
}

/** No connection could be made to any address: nothing was sent. */
export class AgoraUnreachable extends AgoraError {
  override readonly name = "AgoraUnreachable";
  readonly faults: readonly ConnectionFault[];

  constructor(operation: string, faults: readonly ConnectionFault[], retryDelaysMs: readonly number[], cause: unknown) {
    const what = faults.at(-1) === "dns" ? "Agora's address could not be found" : "Agora could not be reached";
    super(`${what}: nothing was sent.`, { operation, effect: "none", isRetryable: true, retryDelaysMs, cause });
    this.faults = faults;
  }
}

/** The rate limit left no room in time: nothing was sent. */
export class AgoraNoRoom extends AgoraError {
  override readonly name = "AgoraNoRoom";

  constructor(operation: string, waitedMs: number, cause: unknown) {
    const seconds = Math.round(waitedMs / 100) / 10;
    const sentence = `There was no room under Agora's rate limit within ${seconds} seconds: nothing was sent.`;
    super(sentence, { operation, effect: "none", isRetryable: true, retryDelaysMs: [1000, 2000, 4000], cause });
  }
}

/** The request was sent and no complete answer came: what Agora did is unknown. */
export class AgoraNoAnswer extends AgoraError {
  override readonly name = "AgoraNoAnswer";
}

/** An answer came that cannot be trusted (not JSON, cut short, too large, contradictory): what Agora did is unknown. */
export class AgoraUnreadableAnswer extends AgoraError {
  override readonly name = "AgoraUnreadableAnswer";
}

/** Agora answered, and not with success. `effect` says whether that means that nothing happened. */
export class AgoraRefused extends AgoraError {
  override readonly name = "AgoraRefused";

  /** 404 "failed to find worker": the task ended, never began, or is moving to another server (contract §6.2). */
  get isTaskNotFound(): boolean {
    return this.httpStatus === 404 && this.code === 404;
  }

  /** 404: what was asked for does not exist, of whichever service. */
  get isNotFound(): boolean {
    return this.httpStatus === 404;
  }

  /** 429: the request was not carried out, calls must slow down. */
  get isRateLimited(): boolean {
    return this.httpStatus === 429;
  }

  /** 401: no further call with these credentials can succeed. */
  get isUnauthorized(): boolean {
    return this.httpStatus === 401;
  }
}
