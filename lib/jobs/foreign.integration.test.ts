import { ulid } from "ulid";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Secret } from "@/lib/agora/secret";
import { auditRows } from "@/lib/db/schema";
import { adoptRecording } from "@/lib/features/recordings/service/adopt-recording";
import { toPlan } from "@/lib/features/recordings/service/advance/to-plan";
import { closeRecording } from "@/lib/features/recordings/service/close-recording";
import { closeForeign, listForeign, stopForeign } from "@/lib/features/recordings/service/foreign/foreign-recordings";
import { startTwin } from "@/lib/features/recordings/service/start-twin";
import { toStoredStart } from "@/lib/features/recordings/service/stored-config";
import { HandDriven } from "./test-hand-driven";
import { TestInstallation } from "./test-installation";

let tally: TestInstallation;

beforeAll(async () => {
  tally = await TestInstallation.start();
  await tally.startEngine();
});
afterAll(() => tally.close());

/** Starts a recording with Agora alone, as somebody else's program does. */
async function startElsewhere(channelName: string, recorderUid: string) {
  const { client } = await new HandDriven(tally).ctx.agora(tally.projectId);
  const { bucket, accessKey, secretKey } = tally.sandbox.sandbox.objectStore;
  const keys = { accessKey: new Secret(accessKey), secretKey: new Secret(secretKey) };
  const storage = { vendor: "s3" as const, storageRegion: 0, bucket, ...keys, filePrefix: [] };
  const plan = toPlan(toStoredStart(tally.input({ channelName })), { recorderUid, storage });
  const { resourceId } = await client.cloudRecording.acquire({
    mode: "composite",
    channelName,
    recorderUid,
    controlHours: 24,
    coming: plan,
  });
  const { sid } = await client.cloudRecording.start({ ...plan, resourceId });
  return { resourceId, sid: sid ?? "" };
}

const foreign = (channelName: string) =>
  expect.poll(
    async () => {
      const all = await listForeign({ ctx: tally.ctx, grant: tally.grant("recording.read") });
      return all.filter((one) => one.channelName === channelName).map(({ sid, state }) => [sid, state]);
    },
    { timeout: 60_000 },
  );

async function foreignIdOf(sid: string): Promise<string> {
  const all = await listForeign({ ctx: tally.ctx, grant: tally.grant("recording.read") });
  return all.find((one) => one.sid === sid)?.foreignId ?? "";
}

test.concurrent("a recording that was started elsewhere is listed, and put out when that is ordered", async () => {
  const channelName = await tally.channel();
  const { sid } = await startElsewhere(channelName, "77");
  await foreign(channelName).toEqual([[sid, "seen"]]);
  const input = { projectId: tally.projectId, foreignId: await foreignIdOf(sid) };
  await stopForeign({ ctx: tally.ctx, input, grant: tally.grant("recording.stop") });
  // Its end is told by the notification that its recorder has left.
  await foreign(channelName).toEqual([]);
  const rows = await tally.database.db.select().from(auditRows).where(eq(auditRows.targetId, input.foreignId));
  expect(rows).toMatchObject([{ action: "recording.stopForeign", before: { sid } }]);
});

test.concurrent("one that is adopted is watched and stopped here, and one that is closed is not listed", async () => {
  const channelName = await tally.channel();
  const { sid, resourceId } = await startElsewhere(channelName, "78");
  await foreign(channelName).toEqual([[sid, "seen"]]);
  const foreignId = await foreignIdOf(sid);
  const { projectId } = tally;
  const adopted = {
    projectId,
    recordingId: ulid(),
    mode: "composite" as const,
    channelName,
    recorderUid: "78",
    resourceId,
    sid,
    storageProfileId: tally.input().storageProfileId,
  };
  await adoptRecording({ ctx: tally.ctx, input: adopted, grant: tally.grant("recording.adopt") });
  await foreign(channelName).toEqual([]);
  const running = await tally.reaches(adopted.recordingId, ["recording"]);
  expect(running).toMatchObject({ origin: "adopted", layout: null });
  const again = { ...adopted, recordingId: ulid() };
  await expect(
    adoptRecording({ ctx: tally.ctx, input: again, grant: tally.grant("recording.adopt") }),
  ).rejects.toMatchObject({ code: "CONFLICT" });
  const close = { projectId, foreignId, reason: "not ours" };
  await expect(
    closeForeign({ ctx: tally.ctx, input: close, grant: tally.grant("recording.close") }),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
  await tally.stop(adopted.recordingId);
  await tally.reaches(adopted.recordingId, ["uploaded"]);
});

test.concurrent("a twin runs beside its first one, away from its server; what is given up by hand is left alone", async () => {
  const input = tally.input({ channelName: tally.emptyChannel() });
  await tally.record(input);
  const first = await tally.reaches(input.recordingId, ["recording"]);
  const twinId = ulid();
  const { storageProfileId, recordingId } = input;
  const order = { projectId: tally.projectId, recordingId, twinId, storageProfileId };
  await startTwin({ ctx: tally.ctx, input: order, grant: tally.grant("recording.start") });
  const twin = await tally.reaches(twinId, ["recording"]);
  expect(twin.twins).toMatchObject([{ recordingId }]);
  expect((await tally.detail(recordingId)).twins).toMatchObject([{ recordingId: twinId }]);
  expect(twin.attempts[0]?.recorderUid).not.toBe(first.attempts[0]?.recorderUid);
  expect(twin.calls.find(({ operation }) => operation === "acquire")?.request).toMatchObject({
    body: { clientRequest: { excludeResourceIds: [first.attempts[0]?.resourceId] } },
  });
  const closed = { projectId: tally.projectId, recordingId: twinId, reason: "Agora lost it" };
  await closeRecording({ ctx: tally.ctx, input: closed, grant: tally.grant("recording.close") });
  expect(await tally.detail(twinId)).toMatchObject({ status: "failed", statusReason: "closedByHand" });
  await expect(
    closeRecording({ ctx: tally.ctx, input: closed, grant: tally.grant("recording.close") }),
  ).rejects.toMatchObject({ code: "CONFLICT" });
  await tally.stop(recordingId);
});
