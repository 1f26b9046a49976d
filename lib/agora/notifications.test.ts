import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  NotificationError,
  parseNotification,
  recordingEvents,
  signNotification,
  verifyNotification,
} from "./notifications";
import { Secret } from "./secret";

const vector =
  '{"eventMs":1560408533119,"eventType":10,"noticeId":"4eb720f0-8da7-11e9-a43e-53f411c2761f","notifyMs":1560408533119,"payload":{"a":"1","b":2},"productId":1}';
const sha1 = "033c62f40f687675f17f0f41f91a40c71c0f134c";
const sha256 = "6d3320c60b11101395b7fc8f9068748808a0aa1bfa064438e39d1bc2c7d74d99";

const verify = (body: string | Uint8Array, headers: Record<string, string>, ...secrets: string[]) =>
  verifyNotification({
    rawBody: typeof body === "string" ? new TextEncoder().encode(body) : body,
    headers: new Headers(headers),
    secrets: secrets.map((secret) => new Secret(secret)),
  });

describe("signatures", () => {
  it("the contract's test vector (§5.1)", () => {
    expect(signNotification(vector, "secret")).toEqual({ "Agora-Signature": sha1, "Agora-Signature-V2": sha256 });
    expect(verify(vector, { "Agora-Signature-V2": sha256 }, "secret")).toMatchObject({
      isValid: true,
      algorithm: "sha256",
    });
  });

  it("SHA-1 counts where there is no SHA-256, and never beside one", () => {
    expect(verify(vector, { "Agora-Signature": sha1 }, "secret")).toMatchObject({ isValid: true, algorithm: "sha1" });
    const downgraded = { "Agora-Signature": sha1, "Agora-Signature-V2": sha256.replace("6", "7") };
    expect(verify(vector, downgraded, "secret")).toEqual({ isValid: false, why: "mismatch" });
    expect(verify(vector, { "Agora-Signature": sha1, "Agora-Signature-V2": "" }, "secret").isValid).toBe(false);
  });

  it("takes the previous secret while it is given, and says which it was", () => {
    expect(verify(vector, { "Agora-Signature-V2": sha256 }, "new", "secret")).toMatchObject({ secretIndex: 1 });
    expect(verify(vector, { "Agora-Signature-V2": sha256 }, "new")).toEqual({ isValid: false, why: "mismatch" });
    expect(verify(vector, { "Agora-Signature-V2": sha256 })).toEqual({ isValid: false, why: "mismatch" });
  });

  it.each(["", "xyz", sha256.slice(1), `${sha256}00`, "g".repeat(64)])("refuses the form %o", (signature) => {
    expect(verify(vector, { "Agora-Signature-V2": signature }, "secret").isValid).toBe(false);
  });

  it("refuses none at all", () => {
    expect(verify(vector, {}, "secret")).toEqual({ isValid: false, why: "missing" });
  });

  it("any body signed is valid, and no longer once a byte differs", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), (body, at) => {
        const headers = signNotification(body, "secret");
        expect(verify(body, headers, "secret").isValid).toBe(true);
        const changed = body.map((byte, index) => (index === at % body.length ? byte ^ 1 : byte));
        expect(verify(changed, headers, "secret").isValid).toBe(false);
      }),
    );
  });
});

const notice = (eventType: number, details: unknown, changes: object = {}) =>
  parseNotification(
    JSON.stringify({
      noticeId: "n1",
      productId: 3,
      eventType,
      notifyMs: 1611566412672,
      payload: {
        cname: "room1",
        uid: "527841",
        sid: "s1",
        sequence: 12,
        sendts: 1611566412000,
        serviceType: 2,
        details,
      },
      ...changes,
    }),
  );

describe("events of Cloud Recording", () => {
  it("carry the frame in our words", () => {
    expect(notice(11, { msgName: "session_exit", exitStatus: 1 })).toEqual({
      noticeId: "n1",
      productId: 3,
      eventType: 11,
      notifiedAt: new Date(1611566412672),
      product: "cloudRecording",
      channelName: "room1",
      recorderUid: "527841",
      sid: "s1",
      sequence: 12,
      happenedAt: new Date(1611566412000),
      serviceType: 2,
      event: { name: "sessionExit", exitStatus: 1 },
    });
  });

  it.each<[number, object, object]>([
    [
      1,
      { module: 1, errorCode: 32, errorLevel: 5, errorMsg: "x", stat: 0 },
      { name: "error", module: 1, errorCode: 32 },
    ],
    [3, { status: 5, fileList: "a.m3u8" }, { name: "statusUpdate", agoraStatus: 5, files: [{ fileName: "a.m3u8" }] }],
    [4, { fileList: "a.m3u8" }, { name: "fileInfos", files: [{ fileName: "a.m3u8" }] }],
    [12, { newUid: 3412345678 }, { name: "sessionFailover", newUid: "3412345678" }],
    [31, { status: 0 }, { name: "uploaded", files: [] }],
    [33, { progress: "10000" }, { name: "uploadingProgress", progress: 10000 }],
    [41, { leaveCode: 16 }, { name: "recorderLeft", leaveCode: 16 }],
    [42, { startUtcMs: 1611566412000, streamUid: 0 }, { name: "sliceStarted", streamUid: "0" }],
    [43, { streamUid: "5", state: 0, UtcMs: 1 }, { name: "audioStreamChanged", isReceiving: true, streamUid: "5" }],
    [44, { streamUid: "5", state: 1 }, { name: "videoStreamChanged", isReceiving: false, changedAt: null }],
    [
      71,
      { code: 4, fileList: [{ filename: "a.m3u8" }] },
      { name: "webRecorderStopped", files: [{ fileName: "a.m3u8" }] },
    ],
    [13, {}, { name: "highAvailabilityRegistered" }],
    [47, { odd: 1 }, { name: "unknown", details: { odd: 1 } }],
  ])("event %i", (number, details, expected) => {
    expect(notice(number, details)).toMatchObject({ event: expected });
  });

  it("details of another form do not lose the event", () => {
    expect(notice(33, { progress: { of: 1 } })).toMatchObject({ event: { name: "uploadingProgress", progress: null } });
    expect(notice(31, { fileList: 7, status: "zero" })).toMatchObject({
      event: { name: "uploaded", files: [], status: null },
    });
    for (const { number, name } of recordingEvents) expect(notice(number, null)).toMatchObject({ event: { name } });
  });

  it("a push's address is not kept: it holds the stream key", () => {
    const event = notice(100, { rtmpUrl: "rtmp://e.test/live/key", status: "publishing" });
    expect(JSON.stringify(event)).not.toContain("live/key");
  });
});

describe("other bodies", () => {
  it("other products keep their payload", () => {
    expect(parseNotification(vector)).toMatchObject({ product: "rtc", payload: { a: "1", b: 2 } });
    expect(notice(1, {}, { productId: 7 })).toMatchObject({ product: "liveStreaming" });
    expect(notice(1, {}, { productId: 99 })).toMatchObject({ product: "other" });
  });

  it.each(["", "[]", "{}", '{"noticeId":"a"}', '{"noticeId":"a","noticeId":"b","productId":3,"eventType":1}'])(
    "%o is no notification",
    (body) => {
      expect(() => parseNotification(body)).toThrow(NotificationError);
    },
  );

  it("bytes that are not UTF-8, and hostile nesting, are no notification", () => {
    expect(() => parseNotification(new Uint8Array([0x7b, 0xff, 0x7d]))).toThrow(NotificationError);
    const deep = `{"noticeId":"a","productId":3,"eventType":1,"payload":${'{"a":'.repeat(200)}1${"}".repeat(200)}}`;
    expect(() => parseNotification(deep)).toThrow(NotificationError);
  });
});
