import type { Receipt } from "@/lib/agora/answer";
import { meaningOf } from "@/lib/agora/documented-codes";
import {
  AgoraNoAnswer,
  AgoraRefused,
  AgoraUnreachable,
  AgoraUnreadableAnswer,
  type AgoraError,
} from "@/lib/agora/errors";

export type Operation = "acquire" | "start" | "query" | "stop" | "kickRecorder" | "userStatus";

/** Of an answer only what it says matters here. */
export const receipt: Receipt = {
  host: "api.agora.io",
  httpStatus: 200,
  code: null,
  reason: null,
  requestId: null,
  durationMs: 1,
  body: {},
};

// Made once each: an error takes longer to make than a whole step to decide, and nothing changes it.
const made = new Map<string, AgoraError>();
function once(key: string, make: () => AgoraError): AgoraError {
  const known = made.get(key) ?? make();
  made.set(key, known);
  return known;
}

/** An answer that is no success, with the meaning the client gives it. */
export function refused(operation: Operation, httpStatus: number, code: number | null): AgoraError {
  return once(`${operation} ${httpStatus} ${code}`, () => {
    const { sentence, ...meaning } = meaningOf({ operation, httpStatus, code, reason: null });
    return new AgoraRefused(sentence, { ...meaning, operation, httpStatus, code });
  });
}

const isQuestion = (operation: Operation) => operation === "query" || operation === "userStatus";

/** Sent, and no answer came. */
export function unanswered(operation: Operation): AgoraError {
  const effect = isQuestion(operation) ? "none" : "unknown";
  const details = { operation, effect, isRetryable: true, retryDelaysMs: [1000, 3000, 6000] } as const;
  return once(`${operation} unanswered`, () => new AgoraNoAnswer("No answer came.", details));
}

/** An answer came that says nothing. */
export function unreadable(operation: Operation): AgoraError {
  const effect = isQuestion(operation) ? "none" : "unknown";
  const details = { operation, effect, isRetryable: true } as const;
  return once(`${operation} unreadable`, () => new AgoraUnreadableAnswer("The answer is cut short.", details));
}

/** Never sent. */
export function unreachable(operation: Operation): AgoraError {
  return once(`${operation} unreachable`, () => new AgoraUnreachable(operation, ["dns"], [1000, 3000, 6000], null));
}
