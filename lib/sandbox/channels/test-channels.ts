import { z } from "zod";
import type { TestAnswer, TestSandbox } from "../test-sandbox";

type Json = Record<string, unknown>;

const record = z.record(z.string(), z.unknown());

/** For tests: the calls of channel management, by a plain HTTP client. */
export class TestChannels {
  readonly box: TestSandbox;

  constructor(box: TestSandbox) {
    this.box = box;
  }

  /** A query; `path` comes after `/dev/v1/channel/`, with `APP` for the App ID. */
  get(path: string, init: RequestInit = {}): Promise<TestAnswer> {
    return this.#read(this.box.fetch(`/dev/v1/channel/${path.replace("APP", this.box.sandbox.appId)}`, init));
  }

  /** The `data` of a query that succeeds. */
  async data(path: string): Promise<Json> {
    const { status, body } = await this.get(path);
    return z.object({ status: z.literal(200), data: record }).parse({ status, data: body.data }).data;
  }

  users(channel: string): Promise<Json> {
    return this.data(`user/APP/${encodeURIComponent(channel)}`);
  }

  /** A call of the kicking rules with a JSON body, to which the App ID is added. */
  rule(method: "POST" | "PUT" | "DELETE", body: Json, init: RequestInit = {}): Promise<TestAnswer> {
    const text = JSON.stringify({ appid: this.box.sandbox.appId, ...body });
    return this.#read(this.box.fetch("/dev/v1/kicking-rule", { method, body: text, ...init }));
  }

  async rules(): Promise<Json[]> {
    const { body } = await this.#read(this.box.fetch(`/dev/v1/kicking-rule?appid=${this.box.sandbox.appId}`));
    return z.array(record).parse(body.rules);
  }

  /** What was sent about a channel so far, as it stands in the history, in the order it was made. */
  async events(channel: string): Promise<(Json & { eventType: number })[]> {
    const { body } = await this.box.control("GET", `notifications?limit=1000&channel=${encodeURIComponent(channel)}`);
    const history = z.array(z.object({ eventType: z.number(), envelope: z.object({ payload: record }) }));
    return history.parse(body.notifications).map(({ eventType, envelope }) => ({ ...envelope.payload, eventType }));
  }

  async #read(response: Promise<Response>): Promise<TestAnswer> {
    const answer = await response;
    return { status: answer.status, headers: answer.headers, body: record.parse(await answer.json()) };
  }
}
