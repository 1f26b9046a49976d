import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { attempts, auditRows, recordingEvents } from "@/lib/db/schema";
import { queryRecording } from "@/lib/features/recordings/service/query-recording";
import { updateRecordingLayout } from "@/lib/features/recordings/service/update-recording-layout";
import type { CompositeLayout } from "@/lib/features/recordings/schema";
import { startEngine } from "./engine";
import { TestInstallation } from "./test-installation";

const live = { timeout: 60_000 };
let tally: TestInstallation;

beforeEach(async () => {
  tally = await TestInstallation.start({ sandbox: { sliceSeconds: 2 } });
});
afterEach(() => tally.close());

/** What the sandbox counted: tasks it started, starts too late after their acquire, calls over the limit. */
async function counted() {
  const { body } = await tally.sandbox.control("GET", "counters");
  return z.object({ tasksStarted: z.number(), pairingViolations: z.number(), rateLimited: z.number() }).parse(body);
}

function fault(operation: string, timing: string, answer: object, count = 1) {
  return tally.sandbox.control("POST", "faults", { operation, timing, answer, count });
}

function query(recordingId: string) {
  const input = { projectId: tally.projectId, recordingId };
  return queryRecording({ ctx: tally.ctx, input, grant: tally.grant("recording.query") });
}

function updateLayout(recordingId: string, revision: number, layout: CompositeLayout) {
  const input = { projectId: tally.projectId, recordingId, revision, layout };
  return updateRecordingLayout({ ctx: tally.ctx, input, grant: tally.grant("recording.updateLayout") });
}

const black: CompositeLayout = { preset: "floating", backgroundColour: "#000000" };

describe("a recording", () => {
  test("is started, seen running, stopped and proven safe in the bucket", live, async () => {
    await tally.startEngine();
    const input = tally.input({ withMp4: true });
    const began = performance.now();
    const outcome = await tally.record(input);
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(outcome).toEqual({
      recordingId: input.recordingId,
      progress: "going",
      status: "confirming",
      statusReason: null,
    });
    const running = await tally.reaches(input.recordingId, ["recording"]);
    expect(running.attempts).toMatchObject([{ number: 1, sid: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
    await vi.waitFor(async () => expect((await tally.detail(input.recordingId)).slices.count).toBeGreaterThan(0), {
      timeout: 20_000,
    });

    expect(await tally.stop(input.recordingId)).toMatchObject({ progress: "done" });
    await tally.reaches(input.recordingId, ["uploaded"]);
    const safe = await vi.waitFor(async () => {
      const detail = await tally.detail(input.recordingId);
      expect(detail.files.every((file) => file.seenInBucketAt !== null)).toBe(true);
      return detail;
    }, 10_000);
    const sid = safe.attempts[0]?.sid;
    expect(safe.files.map(({ name, kind }) => [name, kind])).toEqual([
      [`${sid}_lobby.m3u8`, "hls"],
      [`${sid}_lobby_0.mp4`, "mp4"],
    ]);
    expect(safe.slices.sizeBytes).toBeGreaterThan(1000);
    expect(safe.finishedAt).not.toBeNull();
    expect(await counted()).toEqual({ tasksStarted: 1, pairingViolations: 0, rateLimited: 0 });

    const { accessKey, secretKey } = tally.sandbox.sandbox.objectStore;
    const shown = JSON.stringify(safe);
    expect(shown).not.toContain(secretKey);
    expect(shown).not.toContain(accessKey);
  });

  test("asked for twice at once and again later is one recording", live, async () => {
    await tally.startEngine();
    const input = tally.input();
    const outcomes = await Promise.all([tally.record(input), tally.record(input), tally.record(input)]);
    expect(new Set(outcomes.map((outcome) => outcome.recordingId)).size).toBe(1);
    await tally.reaches(input.recordingId, ["recording"]);
    expect(await tally.record(input)).toMatchObject({ progress: "done", status: "recording" });
    const rows = await tally.database.db.select().from(attempts);
    expect(rows).toHaveLength(1);
    expect(await counted()).toMatchObject({ tasksStarted: 1 });
    const starts = await tally.database.db.select().from(auditRows).where(eq(auditRows.action, "recording.start"));
    expect(starts).toHaveLength(1);
  });

  test("stopped before any engine ran is not started at all", async () => {
    const input = tally.input();
    expect(await tally.record(input)).toMatchObject({ status: "requested", progress: "going" });
    expect(await tally.stop(input.recordingId)).toMatchObject({ statusReason: "stopRequested", progress: "going" });
    await tally.startEngine();
    expect(await tally.reaches(input.recordingId, ["noData"])).toMatchObject({ statusReason: "cancelled", calls: [] });
    expect(await counted()).toMatchObject({ tasksStarted: 0 });
  });

  test("that is asked about is looked at afresh", live, async () => {
    await tally.startEngine();
    const input = tally.input();
    await tally.record(input);
    await tally.reaches(input.recordingId, ["recording"]);
    const before = Date.now();
    expect(await query(input.recordingId)).toMatchObject({ progress: "done", status: "recording" });
    const {
      attempts: [attempt],
    } = await tally.detail(input.recordingId);
    expect(new Date(attempt?.checkedAt ?? 0).getTime()).toBeGreaterThan(before - 1000);
    expect([4, 5]).toContain(attempt?.agoraStatus);
  });

  test("takes a new layout as a whole, and refuses one made on an old one", live, async () => {
    await tally.startEngine();
    const input = tally.input();
    await tally.record(input);
    await tally.reaches(input.recordingId, ["recording"]);
    const wanted: CompositeLayout = { preset: "vertical", largeUid: "1002", backgroundColour: "#123456" };
    await updateLayout(input.recordingId, 0, wanted);
    await vi.waitFor(
      async () =>
        expect((await tally.detail(input.recordingId)).layout).toEqual({ wanted, revision: 1, isApplied: true }),
      { timeout: 20_000 },
    );
    await expect(updateLayout(input.recordingId, 0, black)).rejects.toMatchObject({ code: "CONFLICT" });
    const call = (await tally.detail(input.recordingId)).calls.find(({ operation }) => operation === "updateLayout");
    expect(call).toMatchObject({
      outcome: "ok",
      request: {
        body: { clientRequest: { mixedVideoLayout: 2, maxResolutionUid: "1002", backgroundColor: "#123456" } },
      },
    });
  });
});

describe("a start whose answer is lost", () => {
  test("is found again by the notification of its channel and uid: same sid, one task", live, async () => {
    await tally.startEngine();
    await fault("start", "after", { kind: "reset" });
    const input = tally.input();
    await tally.record(input);
    const running = await tally.reaches(input.recordingId, ["recording"]);
    expect(running.attempts).toHaveLength(1);
    expect(running.events.map(({ type }) => type)).toContain("attempt.sidAdopted");
    expect(await counted()).toMatchObject({ tasksStarted: 1, pairingViolations: 0 });
    await tally.stop(input.recordingId);
    await tally.reaches(input.recordingId, ["uploaded"]);
  });

  test("that had no effect is sent again with the same resource id and uid", live, async () => {
    await tally.startEngine();
    await fault("start", "before", { kind: "reset" });
    const input = tally.input();
    await tally.record(input);
    const running = await tally.reaches(input.recordingId, ["recording"]);
    const starts = running.calls.filter(({ operation }) => operation === "start");
    expect(starts.map(({ outcome }) => outcome)).toEqual(["unknown", "ok"]);
    expect(starts[0]?.request).toEqual(starts[1]?.request);
    expect(await counted()).toMatchObject({ tasksStarted: 1, pairingViolations: 0 });
  });

  test("for which Agora has no server is begun anew, same uid", live, async () => {
    await tally.startEngine();
    const answer = { kind: "json", status: 500, body: { code: 502, reason: "Failed to allocate worker" } };
    await fault("start", "before", answer);
    const input = tally.input();
    await tally.record(input);
    const running = await tally.reaches(input.recordingId, ["recording"]);
    expect(running.calls.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
      "acquire ok",
      "start refused",
      "acquire ok",
      "start ok",
    ]);
    expect(running.attempts).toHaveLength(1);
  });

  test("and whose stop's answer is lost too ends well", live, async () => {
    await tally.startEngine();
    await fault("start", "after", { kind: "html" });
    await fault("stop", "after", { kind: "truncate", atByte: 20 });
    const input = tally.input();
    await tally.record(input);
    await tally.reaches(input.recordingId, ["recording"]);
    await tally.stop(input.recordingId);
    const safe = await tally.reaches(input.recordingId, ["uploaded"]);
    expect(safe.calls.filter(({ operation }) => operation === "stop")[0]).toMatchObject({ outcome: "unknown" });
  });
});

describe("what cannot work says why", () => {
  test("wrong storage keys", live, async () => {
    await tally.startEngine();
    const storageProfileId = await tally.saveProfile({ secretKey: "not-the-key-of-this-bucket" });
    const input = tally.input({ storageProfileId });
    await tally.record(input);
    const failed = await tally.reaches(input.recordingId, ["failed"], 50_000);
    expect(failed.statusReason).toBe("storageRejected");
  });

  test("a value that Agora refuses, in Agora's words", async () => {
    await tally.startEngine();
    const reason = "Acquire: invalid something value!";
    await fault("acquire", "before", { kind: "json", status: 400, body: { code: 2, reason } });
    const input = tally.input();
    const outcome = await tally.record(input);
    expect(outcome).toMatchObject({ status: "failed", progress: "refused" });
    expect(outcome.statusReason).toContain(reason);
  });

  test("credentials that Agora refuses keep the recording waiting, and are not tried in a row", async () => {
    await tally.startEngine();
    await fault("acquire", "before", { kind: "json", status: 401, body: { message: "Unauthorized" } }, 0);
    const input = tally.input();
    const outcome = await tally.record(input);
    expect(outcome).toMatchObject({ status: "requested", statusReason: "credentialsRefused", progress: "going" });
    const { calls } = await tally.detail(input.recordingId);
    expect(calls).toHaveLength(1);
  });

  test("the wrong master key keeps an engine from starting", async () => {
    const options = { databaseUrl: tally.database.url, logLevel: "silent" };
    const secretKey = Buffer.alloc(32, 1).toString("base64");
    await expect(startEngine({ ...options, secretKey })).rejects.toThrow(/TALLY_SECRET_KEY: is the key "/);
    await expect(startEngine({ ...options, secretKey: "" })).rejects.toThrow("TALLY_SECRET_KEY");
  });
});

test("every event has a type that the timeline knows", live, async () => {
  await tally.startEngine();
  const input = tally.input();
  await tally.record(input);
  await tally.reaches(input.recordingId, ["recording"]);
  await tally.stop(input.recordingId);
  await tally.reaches(input.recordingId, ["uploaded"]);
  const rows = await tally.database.db.select({ type: recordingEvents.type }).from(recordingEvents);
  const detail = await tally.detail(input.recordingId);
  expect(new Set(detail.events.map(({ type }) => type))).toEqual(new Set(rows.map(({ type }) => type)));
});
