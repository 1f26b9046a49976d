import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestSandbox } from "../test-sandbox";
import { brokenHttp, rawAnswer } from "./test-broken-http";
import { type GoodRequest, goodRequests, type Json, leastStart, startEach } from "./test-requests";
import { complaints, Malformer, type Malformed } from "./test-malformer";

/** Any other gives other requests: change it to look elsewhere. */
const seed = 20_261_121;
/** What may be held more after it all: the rest is a third of what was sent, so that a leak of it would show. */
const allowedGrowthBytes = 12 * 1024 * 1024;

let box: TestSandbox;
let good: GoodRequest[];
let page: Server;
let base = "";
let sent = 0;

beforeAll(async () => {
  box = await TestSandbox.start();
  await box.control("PATCH", "switches", { requestsPerSecond: 100_000, maxConcurrentTasks: 1000 });
  page = createServer((_request, response) => response.end("<p>A page</p>"));
  await new Promise<void>((resolve) => void page.listen(0, "127.0.0.1", resolve));
  const { port } = page.address() as AddressInfo;
  good = await goodRequests(box, await startEach(box, `http://127.0.0.1:${port}/`));
  base = `/v1/apps/${box.sandbox.appId}/cloud_recording/`;
});

afterAll(async () => {
  await box.close();
  page.close();
  page.closeAllConnections();
});

/** Sends them all and returns those whose answer is not what it should be. */
function refusedOnes(requests: readonly Malformed[]): Promise<unknown[]> {
  sent += requests.length;
  return complaints(requests, complaintAbout);
}

async function complaintAbout(request: Malformed): Promise<unknown> {
  const { what, path, method, body, headers, isHead } = request;
  const response = await box.fetch(path, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  const { status } = response;
  const complain = (why: string) => ({ why, what, path: path.slice(0, 200), status, text: text.slice(0, 300) });
  if (!/^[0-9a-f-]{36}$/.test(response.headers.get("x-request-id") ?? "")) return complain("no X-Request-Id");
  if (!request.statuses.includes(status)) return complain(`not one of ${request.statuses.join(", ")}`);
  if (isHead === true) return text === "" ? null : complain("a body");
  if (response.headers.get("content-type")?.startsWith("application/json") !== true) return complain("not JSON");
  const answer = JSON.parse(text) as Json;
  if (request.code !== undefined && answer.code !== request.code) return complain(`not code ${request.code}`);
  const isOfApi = typeof answer.code === "number" && typeof answer.reason === "string" && answer.reason !== "";
  const isOfGateway = typeof answer.message === "string" && answer.message !== "" && answer.code === undefined;
  return isOfApi || isOfGateway ? null : complain("neither of the documented forms");
}

describe("malformed requests", () => {
  let malformer: Malformer;
  let bytesBefore = 0;

  beforeAll(() => {
    malformer = new Malformer(seed, base, good);
  });

  test("wrong types in every field of every operation and mode are 400 code 2", async () => {
    const requests = malformer.wrongTypes(4);
    expect(requests.length).toBeGreaterThan(1_000);
    expect(await refusedOnes(requests)).toEqual([]);
    // By now everything has been loaded and compiled that will be: from here on nothing may grow.
    bytesBefore = await bytesInUse();
  });

  test("missing fields are 400 code 2", async () => {
    expect(await refusedOnes(malformer.missingFields())).toEqual([]);
  });

  test("texts that are not JSON, repeat a key, or are nested 10,000 deep are 400 code 8", async () => {
    expect(await refusedOnes(malformer.brokenTexts(25))).toEqual([]);
  });

  test("other content types are 400 code 8", async () => {
    expect(await refusedOnes(malformer.wrongContentTypes())).toEqual([]);
  });

  test("bodies beyond the limit are 413", async () => {
    expect(await refusedOnes(malformer.hugeBodies())).toEqual([]);
  });

  test("odd characters in names and uids: NUL, lone surrogates, other scripts, control characters", async () => {
    expect(await refusedOnes(malformer.oddCharacters())).toEqual([]);
  });

  test("paths and methods that are none, and ids that nobody gave out", async () => {
    expect(await refusedOnes(malformer.strangePaths(300))).toEqual([]);
    const ofQuery = { method: "HEAD", path: `${base}resourceid/r/sid/s/mode/mix/query`, headers: {}, statuses: [404] };
    expect(await refusedOnes([{ ...ofQuery, what: "HEAD in place of GET", isHead: true }])).toEqual([]);
  });

  test("wrong and absent credentials are 401", async () => {
    expect(await refusedOnes(malformer.wrongCredentials(box.authorization, 100))).toEqual([]);
  });

  test("HTTP that is broken itself gets a refusal or a closed connection", async () => {
    const { hostname, port } = new URL(box.sandbox.baseUrl);
    for (const { what, bytes } of brokenHttp(malformer, `${base}acquire`, box.authorization)) {
      const text = await rawAnswer(hostname, Number(port), bytes);
      sent += 1;
      expect(text === "" || /^HTTP\/1\.1 4\d\d /.test(text), `${what}: ${text.slice(0, 300)}`).toBe(true);
    }
  });

  test("two thousand and more were sent, the sandbox works as before and holds no more than before", async () => {
    expect(sent).toBeGreaterThanOrEqual(2_000);
    const growth = (await bytesInUse()) - bytesBefore;
    expect(growth).toBeLessThan(allowedGrowthBytes);
    for (const mode of ["mix", "individual", "web"] as const) {
      const task = await box.record(`after-${mode}`, "99", leastStart(mode), mode);
      expect((await box.query(task)).status).toBe(200);
      expect((await box.stop(task)).status).toBe(206);
    }
    for (const { name, path, body } of good) {
      const { status } = await box.call(path, body);
      expect([200, 206], name).toContain(status);
    }
    const { body } = await box.control("GET", "journal?limit=1000");
    expect((body.requests as { status: number }[]).filter(({ status }) => status >= 500)).toEqual([]);
  });
});

/** Bytes in use once the garbage is gone; the sandbox runs in this process. */
async function bytesInUse(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  // What is freed by a callback of the collector goes only with the next round.
  for (let round = 0; round < 4; round++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
