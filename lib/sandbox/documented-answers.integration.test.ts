import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type TestAnswer, type TestMode, TestSandbox, type TestTask } from "./test-sandbox";
import { isRecord } from "@/lib/agora/json";
import answers from "@/lib/agora/cloud-recording/fixtures/answers.json";
import notifications from "@/lib/agora/cloud-recording/fixtures/notifications.json";
import outcomes from "@/lib/agora/cloud-recording/fixtures/outcomes.json";
import refusals from "@/lib/agora/cloud-recording/fixtures/refusals.json";

/*
 * What the sandbox says has the shape of what is documented: the same keys, and values of the same types.
 */

type Json = Record<string, unknown>;

const patience = { timeout: 90_000, interval: 200 };

/** Real refusals echo ids beside code and reason, which the documented ones leave out (contract §6.1). */
const echoed = ["cname", "uid", "resourceId", "sid"];

/** Where a value differs in shape from a documented one, or null. An empty list is like any list. */
function difference(got: unknown, documented: unknown, optional: readonly string[] = [], path = "body"): string | null {
  if (Array.isArray(got) && Array.isArray(documented)) {
    const wrong = got.findIndex((item) => documented.every((one) => difference(item, one, optional) !== null));
    return wrong === -1 ? null : `${path}[${wrong}] is like none of the documented ones: ${JSON.stringify(got[wrong])}`;
  }
  if (isRecord(got) && isRecord(documented)) {
    for (const key of new Set([...Object.keys(got), ...Object.keys(documented)])) {
      const isMissing = !(key in got) || !(key in documented);
      if (isMissing && !optional.includes(key)) return `${path}.${key} is only in one of the two`;
      const inner = isMissing ? null : difference(got[key], documented[key], optional, `${path}.${key}`);
      if (inner !== null) return inner;
    }
    return null;
  }
  const [kind, wanted] = [got, documented].map((value) => (Array.isArray(value) ? "list" : typeof value));
  return kind === wanted ? null : `${path} is a ${kind}, not a ${wanted}`;
}

let box: TestSandbox;
/** Serves the page that is recorded, and takes the notifications. */
let server: Server;
const delivered: Json[] = [];
/** What the sandbox answered, by the case that a documented body is of. */
const said = new Map<string, TestAnswer>();
let lastUid = 100;

const channelOf = (name: string) => `fixture-${name.replaceAll(" ", "-")}`;

/** Records until there is enough, and keeps the last answer to query. */
async function begin(
  name: string,
  mode: TestMode,
  request: Json,
  isEnough: (response: Json) => boolean,
): Promise<TestTask> {
  if (mode !== "web") await box.control("POST", `channels/${channelOf(name)}/people`, { uid: "123" });
  const task = await box.record(channelOf(name), String(++lastUid), request, mode);
  await vi.waitFor(async () => {
    const answer = await box.query(task);
    said.set(`query ${name}`, answer);
    expect(isEnough(answer.body.serverResponse as Json)).toBe(true);
  }, patience);
  return task;
}

/** Stops, keeps the answer, and waits for the end. */
async function end(name: string, task: TestTask): Promise<void> {
  said.set(`stop ${name}`, await box.stop(task));
  await vi.waitFor(async () => expect((await box.query(task)).status).toBe(404), patience);
}

const hasStatus5 = ({ status }: Json) => status === 5;
const hasPageFiles = (response: Json) => JSON.stringify(response).includes('"filename"');
const picture = { transcodingConfig: { width: 160, height: 90, fps: 7, bitrate: 100 } };
const sound = { recordingConfig: { maxIdleTime: 300, streamTypes: 0 } };
const people = { maxIdleTime: 300, subscribeUidGroup: 0 };
const hls = { recordingFileConfig: { avFileType: ["hls"] } };

function pageRequest(...more: Json[]): Json {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const serviceParam = { url, audioProfile: 0, videoWidth: 160, videoHeight: 90, maxRecordingHour: 1 };
  const extensionServices = [{ serviceName: "web_recorder_service", serviceParam }, ...more];
  return { extensionServiceConfig: { extensionServices } };
}

/** Everything that is said about recordings that go well, or nearly so. */
const stories: (() => Promise<void>)[] = [
  async () => {
    const task = await begin("composite", "mix", { recordingConfig: picture }, hasStatus5);
    said.set("update", await box.update(task, {}));
    said.set("updateLayout", await box.updateLayout(task, {}));
    said.set("repeated start", await box.start(task.resourceId, task.cname, task.uid, {}));
    const conflict = await box.resource(task.cname, task.uid);
    said.set("conflict", await box.start(conflict, task.cname, task.uid, {}));
    await end("composite", task);
    said.set("stop after the end", await box.stop(task));
    said.set("not found", await box.query(task));
  },
  async () => {
    const request = { recordingConfig: picture, recordingFileConfig: { avFileType: ["hls", "mp4"] } };
    await end("composite mp4", await begin("composite mp4", "mix", request, hasStatus5));
  },
  async () => {
    const hasBoth = ({ fileList }: Json) => Array.isArray(fileList) && fileList.length === 2;
    await end("individual", await begin("individual", "individual", { recordingConfig: people, ...hls }, hasBoth));
  },
  async () => {
    const snapshotConfig = { captureInterval: 5, fileType: ["jpg"] };
    const request = { recordingConfig: { ...people, streamTypes: 1 }, snapshotConfig };
    await end("stills", await begin("stills", "individual", request, hasStatus5));
  },
  async () => {
    const outputs = [{ rtmpUrl: "rtmp://127.0.0.1:1/live/key" }];
    const push = { serviceName: "rtmp_publish_service", serviceParam: { outputs } };
    await end("web page", await begin("web page pushed", "web", pageRequest(push), hasPageFiles));
  },
  async () => {
    const task = await begin("web page", "web", pageRequest(), () => true);
    await box.stop(task);
  },
  async () => {
    const task = await begin("second stop", "mix", sound, hasStatus5);
    const [, second] = await Promise.all([box.stop(task, { async_stop: true }), box.stop(task)]);
    said.set("second stop", second);
  },
  async () => {
    const task = await box.record(channelOf("nobody"), String(++lastUid));
    said.set("stop of nothing", await box.stop(task));
  },
];

const later = {
  appsCollection: { combinationPolicy: "postpone_transcoding" },
  transcodeOptions: { transConfig: { transMode: "audioMix" } },
};
const original = { recordingConfig: { ...people, streamTypes: 0, streamMode: "original" }, ...hls, ...later };

/** Recordings for the sake of their notifications: events 1, 2, 12, 32, 80, 81, 90 and 1001. */
const troubles: (() => Promise<void>)[] = [
  async () => end("mixed", await begin("mixed", "individual", original, hasStatus5)),
  async () => {
    const { body } = await box.control("POST", "store/keys", { permission: "writeOnly" });
    const request = { ...original, storageConfig: box.storage(body) };
    await end("unreadable", await begin("unreadable", "individual", request, hasStatus5));
  },
  async () => {
    const task = await begin("moved", "mix", sound, hasStatus5);
    await box.control("POST", `tasks/${task.sid}/failover`, { windowSeconds: 0 });
    await end("moved", task);
  },
  async () => {
    await box.control("POST", "faults", { operation: "upload", kind: "backup", cname: channelOf("kept"), count: 0 });
    await end("kept", await begin("kept", "mix", sound, hasStatus5));
  },
  async () => {
    const transcodingConfig = { ...picture.transcodingConfig, bitrate: 7000 };
    const task = await box.record(channelOf("wrong"), String(++lastUid), { recordingConfig: { transcodingConfig } });
    await vi.waitFor(async () => expect((await box.query(task)).status).toBe(404), patience);
  },
];

/** What is refused before anything happens. */
async function refuse(): Promise<void> {
  const body = { cname: "lobby", uid: "5", clientRequest: {} };
  const path = `/v1/apps/${box.sandbox.appId}/cloud_recording/`;
  const raw = async (name: string, url: string, init: RequestInit) => {
    const response = await fetch(`${box.sandbox.baseUrl}${url}`, init);
    said.set(name, { status: response.status, headers: response.headers, body: (await response.json()) as Json });
  };
  const post = (headers: Record<string, string>) => ({ method: "POST", body: JSON.stringify(body), headers });
  const { authorization } = box;
  await raw("no credentials", `${path}acquire`, post({}));
  await raw("wrong credentials", `${path}acquire`, post({ authorization: "Basic eDp5" }));
  await raw("no route", `${path}nothing`, post({ authorization }));
  await raw("acquire for another App ID", `/v1/apps/x/cloud_recording/acquire`, post({ authorization }));
  const other = "/v1/apps/x/cloud_recording/resourceid/r/sid/s/mode/mix/query";
  await raw("another App ID", other, { headers: { authorization } });
  said.set("acquire", await box.acquire("lobby", "5"));
  said.set("wrong parameter", await box.acquire("lobby", "5", { resourceExpiredHour: 0 }));
  said.set("wrong channel name", await box.acquire("a/b", "5"));
  const resourceId = await box.resource("lobby", "6", { startParameter: { storageConfig: {} } });
  said.set("another startParameter", await box.start(resourceId, "lobby", "6"));
  const tooMany = await box.resource("lobby", "7");
  await box.control("PATCH", "switches", { maxConcurrentTasks: 0 });
  said.set("too many recordings", await box.acquire("lobby", "8"));
  said.set("no worker", await box.start(tooMany, "lobby", "7"));
  await box.control("PATCH", "switches", { maxConcurrentTasks: 50 });
  said.set("start", await box.start(tooMany, "lobby", "7"));
  await box.control("PATCH", "switches", { requestsPerSecond: 1 });
  for (const _ of [1, 2]) said.set("too many requests", await box.acquire("lobby", "8"));
}

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      if (request.method === "POST") delivered.push(JSON.parse(text) as Json);
      response.end("{}");
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/agora`;
  box = await TestSandbox.start({ sliceSeconds: 2 });
  await box.control("PATCH", "switches", { requestsPerSecond: 100_000, postponedAfterSeconds: 0 });
  await box.control("PUT", "notifications/target", { urls: [url] });
  const waiting = [...stories, ...troubles];
  const work = async () => {
    for (let tell = waiting.shift(); tell !== undefined; tell = waiting.shift()) await tell();
  };
  // More at a time than a small machine can render would make stop give up on the upload.
  await Promise.all([work(), work(), work()]);
  await refuse();
  const isOf = (eventType: number) => delivered.filter((one) => one.eventType === eventType).length;
  await vi.waitFor(() => expect([isOf(1001), isOf(90), isOf(32)]).toEqual([2, 1, 1]), patience);
});

afterAll(async () => {
  await box.close();
  server.close();
  server.closeAllConnections();
});

const withCase = <T extends object>(list: readonly T[]) =>
  list.flatMap((one) => ("case" in one ? [{ ...one, name: String(one.case) }] : []));

describe("the sandbox answers as documented", () => {
  test.each(withCase(answers))("$name", ({ name, httpStatus, body }) => {
    const answer = said.get(name);
    expect(answer?.status).toBe(httpStatus);
    expect(difference(answer?.body, body)).toBeNull();
  });

  test.each([...withCase(refusals), ...withCase(outcomes)])("$name", ({ name, httpStatus, body }) => {
    const answer = said.get(name);
    expect(answer?.status).toBe(httpStatus);
    expect(difference(answer?.body, body, echoed)).toBeNull();
    for (const key of ["code", "reason", "message"]) expect(answer?.body[key]).toBe((body as Json)[key]);
  });
});

describe("the sandbox notifies as documented", () => {
  const documentedOf = (eventType: unknown) =>
    notifications.map(({ body }) => body).filter((body) => body.eventType === eventType && body.productId === 3);

  /** Nothing when one documented notification of its event has its shape. */
  const differences = (notification: Json) => {
    const found = documentedOf(notification.eventType).map((body) => difference(notification, body));
    return found.length === 0 || !found.includes(null) ? { eventType: notification.eventType, found } : null;
  };

  test("of recordings in every mode, and of what goes wrong with them", () => {
    // The receiver hears of channels and live streams too.
    const recordings = delivered.filter(({ productId }) => productId === 3);
    const types = new Set(recordings.map(({ eventType }) => Number(eventType)));
    const expected = [1, 2, 3, 4, 11, 12, 30, 31, 32, 33, 40, 41, 42, 43, 44, 45, 70, 71, 80, 81, 90, 100, 1001];
    expect([...types].toSorted((a, b) => a - b)).toEqual(expected);
    expect(recordings.map(differences).filter((one) => one !== null)).toEqual([]);
  });

  test("in the test events of every documented number", async () => {
    delivered.length = 0;
    const numbers = new Set(notifications.map(({ body }) => body.eventType).filter((number) => number !== 10));
    const { status } = await box.control("POST", "notifications/test", { eventTypes: [...numbers] });
    expect(status).toBe(200);
    await vi.waitFor(
      () => expect(new Set(delivered.map(({ eventType }) => eventType)).size).toBe(numbers.size),
      patience,
    );
    expect(delivered.map(differences).filter((one) => one !== null)).toEqual([]);
  });
});
