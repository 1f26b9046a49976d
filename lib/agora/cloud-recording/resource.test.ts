import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AgoraRefused } from "../errors";
import { Secret } from "../secret";
import { json, startTestServer, testClient, type TestServer } from "../test-server";
import type { AgoraClient } from "../client";
import type { StartInput, TaskRef } from "./input";

let status = 200;
let body: unknown = {};
let server: TestServer;
let client: AgoraClient;

beforeEach(async () => {
  server = await startTestServer((response) => json(response, status, body));
  client = testClient([server.url]);
});

afterEach(async () => {
  await Promise.all([client.close(), server.close()]);
});

function answers(httpStatus: number, answer: unknown) {
  status = httpStatus;
  body = answer;
}

const sid = "38f8e3cfdc474cd56fc1ceba380d7e1a";
const task: TaskRef = { channelName: "room1", recorderUid: "527841", mode: "composite", resourceId: "r", sid };
const ids = { cname: "room1", uid: "527841", resourceId: "r", sid };
const start: StartInput = {
  channelName: "room1",
  recorderUid: "527841",
  resourceId: "r",
  mode: "composite",
  channelProfile: "communication",
  video: { width: 640, height: 360, fps: 15, bitrateKbps: 500 },
  layout: { preset: "floating" },
  storage: { vendor: "s3", storageRegion: 0, bucket: "b", accessKey: new Secret("k"), secretKey: new Secret("s") },
};

describe("acquire", () => {
  it("relies on the resource id alone", async () => {
    answers(200, { code: 200, resourceId: "abc" });
    await expect(client.cloudRecording.acquire(task)).resolves.toMatchObject({ resourceId: "abc" });
  });

  it("says when capacity runs out and when to try again", async () => {
    answers(400, { code: 406, reason: "vendor_over_load" });
    await expect(client.cloudRecording.acquire(task)).rejects.toMatchObject({ code: 406, retryAfterMs: 30_000 });
  });
});

describe("start", () => {
  it("201 with code 7 is an earlier start that won, its sid where there is one", async () => {
    answers(201, { ...ids, code: 7 });
    await expect(client.cloudRecording.start(start)).resolves.toMatchObject({ outcome: "alreadyStarted", sid });
    answers(201, { code: 7, sid: "" });
    await expect(client.cloudRecording.start(start)).resolves.toMatchObject({ outcome: "alreadyStarted", sid: null });
  });

  it("a 200 that carries an error's code is no start", async () => {
    answers(200, { ...ids, code: 65 });
    await expect(client.cloudRecording.start(start)).rejects.toMatchObject({ effect: "unknown", code: 65 });
  });

  it("a body that contradicts its status proves nothing", async () => {
    answers(500, { code: 2, reason: "odd" });
    await expect(client.cloudRecording.start(start)).rejects.toMatchObject({ effect: "unknown" });
  });

  it("never shows in its error what it was given as a secret", async () => {
    answers(400, { code: 2, reason: "bad key: storage-secret-value", token: "storage-secret-value" });
    const storage = { ...start.storage, secretKey: new Secret("storage-secret-value") };
    const error: unknown = await client.cloudRecording.start({ ...start, storage }).catch((reason: unknown) => reason);
    if (!(error instanceof AgoraRefused)) throw error;
    expect(error.reason).toBe("bad key: [secret]");
    expect(JSON.stringify([error.message, error.evidence])).not.toContain("storage-secret-value");
  });
});

describe("query", () => {
  it("a task that is not found is told apart from a wrong address", async () => {
    answers(404, { code: 404, reason: "failed to find worker" });
    await expect(client.cloudRecording.query(task)).rejects.toMatchObject({ isTaskNotFound: true, isRetryable: true });
    answers(404, { message: "no Route matched with those values" });
    await expect(client.cloudRecording.query(task)).rejects.toMatchObject({
      isTaskNotFound: false,
      isRetryable: false,
    });
  });

  it("reads a web page's parts", async () => {
    const services = [
      { serviceName: "web_recorder_service", payload: { state: "inProgress", onhold: true, fileList: [] } },
      { serviceName: "rtmp_publish_service", payload: { outputs: [{ status: "publishing" }] } },
    ];
    answers(200, { ...ids, serverResponse: { status: 4, extensionServiceState: services } });
    await expect(client.cloudRecording.query({ ...task, mode: "web" })).resolves.toMatchObject({
      agoraStatus: 4,
      files: [],
      web: { state: "inProgress", isOnHold: true, publishing: "publishing" },
    });
  });
});

describe("stop", () => {
  const files = { fileListMode: "string", fileList: `a/${sid}_room1.m3u8` };
  it.each([
    [200, { ...ids, serverResponse: { ...files, uploadingStatus: "backuped" } }, "stopped", "backedUp", 1],
    [200, { ...ids, serverResponse: {} }, "stopped", null, 0],
    [200, ids, "stopped", null, 0],
    [206, { ...ids, serverResponse: { uploadingStatus: "unknown" } }, "uploadUnknown", "unknown", 0],
    [206, { ...ids, code: 435 }, "noData", null, 0],
    [400, { ...ids, code: 49, reason: "exiting" }, "alreadyStopping", null, 0],
    [404, { code: 404, reason: "failed to find worker" }, "notFound", null, 0],
    [400, { code: 50 }, "uploadUnknown", null, 0],
  ])("%i %o is %s", async (httpStatus, answer, outcome, uploadingStatus, fileCount) => {
    answers(httpStatus, answer);
    const result = await client.cloudRecording.stop(task);
    expect(result).toMatchObject({ outcome, uploadingStatus });
    expect(result.files).toHaveLength(fileCount);
  });

  it.each([
    [206, { code: 65 }],
    [504, { code: 62 }],
    [500, { code: 49 }],
    [404, { message: "no Route matched with those values" }],
  ])("%i %o stopped nothing for certain", async (httpStatus, answer) => {
    answers(httpStatus, answer);
    await expect(client.cloudRecording.stop(task)).rejects.toBeInstanceOf(AgoraRefused);
  });

  it("is asynchronous unless asked otherwise", async () => {
    answers(200, ids);
    await client.cloudRecording.stop(task);
    await client.cloudRecording.stop({ ...task, isAsync: false });
    expect(server.seen.map((seen) => seen.body)).toEqual([
      '{"cname":"room1","uid":"527841","clientRequest":{"async_stop":true}}',
      '{"cname":"room1","uid":"527841","clientRequest":{"async_stop":false}}',
    ]);
  });
});

describe("updates", () => {
  it("resolve with the record of the answer", async () => {
    answers(200, ids);
    const layout = { preset: "floating" as const };
    const update = await client.cloudRecording.updateLayout({ ...task, mode: "composite", layout });
    expect(update.receipt).toMatchObject({ httpStatus: 200, code: null, body: ids });
    await expect(client.cloudRecording.update({ ...task, storage: start.storage })).resolves.toBeDefined();
  });
});

describe("a start's permit", () => {
  it("holds room for both calls, and what is reserved is what is used", async () => {
    answers(200, ids);
    const permit = await client.reserveStart();
    await client.cloudRecording.acquire(task, { slot: permit.acquire });
    await client.cloudRecording.start(start, { slot: permit.start });
    expect(server.seen.map(({ url }) => url.split("/").at(-1))).toEqual(["acquire", "start"]);
  });
});
