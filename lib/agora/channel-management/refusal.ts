import type { Receipt } from "../answer";
import { type Meaning, retryDelays } from "../documented-codes";
import { AgoraRefused } from "../errors";
import type { AgoraRequest } from "../request";

/**
 * The error for an answer that is no success: its status decides, because these bodies have no numeric code (channel
 * contract §1.3). Only a timeout or a status from 500 on is worth the same call again (channel contract §3.4).
 */
export function refusal(request: AgoraRequest, receipt: Receipt): AgoraRefused {
  const { operation } = request;
  const { sentence, ...meaning } = meaningOf(receipt, request.method === "GET");
  return new AgoraRefused(receipt.reason ? `${sentence} Agora says: ${receipt.reason}` : sentence, {
    ...receipt,
    ...meaning,
    operation,
    evidence: receipt.body,
  });
}

function meaningOf({ httpStatus, reason }: Receipt, isQuery: boolean): Meaning {
  const never = (sentence: string): Meaning => ({ sentence, effect: "none", isRetryable: false, retryDelaysMs: [] });
  if (httpStatus === 429) {
    const sentence = "Too many requests a second: Agora asks to wait.";
    return { sentence, effect: "none", isRetryable: true, retryDelaysMs: retryDelays.rateLimit };
  }
  if (httpStatus >= 500) {
    const sentence = httpStatus === 504 ? "Agora took too long to answer." : "Agora had an internal error.";
    // A rule may have been made all the same: it has to be looked for before it is made again.
    return { sentence, effect: isQuery ? "none" : "unknown", isRetryable: true, retryDelaysMs: retryDelays.query };
  }
  if (httpStatus === 401) {
    return never("Agora does not accept the customer ID and secret, or they do not belong to this App ID.");
  }
  if (httpStatus === 403) return never("Agora does not let this account manage channels; its support can tell why.");
  if (httpStatus === 404) return never("Agora does not know this address, or what it names.");
  if (httpStatus === 415) return never("Agora did not accept the form of the request.");
  if (httpStatus === 400 && /app ?id/i.test(reason ?? "")) return never("Agora does not know this App ID.");
  if (httpStatus >= 400) return never("Agora refused a value of the request.");
  const sentence = "Agora's answer was not the documented one.";
  return { sentence, effect: isQuery ? "none" : "unknown", isRetryable: true, retryDelaysMs: retryDelays.jitter };
}
