import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { authorize } from "@/lib/auth/ability";
import { processes, projects, recordingIntents, storageProfiles, storageProfileVersions, users } from "@/lib/db/schema";
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-db";
import type { RecordingStatus } from "../lifecycle";
import { readOverview } from "./read-overview";

const now = new Date("2026-05-02T12:00:00Z");
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
let database: TestDatabase;
let nextId = 1;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await db.insert(users).values({
    id: "ada",
    email: "ada@example.com",
    emailKey: "ada@example.com",
    name: "Ada",
    passwordHash: "-",
    installationRole: "admin",
  });
  for (const id of ["busy", "other", "empty"]) {
    await db.insert(projects).values({ id, name: id, kind: "agora", appId: id, apiHosts: [], callbackKey: id });
    await db.insert(storageProfiles).values({ id: `p-${id}`, projectId: id, name: "Main", currentVersion: 1 });
    await db.insert(storageProfileVersions).values({
      id: `v-${id}`,
      projectId: id,
      profileId: `p-${id}`,
      version: 1,
      vendor: "s3",
      storageRegion: 0,
      bucket: "media",
    });
  }
});
afterAll(() => database.close());

async function record(
  channelName: string,
  status: RecordingStatus,
  {
    projectId = "busy",
    statusReason = null as string | null,
    statusAt = hoursAgo(1),
    finishedAt = null as Date | null,
  } = {},
) {
  await database.db.insert(recordingIntents).values({
    id: `r${nextId++}`,
    projectId,
    mode: "composite",
    channelName,
    desired: "recording",
    config: {},
    storageVersionId: `v-${projectId}`,
    status,
    statusReason,
    statusSource: "poll",
    statusAt,
    finishedAt,
    createdBy: "ada",
    createdAt: new Date(hoursAgo(30).getTime() + nextId * 1000),
  });
}

async function overviewOf(projectId: string) {
  const { db } = database;
  const actor = { kind: "user", userId: "ada", sessionId: "s", name: "Ada", installationRole: "admin" } as const;
  const grant = await authorize(db, actor, "recording.read", projectId);
  return readOverview({ ctx: { db, clock: { now: () => now, monotonicMs: () => 0 } }, grant });
}

test("tells what records, what needs a person and what is safe, in this project alone", async () => {
  await record("lobby", "recording");
  await record("class-101", "starting");
  await record("class-102", "uploading");
  await record("class-103", "recording", { statusReason: "bucketRefused" });
  await record("class-104", "controlExpired", { statusAt: hoursAgo(40) });
  await record("class-105", "uploaded", { finishedAt: hoursAgo(2) });
  await record("class-106", "uploaded", { finishedAt: hoursAgo(25), statusAt: hoursAgo(25) });
  await record("class-107", "lost", { finishedAt: hoursAgo(3), statusAt: hoursAgo(3) });
  await record("class-108", "failed", { finishedAt: hoursAgo(30), statusAt: hoursAgo(30) });
  await record("class-109", "noData", { finishedAt: hoursAgo(1), statusAt: hoursAgo(1), statusReason: "cancelled" });
  await record("elsewhere", "recording", { projectId: "other" });

  const overview = await overviewOf("busy");
  expect(overview.counts).toEqual({ live: 3, needsPerson: 3, uploading: 1, safe: 1, keepable: 2 });
  expect(overview.live.map(({ channelName }) => channelName)).toEqual(["class-103", "class-102", "class-101", "lobby"]);
  expect(overview.needsPerson.map(({ channelName }) => channelName)).toEqual(["class-103", "class-107", "class-104"]);
  expect(overview.hasAny).toBe(true);
});

test("of a project without recordings there is nothing to tell", async () => {
  expect(await overviewOf("empty")).toMatchObject({
    counts: { live: 0, needsPerson: 0, uploading: 0, safe: 0, keepable: 0 },
    live: [],
    needsPerson: [],
    hasAny: false,
  });
});

test("tells whether an engine gave a sign of life within a minute", async () => {
  const { db } = database;
  expect((await overviewOf("empty")).isEngineAlive).toBe(false);
  const ago = (seconds: number) => sql`now() - make_interval(secs => ${seconds})`;
  await db.insert(processes).values({ id: "console", kind: "console" });
  await db.insert(processes).values({ id: "dead", kind: "engine", heartbeatAt: ago(61) });
  expect((await overviewOf("empty")).isEngineAlive).toBe(false);
  await db.insert(processes).values({ id: "alive", kind: "engine", heartbeatAt: ago(40) });
  expect((await overviewOf("empty")).isEngineAlive).toBe(true);
});
