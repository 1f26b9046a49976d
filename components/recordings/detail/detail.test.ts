import { expect, test } from "vitest";
import type { RecordingCall, RecordingEvent } from "@/lib/features/recordings/types";
import { outcomeWords, toCurl, toJson } from "./call-text";
import { timelineEntries } from "./timeline-entries";

const call = (change: Partial<RecordingCall> = {}): RecordingCall => ({
  id: "c",
  operation: "start",
  request: { method: "POST", path: "/v1/apps/a/b", body: { cname: "it's", token: "[secret]" } },
  sentAt: "2026-01-01T10:00:00.000Z",
  finishedAt: "2026-01-01T10:00:00.120Z",
  outcome: "ok",
  httpStatus: 200,
  code: null,
  reason: null,
  requestId: "r",
  ...change,
});
const event = (id: number, type: RecordingEvent["type"], at: string, details = {}): RecordingEvent => ({
  id,
  type,
  source: "notification",
  details,
  happenedAt: `2026-01-01T${at}Z`,
});

test("a cURL line survives a quote in a channel's name and holds no secret", () => {
  expect(toCurl(call())).toBe(
    [
      `curl -X POST "$AGORA_HOST"'/v1/apps/a/b' \\`,
      `  -u "$AGORA_CUSTOMER_ID:$AGORA_CUSTOMER_SECRET" \\`,
      `  -H 'Content-Type: application/json' \\`,
      `  -d '{"cname":"it'\\''s","token":"[secret]"}'`,
    ].join("\n"),
  );
  expect(toCurl({ request: { method: "GET", path: "/q", body: null } })).not.toContain("-d");
  expect(JSON.parse(toJson(call()))).toMatchObject({ operation: "start", answer: { httpStatus: 200 } });
});

test("the outcome of a call is told with its latency, and an open one as open", () => {
  expect(outcomeWords(call())).toBe("answered 200 in 120 ms");
  expect(outcomeWords(call({ outcome: "refused", httpStatus: 400, code: "2" }))).toBe("refused 400, code 2 in 120 ms");
  expect(outcomeWords(call({ outcome: "unknown", httpStatus: null }))).toBe("the answer was lost after 120 ms");
  expect(outcomeWords(call({ outcome: null, httpStatus: null, finishedAt: null }))).toBe("no answer yet");
});

test("events and calls stand in one order, newest first", () => {
  const entries = timelineEntries(
    [event(1, "recording.requested", "09:59:59.000"), event(2, "notice.recorderStarted", "10:00:01.000")],
    [call()],
  );
  expect(entries.map(({ key }) => key)).toEqual(["event-2", "call-c", "event-1"]);
});

test("of reports in a row the newest is shown, with how many it stands for", () => {
  const entries = timelineEntries(
    [
      event(1, "notice.uploadProgress", "10:00:00.000", { progress: 1000 }),
      event(2, "notice.uploadProgress", "10:01:00.000", { progress: 2000 }),
      event(3, "attempt.notFound", "10:01:30.000"),
      event(4, "notice.uploadProgress", "10:02:00.000", { progress: 3000 }),
      event(5, "attempt.notFound", "10:03:00.000"),
      event(6, "attempt.notFound", "10:04:00.000"),
    ],
    [],
  );
  expect(entries.map(({ key, repeated }) => [key, repeated])).toEqual([
    ["event-6", 1],
    ["event-5", 1],
    ["event-4", 1],
    ["event-3", 1],
    ["event-2", 2],
  ]);
});
