import { retryDelays, type Meaning } from "../documented-codes";
import type { OperationRules } from "../exchange";
import type { FlsOperationName } from "./schemas";

/** What an answer other than success means. The status alone is documented (FLS contract §1.5). */
export function flsMeaningOf(answer: {
  operation: FlsOperationName;
  httpStatus: number;
  reason: string | null;
  rules: OperationRules;
}): Meaning {
  const { operation, httpStatus, reason } = answer;
  const { isSafe, afterLoss } = answer.rules;
  const mayRepeat = isSafe || afterLoss === "repeat";
  const never = (sentence: string): Meaning => ({ sentence, effect: "none", isRetryable: false, retryDelaysMs: [] });
  if (httpStatus === 429) {
    const sentence = "Too many requests a second: Agora asks to wait.";
    return { sentence, effect: "none", isRetryable: true, retryDelaysMs: retryDelays.rateLimit };
  }
  if (httpStatus === 401) return never(unauthorized(reason));
  if (httpStatus === 404) {
    return never(isUnknownRoute(reason) ? "Agora does not know this address." : notFound(operation));
  }
  if (httpStatus >= 500) {
    const what = httpStatus === 504 ? "Agora's gateway got no answer in time." : "Agora had an internal error.";
    return {
      sentence: isSafe ? what : `${what} It is unknown whether the request was carried out.`,
      effect: isSafe ? "none" : "unknown",
      isRetryable: mayRepeat,
      retryDelaysMs: mayRepeat ? retryDelays.query : [],
    };
  }
  if (httpStatus >= 400) return never(badRequests[operation] ?? "Agora refused a value of the request.");
  return {
    sentence: "Agora's answer was not the documented one.",
    effect: isSafe ? "none" : "unknown",
    isRetryable: mayRepeat,
    retryDelaysMs: mayRepeat ? retryDelays.jitter : [],
  };
}

/** The gateway's own 404: not the service's, which would mean that something does not exist. */
export function isUnknownRoute(reason: string | null): boolean {
  return /no route matched/i.test(reason ?? "");
}

/** The gateway's texts tell a wrong clock from wrong keys. */
function unauthorized(reason: string | null): string {
  if (/valid date/i.test(reason ?? "")) {
    return "Agora refused the time of the signature: the clock of this computer may be wrong.";
  }
  return "Agora does not accept the customer ID and secret, or not this way of proving them, or they do not belong to this App ID.";
}

const badRequests: Readonly<Partial<Record<FlsOperationName, string>>> = {
  createDomain: "Agora refused the domain: it may exist already, or be no valid name.",
  createEntryPoint: "Agora refused the entry point: it may exist already, or there may be too many.",
  deleteEntryPoint: "Agora refused to delete the entry point; the one named live cannot be deleted.",
  createClip: "Agora refused the clip: its times, or a file name that is taken already.",
  createSnapshot: "Agora refused the snapshot: its time, or a file name that is taken already.",
  setCustomRecording: "Agora refused the configuration; the first one needs the storage.",
  listPublishHistory: "Agora refused the times of the report.",
  listPublishQuality: "Agora refused the times of the report.",
  listPlayStatistics: "Agora refused the times of the report.",
};

function notFound(operation: FlsOperationName): string {
  if (/Domain/.test(operation)) return "Agora does not know this domain.";
  if (/Task$|OnlineStream$|unbanStream/.test(operation)) return "Agora does not know this entry point or stream.";
  if (/createClip|createSnapshot/.test(operation)) {
    return "Agora does not know this entry point, or has no recording of this stream at that time.";
  }
  if (/^get(Custom|Standard)/.test(operation))
    return "Agora does not know this entry point, or nothing is set for it yet.";
  if (/EntryPoints$|createEntryPoint/.test(operation)) return "Live streaming is not enabled for this App ID.";
  return "Agora does not know this entry point.";
}
