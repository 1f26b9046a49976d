import { setTimeout as pause } from "node:timers/promises";
import type { Dispatcher } from "undici";
import type { Answer } from "./answer";
import type { Credentials } from "./auth";
import { basicDialect, type Dialect } from "./dialect";
import { retryDelays } from "./documented-codes";
import { AgoraNoAnswer, AgoraNoRoom, AgoraUnreachable, AgoraUnreadableAnswer } from "./errors";
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
  /** How the service wants to be talked to; by default as Cloud Recording does. */
  dialect?: Dialect;
  /** Told of every 401. Not for services that may be asked in two ways, where one is refused. */
  onUnauthorized?: (refusal: { operation: string; reason: string | null }) => Promise<void>;
  /** The time of day, where a signature carries it. */
  now?: () => Date;
};

/** How an operation is sent: declared per operation, not per call. */
export type OperationRules = {
  /** For one try, from connecting to the last byte of its answer. */
  deadlineMs: number;
  /** For all tries and the pauses between them, from when the first one may leave: 25 seconds unless told otherwise. */
  totalMs?: number;
  priority: RatePriority;
  /** Changes nothing at Agora, so it may be asked again after a broken connection. All else is sent at most once. */
  isSafe: boolean;
  /**
   * What may be done when no answer came to something that changes: `repeat` where twice is the same as once, so it may
   * be sent again; `never` where the same request cannot succeed twice. Without it the caller has to find out first.
   */
  afterLoss?: "repeat" | "never";
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

/** All tries and pauses of one call together, in milliseconds; as long again it may have waited for room before them. */
const longestMs = 25_000;

/**
 * Makes one call: waits for room under the rate limit, sends, reads the answer strictly. A connection that cannot be
 * made is tried over the other addresses in the documented order. A request that may have reached Agora is never
 * repeated, except one that changes nothing or may be carried out twice.
 *
 * Resolves with any answer that its dialect can read, whatever its status: for most a well-formed JSON object.
 * @throws AgoraUnreachable, AgoraNoAnswer, AgoraUnreadableAnswer, AgoraNoRoom when the rate limit leaves none in time, or
 * the signal's reason while waiting for room
 */
export async function exchange(
  connection: Connection,
  request: AgoraRequest,
  rules: OperationRules,
  options: CallOptions = {},
): Promise<Answer> {
  const faults: ConnectionFault[] = [];
  const { operation } = request;
  const { totalMs = longestMs } = rules;
  const madeAt = performance.now();
  const priority = options.priority ?? rules.priority;
  const reserve = (ms: number) => reserveSlot(connection, operation, priority, ms, options.signal);
  let slot = options.slot ?? (await reserve(totalMs));
  const endsAt = performance.now() + totalMs;
  const mayBeginUntil = Math.min(endsAt, madeAt + (options.sendWithinMs ?? Number.POSITIVE_INFINITY));
  let host = connection.hosts[0] ?? "";
  for (;;) {
    await slot.use();
    const leftMs = endsAt - performance.now();
    // Waiting for room may have taken long. The first try is the caller's own decision.
    if (faults.length > 0 && performance.now() > mayBeginUntil) {
      throw new AgoraUnreachable(operation, faults, retryDelays.connection, undefined);
    }
    const deadlineMs = faults.length > 0 ? Math.min(rules.deadlineMs, Math.ceil(leftMs)) : rules.deadlineMs;
    try {
      return await sendOnce(connection, request, { ...rules, deadlineMs }, host, options.signal);
    } catch (error) {
      const fault = repeatableFault(error, rules, options.signal);
      const allowedMs = deadlineMs < rules.deadlineMs ? totalMs : deadlineMs;
      if (fault === null) throw translate(error, operation, { ...rules, deadlineMs: allowedMs });
      faults.push(fault);
      const next = nextHost(connection.hosts, faults);
      const giveUp = () =>
        error instanceof ConnectionFailed
          ? new AgoraUnreachable(operation, faults, retryDelays.connection, error)
          : translate(error, operation, rules);
      if (next === null || performance.now() + next.delayMs > mayBeginUntil) throw giveUp();
      await pause(next.delayMs, undefined, { signal: options.signal });
      host = next.host;
      slot = await reserve(Math.max(0, mayBeginUntil - performance.now())).catch((reason: unknown) => {
        throw reason instanceof AgoraNoRoom ? giveUp() : reason;
      });
    }
  }
}

/** Waits for room for one call in all its buckets, so long at most. @throws AgoraNoRoom, or the signal's reason */
async function reserveSlot(
  connection: Connection,
  operation: string,
  priority: RatePriority,
  longest: number,
  given: AbortSignal | undefined,
): Promise<RateSlot> {
  const deadline = AbortSignal.timeout(Math.ceil(longest));
  const signal = given ? AbortSignal.any([deadline, given]) : deadline;
  const { rate } = dialectOf(connection);
  try {
    const { slots } = await connection.rateLimit.reserve({ ...rate, operation, priority, count: 1, signal });
    const [slot] = slots;
    if (!slot) throw new Error("the rate limit granted no slot");
    return slot;
  } catch (error) {
    throw deadline.aborted && given?.aborted !== true ? new AgoraNoRoom(operation, longest, error) : error;
  }
}

async function sendOnce(
  connection: Connection,
  request: AgoraRequest,
  rules: OperationRules,
  host: string,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { credentials, rateLimit, dispatcher } = connection;
  const dialect = dialectOf(connection);
  const body = respellExclusions(request.reveal(), connection.exclusionSpelling ?? "unsubscribe");
  const text = request.hasBody ? JSON.stringify(body) : "";
  const url = new URL(request.path, host);
  const date = connection.now?.() ?? new Date();
  const sentAt = performance.now();
  const http = await send(dispatcher, {
    method: request.method,
    url: url.href,
    headers: {
      ...dialect.authorize({
        method: request.method,
        path: `${url.pathname}${url.search}`,
        host: url.host,
        body: text,
        date,
      }),
      // Older pages insist on the charset; newer ones accept it (contract §1.3).
      "content-type": "application/json;charset=utf-8",
      accept: "application/json",
    },
    ...(request.hasBody ? { body: text } : {}),
    deadlineMs: rules.deadlineMs,
    signal,
  });
  if (http.httpStatus === 429) {
    // A second and a random part, so that processes that were refused together do not come back together.
    const ms = 1000 + Math.floor(Math.random() * 500);
    await Promise.all(dialect.rate.buckets.map((bucket) => rateLimit.hold(bucket, ms)));
  }
  const secrets = [...secretValues(body), credentials.customerSecret.reveal()];
  const durationMs = performance.now() - sentAt;
  const answer = dialect.read(http, { operation: request.operation, isSafe: rules.isSafe, host, durationMs, secrets });
  if (http.httpStatus === 401) {
    await connection.onUnauthorized?.({ operation: request.operation, reason: answer.receipt.reason });
  }
  return answer;
}

function dialectOf({ dialect, credentials, appId }: Connection): Dialect {
  return dialect ?? basicDialect(credentials, appId);
}

/** The fault after which the request may be sent again at once over the next address, or null. */
function repeatableFault(
  error: unknown,
  rules: OperationRules,
  signal: AbortSignal | undefined,
): ConnectionFault | null {
  if (signal?.aborted) return null;
  if (error instanceof ConnectionFailed) return error.fault;
  const isRepeatable = rules.isSafe || rules.afterLoss === "repeat";
  return isRepeatable && error instanceof AnswerLost && error.why === "broken" ? "network" : null;
}

/** The transport's failures in the words of the error family. Everything else passes unchanged. */
function translate(error: unknown, operation: string, rules: OperationRules): unknown {
  const details = {
    operation,
    effect: rules.isSafe ? ("none" as const) : ("unknown" as const),
    isRetryable: rules.afterLoss !== "never",
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
