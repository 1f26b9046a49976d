import { setTimeout as pause } from "node:timers/promises";
import type { Dispatcher } from "undici";
import { type Answer, readHttp } from "./answer";
import { basicAuthorization, rateBuckets, type Credentials } from "./auth";
import { retryDelays } from "./documented-codes";
import { AgoraNoAnswer, AgoraUnreachable, AgoraUnreadableAnswer } from "./errors";
import { type ExclusionSpelling, respellExclusions } from "./exclusion-spelling";
import { type ConnectionFault, nextHost } from "./hosts";
import type { RateLimit, RatePriority, RateSlot } from "./rate-limit";
import { secretValues } from "./redact";
import type { AgoraRequest } from "./request";
import { AnswerLost, AnswerTooLarge, ConnectionFailed, send } from "./transport";

/** What a client needs to talk to Agora; made once by `createAgoraClient`. */
export type Connection = {
  hosts: readonly string[];
  appId: string;
  credentials: Credentials;
  rateLimit: RateLimit;
  dispatcher: Dispatcher;
  exclusionSpelling?: ExclusionSpelling;
};

/** How an operation is sent: declared per operation, not per call. */
export type OperationRules = {
  deadlineMs: number;
  priority: RatePriority;
  /** Changes nothing at Agora, so it may be asked again after a broken connection. All else is sent at most once. */
  isSafe: boolean;
};

/** What a caller may add to any call. */
export type CallOptions = {
  signal?: AbortSignal;
  /**
   * No try begins later than so many milliseconds after the call was made, whatever addresses are left: for a start,
   * which belongs close to its acquire (contract §1.5). Then it fails with `AgoraUnreachable`: nothing was carried out.
   */
  sendWithinMs?: number;
  /** Instead of the operation's own, such as `confirm` for a query that confirms a start. */
  priority?: RatePriority;
  /** A slot reserved before, such as the start's of a `StartPermit`. Without it the call reserves its own. */
  slot?: RateSlot;
};

/** All tries and pauses of one call together, in milliseconds: no further address is tried after it. */
const totalMs = 25_000;

/**
 * Makes one call: waits for room under the rate limit, sends, reads the answer strictly. A connection that cannot be
 * made is tried over the other addresses in the documented order. A request that may have reached Agora is never
 * repeated, except one that changes nothing.
 *
 * Resolves with any well-formed JSON object that came, whatever its status.
 * @throws AgoraUnreachable, AgoraNoAnswer, AgoraUnreadableAnswer, or the signal's reason while waiting for room
 */
export async function exchange(
  connection: Connection,
  request: AgoraRequest,
  rules: OperationRules,
  options: CallOptions = {},
): Promise<Answer> {
  const faults: ConnectionFault[] = [];
  const startedAt = performance.now();
  const mayBeginUntil = startedAt + Math.min(totalMs, options.sendWithinMs ?? totalMs);
  let host = connection.hosts[0] ?? "";
  let { slot } = options;
  for (;;) {
    slot ??= await reserveSlot(connection, request.operation, options.priority ?? rules.priority, options.signal);
    await slot.use();
    slot = undefined;
    // Waiting for room may have taken long. The first try is the caller's own decision.
    if (faults.length > 0 && performance.now() > mayBeginUntil) {
      throw new AgoraUnreachable(request.operation, faults, retryDelays.connection, undefined);
    }
    try {
      return await sendOnce(connection, request, rules, host, options.signal);
    } catch (error) {
      const fault = repeatableFault(error, rules, options.signal);
      if (fault === null) throw translate(error, request.operation, rules);
      faults.push(fault);
      const next = nextHost(connection.hosts, faults);
      if (next === null || performance.now() + next.delayMs > mayBeginUntil) {
        throw error instanceof ConnectionFailed
          ? new AgoraUnreachable(request.operation, faults, retryDelays.connection, error)
          : translate(error, request.operation, rules);
      }
      await pause(next.delayMs, undefined, { signal: options.signal });
      host = next.host;
    }
  }
}

/** Waits for room for one call in both buckets. */
async function reserveSlot(
  connection: Connection,
  operation: string,
  priority: RatePriority,
  signal: AbortSignal | undefined,
): Promise<RateSlot> {
  const buckets = rateBuckets(connection.credentials.customerId, connection.appId);
  const reservation = await connection.rateLimit.reserve({
    buckets,
    operation,
    priority,
    count: 1,
    signal,
  });
  const [slot] = reservation.slots;
  if (!slot) throw new Error("the rate limit granted no slot");
  return slot;
}

async function sendOnce(
  connection: Connection,
  request: AgoraRequest,
  rules: OperationRules,
  host: string,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { credentials, rateLimit, appId, dispatcher } = connection;
  const body = respellExclusions(request.reveal(), connection.exclusionSpelling ?? "unsubscribe");
  const sentAt = performance.now();
  const http = await send(dispatcher, {
    method: request.method,
    url: new URL(request.path, host).href,
    headers: {
      authorization: basicAuthorization(credentials),
      // Older pages insist on the charset; newer ones accept it (contract §1.3).
      "content-type": "application/json;charset=utf-8",
      accept: "application/json",
    },
    ...(request.hasBody ? { body: JSON.stringify(body) } : {}),
    deadlineMs: rules.deadlineMs,
    signal,
  });
  if (http.httpStatus === 429) {
    // A second and a random part, so that processes that were refused together do not come back together.
    const ms = 1000 + Math.floor(Math.random() * 500);
    await Promise.all(rateBuckets(credentials.customerId, appId).map((bucket) => rateLimit.hold(bucket, ms)));
  }
  const secrets = [...secretValues(body), credentials.customerSecret.reveal()];
  const durationMs = performance.now() - sentAt;
  return readHttp(http, { operation: request.operation, isSafe: rules.isSafe, host, durationMs, secrets });
}

/** The fault after which the request may be sent again at once over the next address, or null. */
function repeatableFault(
  error: unknown,
  rules: OperationRules,
  signal: AbortSignal | undefined,
): ConnectionFault | null {
  if (signal?.aborted) return null;
  if (error instanceof ConnectionFailed) return error.fault;
  return rules.isSafe && error instanceof AnswerLost && error.why === "broken" ? "network" : null;
}

/** The transport's failures in the words of the error family. Everything else passes unchanged. */
function translate(error: unknown, operation: string, rules: OperationRules): unknown {
  const details = {
    operation,
    effect: rules.isSafe ? ("none" as const) : ("unknown" as const),
    isRetryable: true,
    retryDelaysMs: retryDelays.connection,
    cause: error,
  };
  const unknown = rules.isSafe ? "" : " It is unknown whether the request was carried out.";
  if (error instanceof ConnectionFailed) {
    return new AgoraUnreachable(operation, [error.fault], retryDelays.connection, error);
  }
  if (error instanceof AnswerTooLarge) {
    return new AgoraUnreadableAnswer(`Agora's answer is too large.${unknown}`, {
      ...details,
      httpStatus: error.httpStatus,
    });
  }
  if (error instanceof AnswerLost) {
    const sentence = {
      deadline: `Agora did not answer within ${rules.deadlineMs / 1000} seconds.`,
      broken: "The connection to Agora broke before the answer was complete.",
      "given up": "The request was given up before an answer came.",
    }[error.why];
    return new AgoraNoAnswer(`${sentence}${unknown}`, details);
  }
  return error;
}
