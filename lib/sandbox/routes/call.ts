import type { IncomingMessage } from "node:http";
import type { FaultyOperation } from "../faults";
import type { World } from "../world";

/** A request that the gateway let through. */
export type Call = {
  appId: string;
  /** The other parts of the path, where the operation has them. */
  resourceId: string;
  sid: string;
  mode: string;
  /** Every part of the path that has a name, decoded. */
  params: Readonly<Record<string, string>>;
  /** What follows the question mark; of a name that comes twice the first value. */
  query: Readonly<Record<string, string>>;
  /** The JSON body, of Cloud Recording with the SDKs' other spellings straightened; null for a GET. */
  body: unknown;
};

/** What is known of a request before its body is read. */
export type Arrival = {
  incoming: IncomingMessage;
  authorization: string | undefined;
  appId: string;
  operation: string;
  /** Every part of the path that has a name, decoded as in the call. */
  params: Readonly<Record<string, string>>;
};

/** What the API answers. */
export type Answer = {
  status: number;
  /** Null: an empty body, as live streaming answers most calls. */
  body: Record<string, unknown> | null;
};

/** One operation of the API. */
export type Operation = {
  name: FaultyOperation;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  /** In place of `admit` and `readBody`, where the body is part of who asks. Returns the body. @throws Refusal */
  receive?(world: World, arrival: Arrival): Promise<unknown>;
  /** What is checked before the body is read, in place of Cloud Recording's gateway. @throws Refusal */
  admit?(world: World, arrival: Arrival): void;
  /** How the body is read, in place of Cloud Recording's way. @throws Refusal */
  readBody?(arrival: Arrival): Promise<unknown>;
  /** Told of every call that passed the gateway, also one that a fault keeps from having an effect. */
  received?(world: World, call: Call): void;
  /** Carries the call out. @throws Refusal */
  handle(world: World, call: Call): Answer | Promise<Answer>;
  /** Told before the last byte of the answer leaves. `answer` is what came of the call, null for a refusal. */
  settled?(world: World, call: Call, answer: Answer | null): void;
};

/** An answer other than success, thrown where it is decided. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly answer: Answer;

  constructor(status: number, body: Record<string, unknown>) {
    super(`${status} ${JSON.stringify(body)}`);
    this.answer = { status, body };
  }
}

/** The documented form of an error of the API (contract §6.1): code and reason, with the ids that are known. */
export function refuse(status: number, code: number, reason: string, ids: Partial<Ids> = {}): Refusal {
  return new Refusal(status, { ...ids, code, reason });
}

/** The ids that an answer echoes. */
export type Ids = { cname: string; uid: string; resourceId: string; sid: string };

/** Every id of a task, for its answers. */
export function idsOf({ cname, uid, resourceId, sid }: Ids): Ids {
  return { cname, uid, resourceId, sid };
}
