import { JsonError, parseJson } from "@/lib/agora/json";
import { rateBuckets } from "@/lib/agora/auth";
import {
  operations as documented,
  pathParameters,
  type FlsOperation,
  type FlsOperationName,
} from "@/lib/agora/live-streaming/schemas";
import type { Area } from "../../fls/settings";
import type { World } from "../../world";
import { type Arrival, type Call, type Operation, Refusal } from "../call";
import { readBytes } from "../read-body";
import { authorize, checkDigest } from "./authorize";
import { badRequest, type FlsCall, type FlsHandlers, type FlsResult, notFound, parsed } from "./call";
import { domainHandlers } from "./domains";
import { postProcessingHandlers } from "./post-processing";
import { recordingHandlers } from "./recording";
import { stillHandlers } from "./stills";
import { streamHandlers } from "./streams";

const handlers: FlsHandlers = {
  ...domainHandlers,
  ...recordingHandlers,
  ...postProcessingHandlers,
  ...stillHandlers,
  ...streamHandlers,
};

/**
 * Operations 1 to 33 of live streaming. What is checked comes in this order: address, who asks, rate, entry point, area,
 * JSON, fields (FLS contract §7.1).
 */
export const flsOperations: readonly Operation[] = Object.entries(documented).map(([name, operation]) =>
  flsOperation(name as FlsOperationName, operation),
);

function flsOperation(name: FlsOperationName, documentedAs: FlsOperation): Operation {
  const { method, path, success } = documentedAs;
  return {
    name,
    method,
    path: path.replaceAll(/\{(\w+)\}/g, ":$1"),
    async receive(world, arrival) {
      const body = await authenticate(world, arrival);
      admit(world, arrival);
      return method === "GET" ? null : readJson(body);
    },
    async handle(world, call) {
      const run = handlers[name] as (world: World, call: FlsCall) => FlsResult | Promise<FlsResult>;
      const result = await run(world, checkedCall(documentedAs, call));
      return { status: success, body: result };
    },
  };
}

/** Reads the body too: its digest is part of what was signed (FLS contract §1.2). @throws Refusal 401, 413 */
async function authenticate(world: World, { incoming }: Arrival): Promise<Buffer> {
  authorize(world, {
    method: incoming.method ?? "",
    target: incoming.url ?? "",
    httpVersion: incoming.httpVersion,
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
  });
  const body = await readBytes(incoming);
  checkDigest(incoming.headers, body);
  return body;
}

/** @throws Refusal 429, 400 for an unknown App ID, 404 for an unknown entry point, 400 for a wrong area */
function admit(world: World, { appId, params }: Arrival): void {
  const { keys, rateWindows, counters, clock, switches, fls } = world;
  const { entry_point: entryPoint, region } = params;
  const bucket = `fls:${rateBuckets(keys.customerId, appId)[0] ?? ""}`;
  if (!rateWindows.admit([bucket], clock.nowMs(), switches.now.flsRequestsPerSecond)) {
    counters.add("rateLimited");
    throw new Refusal(429, { message: "API rate limit exceeded" });
  }
  if (appId !== keys.appId) throw badRequest("appid is invalid");
  if (entryPoint !== undefined && !fls.settings.get("entryPoint", entryPoint)) {
    throw notFound("the entry point does not exist");
  }
  if (region !== undefined) checkArea(world, parsed(pathParameters.region, region, "region"));
}

/** An area in which nothing can be pushed: taken, unless the switch says otherwise (FLS contract §2.1). */
function checkArea({ fls, switches }: World, area: Area): void {
  if (!switches.now.flsStrictArea) return;
  const isThere = fls.settings.list("domain").some((domain) => domain.region === area);
  if (!isThere) throw badRequest("region has no publish domain");
}

function checkedCall({ query, body }: FlsOperation, call: Call): FlsCall {
  const { domain = "", entry_point: entryPoint = "", region = "cn", stream_name: stream = "" } = call.params;
  if (call.params.domain !== undefined) parsed(pathParameters.domain, domain, "domain");
  if (call.params.stream_name !== undefined) parsed(pathParameters.stream_name, stream, "stream_name");
  return {
    domain,
    entryPoint,
    area: parsed(pathParameters.region, region, "region"),
    stream,
    asked: call.query,
    query: (query ? parsed(query, call.query, "the query") : undefined) as FlsCall["query"],
    body: (body ? parsed(body, call.body ?? {}, "the request body") : undefined) as FlsCall["body"],
  };
}

/** No content type is asked for: one of Agora's own samples sends none (FLS contract §1.1). */
function readJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return parseJson(body.toString("utf8"));
  } catch (error) {
    if (error instanceof JsonError) throw badRequest("the request body is not valid JSON");
    throw error;
  }
}
