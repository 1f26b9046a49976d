import type { z } from "zod";
import { meaningOf, type Meaning } from "./documented-codes";
import { AgoraRefused, AgoraUnreadableAnswer, type Effect } from "./errors";
import { isRecord, JsonError, parseJson } from "./json";
import { redactRecord, redactText } from "./redact";
import type { AgoraRequest } from "./request";
import type { HttpAnswer } from "./transport";

/** What came back, for the record: no secret in it. */
export type Receipt = {
  host: string;
  httpStatus: number;
  /** Agora's own code, where the body has one. */
  code: number | null;
  /** Agora's own words: `reason`, or the gateway's `message`. */
  reason: string | null;
  requestId: string | null;
  /** From sending to the last byte, in milliseconds. */
  durationMs: number;
  /** The body, redacted. */
  body: Record<string, unknown>;
};

/** A well-formed answer of any status: its record, and the body as it came, which may hold secrets. */
export type Answer = { receipt: Receipt; raw: Record<string, unknown> };

/** How much of an answer that cannot be parsed is kept, in characters (reliability M0). */
const evidenceLength = 2048;

/** How much of a sentence of Agora's is kept. */
const reasonLength = 300;

/**
 * Reads what came over HTTP: a JSON object, without repeated keys, declared as JSON or not declared at all.
 * @throws AgoraUnreadableAnswer with the beginning of the answer, redacted, as evidence
 */
export function readHttp(
  http: HttpAnswer,
  context: { operation: string; isSafe: boolean; host: string; durationMs: number; secrets: readonly string[] },
): Answer {
  const { operation, isSafe, host, durationMs, secrets } = context;
  const unreadable = (what: string, cause?: unknown) =>
    new AgoraUnreadableAnswer(`Agora's answer ${what}: it is unknown what happened.`, {
      operation,
      effect: isSafe ? "none" : "unknown",
      isRetryable: true,
      httpStatus: http.httpStatus,
      requestId: http.requestId,
      evidence: redactText(http.text, secrets).slice(0, evidenceLength),
      cause,
    });
  if (http.contentType !== null && !/^application\/([\w.-]+\+)?json\b/i.test(http.contentType)) {
    throw unreadable(`is not JSON but ${http.contentType.slice(0, 60)}`);
  }
  let raw: unknown;
  try {
    raw = parseJson(http.text);
  } catch (error) {
    throw unreadable(error instanceof JsonError ? error.message : "is not JSON", error);
  }
  if (!isRecord(raw)) throw unreadable("is not a JSON object");
  const reason = text(raw["reason"]) ?? text(raw["message"]);
  return {
    raw,
    receipt: {
      host,
      httpStatus: http.httpStatus,
      code: number(raw["code"]),
      reason: reason && redactText(reason, secrets).slice(0, reasonLength),
      requestId: http.requestId,
      durationMs: Math.round(durationMs),
      body: redactRecord(raw, secrets),
    },
  };
}

/** Reads a success by its schema. @throws AgoraUnreadableAnswer when it is not the documented answer */
export function readBody<S extends z.ZodType>(
  request: AgoraRequest,
  { raw, receipt }: Answer,
  schema: S,
  effect: Effect = "unknown",
): z.output<S> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const field = result.error.issues[0]?.path.join(".") || "its body";
  throw undocumented(request, receipt, `${field} is not as documented`, effect);
}

/** The error for an answer whose form is right and whose content cannot be. */
export function undocumented(
  request: AgoraRequest,
  receipt: Receipt,
  what: string,
  effect: Effect = "unknown",
): AgoraUnreadableAnswer {
  const { operation } = request;
  return new AgoraUnreadableAnswer(`Agora's answer cannot be relied on: ${what}.`, {
    ...receipt,
    operation,
    effect,
    isRetryable: true,
    evidence: receipt.body,
  });
}

/** The error for an answer that is no success of its operation, by default with the meaning it has for Cloud Recording. */
export function refusal(
  request: AgoraRequest,
  receipt: Receipt,
  known: Meaning = meaningOf({ ...receipt, operation: request.operation }),
): AgoraRefused {
  const { operation } = request;
  const { reason } = receipt;
  const { sentence, ...meaning } = known;
  return new AgoraRefused(reason ? `${sentence} Agora says: ${reason}` : sentence, {
    ...receipt,
    ...meaning,
    operation,
    evidence: receipt.body,
  });
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** Codes are numbers; older answers carried them as strings. */
function number(value: unknown): number | null {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\d{1,6}$/.test(value) ? Number(value) : null;
}
