import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { attempts, auditRows, notifications } from "@/lib/db/schema";
import { listRecordings } from "@/lib/features/recordings/service/list-recordings";
import { queryRecording } from "@/lib/features/recordings/service/query-recording";
import { updateRecordingLayout } from "@/lib/features/recordings/service/update-recording-layout";
import type { CompositeLayout } from "@/lib/features/recordings/schema";
import { TestInstallation } from "./test-installation";

let tally: TestInstallation;

beforeAll(async () => {
  // Longer than the recordings: each composes one slice, when it is stopped.
  tally = await TestInstallation.start({ sandbox: { sliceSeconds: 3 } });
  await tally.startEngine();
});
afterAll(() => tally.close());

function query(recordingId: string) {
  const input = { projectId: tally.projectId, recordingId };
  return queryRecording({ ctx: tally.ctx, input, grant: tally.grant("recording.query") });
}

function updateLayout(recordingId: string, revision: number, layout: CompositeLayout) {
  const input = { projectId: tally.projectId, recordingId, revision, layout };
  return updateRecordingLayout({ ctx: tally.ctx, input, grant: tally.grant("recording.updateLayout") });
}

describe.concurrent("a recording", () => {
  test("is started, seen running, stopped and proven safe in the bucket", async () => {
    const input = tally.input({ channelName: await tally.channel(), withMp4: true });
    const began = performance.now();
    const outcome = await tally.record(input);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(outcome.progress).toBe("going");
    const running = await tally.reaches(input.recordingId, ["recording"]);
    expect(running.attempts).toMatchObject([{ number: 1, sid: expect.stringMatching(/^[0-9a-f]{32}$/) }]);

    await tally.finish(input.recordingId);
    const safe = await vi.waitFor(
      async () => {
        const detail = await tally.detail(input.recordingId);
        expect(detail.files.every((file) => file.seenInBucketAt !== null)).toBe(true);
        return detail;
      },
      { timeout: 90_000 },
    );
    const sid = safe.attempts[0]?.sid;
    expect(safe.files.map(({ name, kind }) => [name, kind])).toEqual([
      [`${sid}_${input.channelName}.m3u8`, "hls"],
      [`${sid}_${input.channelName}_0.mp4`, "mp4"],
    ]);
    expect(safe.slices.sizeBytes).toBeGreaterThan(1000);
    expect(safe.finishedAt).not.toBeNull();

    const { accessKey, secretKey } = tally.sandbox.sandbox.objectStore;
    const shown = JSON.stringify(safe);
    expect(shown).not.toContain(secretKey);
    expect(shown).not.toContain(accessKey);
  });

  test("asked for at once, again and again, is one recording", async () => {
    const input = tally.input({ channelName: tally.emptyChannel() });
    await Promise.all([tally.record(input), tally.record(input), tally.record(input)]);
    await tally.reaches(input.recordingId, ["recording"]);
    expect(await tally.record(input)).toMatchObject({ progress: "done", status: "recording" });
    const rows = await tally.database.db.select().from(attempts).where(eq(attempts.intentId, input.recordingId));
    expect(rows).toHaveLength(1);
    expect(await tally.tasksOf(input.channelName)).toHaveLength(1);
    const audit = await tally.database.db.select().from(auditRows).where(eq(auditRows.targetId, input.recordingId));
    expect(audit.map(({ action }) => action)).toEqual(["recording.start"]);
    await tally.stop(input.recordingId);
  });

  test("that is asked about is looked at afresh", async () => {
    const input = tally.input({ channelName: await tally.channel() });
    await tally.record(input);
    await tally.reaches(input.recordingId, ["recording"]);
    const asked = Date.now();
    const outcome = await query(input.recordingId);
    expect(outcome.status).toBe("recording");
    await vi.waitFor(async () => {
      const [attempt] = (await tally.detail(input.recordingId)).attempts;
      expect(new Date(attempt?.checkedAt ?? 0).getTime()).toBeGreaterThanOrEqual(asked);
      expect([4, 5]).toContain(attempt?.agoraStatus);
    }, 90_000);
    await tally.finish(input.recordingId);
    expect(await query(input.recordingId)).toMatchObject({ progress: "done", status: "uploaded" });
  });

  test("takes a new layout as a whole, and refuses one made on an old one", async () => {
    const input = tally.input({ channelName: tally.emptyChannel() });
    await tally.record(input);
    await tally.reaches(input.recordingId, ["recording"]);
    const wanted: CompositeLayout = { preset: "vertical", largeUid: "1001", backgroundColour: "#123456" };
    await updateLayout(input.recordingId, 0, wanted);
    await vi.waitFor(
      async () => {
        const { layout } = await tally.detail(input.recordingId);
        expect(layout).toEqual({ wanted, revision: 1, isApplied: true });
      },
      { timeout: 90_000 },
    );
    await expect(updateLayout(input.recordingId, 0, { ...wanted, preset: "floating" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const call = (await tally.detail(input.recordingId)).calls.find(({ operation }) => operation === "updateLayout");
    expect(call).toMatchObject({
      outcome: "ok",
      request: {
        body: { clientRequest: { mixedVideoLayout: 2, maxResolutionUid: "1001", backgroundColor: "#123456" } },
      },
    });
    await tally.stop(input.recordingId);
    await expect(updateLayout(input.recordingId, 1, wanted)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("of a channel where nobody sends anything ends without data", async () => {
    const input = tally.input({ channelName: tally.emptyChannel() });
    await tally.record(input);
    await tally.reaches(input.recordingId, ["recording", "confirming"]);
    await tally.stop(input.recordingId);
    expect(await tally.reaches(input.recordingId, ["noData"])).toMatchObject({ statusReason: "nothingRecorded" });
  });
});

describe.concurrent("an answer that is lost", () => {
  test("to a start: the recording is found again by its channel and uid, same sid, one task", async () => {
    const input = tally.input({ channelName: await tally.channel() });
    await tally.fault(input.channelName, "start", "after", { kind: "reset" });
    await tally.record(input);
    const running = await tally.reaches(input.recordingId, ["recording"]);
    expect(await tally.tasksOf(input.channelName)).toEqual([running.attempts[0]?.sid]);
    expect(running.attempts).toHaveLength(1);
    await tally.finish(input.recordingId);
  });

  test("to a start that had no effect: it is sent again with the same resource id and uid", async () => {
    const input = tally.input({ channelName: tally.emptyChannel() });
    await tally.fault(input.channelName, "start", "before", { kind: "reset" });
    await tally.record(input);
    const running = await tally.reaches(input.recordingId, ["recording"]);
    const starts = running.calls.filter(({ operation }) => operation === "start");
    expect(starts.map(({ outcome }) => outcome)).toEqual(["unknown", "ok"]);
    expect(starts[0]?.request).toEqual(starts[1]?.request);
    expect(await tally.tasksOf(input.channelName)).toHaveLength(1);
    await tally.stop(input.recordingId);
  });

  test("to a start for which Agora had no server: begun anew with the same uid", async () => {
    const input = tally.input({ channelName: tally.emptyChannel() });
    const answer = { kind: "json", status: 500, body: { code: 502, reason: "Failed to allocate worker" } };
    await tally.fault(input.channelName, "start", "before", answer);
    await tally.record(input);
    const running = await tally.reaches(input.recordingId, ["recording"]);
    expect(running.calls.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
      "acquire ok",
      "start refused",
      "acquire ok",
      "start ok",
    ]);
    expect(running.attempts).toHaveLength(1);
    await tally.stop(input.recordingId);
  });

  test("to start and to stop: it ends well", async () => {
    const input = tally.input({ channelName: await tally.channel() });
    await tally.fault(input.channelName, "start", "after", { kind: "html" });
    await tally.fault(input.channelName, "stop", "after", { kind: "truncate", atByte: 20 });
    await tally.record(input);
    await tally.reaches(input.recordingId, ["recording"]);
    const safe = await tally.finish(input.recordingId);
    expect(safe.calls.find(({ operation }) => operation === "stop")).toMatchObject({ outcome: "unknown" });
  });
});

describe.concurrent("what cannot work says why", () => {
  test("wrong storage keys", async () => {
    const storageProfileId = await tally.saveProfile({ secretKey: "not-the-key-of-this-bucket" });
    const input = tally.input({ channelName: await tally.channel(), storageProfileId });
    await tally.record(input);
    const failed = await tally.reaches(input.recordingId, ["failed"]);
    expect(failed.statusReason).toBe("storageRejected");
  });

  test("a value that Agora refuses, in Agora's words", async () => {
    const input = tally.input({ channelName: tally.emptyChannel() });
    const reason = "Acquire: invalid something value!";
    await tally.fault(input.channelName, "acquire", "before", { kind: "json", status: 400, body: { code: 2, reason } });
    await tally.record(input);
    const failed = await tally.reaches(input.recordingId, ["failed"]);
    expect(failed.statusReason).toContain(reason);
    expect(await tally.record(input)).toMatchObject({ progress: "refused" });
  });
});

test("the list shows every recording once, newest first, page by page", async () => {
  const grant = tally.grant("recording.read");
  const page = (cursor?: string) => listRecordings({ ctx: tally.ctx, input: { cursor, limit: 5 }, grant });
  const first = await page();
  const second = await page(first.nextCursor ?? undefined);
  const third = await page(second.nextCursor ?? undefined);
  const all = [...first.items, ...second.items, ...third.items];
  expect(new Set(all.map(({ recordingId }) => recordingId)).size).toBe(11);
  expect(third.nextCursor).toBeNull();
  expect(all.map(({ createdAt }) => createdAt)).toEqual(
    all
      .map(({ createdAt }) => createdAt)
      .toSorted()
      .toReversed(),
  );
  await expect(page("bm9uc2Vuc2U")).rejects.toMatchObject({ code: "INVALID" });
});

test("nothing was late, nothing was too much, and every notification of ours was applied", async () => {
  expect(await tally.misdeeds()).toEqual({ pairingViolations: 0, rateLimited: 0 });
  const rows = await tally.database.db
    .selectDistinct({ outcome: notifications.outcome })
    .from(notifications)
    .where(eq(notifications.productId, 3));
  expect(rows).toEqual([{ outcome: "applied" }]);
});
