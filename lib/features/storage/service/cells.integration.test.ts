import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { grantToSystem } from "@/lib/auth/ability";
import { auditRows, projects } from "@/lib/db/schema";
import { TestInstallation } from "@/lib/jobs/test-installation";
import type { CheckStorageInput, SetCustomRecordingInput } from "../schema";
import { callOffCell } from "./cells/call-off";
import { getCellHistory } from "./cells/history";
import { previewCell } from "./cells/preview-cell";
import { readMatrix } from "./cells/read-matrix";
import { setCell } from "./cells/set-cell";
import { checkStorage } from "./check/check-storage";
import { getCheckInForce } from "./check/check-in-force";

let installation: TestInstallation;
let keys: { bucket: string; accessKey: string; secretKey: string };
beforeAll(async () => {
  installation = await TestInstallation.start();
  await installation.startEngine();
  const { bucket, accessKey, secretKey } = installation.sandbox.sandbox.objectStore;
  keys = { bucket, accessKey, secretKey };
});
afterAll(() => installation.close());

const cell = { entryPoint: "live", flsArea: "cn" } as const;
const path = "settings/record/custom/regions/cn";

function storageInput(changes: Partial<CheckStorageInput> = {}): CheckStorageInput {
  const { projectId } = installation;
  const values = { source: "values", profileId: "", vendor: "s3", storageRegion: 0, fromId: null } as const;
  return { projectId, ...cell, ...values, ...keys, ...changes };
}

function input(changes: Partial<SetCustomRecordingInput> = {}): SetCustomRecordingInput {
  const formats = { isHlsEnabled: true, isMp4Enabled: true, hasStorage: false, baseVersion: 0 };
  return { ...storageInput(), ...formats, ...changes };
}

const set = (changes: Partial<SetCustomRecordingInput> = {}) =>
  setCell({ ctx: installation.ctx, grant: installation.grant("storage.configure"), input: input(changes) });
const check = async (changes: Partial<CheckStorageInput> = {}) =>
  checkStorage({ ctx: installation.ctx, grant: installation.grant("storage.check"), input: storageInput(changes) });
const matrix = () => readMatrix({ ctx: installation.ctx, grant: installation.grant("storage.read") });
const history = () => getCellHistory({ ctx: installation.ctx, grant: installation.grant("storage.read"), cell });
const newKey = async (grant: object) => (await installation.sandbox.control("POST", "store/keys", grant)).body;

async function liveCell() {
  const { cells } = await matrix();
  const found = cells.find(({ entryPoint, flsArea }) => entryPoint === "live" && flsArea === "cn");
  if (!found) throw new Error("the cell is not in the matrix");
  return found;
}

async function patchBehindOurBack(body: object) {
  const address = `/v1/projects/${installation.sandbox.sandbox.appId}/fls/entry_points/live/${path}`;
  const answer = await installation.sandbox.fetch(address, { method: "PATCH", body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
}

test("a cell from nothing set to set, drifted, returned to, and proven by a file", async () => {
  expect(await liveCell()).toMatchObject({ reading: { state: "none" }, wanted: null, drift: [] });
  const preview = await previewCell({
    ctx: installation.ctx,
    grant: installation.grant("storage.configure"),
    input: input(),
  });
  expect(preview).toMatchObject({ isFirst: true, readFailure: null });
  expect(preview.online?.streams).toEqual(expect.arrayContaining(["cam1", "cam2"]));
  expect(JSON.parse(preview.json)).toMatchObject({
    method: "PATCH",
    body: { storageConfig: { vendor: 1, region: 0 } },
  });
  expect(preview.json + preview.curl).not.toContain(keys.secretKey);

  expect(await set()).toMatchObject({ job: { state: "done", code: "readBack" } });
  expect(await liveCell()).toMatchObject({
    reading: {
      state: "set",
      truth: { isHlsEnabled: true, isMp4Enabled: true, storage: { vendor: "s3", bucket: null } },
    },
    wanted: { version: 1, createdBy: "The system", storage: { bucket: keys.bucket } },
    drift: [],
  });

  await patchBehindOurBack({ mp4Config: { enabled: false } });
  expect((await liveCell()).drift).toEqual([{ field: "mp4", wanted: "on", seen: "off" }]);
  const other = { vendor: 2, region: 3, bucket: "elsewhere", accessKey: "AKIAANOTHERKEY000000", secretKey: "another" };
  await patchBehindOurBack({ storageConfig: other });
  expect((await liveCell()).drift.map(({ field }) => field)).toEqual([
    "mp4",
    "vendor",
    "storageRegion",
    "accessKey",
    "secretKey",
  ]);

  await expect(set({ baseVersion: 0 })).rejects.toMatchObject({ code: "CONFLICT" });
  const [first] = await history();
  const restored = await set({ source: "earlier", fromId: first?.configurationId ?? "", baseVersion: 1 });
  expect(restored.job).toMatchObject({ state: "done" });
  expect(await liveCell()).toMatchObject({ drift: [], wanted: { version: 2, restoredFromVersion: 1 } });

  await set({ source: "keep", hasStorage: true, isMp4Enabled: false, baseVersion: 2 });
  expect(await liveCell()).toMatchObject({
    drift: [],
    wanted: { isMp4Enabled: false, storage: { bucket: keys.bucket } },
  });

  await vi.waitFor(async () => expect(await installation.sandbox.objectKeys("live/cam1/")).not.toEqual([]), 20_000);
  await installation.sandbox.control("DELETE", "streams/live/cam1");
  await vi.waitFor(async () => expect(await liveCell()).toMatchObject({ proof: { streamName: "cam1" } }), {
    timeout: 30_000,
    interval: 200,
  });
  // The storage was last set by the second change, before that file.
  expect((await liveCell()).proof).toMatchObject({ doubt: null });

  // What is returned to left the storage as it was: that is the one before it.
  await patchBehindOurBack({ storageConfig: other, mp4Config: { enabled: true } });
  expect((await liveCell()).drift.map(({ field }) => field)).toContain("vendor");
  const [formatsOnly] = await history();
  expect(formatsOnly).toMatchObject({ version: 3, storage: null });
  const backTo = { source: "earlier", fromId: formatsOnly?.configurationId ?? "", isMp4Enabled: false } as const;
  expect((await set({ ...backTo, hasStorage: true, baseVersion: 3 })).job).toMatchObject({ state: "done" });
  expect(await liveCell()).toMatchObject({
    drift: [],
    wanted: { version: 4, restoredFromVersion: 3, isMp4Enabled: false, storage: { bucket: keys.bucket } },
    proof: { doubt: { kind: "beforeChange", version: 4 } },
  });
}, 60_000);

test("no secret is in what a screen gets, nor in the audit", async () => {
  const rows = await installation.ctx.db.select().from(auditRows);
  const seen = JSON.stringify([await matrix(), await history(), rows]);
  expect(rows.filter(({ action }) => action === "storage.configure").length).toBeGreaterThanOrEqual(3);
  expect(seen).not.toContain(keys.secretKey);
  expect(seen).not.toContain(keys.accessKey);
  expect(seen).toContain(keys.accessKey.slice(-4));
});

describe("readings that fail", () => {
  const fault = (operation: string, status: number, count: number) =>
    installation.sandbox.control("POST", "faults", { operation, answer: { kind: "json", status, body: {} }, count });

  test.each([400, 401, 404, 500, 504])("%i of one cell is told in that cell", async (status) => {
    await fault("getCustomRecording", status, 1);
    const { reading } = await liveCell();
    // A 404 is also what Agora may answer before the first configuration.
    if (status === 404) expect(reading).toEqual({ state: "none" });
    else expect(reading).toMatchObject({ state: "failed", failure: { code: `http${status}` } });
  });

  test("of the entry points leaves what was set here, and says why", async () => {
    await fault("listEntryPoints", 401, 1);
    const read = await matrix();
    expect(read).toMatchObject({ state: "failed", failure: { code: "http401" } });
    expect(read.cells).toMatchObject([{ entryPoint: "live", reading: { state: "failed" }, wanted: { version: 4 } }]);
  });
});

test("a change that Agora does not take is called off, and does not block the next one", async () => {
  const { ctx, projectId, sandbox } = installation;
  const answer = { kind: "json", status: 429, body: {} };
  await sandbox.control("POST", "faults", { operation: "setCustomRecording", answer, count: 100 });
  const waiting = await set({ source: "keep", hasStorage: true, baseVersion: 4 });
  expect(waiting.job).toMatchObject({ state: "requested", code: "http429" });
  await expect(set({ source: "keep", hasStorage: true, baseVersion: 5 })).rejects.toMatchObject({ code: "CONFLICT" });
  const callOff = async () =>
    callOffCell({
      ctx,
      grant: installation.grant("storage.callOff"),
      input: { projectId, ...cell, jobId: waiting.job.jobId },
    });
  // While one try is on its way it cannot be: the next pause comes.
  await vi.waitFor(callOff, { timeout: 10_000, interval: 50 });
  await sandbox.control("DELETE", "faults");
  await expect(callOff()).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await liveCell()).toMatchObject({ newest: { version: 5, job: { state: "failed", code: "calledOff" } } });
  const next = await set({ source: "keep", hasStorage: true, isMp4Enabled: false, baseVersion: 5 });
  expect(next.job).toMatchObject({ state: "done" });
  const [audited] = await ctx.db.select().from(auditRows).where(eq(auditRows.action, "storage.callOff"));
  expect(audited).toMatchObject({ targetId: "live/cn", outcome: "done" });
});

describe("a check", () => {
  test("writes with typed keys, stored ones and those of a profile alike", async () => {
    const profileId = await installation.saveProfile();
    const [newest] = (await history()).filter(({ storage }) => storage !== null);
    const fromId = newest?.configurationId ?? "";
    const results = [
      await check(),
      await check({ source: "profile", profileId }),
      await check({ source: "earlier", fromId }),
      await check({ accessKey: "", secretKey: "", fromId }),
    ];
    expect(results.map(({ outcome }) => outcome)).toEqual(["written", "written", "written", "written"]);
    expect(results[0]).toMatchObject({ objectKey: "live/tally-check.txt", checkedBy: "The system" });
    expect(results[0]?.latencyMs).toBeGreaterThan(0);
    expect(await installation.sandbox.objectKeys("live/tally-check")).toEqual(["live/tally-check.txt"]);
    const inForce = { ctx: installation.ctx, grant: installation.grant("storage.read"), cell };
    expect(await getCheckInForce(inForce)).toMatchObject({ outcome: "written" });
  });

  test("tells what is wrong: key, secret, permission, bucket, region", async () => {
    await installation.sandbox.control("PUT", "store/buckets/far-away", { region: "eu-west-1" });
    const readOnly = await newKey({ permission: "readOnly" });
    const writeOnly = await newKey({ permission: "writeOnly", buckets: [keys.bucket], prefix: "live/" });
    const outcomes = await Promise.all([
      check({ accessKey: "AKIADOESNOTEXIST0000" }),
      check({ secretKey: "wrong" }),
      check(readOnly),
      check({ bucket: "no-such-bucket" }),
      check({ bucket: "far-away" }),
      check({ bucket: "far-away", storageRegion: 4 }),
      check(writeOnly),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      "wrongAccessKey",
      "wrongSecretKey",
      "denied",
      "noBucket",
      "wrongRegion",
      "written",
      "written",
    ]);
    expect(outcomes[4]).toMatchObject({ rightRegion: 4, rightRegionCode: "eu-west-1" });
  });

  test("tells a store that does not answer, and what cannot be checked from here", async () => {
    await installation.sandbox.control("PATCH", "store/faults", { refuseAll: "disconnect" });
    expect((await check()).outcome).toBe("noAnswer");
    await installation.sandbox.control("DELETE", "store/faults");
    // The sandbox's own store stands for Azure too.
    expect(await check({ vendor: "azure", storageRegion: null })).toMatchObject({ outcome: "written" });
    expect(await check({ storageRegion: 26 })).toMatchObject({ outcome: "notCheckable", reason: "noRealRegion" });
  });

  test("of a project of Agora's own goes to the vendor's address, where Azure has one for each account", async () => {
    const { ctx } = installation;
    const row = { id: "real", name: "Real", kind: "agora", appId: "a".repeat(32), callbackKey: "real" } as const;
    await ctx.db.insert(projects).values({ ...row, apiHosts: ["https://api.agora.io"] });
    const azure = storageInput({ vendor: "azure", accessKey: "No account", storageRegion: null, projectId: "real" });
    const grant = grantToSystem(ctx.actor, "storage.check", "real");
    expect(await checkStorage({ ctx, grant, input: azure })).toMatchObject({
      outcome: "notCheckable",
      reason: "badAccount",
    });
  });
});
