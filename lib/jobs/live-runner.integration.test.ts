import { eq, sql } from "drizzle-orm";
import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { putSecret } from "@/lib/db/secrets";
import { agoraCalls, cellConfigurations, liveJobs } from "@/lib/db/schema";
import { orderLiveJob } from "@/lib/features/live-jobs/service/order-live-job";
import { cellKeyOwner } from "@/lib/features/storage/data/cells";
import { TestInstallation } from "./test-installation";

let installation: TestInstallation;
beforeAll(async () => {
  installation = await TestInstallation.start({ hasNotifications: false });
  await Promise.all([installation.startEngine(), installation.startEngine()]);
});
afterAll(() => installation.close());

const path = (entryPoint: string) => `entry_points/${entryPoint}/settings/record/custom/regions/cn`;

/** An entry point of its own, so that tests do not see each other's settings. */
async function newEntryPoint(): Promise<string> {
  const entryPoint = `ep-${ulid().slice(-8).toLowerCase()}`;
  expect((await call("POST", `entry_points?id=${entryPoint}`)).status).toBe(201);
  return entryPoint;
}

async function call(method: string, fls: string, body?: object) {
  const { appId } = installation.sandbox.sandbox;
  const init = { method, ...(body ? { body: JSON.stringify(body) } : {}) };
  const response = await installation.sandbox.fetch(`/v1/projects/${appId}/fls/${fls}`, init);
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

/** Orders a configuration as an action would. With `lease` an engine died while it sent it. */
async function order(entryPoint: string, { isMp4Enabled = true, storageRegion = 0, lease = false } = {}) {
  const { ctx, projectId } = installation;
  const { bucket, accessKey, secretKey } = installation.sandbox.sandbox.objectStore;
  const id = ulid();
  const job = await ctx.db.transaction(async (tx) => {
    const target = { kind: "setCustomRecording", targetKey: `${entryPoint}/cn` } as const;
    const ordered = await orderLiveJob(tx, ctx, { projectId, ...target, input: { configurationId: id } });
    const [newest] = await tx
      .select({ version: sql<number>`coalesce(max(${cellConfigurations.version}), 0)::int` })
      .from(cellConfigurations)
      .where(eq(cellConfigurations.entryPoint, entryPoint));
    await tx.insert(cellConfigurations).values({
      id,
      projectId,
      entryPoint,
      flsArea: "cn",
      version: (newest?.version ?? 0) + 1,
      isHlsEnabled: true,
      isMp4Enabled,
      vendor: "s3",
      storageRegion,
      bucket,
      jobId: ordered.jobId,
      createdBy: "test",
    });
    for (const [name, value] of Object.entries({ accessKey, secretKey })) {
      await putSecret(tx, ctx.box, { projectId, ownerTable: cellKeyOwner, ownerId: id, name, value, actorId: null });
    }
    if (lease) {
      const dead = { state: "sending", leaseOwner: "an engine that died", leaseExpiresAt: new Date() } as const;
      await tx
        .update(liveJobs)
        .set({ ...dead, sentAt: new Date() })
        .where(eq(liveJobs.id, ordered.jobId));
    }
    return ordered;
  });
  return job.jobId;
}

async function end(jobId: string) {
  return vi.waitFor(
    async () => {
      const [job] = await installation.ctx.db.select().from(liveJobs).where(eq(liveJobs.id, jobId));
      expect(job).toMatchObject({ isTerminal: true });
      return job;
    },
    { timeout: 30_000, interval: 30 },
  );
}

const callsOf = (jobId: string) =>
  installation.ctx.db.select().from(agoraCalls).where(eq(agoraCalls.liveJobId, jobId)).orderBy(agoraCalls.sentAt);

async function fault(answer: object, more: object = {}) {
  const body = { operation: "setCustomRecording", answer, ...more };
  expect((await installation.sandbox.control("POST", "faults", body)).status).toBe(201);
}

describe("a change of live streaming", () => {
  test("is written down, sent once by one of two engines, and read back", async () => {
    const entryPoint = await newEntryPoint();
    const jobId = await order(entryPoint);
    expect(await end(jobId)).toMatchObject({ state: "done", outcomeCode: "readBack", sentCount: 1 });
    const calls = await callsOf(jobId);
    expect(calls).toMatchObject([{ operation: "setCustomRecording", outcome: "ok", httpStatus: 200, attemptId: null }]);
    expect(JSON.stringify(calls)).not.toContain(installation.sandbox.sandbox.objectStore.secretKey);
    expect((await call("GET", path(entryPoint))).body).toMatchObject({ mp4Config: { enabled: true } });
  });

  test("of one target is carried out in the order in which it was asked for", async () => {
    const entryPoint = await newEntryPoint();
    const jobs = [await order(entryPoint), await order(entryPoint, { isMp4Enabled: false })];
    const [first, second] = await Promise.all(jobs.map(end));
    expect([first?.state, second?.state]).toEqual(["done", "done"]);
    expect(second?.sentAt?.getTime()).toBeGreaterThanOrEqual(first?.finishedAt?.getTime() ?? Infinity);
    expect((await call("GET", path(entryPoint))).body).toMatchObject({ mp4Config: { enabled: false } });
  });

  test("that Agora refuses ends with its reason and is not sent again", async () => {
    const jobId = await order("nowhere");
    expect(await end(jobId)).toMatchObject({ state: "refused", outcomeCode: "http404", sentCount: 1 });
  });

  test("is sent again after a refusal that asks to wait", async () => {
    await fault({ kind: "json", status: 429, body: { message: "API rate limit exceeded" } });
    const jobId = await order(await newEntryPoint());
    expect(await end(jobId)).toMatchObject({ state: "done", sentCount: 2 });
  });
});

test("a lost answer is resolved by reading back, never by sending again what may have been carried out", async () => {
  const lost = { kind: "json", status: 504, body: {} };
  /** Orders with the fault in force and returns when the call's answer is lost. */
  const loseAnswer = async (timing: "before" | "after", ...wanted: Parameters<typeof order>) => {
    await fault(lost, { timing });
    const jobId = await order(...wanted);
    await vi.waitFor(async () => expect((await callsOf(jobId))[0]).toMatchObject({ outcome: "unknown" }), 10_000);
    return jobId;
  };
  const carriedOut = await loseAnswer("after", await newEntryPoint());
  const notCarriedOut = await loseAnswer("before", await newEntryPoint());

  const shared = await newEntryPoint();
  await end(await order(shared));
  const overtaken = await loseAnswer("before", shared, { isMp4Enabled: false });
  expect((await call("PATCH", path(shared), { hlsConfig: { enabled: false } })).status).toBe(200);

  // What is wanted is there already, and Agora does not tell the bucket: nothing can be concluded.
  const { bucket, accessKey, secretKey } = installation.sandbox.sandbox.objectStore;
  const storageConfig = { vendor: 1, region: 0, bucket, accessKey, secretKey };
  const same = { hlsConfig: { enabled: true }, mp4Config: { enabled: true }, storageConfig };
  const orphaned = await newEntryPoint();
  expect((await call("PATCH", path(orphaned), same)).status).toBe(200);
  const ofDeadEngine = await order(orphaned, { lease: true });

  const once = { sentCount: 1 };
  expect(await end(carriedOut)).toMatchObject({ state: "done", outcomeCode: "readBackAfterLoss", ...once });
  expect(await end(overtaken)).toMatchObject({ state: "failed", outcomeCode: "changedMeanwhile", ...once });
  expect(await end(ofDeadEngine)).toMatchObject({ state: "failed", outcomeCode: "notTellable", sentCount: 0 });
  expect(await end(notCarriedOut)).toMatchObject({ state: "done", outcomeCode: "readBack", sentCount: 2 });
  const [first, second] = await callsOf(notCarriedOut);
  expect((second?.sentAt.getTime() ?? 0) - (first?.sentAt.getTime() ?? 0)).toBeGreaterThanOrEqual(5_000);
}, 40_000);
