import { Agent, buildConnector, request, type Dispatcher } from "undici";
import type { ConnectionFault } from "./hosts";

/** Larger answers are not read to their end: no documented one comes near (reliability M0). */
export const maxAnswerBytes = 1024 * 1024;

export type HttpRequest = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** For the whole exchange, from connecting to the last byte: a trickling answer does not prolong it. */
  deadlineMs: number;
  signal?: AbortSignal;
};

export type HttpAnswer = {
  httpStatus: number;
  contentType: string | null;
  requestId: string | null;
  text: string;
};

/** No connection was made: the request cannot have had an effect. */
export class ConnectionFailed extends Error {
  override readonly name = "ConnectionFailed";
  readonly fault: ConnectionFault;

  constructor(fault: ConnectionFault, cause: unknown) {
    super("no connection could be made", { cause });
    this.fault = fault;
  }
}

/** The request was or may have been sent, and no complete answer came. */
export class AnswerLost extends Error {
  override readonly name = "AnswerLost";
  /** `deadline`: it took too long; `given up`: the caller's signal; `broken`: the connection ended. */
  readonly why: "deadline" | "given up" | "broken";

  constructor(why: AnswerLost["why"], cause: unknown) {
    super(`no complete answer: ${why}`, { cause });
    this.why = why;
  }
}

/** An answer longer than `maxAnswerBytes`. */
export class AnswerTooLarge extends Error {
  override readonly name = "AnswerTooLarge";
  readonly httpStatus: number;

  constructor(httpStatus: number) {
    super(`the answer is longer than ${maxAnswerBytes} bytes`);
    this.httpStatus = httpStatus;
  }
}

/** How long to wait for a connection. Well below every deadline, so that "never connected" can be told from "no answer". */
const connectTimeoutMs = 3000;

/**
 * The connections of a client: HTTP/1.1, and a fresh one for each request. A kept-alive connection that the far end
 * closes while a request is being written would leave open whether the request had an effect. Never HTTP/2, also where
 * the far end offers it: a signature names HTTP/1.1 (FLS contract §1.2).
 *
 * `ca`: a certificate in PEM to trust instead of the well-known authorities.
 */
export function createDispatcher(trust: { ca?: string } = {}): Agent {
  const connect = buildConnector({ ...trust, timeout: connectTimeoutMs, allowH2: false });
  return new Agent({
    allowH2: false,
    pipelining: 0,
    connect: (options, callback) =>
      connect(options, (...result) => {
        const [error] = result;
        if (error === null) callback(...result);
        else callback(new ConnectionFailed(faultOf(error), error), null);
      }),
  });
}

/**
 * Sends one request once: no retry, no redirect, no decompression.
 * @throws ConnectionFailed, AnswerLost, AnswerTooLarge
 */
export async function send(dispatcher: Dispatcher, options: HttpRequest): Promise<HttpAnswer> {
  const deadline = AbortSignal.timeout(options.deadlineMs);
  const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline;
  try {
    const { statusCode, headers, body } = await request(options.url, {
      dispatcher,
      method: options.method,
      headers: options.headers,
      body: options.body ?? null,
      signal,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > maxAnswerBytes) throw new AnswerTooLarge(statusCode);
      chunks.push(chunk);
    }
    return {
      httpStatus: statusCode,
      contentType: single(headers["content-type"]),
      requestId: single(headers["x-request-id"]),
      text: Buffer.concat(chunks).toString("utf8"),
    };
  } catch (error) {
    if (error instanceof AnswerTooLarge) throw error;
    const failed = connectionFailure(error);
    if (failed) throw failed;
    if (options.signal?.aborted) throw new AnswerLost("given up", error);
    throw new AnswerLost(deadline.aborted ? "deadline" : "broken", error);
  }
}

/** The failure to connect behind an error, or null. A dispatcher handed in from outside reports only the plain codes. */
function connectionFailure(error: unknown): ConnectionFailed | null {
  if (error instanceof ConnectionFailed) return error;
  const code = codeOf(error);
  const isBeforeSending = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"].includes(code);
  return isBeforeSending ? new ConnectionFailed(faultOf(error), error) : null;
}

function faultOf(error: unknown): ConnectionFault {
  return ["ENOTFOUND", "EAI_AGAIN", "ENODATA"].includes(codeOf(error)) ? "dns" : "network";
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

function single(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}
