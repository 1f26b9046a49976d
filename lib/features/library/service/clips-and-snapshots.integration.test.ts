import { eq, sql, type SQL } from "drizzle-orm";
import { ulid } from "ulid";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { agoraCalls, auditRows, libraryItems, liveJobs, projects } from "@/lib/db/schema";
import { TestInstallation } from "@/lib/jobs/test-installation";
import { decodeFrames } from "@/lib/sandbox/media/test-media";
import { sourceSizes } from "@/lib/sandbox/media/person";
import { secondIn } from "@/lib/sandbox/fls/test-fls";
import { gapsBetween } from "@/lib/timeline/span";
import { dayMs } from "@/lib/timeline/zone";
import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import type { ItemStatus } from "../lifecycle";
import type { CreateClipInput, CreateSnapshotInput } from "../schema";
import { createClip } from "./create-clip";
import { createSnapshot } from "./create-snapshot";
import { listItems } from "./list-items";
import { listPlaces } from "./list-places";
import { listRecordingFiles } from "./list-recording-files";
import { openFile } from "./open-file";
import { retryItem } from "./retry-item";

const sliceSeconds = 2;
let at: TestInstallation;
beforeAll(async () => {
  at = await TestInstallation.start({ hasNotifications: false, sandbox: { sliceSeconds } });
  await at.sandbox.control("PATCH", "switches", { flsClipSeconds: 0.2 });
  await at.startEngine();
});
afterAll(() => at.close());

const place = { entryPoint: "live", flsArea: "cn", streamName: "cam1" } as const;

async function recordings(streamName = "cam1") {
  const [from, to] = [new Date(Date.now() - 8 * dayMs).toISOString(), new Date().toISOString()];
  const input = { projectId: at.projectId, ...place, streamName, from, to };
  return (await listRecordingFiles({ ctx: at.ctx, grant: at.grant("library.read"), input })).files;
}

function clipInput(changes: Partial<CreateClipInput> = {}): CreateClipInput {
  const startsAt = new Date(Date.now() - 60_000).toISOString();
  const item = { projectId: at.projectId, itemId: ulid(), stem: "goal", label: "", recordedMs: null };
  return {
    ...item,
    ...place,
    startsAt,
    end: { kind: "at", at: new Date(Date.now() - 50_000).toISOString() },
    ...changes,
  };
}
function snapshotInput(changes: Partial<CreateSnapshotInput> = {}): CreateSnapshotInput {
  const item = { projectId: at.projectId, itemId: ulid(), stem: "door", label: "", recordedMs: null };
  return { ...item, ...place, moment: { kind: "at", at: new Date(Date.now() - 60_000).toISOString() }, ...changes };
}

const clip = (input: CreateClipInput) => createClip({ ctx: at.ctx, grant: at.grant("library.createClip"), input });
const snapshot = (input: CreateSnapshotInput) =>
  createSnapshot({ ctx: at.ctx, grant: at.grant("library.createSnapshot"), input });

async function reaches(itemId: string, status: ItemStatus) {
  return vi.waitFor(
    async () => {
      const items = await listItems({ ctx: at.ctx, grant: at.grant("library.read"), input: {} });
      const item = items.find((one) => one.itemId === itemId);
      expect(item).toMatchObject({ status });
      return item;
    },
    { timeout: 15_000, interval: 50 },
  );
}

async function callsOf(itemId: string) {
  const { db } = at.ctx;
  const [item] = await db.select().from(libraryItems).where(eq(libraryItems.id, itemId));
  return db
    .select()
    .from(agoraCalls)
    .where(eq(agoraCalls.liveJobId, item?.jobId ?? ""));
}

/** Moves times of the item's job into the past, and has it looked at again at once. */
async function letPass(itemId: string, past: { sentAt?: SQL; acceptedAt?: SQL }) {
  const { db } = at.ctx;
  const [item] = await db.select().from(libraryItems).where(eq(libraryItems.id, itemId));
  await db
    .update(liveJobs)
    .set({ ...past, nextStepAt: sql`clock_timestamp()` })
    .where(eq(liveJobs.id, item?.jobId ?? ""));
}

/** The pictures of a file in Agora's storage, fetched as the console's media route gives it. */
async function pictures(path: string) {
  const grant = at.grant("library.read");
  const signal = AbortSignal.timeout(20_000);
  const file = await openFile({ ctx: at.ctx, grant, path, isDownload: true, signal });
  if (file.kind !== "download") throw new Error("no download");
  const name = join(at.sandbox.dataDir, file.name);
  await writeFile(name, Buffer.from(await new Response(file.body).arrayBuffer()));
  return decodeFrames(name, sourceSizes["16:9"]);
}

async function fault(operation: string, answer: object, more: object = {}) {
  await at.sandbox.control("POST", "faults", { operation, answer, ...more });
}

test("a week of a stream is read in days; closed ones are remembered, and one that fails is told as not known", async () => {
  const places = await listPlaces({ ctx: at.ctx, grant: at.grant("library.read") });
  expect(places).toMatchObject({
    entryPoints: ["live"],
    areas: [{ flsArea: "cn", hasPublishDomain: true }, {}, {}, {}],
  });
  expect(places.streams).toEqual(["cam1", "cam2", "stage"].map((streamName) => ({ streamName, isOnAir: true })));

  const first = await recordings();
  expect(first.length).toBeGreaterThan(15);
  expect(gapsBetween(first.map(({ startMs, endMs }) => ({ fromMs: startMs, toMs: endMs }))).length).toBeGreaterThan(10);
  const asked = async () => {
    const { body } = await at.sandbox.control("GET", "journal?limit=1000");
    return (body.requests as { operation: string }[]).filter(({ operation }) => operation === "listRecordingFiles")
      .length;
  };
  const before = await asked();
  await fault("listRecordingFiles", { kind: "json", status: 500, body: {} }, { count: 1 });
  const [from, to] = [new Date(Date.now() - 8 * dayMs).toISOString(), new Date().toISOString()];
  const input = { projectId: at.projectId, ...place, from, to, isFresh: true };
  const again = await listRecordingFiles({ ctx: at.ctx, grant: at.grant("library.listFiles"), input });
  expect(again.files.length).toBeGreaterThanOrEqual(first.length);
  expect(again.unread).toEqual([]);
  const afterFresh = await asked();
  expect(afterFresh).toBeGreaterThan(before);
  await recordings();
  expect((await asked()) - afterFresh).toBeLessThanOrEqual(1);
});

test("a clip across a gap shows the asked times to within a slice, once it was seen", async () => {
  const files = await recordings();
  const index = files.findIndex(({ endMs }, i) => (files[i + 1]?.startMs ?? Infinity) - endMs < 120_000);
  const [before, after] = [files[index], files[index + 1]];
  if (!before || !after) throw new Error("no gap");
  const [startMs, endMs] = [before.endMs - 5_000, after.startMs + 8_000];
  const input = clipInput({
    stem: "across",
    startsAt: new Date(startMs).toISOString(),
    end: { kind: "at", at: new Date(endMs).toISOString() },
  });
  const outcome = await clip(input);
  expect(outcome).toMatchObject({ fileName: "across.m3u8" });
  expect(await clip(input)).toMatchObject({ itemId: input.itemId });
  const item = await reaches(input.itemId, "seen");
  expect(item).toMatchObject({ seenBy: "file", path: "record/live/cam1/across.m3u8" });
  expect(item?.durationSeconds).toBeLessThan((endMs - startMs) / 1000);
  expect(await callsOf(input.itemId)).toMatchObject([{ operation: "createClip", outcome: "ok" }]);
  const frames = await pictures("record/live/cam1/across.m3u8");
  expect(Math.abs(secondIn(frames[0]) - startMs / 1000)).toBeLessThanOrEqual(sliceSeconds);
  expect(Math.abs(secondIn(frames.at(-1)) - endMs / 1000)).toBeLessThanOrEqual(sliceSeconds);
});

test("a snapshot shows the asked second, and 'the latest' leaves the time out", async () => {
  const [file] = await recordings("cam2");
  const atMs = (file?.startMs ?? 0) + 90_000;
  const input = snapshotInput({ streamName: "cam2", moment: { kind: "at", at: new Date(atMs).toISOString() } });
  await snapshot(input);
  const item = await reaches(input.itemId, "seen");
  expect(secondIn((await pictures(item?.path ?? ""))[0])).toBe(Math.floor(atMs / 1000));

  const latest = snapshotInput({ streamName: "cam2", stem: "latest", moment: { kind: "latestFile" } });
  await snapshot(latest);
  await reaches(latest.itemId, "seen");
  expect((await callsOf(latest.itemId))[0]?.request["body"]).toEqual({ fileName: "latest.jpg" });
  const open = clipInput({ stem: "open-end", end: { kind: "latestFile" } });
  await clip(open);
  const startTime = open.startsAt.replace(/\.\d+Z$/, "Z");
  expect((await callsOf(open.itemId))[0]?.request["body"]).toEqual({ fileName: "open-end.m3u8", startTime });
});

test("a lost answer is resolved by the file: sent once, seen in the end", async () => {
  await fault("createClip", { kind: "reset" }, { timing: "after" });
  const input = clipInput({ stem: "lost-answer" });
  const outcome = await clip(input);
  expect(["unknown", "seen"]).toContain(outcome.status);
  await reaches(input.itemId, "seen");
  expect(await callsOf(input.itemId)).toMatchObject([{ outcome: "unknown" }]);
});

test("a snapshot whose answer is lost is sent once too, and its picture is of the asked second", async () => {
  await fault("createSnapshot", { kind: "reset" }, { timing: "after" });
  const [file] = await recordings("cam2");
  const atMs = (file?.startMs ?? 0) + 60_000;
  const moment = { kind: "at", at: new Date(atMs).toISOString() } as const;
  const input = snapshotInput({ streamName: "cam2", stem: "lost-answer", moment });
  const outcome = await snapshot(input);
  expect(["unknown", "seen"]).toContain(outcome.status);
  const item = await reaches(input.itemId, "seen");
  expect(await callsOf(input.itemId)).toMatchObject([{ operation: "createSnapshot", outcome: "unknown" }]);
  expect(secondIn((await pictures(item?.path ?? ""))[0])).toBe(Math.floor(atMs / 1000));
});

test("a file of the same name that was made elsewhere is never taken for ours: nothing is sent", async () => {
  const [startTime, endTime] = [-60_000, -50_000].map((ms) => new Date(Date.now() + ms).toISOString());
  const fileName = "elsewhere.m3u8";
  const folder = "fls/entry_points/live/admin/record/standard/regions/cn";
  const made = await at.sandbox.fetch(`/v1/projects/${at.sandbox.sandbox.appId}/${folder}/cutting/cam1`, {
    method: "POST",
    body: JSON.stringify({ fileName, startTime, endTime }),
  });
  expect(made.status).toBe(200);
  const path = `record/${place.entryPoint}/${place.streamName}/${fileName}`;
  const open = { ctx: at.ctx, grant: at.grant("library.read"), path, isDownload: false };
  await vi.waitFor(async () => openFile({ ...open, signal: AbortSignal.timeout(5_000) }), { timeout: 15_000 });

  const input = clipInput({ stem: "elsewhere" });
  expect(await clip(input)).toMatchObject({ status: "refused", reason: expect.stringContaining("not made here") });
  expect(await callsOf(input.itemId)).toEqual([]);
  const again = { projectId: at.projectId, itemId: input.itemId, newItemId: ulid() };
  await retryItem({ ctx: at.ctx, grant: at.grant("library.retryItem"), input: again });
  await reaches(again.newItemId, "seen");
});

test("an answer that was lost before anything was done ends as lost, and a retry takes the next name", async () => {
  await fault("createClip", { kind: "reset" }, { timing: "before" });
  const input = clipInput({ stem: "no-sign" });
  await clip(input);
  await reaches(input.itemId, "unknown");
  // Five minutes go by.
  await letPass(input.itemId, { sentAt: sql`sent_at - interval '6 minutes'` });
  expect(await reaches(input.itemId, "lost")).toMatchObject({ code: "noSign" });
  expect(await callsOf(input.itemId)).toHaveLength(1);

  const newItemId = ulid();
  const again = await retryItem({
    ctx: at.ctx,
    grant: at.grant("library.retryItem"),
    input: { projectId: at.projectId, itemId: input.itemId, newItemId },
  });
  expect(again.fileName).toBe("no-sign-2.m3u8");
  expect(await reaches(newItemId, "seen")).toMatchObject({ retryOfId: input.itemId });
});

test("where files cannot be read, a lost answer does not end as if one had looked", async () => {
  const { db } = at.ctx;
  const setTemplate = async (fileTemplate: string) =>
    db.update(projects).set({ settings: sql`${projects.settings} || ${JSON.stringify({ fileTemplate })}::jsonb` });
  // No name below `.invalid` leads anywhere (RFC 2606).
  await setTemplate("https://files.invalid/{fileName}");
  await fault("createClip", { kind: "reset" }, { timing: "after" });
  const input = clipInput({ stem: "blind" });
  await clip(input);
  await reaches(input.itemId, "unknown");
  await letPass(input.itemId, { sentAt: sql`sent_at - interval '6 minutes'` });
  const item = await reaches(input.itemId, "lost");
  await setTemplate("");
  expect(item).toMatchObject({ code: "couldNotLook", reason: expect.stringContaining("is not known") });
});

test("an accepted clip that never appears is told as missing", async () => {
  await at.sandbox.control("PATCH", "switches", { flsClipSeconds: 3600 });
  const input = clipInput({ stem: "never" });
  await clip(input);
  await reaches(input.itemId, "accepted");
  await at.sandbox.control("PATCH", "switches", { flsClipSeconds: 0.2 });
  await letPass(input.itemId, { acceptedAt: sql`accepted_at - interval '11 minutes'` });
  expect(await reaches(input.itemId, "missing")).toMatchObject({ code: "neverAppeared" });
});

test("Agora's refusals keep their words, names are numbered, and every order is in the audit", async () => {
  const names: string[] = [];
  for (let count = 0; count < 3; count += 1) names.push((await clip(clipInput({ stem: "same" }))).fileName);
  expect(names).toEqual(["same.m3u8", "same-2.m3u8", "same-3.m3u8"]);

  const old = new Date(Date.now() - 40 * dayMs).toISOString();
  const nothing = snapshotInput({ stem: "nothing", moment: { kind: "at", at: old } });
  expect(await snapshot(nothing)).toMatchObject({ status: "refused", code: "http404" });
  const future = clipInput({ end: { kind: "at", at: new Date(Date.now() + 60_000).toISOString() } });
  await expect(clip(future)).rejects.toMatchObject({ code: "INVALID" });

  const audited = await at.ctx.db.select().from(auditRows).where(eq(auditRows.targetId, nothing.itemId));
  expect(audited).toMatchObject([
    { action: "library.createSnapshot", after: { fileName: "nothing.jpg", streamName: "cam1" } },
  ]);
});
