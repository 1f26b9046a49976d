/**
 * The error families of the product. Thrown inside, translated once at each edge: the action chain
 * (`lib/actions/action-error.ts`), the GET routes and the launcher.
 */

/** Machine-readable reason of a refusal. The sentence people read is chosen from it, or given beside it. */
export type ErrorCode =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "CONFLICT"
  | "INVALID"
  | "RATE_LIMITED"
  | "UPSTREAM"
  | "UNAVAILABLE"
  | "INTERNAL";

/**
 * A refusal or failure with a sentence that may be shown to the operator.
 *
 * `fields` maps a dotted input path to a sentence for that field; `retryable` says whether the same request can
 * succeed later, `retryAfterMs` when at the earliest. The sentence must never contain a secret.
 */
export class TallyError extends Error {
  override readonly name: string = "TallyError";
  readonly code: ErrorCode;
  readonly fields: Readonly<Record<string, string>>;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: { fields?: Record<string, string>; retryable?: boolean; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.fields = options.fields ?? {};
    this.retryable = options.retryable ?? options.retryAfterMs !== undefined;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** A setting is missing or out of range: the process must not start. The message names the setting. */
export class SettingError extends Error {
  override readonly name = "SettingError";
  readonly setting: string;

  constructor(setting: string, sentence: string) {
    super(`${setting}: ${sentence}`);
    this.setting = setting;
  }
}
