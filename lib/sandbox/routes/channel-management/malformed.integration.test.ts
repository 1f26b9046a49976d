import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestSandbox } from "../../test-sandbox";
import { complaints, type Malformed } from "../test-malformer";
import { at, kindOf, pathsOf, replaced, wrongValues } from "../test-mutations";
import type { Json } from "../test-requests";

const path = "/dev/v1/kicking-rule";
const jsonHeaders = { "content-type": "application/json" };

/** A good request of each method, and what of it must be there. */
type Good = { method: string; body: Json; required: readonly string[] };

let box: TestSandbox;
let good: readonly Good[];
let sent = 0;

beforeAll(async () => {
  box = await TestSandbox.start();
  await box.control("PATCH", "switches", { channelQueriesPerSecond: 100_000, channelCallsPerSecond: 100_000 });
  const appid = box.sandbox.appId;
  const rule = { appid, cname: "nowhere", uid: 5, time: 60, time_in_seconds: 600, privileges: ["join_channel"] };
  const made = await box.fetch(path, { method: "POST", body: JSON.stringify(rule) });
  const { id } = (await made.json()) as { id: number };
  good = [
    { method: "POST", body: rule, required: ["appid", "privileges", "privileges.0"] },
    { method: "PUT", body: { appid, id, time: 60, time_in_seconds: 600 }, required: ["appid", "id"] },
    { method: "DELETE", body: { appid, id }, required: ["appid", "id"] },
  ];
});

afterAll(() => box.close());

/** Sends them all and returns those whose answer is not what it should be. */
function refusedOnes(requests: readonly Malformed[]): Promise<unknown[]> {
  sent += requests.length;
  return complaints(requests, complaintAbout);
}

async function complaintAbout({ what, method, path: whole, body, headers, statuses }: Malformed): Promise<unknown> {
  const response = await box.fetch(whole, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  const { status } = response;
  const complain = (why: string) => ({ why, what, path: whole.slice(0, 200), status, text: text.slice(0, 300) });
  if (!/^[0-9a-f-]{36}$/.test(response.headers.get("x-request-id") ?? "")) return complain("no X-Request-Id");
  if (!statuses.includes(status)) return complain(`not one of ${statuses.join(", ")}`);
  if (method === "HEAD") return null;
  const answer = JSON.parse(text) as Json;
  const isDocumented = typeof answer.message === "string" && answer.message !== "" && answer.code === undefined;
  return isDocumented ? null : complain("not the documented form");
}

const changed = ({ method }: Good, body: Json, what: string): Malformed => ({
  what: `${method}: ${what}`,
  method,
  path,
  headers: jsonHeaders,
  statuses: [400],
  body: JSON.stringify(body),
});

describe("malformed requests of channel management", () => {
  test("wrong types in every field of every call are 400", async () => {
    const requests = good.flatMap((one) =>
      pathsOf(one.body).flatMap((field) =>
        wrongValues[kindOf(at(one.body, field))]
          // An id may be digits in quotes, as older pages have it.
          .filter((value) => !(field.at(-1) === "id" && value === "1"))
          .map((value) =>
            changed(one, replaced(one.body, field, value), `${field.join(".")} is ${JSON.stringify(value)}`),
          ),
      ),
    );
    expect(requests.length).toBeGreaterThan(80);
    expect(await refusedOnes(requests)).toEqual([]);
  });

  test("missing fields are 400", async () => {
    const requests = good.flatMap((one) =>
      one.required.map((field) => changed(one, replaced(one.body, field.split("."), undefined), `${field} is missing`)),
    );
    expect(await refusedOnes(requests)).toEqual([]);
  });

  test("texts that are not JSON, repeat a key or are nested 10,000 deep are 400, large ones 413", async () => {
    const requests = good.flatMap((one): Malformed[] => {
      const text = JSON.stringify(one.body);
      const broken: [string, string, number][] = [
        ["lists, 10,000 deep", "[".repeat(10_000) + "]".repeat(10_000), 400],
        ["a key twice", text.replace("{", '{"appid":"1",'), 400],
        ["two bodies", text + text, 400],
        ["nothing at all", "", 400],
        ["null", "null", 400],
        ["a list", `[${text}]`, 400],
        ["a text", JSON.stringify(text), 400],
        ["single quotes", text.replaceAll('"', "'"), 400],
        ...Array.from({ length: text.length }, (_, end): [string, string, number] => [
          `cut off after ${end} characters`,
          text.slice(0, end),
          400,
        ]),
        ["more than a megabyte", JSON.stringify({ ...one.body, padding: "x".repeat(1_100_000) }), 413],
      ];
      return broken.map(([what, body, status]) => ({ ...changed(one, {}, what), body, statuses: [status] }));
    });
    expect(await refusedOnes(requests)).toEqual([]);
  });

  test("other content types are 415", async () => {
    const types = ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "", "*/*"];
    const requests = good.flatMap((one) =>
      types.map((type) => ({
        ...changed(one, one.body, `content type "${type}"`),
        headers: { "content-type": type },
        statuses: [415],
      })),
    );
    expect(await refusedOnes(requests)).toEqual([]);
  });

  test("names and uids with odd characters are 400 in rules, and nobody in queries", async () => {
    const odd = ["\u0000", "\ud800", "\u007f", "\n", "é", "🎥", "\u202e", "/", "\\", '"', "*", "a".repeat(64)];
    const [post] = good;
    if (!post) throw new Error("there is no good request");
    const rules = odd.map((cname) => changed(post, { ...post.body, cname }, `cname ${JSON.stringify(cname)}`));
    expect(await refusedOnes(rules)).toEqual([]);
    for (const name of odd.filter((one) => one.isWellFormed())) {
      const response = await box.fetch(`/dev/v1/channel/user/${box.sandbox.appId}/${encodeURIComponent(name)}`);
      expect([response.status, await response.json()]).toEqual([
        200,
        { success: true, data: { channel_exist: false } },
      ]);
    }
  });

  test("paths and methods that are none are 404, and wrong values of queries 400", async () => {
    const { appId } = box.sandbox;
    const of = (method: string, tail: string, statuses: number[]): Malformed => ({
      what: `${method} ${tail}`,
      method,
      path: `/dev/v1/${tail}`,
      headers: jsonHeaders,
      statuses,
    });
    const requests = [
      ...["channel", "channel/", `channel/${appId}/`, `channel/user/${appId}`, `channel/user/${appId}/a/b`].map(
        (tail) => of("GET", tail, [404]),
      ),
      ...["POST", "PUT", "PATCH", "DELETE"].map((method) => of(method, `channel/${appId}`, [404])),
      ...["PATCH", "HEAD"].map((method) => of(method, `kicking-rule?appid=${appId}`, [404])),
      of("HEAD", `channel/${appId}`, [404]),
      of("GET", `channel/user/property/${appId}/lobby`, [404]),
      of("GET", "channel/%zz", [400, 404]),
      of("GET", `channel/user/property/${appId}/1e3/lobby`, [400]),
      of("GET", `channel/user/property/${appId}/%00/lobby`, [400]),
      ...["page_no=1e3", "page_no=%00", "page_no=99999999999999999999", "page_size=1.5", "page_size=%2B5"].map(
        (query) => of("GET", `channel/${appId}?${query}`, [400]),
      ),
      of("GET", "kicking-rule?appid=", [400]),
      of("GET", "kicking-rule?appid=constructor", [400]),
    ];
    expect(await refusedOnes(requests)).toEqual([]);
  });

  test("after it all nothing has been done, and everything works", async () => {
    expect(sent).toBeGreaterThan(400);
    const { body } = await box.control("GET", "kicking-rules");
    expect(body.rules).toMatchObject([{ cname: "nowhere", uid: "5" }]);
    for (const one of good) {
      const answer = await box.fetch(path, { method: one.method, body: JSON.stringify(one.body) });
      expect([one.method, answer.status]).toEqual([one.method, 200]);
    }
    const { body: journal } = await box.control("GET", "journal?limit=1000");
    expect((journal.requests as { status: number }[]).filter(({ status }) => status >= 500)).toEqual([]);
  });
});
