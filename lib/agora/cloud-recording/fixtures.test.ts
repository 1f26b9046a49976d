import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { json, startTestServer, testClient } from "../test-server";
import { AgoraRefused } from "../errors";
import { parseNotification, recordingEvents } from "../notifications";
import { Secret } from "../secret";
import type { StartInput, TaskRef } from "./input";
import answers from "./fixtures/answers.json";
import notifications from "./fixtures/notifications.json";
import outcomes from "./fixtures/outcomes.json";
import refusals from "./fixtures/refusals.json";
import { acknowledgement, acquireResponse, queryResponse, startResponse, stopResponse } from "./responses";
import { filesOf, uploadingStatusOf, webStateOf } from "./results";

const schemas: Record<string, { safeParse(body: unknown): { success: boolean } }> = {
  acquire: acquireResponse,
  start: startResponse,
  query: queryResponse,
  update: acknowledgement,
  updateLayout: acknowledgement,
  stop: stopResponse,
};

describe("documented answers", () => {
  it.each(answers)("$operation, $source, $date: $note", ({ operation, body }) => {
    expect(schemas[operation]?.safeParse(body).success).toBe(true);
  });

  it("files are found in every form, with their times", () => {
    const files = answers
      .filter(({ operation }) => operation === "query" || operation === "stop")
      .map(({ body }) => filesOf(stopResponse.parse(body).serverResponse));
    const person = ["audio", "video"].map((kind) => `httpClient463224__uid_s_123__uid_e_${kind}.m3u8`);
    const names = files.map((list) => list.map(({ fileName }) => fileName.replace(/^.*[0-9a-f]{32}_/, "")));
    expect(names).toEqual([
      ["httpClient463224.m3u8"],
      ["httpClient463224_0.mp4", "httpClient463224.m3u8"],
      ["httpClient463224__uid_s_123__uid_e_audio.m3u8"],
      [],
      [],
      [],
      ["page1.m3u8"],
      ["httpClient463224.m3u8"],
      [],
      [],
      ["page1.m3u8"],
      person,
      [],
      ["httpClient463224.m3u8"],
      ["httpClient463224_0.mp4", "httpClient463224.m3u8"],
      person,
      [],
      person,
      ["httpClient463224.m3u8"],
      person,
      ["page1.m3u8"],
      ["page1.m3u8"],
    ]);
    expect(files[2]?.[0]).toEqual({
      fileName: expect.stringContaining("audio.m3u8"),
      trackType: "audio",
      uid: "123",
      isMixed: false,
      isPlayable: true,
      sliceStartedAt: new Date(1562724971626),
    });
  });

  it("the state of the upload is found in every form", () => {
    const states = answers
      .filter(({ operation }) => operation === "stop")
      .map(({ body }) => uploadingStatusOf(stopResponse.parse(body).serverResponse));
    expect(states).toEqual([
      "uploaded",
      "backedUp",
      "unknown",
      "uploaded",
      "uploaded",
      "uploaded",
      "uploaded",
      "backedUp",
      "unknown",
      "stranded",
      "uploaded",
      "uploaded",
    ]);
  });

  it("the state of a push is found in query and in stop", () => {
    const states = answers
      .filter(({ source }) => source.endsWith("(web page with a push)"))
      .map(({ body }) => webStateOf(stopResponse.parse(body).serverResponse)?.publishing);
    expect(states).toEqual(["publishing", "disconnected"]);
  });

  it("seconds and milliseconds are the same time", () => {
    const [seconds, milliseconds] = [
      "before the first slice; the schema text speaks of seconds",
      "times in milliseconds",
    ]
      .map((note) => answers.find((answer) => answer.note === note)?.body)
      .map((body) => queryResponse.parse(body).serverResponse.sliceStartTime?.getTime());
    expect(seconds).toBe(1562724971000);
    expect(milliseconds).toBe(1562724971626);
  });
});

const start: StartInput = {
  channelName: "a",
  recorderUid: "1",
  resourceId: "r",
  mode: "composite",
  channelProfile: "live",
  video: { width: 640, height: 360, fps: 15, bitrateKbps: 500 },
  layout: { preset: "floating" },
  storage: { vendor: "s3", storageRegion: 0, bucket: "b", accessKey: new Secret("k"), secretKey: new Secret("s") },
};

describe("documented refusals", () => {
  const task: TaskRef = { channelName: "a", recorderUid: "1", mode: "composite", resourceId: "r", sid: "s" };
  const effects: Record<string, string> = {
    "acquire 2": "none",
    "start 2": "none",
    "acquire 401": "none",
    "query 404": "none",
    "acquire 429": "none",
    "acquire 406": "none",
    "start 53": "none",
    "start 15": "unknown",
    "start 502": "none",
    "start 65": "unknown",
    "stop 62": "unknown",
    "query 400": "none",
    "acquire 400": "none",
    "acquire 405": "none",
    "acquire 500": "unknown",
    "acquire 501": "unknown",
    "acquire 504": "unknown",
    "start 62": "unknown",
    "query 65": "none",
    "query 62": "none",
  };

  it.each(refusals)("$operation $httpStatus $body", async ({ operation, httpStatus, body }) => {
    const server = await startTestServer((response) => json(response, httpStatus, body));
    const client = testClient([server.url]);
    const { cloudRecording } = client;
    const run = {
      acquire: () => cloudRecording.acquire(task),
      query: () => cloudRecording.query(task),
      stop: () => cloudRecording.stop(task),
      start: () => cloudRecording.start(start),
    }[operation];
    const error: unknown = await run?.().catch((reason: unknown) => reason);
    await Promise.all([client.close(), server.close()]);
    if (!(error instanceof AgoraRefused)) throw error;
    expect(error.message).toMatch(/^[A-Z].+/);
    expect(error.httpStatus).toBe(httpStatus);
    expect(error.effect).toBe(effects[`${operation} ${"code" in body ? body.code : httpStatus}`]);
  });
});

describe("documented answers that are no error", () => {
  const task: TaskRef = { channelName: "a", recorderUid: "1", mode: "composite", resourceId: "r", sid: "s" };

  it.each(outcomes)("$operation $httpStatus is $outcome", async ({ operation, httpStatus, body, outcome }) => {
    const server = await startTestServer((response) => json(response, httpStatus, body));
    const client = testClient([server.url]);
    const { cloudRecording } = client;
    const result = await (operation === "start" ? cloudRecording.start(start) : cloudRecording.stop(task));
    await Promise.all([client.close(), server.close()]);
    expect(result.outcome).toBe(outcome);
  });
});

type Path = (string | number)[];

/** Every field within a value that holds no fields itself. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== "object") return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, inner]: [string | number, unknown]) => pathsIn(inner, [...path, key]));
}

/** A copy without one field. */
function without(value: unknown, [first, ...rest]: Path): unknown {
  if (Array.isArray(value)) return value.map((item: unknown, at) => (at === first ? without(item, rest) : item));
  const entries = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(
    entries.flatMap(([key, inner]) => {
      if (key !== first) return [[key, inner]];
      return rest.length === 0 ? [] : [[key, without(inner, rest)]];
    }),
  );
}

describe("documented notifications", () => {
  it.each(notifications)("$note", ({ body }) => {
    const notification = parseNotification(JSON.stringify(body));
    expect(notification.noticeId).toBe(body.noticeId);
    if (notification.product !== "cloudRecording") return;
    expect(notification.event.name).not.toBe("unknown");
    // Nothing that is documented is lost: without any one of its fields the event reads differently.
    const details = "details" in body.payload ? body.payload.details : {};
    const lost = pathsIn(details).filter((path) => {
      const payload = { ...body.payload, details: without(details, path) };
      const read = parseNotification(JSON.stringify({ ...body, payload }));
      return read.product === "cloudRecording" && isDeepStrictEqual(read.event, notification.event);
    });
    // The name repeats the number; the address of a push holds a stream key, which is not kept.
    expect(lost.map((path) => path.join("."))).toEqual(
      notification.eventType === 100 ? ["msgName", "rtmpUrl"] : ["msgName"],
    );
  });

  it("there is one of every event", () => {
    const seen = new Set(notifications.map(({ body }) => body.eventType));
    // No page says what the payload of 13 is.
    const documented = recordingEvents.map(({ number }) => number).filter((number) => number !== 13);
    expect(documented.filter((number) => !seen.has(number))).toEqual([]);
  });
});
