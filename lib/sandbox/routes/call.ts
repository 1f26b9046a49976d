import type { WireOperation } from "@/lib/agora/cloud-recording/schemas";
import type { World } from "../world";

/** A request that the gateway let through. */
export type Call = {
  appId: string;
  /** The other parts of the path, where the operation has them. */
  resourceId: string;
  sid: string;
  mode: string;
  /** The JSON body with the SDKs' other spellings straightened; undefined for query. */
  body: unknown;
};

/** What the API answers. */
export type Answer = { status: number; body: Record<string, unknown> };

/** One operation of the API. */
export type Operation = {
  name: WireOperation;
  method: "GET" | "POST";
  path: string;
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
