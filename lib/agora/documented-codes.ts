import type { Effect } from "./errors";

/** What a documented answer means: a sentence for people, and what to do about it. */
export type Meaning = { sentence: string; effect: Effect; isRetryable: boolean; retryDelaysMs: readonly number[] };

/** Waiting times before further tries, in milliseconds (reliability §1, contract §7). */
export const retryDelays = {
  connection: [1000, 3000, 6000],
  start: [3000, 6000, 9000],
  jitter: [3000, 6000],
  notFound: [5000, 10_000, 15_000],
  query: [5000, 10_000, 15_000, 30_000],
  rateLimit: [1000, 2000, 4000],
  capacity: [30_000, 60_000, 120_000, 300_000],
} as const;

const never = (sentence: string, effect: Effect = "none"): Meaning => ({
  sentence,
  effect,
  isRetryable: false,
  retryDelaysMs: [],
});

const later = (sentence: string, retryDelaysMs: readonly number[], effect: Effect = "unknown"): Meaning => ({
  sentence,
  effect,
  isRetryable: true,
  retryDelaysMs,
});

/** Meanings that depend on the operation, by `<operation> <code>` (contract §6.2). */
const byOperation: Readonly<Record<string, Meaning>> = {
  "acquire 62": never("Cloud Recording is not enabled for this App ID."),
  "acquire 400": never("Agora does not know this App ID, or Cloud Recording is not enabled for it."),
  "acquire 401": never("Agora does not accept this channel name."),
  "acquire 405": never("The Agora account is overdue or disabled."),
  "acquire 406": later(
    "Agora's limit of recordings at the same time is reached for this App ID.",
    retryDelays.capacity,
    "none",
  ),
  "acquire 500": later("Agora had an internal error.", retryDelays.start),
  "acquire 501": later("Agora has no recording server to give at the moment.", retryDelays.start),
  "acquire 504": later("Agora took too long to give out a recording server.", retryDelays.start),
  "start 502": later("Agora had no recording server for this start: nothing was started.", retryDelays.start, "none"),
  "start 62": later("Agora took too long to start the recording.", retryDelays.start),
  "start 65": later("Agora did not finish the start.", retryDelays.jitter),
  "start 15": later("Agora could not start the recording and did not say why.", retryDelays.start),
};

/** Meanings that hold for every operation, by code (contract §6.2, §6.3). */
const byCode: Readonly<Record<number, Meaning>> = {
  2: never("Agora refused a value of the request."),
  7: never("This recording has already been started.", "done"),
  8: never("Agora did not accept the form of the request."),
  49: never("The recording is already being stopped.", "done"),
  50: never("The recording was stopped, but uploading its files takes longer than Agora waits.", "done"),
  53: never("A recording of this channel with this recorder uid is already running."),
  62: later("Agora took too long to answer.", retryDelays.query),
  65: later("Agora did not finish the request.", retryDelays.jitter),
  109: never("The recorder's token has expired."),
  110: never("The recorder's token is wrong."),
  404: later(
    "Agora does not find this recording: it has ended, never began, or is moving to another server.",
    retryDelays.notFound,
    "none",
  ),
  432: never("The App ID, channel or recorder uid does not belong to this resource id."),
  433: never("The resource id is older than five minutes."),
  435: never("Nothing was recorded: nobody sent audio or video.", "done"),
  501: never("The recording is ending."),
  1001: never("Agora does not know this resource id."),
  1003: never("The App ID or the recording's id does not belong to this resource id."),
  1013: never("Agora does not accept this channel name."),
  1028: never("Agora refused the layout."),
};

/** Meanings of the gateway's answers, which carry a message instead of a code (contract §6.2). */
function byStatus(operation: string, httpStatus: number, reason: string | null): Meaning {
  if (httpStatus === 401) {
    return never("Agora does not accept the customer ID and secret, or they do not belong to this App ID.");
  }
  if (httpStatus === 429)
    return later("Too many requests a second: Agora asks to wait.", retryDelays.rateLimit, "none");
  if (httpStatus === 404) return never("Agora does not know this address.");
  if (httpStatus === 400 && /appid/i.test(reason ?? "")) {
    return never("Agora does not know this App ID, or Cloud Recording is not enabled for it.");
  }
  if (httpStatus >= 500) {
    return later("Agora had an internal error.", operation === "start" ? retryDelays.start : retryDelays.query);
  }
  if (httpStatus >= 400) return never("Agora refused the request.");
  return later("Agora's answer was not the documented one.", retryDelays.jitter);
}

/**
 * What an answer other than the documented success means. An unknown code, or a known one under an HTTP status it does
 * not belong to, is judged by the status: "nothing happened" must not be concluded from a body that contradicts itself.
 */
export function meaningOf(answer: {
  operation: string;
  httpStatus: number;
  code: number | null;
  reason: string | null;
}): Meaning {
  const meaning = documentedMeaning(answer);
  // A question changes nothing, however it ends.
  return answer.operation === "query" ? { ...meaning, effect: "none" } : meaning;
}

function documentedMeaning(answer: Parameters<typeof meaningOf>[0]): Meaning {
  const { operation, httpStatus, code, reason } = answer;
  // A 429 and a 401 of the gateway mean the same whatever else they carry; a 404 only with its code.
  if (code === null || httpStatus === 401 || httpStatus === 429) return byStatus(operation, httpStatus, reason);
  const known = byOperation[`${operation} ${code}`] ?? byCode[code];
  return known && belongs(code, httpStatus) ? known : byStatus(operation, httpStatus, reason);
}

/** Codes of answers in the 200s and the 500s (contract §6.2); every other code comes with a status in the 400s. */
const codesOf2xx = new Set([7, 50, 65, 435]);
const codesOf5xx = new Set([15, 62, 500, 501, 502, 504]);

function belongs(code: number, httpStatus: number): boolean {
  if (httpStatus < 300) return codesOf2xx.has(code);
  if (httpStatus >= 500) return codesOf5xx.has(code);
  return true;
}
