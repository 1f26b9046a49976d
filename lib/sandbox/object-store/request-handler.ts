import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { SandboxLog } from "../log";
import { type Address, readAddress } from "./address";
import { authenticate } from "./auth/authenticate";
import { ChunkSignatures } from "./auth/chunk-signatures";
import { readClaim } from "./auth/claim";
import { requireAllowed } from "./auth/permissions";
import { checkEndpointRegion, checkSignedRegion } from "./auth/region";
import { corsHeaders, preflightHeaders } from "./cors";
import type { RequestCounters } from "./counters";
import { type Exchange, type Operation, Query } from "./exchange";
import { type FaultSwitches, injected } from "./faults";
import { Payload } from "./payload";
import { Reply } from "./reply";
import { RequestHeaders } from "./request-headers";
import { selectOperation } from "./routes/operations";
import { S3Error, s3Error } from "./s3-error";
import type { Bucket } from "./storage/buckets";
import type { Store } from "./storage/store";
import { parseQuery, type QueryPair, uriDecode } from "./uri";

export type HandlerOptions = {
  store: Store;
  faults: FaultSwitches;
  counters: RequestCounters;
  /** The time that clients sign with. */
  signingClock: () => Date;
  log: SandboxLog;
  /** Port for the addresses in redirects. */
  port: () => number;
  /** Aborted when the store closes. */
  closing: AbortSignal;
};

/** What is known of a request while it is being answered. */
type Progress = { requestId: string; operation: string; resource: string; bytesIn: number };

/** Answers one HTTP request; every refusal becomes S3's XML. */
export class RequestHandler {
  readonly #options: HandlerOptions;

  constructor(options: HandlerOptions) {
    this.#options = options;
  }

  /** @param waits whether the client waits for "100 Continue" before it sends the body. */
  async handle(request: IncomingMessage, response: ServerResponse, waits: boolean): Promise<void> {
    const { counters, signingClock } = this.#options;
    const requestId = randomBytes(8).toString("hex").toUpperCase();
    const progress: Progress = { requestId, operation: "unknown", resource: "/", bytesIn: 0 };
    const reply = new Reply(response, request.method === "HEAD");
    // Clients correct their clock by this header, so it must tell the time their signatures are checked with.
    reply.setHeaders({ Date: signingClock().toUTCString(), "x-amz-request-id": requestId, Server: "TallySandbox" });
    let errorCode: string | undefined;
    counters.begin();
    try {
      await this.#answer(request, response, waits, reply, progress);
    } catch (error) {
      errorCode = this.#refuse(error, request, response, reply, progress);
    }
    counters.end({ ...progress, errorCode, bytesOut: reply.bytesOut });
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    waits: boolean,
    reply: Reply,
    progress: Progress,
  ): Promise<void> {
    const { store, faults, signingClock, port, closing } = this.#options;
    const { delayMs, refuseAll } = faults.current();
    if (delayMs > 0) await delay(delayMs, undefined, { signal: closing });
    if (refuseAll === "disconnect") return void request.socket.destroy();
    if (refuseAll) throw injected(refuseAll);

    const method = request.method ?? "";
    const { path: rawPath, query: rawQuery } = splitTarget(request.url ?? "/");
    const headers = new RequestHeaders(request.rawHeaders);
    const query = new Query(parseQuery(rawQuery));
    progress.resource = rawPath;
    const address = readAddress(headers.get("host") ?? "", rawPath);
    const bucket = address.bucket === undefined ? undefined : store.buckets.find(address.bucket);
    if (method === "OPTIONS") {
      progress.operation = "Preflight";
      if (!bucket) throw s3Error("NoSuchBucket");
      return reply.empty(200, preflightHeaders(bucket.cors, request.headers));
    }
    if (bucket) reply.setHeaders(corsHeaders(bucket.cors, method, headers.get("origin")));

    const operation = selectOperation(method, address, query);
    progress.operation = operation.name;
    if (operation.name === "HeadBucket") reply.setHeaders({ "x-amz-bucket-region": bucket?.region });
    checkEndpointRegion(address, bucket, port());
    const claim = readClaim(headers, query.pairs);
    if (!claim) throw s3Error("AccessDenied", "The request is not signed.");
    checkSignedRegion(claim, address, bucket);
    const { key, signingKey } = authenticate(
      { method, path: uriDecode(rawPath), query: query.pairs, headers },
      claim,
      store.keys.find(claim.accessKey),
      { signing: signingClock(), session: store.options.clock() },
    );
    if (claim.carriedIn === "address") addHeadersFromAddress(headers, query.pairs);
    if (!bucket && operation.scope !== "service" && operation.scope !== "newBucket") throw s3Error("NoSuchBucket");
    const name = operation.scope === "object" ? address.key : listedPrefix(operation, query);
    requireAllowed(key.grant, operation.access, { bucket: address.bucket, name });
    if (operation.name === "PutObject" || operation.name === "UploadPart") {
      const failure = faults.takePutFailure();
      if (failure) throw failure;
    }
    const payload = (maxBytes: number) =>
      new Payload({
        source: countedBody(request, response, waits, progress),
        headers,
        payloadHash: claim.payloadHash,
        chunkSignatures: () => new ChunkSignatures(signingKey, claim.timestamp, claim.scope, claim.signature),
        maxBytes,
      });
    await run(
      operation,
      { store, key, headers, query, payload, reply, signedRegion: claim.scope.region },
      address,
      bucket,
    );
  }

  /** Sends the refusal, if it still can be sent. @returns its code. */
  #refuse(
    error: unknown,
    request: IncomingMessage,
    response: ServerResponse,
    reply: Reply,
    progress: Progress,
  ): string {
    const { log } = this.#options;
    const fields = { requestId: progress.requestId, operation: progress.operation };
    if (request.socket.destroyed) {
      log.warn(fields, "the client went away");
      return "ClientGone";
    }
    const refusal = error instanceof S3Error ? error : s3Error("InternalError");
    if (error instanceof S3Error) log.warn({ ...fields, code: error.code, status: error.status }, "request refused");
    else log.error({ ...fields, reason: error instanceof Error ? error.message : String(error) }, "request failed");
    if (reply.isStarted) {
      response.destroy();
      return refusal.code;
    }
    reply.error(refusal, { Resource: progress.resource, RequestId: progress.requestId });
    // What is left of the body must be read, or the connection would stay blocked. The stream learns only after this
    // turn that nobody iterates it any more.
    setImmediate(() => request.resume());
    return refusal.code;
  }
}

async function run(operation: Operation, exchange: Exchange, address: Address, bucket: Bucket | undefined) {
  if (operation.scope === "service") return operation.run(exchange);
  if (operation.scope === "newBucket") return operation.run({ ...exchange, bucketName: address.bucket ?? "" });
  if (!bucket) throw s3Error("NoSuchBucket");
  if (operation.scope === "bucket") return operation.run({ ...exchange, bucket });
  return operation.run({ ...exchange, bucket, objectKey: address.key ?? "" });
}

/** Listings are limited to the prefix of a key; other operations on a bucket are not. */
function listedPrefix(operation: Operation, query: Query): string | undefined {
  return /^List(Objects|Multipart)/.test(operation.name) ? (query.get("prefix") ?? "") : undefined;
}

/** Path and query as sent. A target in absolute form, as proxies send it, loses its origin. */
function splitTarget(url: string): { path: string; query: string } {
  const target = url.replace(/^https?:\/\/[^/?]*/i, "");
  const mark = target.indexOf("?");
  const path = mark === -1 ? target : target.slice(0, mark);
  return { path: path.startsWith("/") ? path : `/${path}`, query: mark === -1 ? "" : target.slice(mark + 1) };
}

/** A presigned address may carry x-amz headers as parameters; S3 obeys them like headers. */
function addHeadersFromAddress(headers: RequestHeaders, pairs: readonly QueryPair[]): void {
  for (const [name, value] of pairs) {
    if (/^x-amz-/i.test(name)) headers.addFromAddress(name.toLowerCase(), value);
  }
}

/** The raw body. Leaving it early must not close the connection, on which the refusal is still to be sent. */
async function* countedBody(
  request: IncomingMessage,
  response: ServerResponse,
  waits: boolean,
  progress: Progress,
): AsyncGenerator<Buffer> {
  if (waits) response.writeContinue();
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    progress.bytesIn += chunk.length;
    yield chunk;
  }
}
