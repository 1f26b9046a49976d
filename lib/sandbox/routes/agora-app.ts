import { randomUUID } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { isRecord } from "@/lib/agora/json";
import { redact } from "@/lib/agora/redact";
import { tolerateRequest } from "@/lib/agora/cloud-recording/schemas";
import type { ArmedFault, OperationFault } from "../faults";
import type { World } from "../world";
import { acquire } from "./acquire";
import { type Answer, type Arrival, type Call, type Operation, Refusal, refuse } from "./call";
import { channelOperations } from "./channel-management/operations";
import { flsFiles } from "./fls/files";
import { flsOperations } from "./fls/operations";
import { noRoute, passGateway } from "./gateway";
import { ncsAddresses, ncsPaths } from "./ncs";
import { query } from "./query";
import { readBody } from "./read-body";
import { start } from "./start";
import { stop } from "./stop";
import { update } from "./update";
import { updateLayout } from "./update-layout";
import { type Sent, writeAnswer } from "./write-answer";

type Env = { Bindings: HttpBindings };

const operations: readonly Operation[] = [
  acquire,
  start,
  query,
  update,
  updateLayout,
  stop,
  ...channelOperations,
  ...flsOperations,
];

/** The Agora side of the sandbox: its operations behind a gateway, every request in the journal. */
export function agoraApp(world: World): Hono<Env> {
  const app = new Hono<Env>();
  for (const operation of operations) {
    app.on(operation.method, operation.path, (context) => serve(world, operation, context));
  }
  app.route("/", flsFiles(world));
  for (const path of ncsPaths) app.get(path, (context) => serveAtOnce(world, context, ncsAddresses));
  app.notFound((context) => serveAtOnce(world, context, () => noRoute));
  return app;
}

/** Serves what is none of the operations: no fault strikes it. */
async function serveAtOnce(
  world: World,
  context: Context<Env>,
  answerOf: (world: World, authorization: string | undefined) => Answer,
): Promise<Response> {
  const { incoming, outgoing } = context.env;
  const record = beginRecord(world, context);
  let answer: Answer;
  try {
    answer = answerOf(world, incoming.headers.authorization);
  } catch (error) {
    answer = answerTo(world, context.req.path, error);
  }
  await writeAnswer(outgoing, answer, null, world.closing, (sent) => {
    record({ operation: null, body: null, sent, faultId: null });
  });
  return RESPONSE_ALREADY_SENT;
}

async function serve(world: World, operation: Operation, context: Context<Env>): Promise<Response> {
  const { incoming, outgoing } = context.env;
  // Hono takes HEAD for GET; of an operation it is another method (contract §2.0).
  if (incoming.method === "HEAD") return serveAtOnce(world, context, () => noRoute);
  const record = beginRecord(world, context);
  const appId = context.req.param("appid") ?? "";
  let body: unknown = null;
  const settle = (sent: Sent, faultId: number | null) => record({ operation: operation.name, body, sent, faultId });
  try {
    const params = context.req.param();
    const arrival = {
      incoming,
      authorization: incoming.headers.authorization,
      appId,
      operation: operation.name,
      params,
    };
    body = await receive(world, operation, arrival);
    const { resourceid: resourceId = "", sid = "", mode = "" } = params;
    const call: Call = {
      appId,
      resourceId,
      sid,
      mode,
      params,
      query: context.req.query(),
      body: operation.receive || operation.readBody ? body : tolerateRequest(body),
    };
    await answerCall(world, operation, call, outgoing, settle);
  } catch (error) {
    const answer = answerTo(world, operation.name, error);
    // A caller who has gone, or has half an answer, cannot be told.
    if (outgoing.headersSent || outgoing.destroyed) outgoing.destroy();
    else await writeAnswer(outgoing, answer, null, world.closing, (sent) => settle(sent, null));
  }
  return RESPONSE_ALREADY_SENT;
}

/** Checks who asks and reads the body, in the operation's own way where it has one. @throws Refusal */
async function receive(world: World, operation: Operation, arrival: Arrival): Promise<unknown> {
  if (operation.receive) return operation.receive(world, arrival);
  if (operation.admit) operation.admit(world, arrival);
  else passGateway(world, arrival);
  if (operation.method === "GET") return null;
  return operation.readBody?.(arrival) ?? readBody(arrival.incoming, world.switches.now.legacyCodeStatus);
}

async function answerCall(
  world: World,
  operation: Operation,
  call: Call,
  outgoing: HttpBindings["outgoing"],
  settle: (sent: Sent, faultId: number | null) => void,
): Promise<void> {
  operation.received?.(world, call);
  const fault = world.faults.strikeOperation({ operation: operation.name, ...instanceOf(world, call) });
  if (fault) world.counters.add("faultsApplied");
  let outcome: Answer | null = null;
  let answer: Answer;
  try {
    outcome = answer = await carryOut(world, operation, call, fault);
  } catch (error) {
    answer = answerTo(world, operation.name, error);
  }
  await writeAnswer(outgoing, answer, fault?.answer ?? null, world.closing, (sent) => {
    operation.settled?.(world, call, outcome);
    settle(sent, fault?.id ?? null);
  });
}

/** Lets a call have its effect now, later or never, as its fault says. */
async function carryOut(
  world: World,
  operation: Operation,
  call: Call,
  fault: ArmedFault<OperationFault> | null,
): Promise<Answer> {
  if (!fault || fault.timing === "after") return operation.handle(world, call);
  if (fault.timing === "late") void carryOutLate(world, operation, call, fault.lateMs);
  // What a fault that only spoils the transfer has to transfer: the answer for a call that was not completed.
  return { status: 206, body: { code: 65, reason: "request not completed" } };
}

async function carryOutLate(world: World, operation: Operation, call: Call, lateMs: number): Promise<void> {
  const waited = await world.clock.sleepUntil(world.clock.nowMs() + lateMs, world.closing);
  if (waited === "aborted") return;
  try {
    await operation.handle(world, call);
  } catch (error) {
    answerTo(world, operation.name, error);
  }
}

function answerTo(world: World, operation: string, error: unknown): Answer {
  if (error instanceof Refusal) return error.answer;
  world.log.error({ operation, err: error }, "the sandbox failed to carry out a call");
  return refuse(500, 500, "internal_error").answer;
}

/** The recording instance, channel or live stream a call is about, so that a fault can be aimed at it. */
function instanceOf(world: World, call: Call): { cname?: string; uid?: string } {
  const task = world.tasks.find(call.sid);
  if (task && !isRecord(call.body)) return { cname: task.cname, uid: task.uid };
  const { channelName, stream_name: stream = call.query.stream_name ?? call.query.id, uid: inPath } = call.params;
  const named = { cname: channelName ?? stream, uid: inPath };
  const { cname = named.cname, uid = named.uid } = isRecord(call.body) ? call.body : named;
  return {
    ...(typeof cname === "string" ? { cname } : {}),
    ...(typeof uid === "string" || typeof uid === "number" ? { uid: String(uid) } : {}),
  };
}

/** Counts a request, gives it its id, and returns what writes it into the journal once it is over. */
function beginRecord(world: World, context: Context<Env>) {
  const { incoming, outgoing } = context.env;
  const requestId = randomUUID();
  const atMs = world.clock.nowMs();
  const begun = performance.now();
  outgoing.setHeader("X-Request-Id", requestId);
  world.counters.add("requests");
  return (end: { operation: string | null; body: unknown; sent: Sent; faultId: number | null }) => {
    if (world.closing.aborted) return;
    world.journal.add({
      atMs,
      tookMs: Math.round(performance.now() - begun),
      requestId,
      method: incoming.method ?? "",
      path: context.req.path,
      operation: end.operation,
      body: redact(end.body),
      status: end.sent?.status ?? null,
      answer: redact(end.sent?.body ?? null),
      faultId: end.faultId,
    });
  };
}
