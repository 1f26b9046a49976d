import { expectLike, Mismatch } from "./expect";
import { isRecord, type Json } from "./json";

/** An account to call: any server that speaks the Cloud Recording API. */
export type Account = { baseUrl: string; appId: string; customerId: string; customerSecret: string };

/** What came back. `body` is the JSON, or undefined when it was none. */
export type Answer = { status: number; body: unknown; text: string; headers: Headers; tookMs: number };

/** The modes as the path names them: composite, one file a person, and a web page. */
export type Mode = "mix" | "individual" | "web";

/** The ids of a recording that was started. A composite one when no mode is given. */
export type Task = { cname: string; uid: string; resourceId: string; sid: string; mode?: Mode };

/** What to send beside method and path. */
export type Sending = {
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, in place of `body`. */
  raw?: string;
  contentType?: string;
  /** In place of the account's own header; null leaves it out. */
  authorization?: string | null;
  /** Further headers; one of these names replaces the usual one. */
  headers?: Record<string, string>;
};

export type AgoraOptions = {
  /** Most requests in a second, spread evenly; none by default. */
  requestsPerSecond?: number;
  /** How long something may take that comes by itself. */
  patienceMs?: number;
};

/** A single request may take this long; a stop that waits for its upload takes up to twenty seconds. */
const requestTimeoutMs = 40_000;

/**
 * A plain HTTP client of the Cloud Recording API. It shares no code with the product's client on purpose: a misreading of
 * the contract that client and sandbox share would not show.
 */
export class Agora {
  readonly account: Account;
  readonly patienceMs: number;
  readonly #gapMs: number;
  #nextMs = 0;
  readonly #made = new Map<string, Promise<unknown>>();
  #lastUid = 500_000 + Math.floor(Math.random() * 1e9);

  constructor(account: Account, { requestsPerSecond, patienceMs = 120_000 }: AgoraOptions = {}) {
    this.account = account;
    this.patienceMs = patienceMs;
    this.#gapMs = requestsPerSecond === undefined ? 0 : 1000 / requestsPerSecond;
  }

  get authorization(): string {
    return basic(this.account.customerId, this.account.customerSecret);
  }

  /** The path of an operation, `tail` being what follows `cloud_recording/`. */
  path(tail: string, appId = this.account.appId): string {
    return `/v1/apps/${appId}/cloud_recording/${tail}`;
  }

  /** Sends one request, whatever it is, and reads the answer whole. */
  async request(method: string, path: string, sending: Sending = {}): Promise<Answer> {
    await this.#turn();
    const { body, raw, contentType = "application/json", authorization = this.authorization, headers = {} } = sending;
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const from = performance.now();
    const response = await fetch(`${this.account.baseUrl}${path}`, {
      method,
      headers: { ...(authorization === null ? {} : { authorization }), "content-type": contentType, ...headers },
      ...(text === undefined ? {} : { body: text }),
      signal: AbortSignal.timeout(requestTimeoutMs),
      redirect: "manual",
    });
    const answer = await response.text();
    const tookMs = performance.now() - from;
    return { status: response.status, headers: response.headers, text: answer, body: readJson(answer), tookMs };
  }

  acquire(body: unknown, sending: Sending = {}): Promise<Answer> {
    return this.request("POST", this.path("acquire"), { body, ...sending });
  }

  start(resourceId: string, body: unknown, mode: Mode = "mix"): Promise<Answer> {
    return this.request("POST", this.path(`resourceid/${encodeURIComponent(resourceId)}/mode/${mode}/start`), { body });
  }

  query(task: Task, sending: Sending = {}): Promise<Answer> {
    return this.request("GET", this.taskPath(task, "query"), sending);
  }

  /** update, updateLayout or stop. */
  change(task: Task, operation: "update" | "updateLayout" | "stop", clientRequest: unknown = {}): Promise<Answer> {
    const { cname, uid } = task;
    return this.request("POST", this.taskPath(task, operation), { body: { cname, uid, clientRequest } });
  }

  stop(task: Task, clientRequest: unknown = {}): Promise<Answer> {
    return this.change(task, "stop", clientRequest);
  }

  taskPath(
    task: Pick<Task, "resourceId" | "sid" | "mode">,
    operation: string,
    mode: string = task.mode ?? "mix",
  ): string {
    const { resourceId, sid } = task;
    return this.path(`resourceid/${encodeURIComponent(resourceId)}/sid/${sid}/mode/${mode}/${operation}`);
  }

  /** A recorder uid that nobody used before. */
  newUid(): string {
    return String(++this.#lastUid);
  }

  /** What several checks share is made once, by whoever comes first. */
  once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = (this.#made.get(name) as Promise<T> | undefined) ?? make();
    this.#made.set(name, made);
    return made;
  }

  /** Looks again and again until there is something; what it saw last is in the Mismatch when nothing comes. */
  async until<T>(expected: string, look: () => Promise<T | undefined>): Promise<T> {
    const endMs = performance.now() + this.patienceMs;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (performance.now() > endMs) throw new Mismatch(expected, `nothing of it within ${this.patienceMs / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, Math.min(300, this.patienceMs / 4)));
    }
  }

  async #turn(): Promise<void> {
    if (this.#gapMs === 0) return;
    const nowMs = performance.now();
    const atMs = Math.max(nowMs, this.#nextMs);
    this.#nextMs = atMs + this.#gapMs;
    await new Promise((resolve) => setTimeout(resolve, atMs - nowMs));
  }
}

export function basic(customerId: string, customerSecret: string): string {
  return `Basic ${Buffer.from(`${customerId}:${customerSecret}`).toString("base64")}`;
}

/** @throws Mismatch unless an answer has this status and a body like this. */
export function expectAnswer({ status, body, text }: Answer, expectedStatus: unknown, pattern: unknown): void {
  expectLike({ status, body: body ?? text }, { status: expectedStatus, body: pattern });
}

/** A field of an answer's body, by its path of keys. */
export function fieldOf({ body }: { body: unknown }, ...keys: string[]): unknown {
  let value: unknown = body;
  for (const key of keys) value = isRecord(value) ? value[key] : undefined;
  return value;
}

/** `serverResponse` of an answer, empty when there is none. */
export function serverResponseOf(answer: Answer): Json {
  const response = fieldOf(answer, "serverResponse");
  return isRecord(response) ? response : {};
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
