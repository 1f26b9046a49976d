import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestSandbox } from "../../test-sandbox";
import { brokenHttp, rawAnswer } from "../test-broken-http";
import { complaints, Malformer, type Malformed } from "../test-malformer";
import type { Json } from "../test-requests";
import { oddMethods, oddNames, oddQueries, oddSignatures } from "./test-odd-requests";
import { type GoodFlsRequest, goodFlsRequests } from "./test-requests";
import { signed } from "./test-signatures";

/** Any other gives other requests: change it to look elsewhere. */
const seed = 20_261_121;
const headers = { "content-type": "application/json" };

let box: TestSandbox;
let good: GoodFlsRequest[];
/** Those that have fields in their body. */
let withBody: GoodFlsRequest[];
let base = "";
let sent = 0;
let bodies: Malformer;

beforeAll(async () => {
  box = await TestSandbox.start();
  await box.control("PATCH", "switches", { flsRequestsPerSecond: 100_000, flsMostEntryPoints: 1000 });
  base = `/v1/projects/${box.sandbox.appId}/fls/`;
  expect((await box.fetch(`${base}entry_points?id=desk`, { method: "POST" })).status).toBe(201);
  good = goodFlsRequests(box, Date.now());
  withBody = good.filter(({ body }) => Object.keys(body).length > 0);
  bodies = new Malformer(seed, base, withBody);
});

afterAll(() => box.close());

/** Sends them all and returns those whose answer is not what it should be. */
function wrongOnes(requests: readonly Malformed[]): Promise<unknown[]> {
  sent += requests.length;
  return complaints(requests, complaintAbout);
}

async function complaintAbout({ what, path, method, body, headers: own, statuses }: Malformed): Promise<unknown> {
  const init = { method, headers: own, ...(body === undefined ? {} : { body }) };
  const response = await box.fetch(path, init);
  const text = await response.text();
  const { status } = response;
  const complain = (why: string) => ({ why, what, path: path.slice(0, 200), status, text: text.slice(0, 300) });
  if (!/^[0-9a-f-]{36}$/.test(response.headers.get("x-request-id") ?? "")) return complain("no X-Request-Id");
  if (!statuses.includes(status)) return complain(`not one of ${statuses.join(", ")}`);
  if (method === "HEAD") return text === "" ? null : complain("a body");
  if (response.headers.get("content-type")?.startsWith("application/json") !== true) return complain("not JSON");
  if (status < 300 && text === "") return null;
  const answer = JSON.parse(text) as Json;
  if (status < 300) return method === "GET" || status === 201 ? null : complain("a body of success");
  const isDocumented = typeof answer.message === "string" && answer.message !== "" && Object.keys(answer).length === 1;
  return isDocumented ? null : complain("not the documented form");
}

/** As Cloud Recording's, but there is no code, and an empty text is a body without fields. */
function plain(requests: Malformed[]): Malformed[] {
  const takesNothing = new Set(
    withBody.filter(({ required }) => required.length === 0).map(({ name }) => name as string),
  );
  return requests.map(({ code: _, ...request }) =>
    request.body === "" && takesNothing.has(request.what.split(":")[0] ?? "")
      ? { ...request, statuses: [200] }
      : request,
  );
}

describe("malformed requests of live streaming", () => {
  test("wrong types in every field are 400", async () => {
    const requests = plain(bodies.wrongTypes(11));
    expect(requests.length).toBeGreaterThan(300);
    expect(await wrongOnes(requests)).toEqual([]);
  });

  test("missing fields are 400", async () => {
    expect(await wrongOnes(plain(bodies.missingFields()))).toEqual([]);
  });

  test("texts that are not JSON, repeat a key, or are nested 10,000 deep are 400", async () => {
    expect(await wrongOnes(plain(bodies.brokenTexts(15)))).toEqual([]);
  });

  test("bodies that are JSON but no object are 400", async () => {
    const texts = ["[]", "[{}]", '"a"', "1", "true", "-0.0", '[["enabled",true]]'];
    const requests = withBody.flatMap(({ name, method, path }) =>
      texts.map((body) => ({ what: `${name}: ${body}`, method, path: base + path, body, headers, statuses: [400] })),
    );
    expect(await wrongOnes(requests)).toEqual([]);
  });

  test("bodies beyond the limit are 413", async () => {
    expect(await wrongOnes(plain(bodies.hugeBodies()))).toEqual([]);
  });

  test("junk in queries", async () => {
    expect(await wrongOnes(oddQueries(base, good))).toEqual([]);
  });

  test("junk in the names that stand in paths", async () => {
    expect(await wrongOnes(oddNames(base, good))).toEqual([]);
  });

  test("paths that are none", async () => {
    const requests = new Malformer(seed, base, good).strangePaths(300);
    expect(await wrongOnes(requests.map((one) => ({ ...one, statuses: [200, 201, 400, 404] })))).toEqual([]);
  });

  test("methods that an address does not have are 404", async () => {
    expect(await wrongOnes(oddMethods(base, good))).toEqual([]);
  });

  test("HEAD is no method of any operation", async () => {
    const requests = good.map(({ name, path }) => {
      return { what: `HEAD ${name}`, method: "HEAD", path: base + path, headers, statuses: [404] };
    });
    expect(await wrongOnes(requests)).toEqual([]);
  });

  test("names of files that would lead elsewhere are 400", async () => {
    const names = ["a/b.m3u8", "../a.m3u8", ".", "..", "\\a", "a\u0000", "/etc/passwd", "/", "record/live/cam1/a.m3u8"];
    const requests = withBody
      .filter(({ body }) => body.fileName !== undefined)
      .flatMap(({ name, method, path, body }) =>
        names.map((fileName) => ({
          what: `${name}: ${fileName}`,
          method,
          path: base + path,
          body: JSON.stringify({ ...body, fileName }),
          headers,
          statuses: [400],
        })),
      );
    expect(await wrongOnes(requests)).toEqual([]);
  });

  test("wrong and absent credentials are 401", async () => {
    expect(await wrongOnes(bodies.wrongCredentials(box.authorization, 60))).toEqual([]);
  });

  test("wrong signatures are 401", async () => {
    const requests = oddSignatures(box, base, good, 6);
    expect(await wrongOnes(requests)).toEqual([]);
  });

  test("HTTP that is broken itself gets a refusal or a closed connection", async () => {
    const { hostname, port } = new URL(box.sandbox.baseUrl);
    const path = `${base}entry_points/live/admin/record/standard/regions/cn/cutting/cam1`;
    for (const { what, bytes } of brokenHttp(bodies, path, box.authorization)) {
      const text = await rawAnswer(hostname, Number(port), bytes);
      sent += 1;
      expect(text === "" || /^HTTP\/1\.1 4\d\d /.test(text), `${what}: ${text.slice(0, 300)}`).toBe(true);
    }
  });

  test("paths to files that were never made are 404", async () => {
    const list = await box.fetch(`${base}${good.find(({ name }) => name === "listRecordingFiles")?.path}`);
    const [row] = ((await list.json()) as { list: { fileName: string }[] }).list;
    const [, id = ""] = /([0-9a-f]{32})_/.exec(row?.fileName ?? "") ?? [];
    expect(id).not.toBe("");
    const names = [
      `record/live/cam1/${id}_99999999999999999.m3u8`,
      `record/live/cam1/${id}_20260230000000000_0.ts`,
      `record/live/cam2/${row?.fileName.split("/").at(-1)}`,
      `${row?.fileName.replace(".m3u8", "_999999.ts")}`,
      `${row?.fileName.replace(".m3u8", "_0_99999999999999999.mp4")}`,
      `snapshot/live/cam1/${id}_20260230000000000_99999999999999.jpg`,
      `snapshot/live/cam1/${id}_20260230000000000_00000000000000.jpg`,
      "record/live/cam1/%00.m3u8",
      "record/live/cam1/%2e%2e%2fa.m3u8",
      "record/live/cam1/%ff.m3u8",
      "record/%zz/cam1/a.m3u8",
      "snapshot/live/cam1/__proto__",
    ];
    for (const name of names) {
      sent += 1;
      expect([name, (await fetch(`${box.sandbox.baseUrl}/${name}`)).status]).toEqual([name, 404]);
    }
  });

  test("a thousand and more were sent, nothing broke, and every operation still works, signed", async () => {
    expect(sent).toBeGreaterThanOrEqual(1_000);
    const { body } = await box.control("GET", "journal?limit=1000");
    expect((body.requests as { status: number }[]).filter(({ status }) => status >= 500)).toEqual([]);
    await clearDomains();
    for (const { name, method, path, body: fields, success } of good) {
      const text = method === "GET" ? undefined : JSON.stringify(fields);
      const init = { method, headers: signed(box, { method, target: base + path, ...(text ? { body: text } : {}) }) };
      const response = await box.fetch(base + path, { ...init, ...(text ? { body: text } : {}) });
      expect([name, response.status]).toEqual([name, success]);
    }
  });
});

/** Takes away what some strange path made. */
async function clearDomains(): Promise<void> {
  const { domainList } = (await (await box.fetch(`${base}domains`)).json()) as { domainList: { name: string }[] };
  for (const { name } of domainList.filter(({ name: one }) => !one.endsWith(".sandbox.example"))) {
    await box.fetch(`${base}domains/${name}`, { method: "DELETE" });
  }
}
