import { createHash, createHmac } from "node:crypto";
import { type Agora, type Answer, expectAnswer, fieldOf, type Sending } from "./agora";
import { expectLike, expectThat, Mismatch } from "./expect";
import { isRecord, type Json } from "./json";
import type { Lab } from "./lab";
import type { Delivery } from "./receiver";

/** The path of an operation of live streaming, `tail` being what follows `fls/`. */
export function flsPath(agora: Agora, tail: string, appId = agora.account.appId): string {
  return `/v1/projects/${appId}/fls/${tail}`;
}

/** A call of live streaming. */
export function fls(
  agora: Agora,
  method: string,
  tail: string,
  body?: unknown,
  sending: Sending = {},
): Promise<Answer> {
  return agora.request(method, flsPath(agora, tail), { ...(body === undefined ? {} : { body }), ...sending });
}

/** @throws Mismatch unless an answer is 200 without a body: there is no id, no path and no status (FLS contract §0.2). */
export function expectDone({ status, text }: Answer): void {
  expectLike({ status, text }, { status: 200, text: "" });
}

/** @throws Mismatch unless an answer has this status and a message that names what is wrong. */
export function expectRefused(answer: Answer, status: number, named: RegExp | string): void {
  expectAnswer(answer, status, { message: named });
}

export type Signing = {
  method: string;
  target: string;
  body?: string;
  host: string;
  date: string;
  customerId: string;
  customerSecret: string;
};

/** The headers of a signed request, as Agora's samples make them (FLS contract §1.2). */
export function sign({ method, target, body = "", host, date, customerId, customerSecret }: Signing) {
  const digest = `SHA-256=${createHash("sha256").update(body).digest("base64")}`;
  const text = `host: ${host}\ndate: ${date}\n${method} ${target} HTTP/1.1\ndigest: ${digest}`;
  const signature = createHmac("sha256", customerSecret).update(text).digest("base64");
  const fields = {
    username: customerId,
    algorithm: "hmac-sha256",
    headers: "host date request-line digest",
    signature,
  };
  const list = Object.entries(fields).map(([name, value]) => `${name}="${value}"`);
  return { date, digest, authorization: `hmac ${list.join(", ")}` };
}

/** The headers of a call as they should be, or with something else signed than is sent. */
export async function signedHeaders(lab: Lab, method: string, tail: string, change: Partial<Signing> = {}) {
  const { baseUrl, customerId, customerSecret } = lab.account;
  const date = new Date(await lab.nowMs()).toUTCString();
  const host = new URL(baseUrl).host;
  return sign({ method, target: flsPath(lab, tail), host, date, customerId, customerSecret, ...change });
}

/** An entry point that no other check uses. */
export async function newPoint(lab: Lab, name = `point-${lab.newUid()}`): Promise<string> {
  const { status, text } = await fls(lab, "POST", `entry_points?id=${name}`);
  expectLike({ status, text }, { status: 201, text: "" });
  return `entry_points/${name}`;
}

/** Puts a stream of an entry point on air, or off. */
export async function onAir(lab: Lab, point: string, stream: string, choices: Json = {}): Promise<void> {
  await lab.control("PUT", `streams/${nameOf(point)}/${stream}`, choices);
}

export async function offAir(lab: Lab, point: string, stream: string): Promise<void> {
  await lab.control("DELETE", `streams/${nameOf(point)}/${stream}`);
}

/** `live` of `entry_points/live`. */
export function nameOf(point: string): string {
  return point.replace("entry_points/", "");
}

/** The entry point that is there from the start, with seven days of history. */
export const live = "entry_points/live";
/** What its standard recordings in mainland China are administered under. */
export const adminOf = (point: string, region = "cn") => `${point}/admin/record/standard/regions/${region}`;
export const settingsOf = (point: string, kind: "custom" | "standard", region = "cn") =>
  `${point}/settings/record/${kind}/regions/${region}`;
export const autoOf = (point: string, kind: "custom" | "standard") => `${point}/settings/record/${kind}/auto`;
export const tasksOf = (point: string, kind: "custom" | "standard", region = "cn") =>
  `${point}/admin/record/${kind}/regions/${region}/tasks`;
export const stillsOf = (point: string, kind: "custom" | "standard", region = "cn") =>
  `${point}/settings/snapshot/${kind}/regions/${region}`;

/** A time as it is sent, so many milliseconds from the sandbox's now. */
export async function timeFromNow(lab: Lab, ms: number): Promise<string> {
  return new Date((await lab.nowMs()) + ms).toISOString().replace(/\.\d+Z$/, "Z");
}

/** A path with its query, everything percent-encoded. */
export function withQuery(path: string, query: Record<string, string>): string {
  return `${path}?${Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&")}`;
}

/** A row of the list of recordings. */
export type Row = { fileName: string; startTime: string; endTime: string; position: number };

/** The standard recordings of a stream in a range, eight days by default. @throws Mismatch when there is no list */
export async function listed(lab: Lab, point: string, stream: string, region = "cn"): Promise<Row[]> {
  const [start_time, end_time] = [await timeFromNow(lab, -8 * dayMs), await timeFromNow(lab, 1000)];
  const path = withQuery(`${adminOf(point, region)}/preview_list`, { start_time, end_time, stream_name: stream });
  return listIn<Row>(await fls(lab, "GET", path), "list");
}

export const minuteMs = 60_000;
export const dayMs = 1440 * minuteMs;

/** A recording of `cam1` that is over and lasts more than an hour. @throws Mismatch when there is none */
export async function longRow(lab: Lab): Promise<Row> {
  const rows = await listed(lab, live, "cam1");
  const row = rows.find(({ startTime, endTime }) => Date.parse(endTime) - Date.parse(startTime) > 60 * minuteMs);
  expectThat(row !== undefined, "a recording of more than an hour", rows.length);
  return row;
}

/** A time so many milliseconds after another, as it is sent. */
export function later(time: string, ms: number): string {
  return new Date(Date.parse(time) + ms).toISOString().replace(".000Z", "Z");
}

/** The list of objects that an answer holds under a key. @throws Mismatch when it does not */
export function listIn<T = Json>(answer: Answer, key: string): T[] {
  const list = fieldOf(answer, key);
  if (answer.status !== 200 || !Array.isArray(list) || !list.every(isRecord)) {
    throw new Mismatch(`200 with a list ${key}`, `${answer.status} ${answer.text.slice(0, 300)}`);
  }
  return list as T[];
}

/** A file of Agora's own storage, as anybody gets it. */
export function fileOf(lab: Lab, name: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${lab.account.baseUrl}/${name}`, init);
}

/** What came about a stream so far. */
export function told(lab: Lab, point: string, stream: string): Delivery[] {
  return lab.receiver.deliveries.filter(
    ({ payload }) => payload.entryPoint === nameOf(point) && payload.streamName === stream,
  );
}

/** Waits for a notification of a type about a stream. */
export function toldOf(lab: Lab, point: string, stream: string, eventType: number): Promise<Delivery> {
  return lab.until(`event ${eventType} about ${stream}`, () =>
    Promise.resolve(told(lab, point, stream).find(({ envelope }) => envelope.eventType === eventType)),
  );
}

/** A change of the storage alone; a region that is undefined is left out. */
export function storage(vendor: unknown, region?: unknown): { storageConfig: Json } {
  return {
    storageConfig: { vendor, ...(region === undefined ? {} : { region }), bucket: "b", accessKey: "a", secretKey: "s" },
  };
}
