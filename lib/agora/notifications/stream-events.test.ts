import { describe, expect, it } from "vitest";
import documented from "../live-streaming/fixtures/notifications.json";
import { parseNotification, streamEventTypes } from "../notifications";

const read = (eventType: unknown, payload: unknown, changes: object = {}) =>
  parseNotification(
    JSON.stringify({ noticeId: "n1", productId: 7, eventType, notifyMs: 1611566412672, payload, ...changes }),
  );

describe("documented notifications of live streaming", () => {
  it.each(documented)("$body.eventType, $date: $note", ({ body }) => {
    const notice = parseNotification(JSON.stringify(body));
    expect(notice).toMatchObject({
      product: "liveStreaming",
      noticeId: body.noticeId,
      notifiedAt: new Date(body.notifyMs),
      entryPoint: "live",
      streamName: "test_stream",
    });
    if (notice.product !== "liveStreaming") throw new Error("of another product");
    const { event } = notice;
    expect(event.name).not.toBe("unknown");
    // Only what the times of 2021 told is null since.
    const missing = Object.entries(event).filter(([, value]) => value === null);
    expect(missing.map(([field]) => field)).toEqual(
      event.name === "recordingFileCreated" && !("duration" in body.payload)
        ? ["startedAt", "endedAt", "durationSeconds", "sizeBytes"]
        : [],
    );
  });

  it("there is one of every event", () => {
    expect(new Set(documented.map(({ body }) => body.eventType))).toEqual(new Set(streamEventTypes));
    expect(streamEventTypes.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 11, 101, 102, 103]);
  });
});

describe("events of live streaming", () => {
  it.each<[number, object, object]>([
    [
      1,
      { domain: "d", clientIp: "c", nodeIp: "n" },
      { name: "publishStarted", domain: "d", clientAddress: "c", nodeAddress: "n" },
    ],
    [2, {}, { name: "publishEnded", domain: null }],
    [11, { videoFps: "29.97", height: 720 }, { name: "mediaInfo", framesPerSecond: 29.97, height: 720, width: null }],
    [
      3,
      { fileName: "a.m3u8", startTime: 1637574438, duration: "60" },
      { recordingKind: "custom", startedAt: new Date("2021-11-22T09:47:18Z"), durationSeconds: 60 },
    ],
    [101, { fileName: "record/a.m3u8" }, { name: "recordingFileCreated", recordingKind: "standard" }],
    [102, { eventName: "new_custom_snapshot_file" }, { name: "snapshotCreated", recordingKind: "standard" }],
    [
      103,
      { results: { porn: { outputs: { porn: "0.9" }, scene: "Sexy", suggestion: "REVIEW" } } },
      {
        name: "snapshotModerated",
        suggestion: "review",
        scene: "sexy",
        scores: { porn: 0.9, neutral: null, sexy: null },
      },
    ],
    [5, { results: { suggestion: "perhaps", porn: 7 } }, { suggestion: null, scene: null }],
    [0, { odd: 1 }, { name: "unknown", payload: { odd: 1 } }],
    [104, {}, { name: "unknown" }],
  ])("%i by its number, whatever it calls itself", (eventType, payload, expected) => {
    expect(read(eventType, payload)).toMatchObject({ event: expected });
    expect(read(String(eventType), payload)).toMatchObject({ event: expected, eventType });
  });

  it("fields of another form, and no payload at all, do not lose the event", () => {
    for (const eventType of streamEventTypes) {
      for (const payload of [null, "text", [], { entryPoint: {}, streamName: [], fileName: 7, results: "none" }]) {
        const notice = read(eventType, payload);
        if (notice.product !== "liveStreaming") throw new Error("of another product");
        expect(notice.event.name).not.toBe("unknown");
        expect(notice).toMatchObject({ entryPoint: null, streamName: null });
      }
    }
  });

  it("a stream named by digits is a stream", () => {
    expect(read(1, { entryPoint: "live", streamName: 42 })).toMatchObject({ streamName: "42" });
  });
});
