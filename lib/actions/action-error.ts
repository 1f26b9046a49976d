/** The codes of `lib/errors`, known to the browser, which chooses its sentences by them. */
export type ActionErrorCode =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "CONFLICT"
  | "INVALID"
  | "RATE_LIMITED"
  | "UPSTREAM"
  | "UNAVAILABLE"
  | "INTERNAL";

/** Why an action did nothing, as it travels to the browser. Holds no secret, no cause and no stack. */
export type ActionFailure = {
  code: ActionErrorCode;
  message: string;
  /** A sentence for each wrong field, by its dotted path in the input. */
  fields: Record<string, string>;
  retryable: boolean;
  retryAfterMs: number | null;
  /** Named in the log beside everything that is not said here. */
  requestId: string;
};

/** What an action answers: never an exception, so that the browser can tell a refusal from a broken network. */
export type ActionResult<Data> = { ok: true; data: Data } | { ok: false; error: ActionFailure };

/** A failure as an exception, for code that awaits the data (TanStack mutations). */
export class ActionError extends Error {
  override readonly name = "ActionError";
  readonly code: ActionErrorCode;
  readonly fields: Readonly<Record<string, string>>;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  readonly requestId: string;

  constructor(failure: ActionFailure) {
    super(failure.message);
    this.code = failure.code;
    this.fields = failure.fields;
    this.retryable = failure.retryable;
    this.retryAfterMs = failure.retryAfterMs;
    this.requestId = failure.requestId;
  }
}

/** @throws ActionError when the action was refused or failed. */
export function dataOf<Data>(result: ActionResult<Data>): Data {
  if (result.ok) return result.data;
  throw new ActionError(result.error);
}
