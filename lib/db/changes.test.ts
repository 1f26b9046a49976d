import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createLogger } from "../logger";
import { createChangeFeed, type ChangeFeed, type FeedEvent } from "./changes";
import {
  attempts,
  memberships,
  projects,
  recordingIntents,
  sessions,
  storageProfiles,
  storageProfileVersions,
  users,
} from "./schema";
import { createTestDatabase, type TestDatabase } from "./test-db";

let database: TestDatabase;
let feed: ChangeFeed;
let heard: FeedEvent[] = [];
let leave: () => void;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await db
    .insert(projects)
    .values({ id: "p", name: "p", kind: "agora", appId: "a".repeat(32), apiHosts: [], callbackKey: "p" });
  await db
    .insert(users)
    .values({ id: "ada", email: "ada@example.com", emailKey: "ada@example.com", name: "Ada", passwordHash: "none" });
  await db.insert(storageProfiles).values({ id: "sp", projectId: "p", name: "bucket", currentVersion: 1 });
  await db.insert(storageProfileVersions).values({
    id: "spv",
    projectId: "p",
    profileId: "sp",
    version: 1,
    vendor: "s3",
    storageRegion: 0,
    bucket: "bucket",
    createdBy: "ada",
  });
  await db
    .insert(sessions)
    .values({ id: "s", tokenHash: "h", userId: "ada", expiresAt: new Date(Date.now() + 60_000) });
  await addRecording("r");
});
afterAll(() => database.close());

beforeEach(async () => {
  feed = createChangeFeed({ databaseUrl: database.url, logger: createLogger("test", "silent") });
  heard = [];
  leave = feed.subscribe((event) => heard.push(event));
  await expect.poll(() => feed.isHearing).toBe(true);
  heard = [];
});
afterEach(() => feed.close());

async function addRecording(id: string): Promise<void> {
  await database.db.transaction(async (tx) => {
    await tx.insert(recordingIntents).values({
      id,
      projectId: "p",
      mode: "composite",
      channelName: "lobby",
      desired: "recording",
      config: {},
      storageVersionId: "spv",
      status: "requested",
      statusSource: "operator",
      statusAt: new Date(),
      createdBy: "ada",
    });
    await tx.insert(attempts).values({
      id: `${id}-1`,
      projectId: "p",
      intentId: id,
      number: 1,
      state: "PLANNED",
      appId: "a".repeat(32),
      channelName: "lobby",
      mode: "composite",
      recorderUid: id,
      filePrefix: [],
    });
  });
}

let marks = 0;

/** What was heard since the last asking: notices come in the order of their commits, so a mark ends them. */
async function heardUntilNow(): Promise<FeedEvent[]> {
  marks += 1;
  const mark = `mark${marks}`;
  const notice = JSON.stringify({ projectId: "p", kind: mark, id: null });
  await database.db.execute(sql`select pg_notify('tally_changed', ${notice})`);
  const isMarked = (event: FeedEvent) => event.kind === "changed" && mark in event.notice.changes;
  await expect.poll(() => heard.some(isMarked)).toBe(true);
  const events = heard.flatMap((event): FeedEvent[] => {
    if (event.kind !== "changed") return [event];
    const { [mark]: _mark, ...changes } = event.notice.changes;
    return Object.keys(changes).length === 0 ? [] : [{ ...event, notice: { ...event.notice, changes } }];
  });
  heard = [];
  return events;
}

test("rows that change in one transaction are one telling, after its commit", async () => {
  await addRecording("two");
  expect(await heardUntilNow()).toEqual([
    { kind: "changed", notice: { projectId: "p", changes: { recording: ["two"] } } },
  ]);
});

test("a change that is rolled back is not told", async () => {
  const failing = database.db.transaction(async (tx) => {
    await tx.update(attempts).set({ state: "ACQUIRING" }).where(eq(attempts.id, "r-1"));
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await heardUntilNow()).toEqual([]);
});

test("an engine's own bookkeeping is nobody's news, an attempt's state is", async () => {
  const change = (values: Partial<typeof attempts.$inferInsert>) =>
    database.db.update(attempts).set(values).where(eq(attempts.id, "r-1"));
  await change({ leaseOwner: "engine", leaseExpiresAt: new Date(), nextStepAt: new Date(), updatedAt: new Date() });
  expect(await heardUntilNow()).toEqual([]);
  await change({ state: "ACQUIRED", leaseOwner: null });
  expect(await heardUntilNow()).toEqual([
    { kind: "changed", notice: { projectId: "p", changes: { recording: ["r"] } } },
  ]);
});

test("a session that ends and a role that changes are told as such, a session in use is not", async () => {
  await database.db.update(sessions).set({ lastSeenAt: new Date() });
  expect(await heardUntilNow()).toEqual([]);
  await database.db.insert(memberships).values({ projectId: "p", userId: "ada", role: "viewer" });
  expect(await heardUntilNow()).toEqual([{ kind: "access" }]);
  await database.db.delete(sessions);
  expect(await heardUntilNow()).toEqual([{ kind: "access" }]);
});

const connections = async () =>
  (
    await database.db.execute(sql`select pid from pg_stat_activity
    where application_name = 'tally-changes' and datname = current_database()`)
  ).rows;

test("a broken connection is told, and again when it is back", async () => {
  await database.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'tally-changes' and datname = current_database()`);
  await expect.poll(() => heard.map(({ kind }) => kind)).toEqual(["deaf", "hearing"]);
  expect(await connections()).toHaveLength(1);
});

test("any number of readers share one connection, which ends with the last of them", async () => {
  const leaveAll = Array.from({ length: 20 }, () => feed.subscribe(() => undefined));
  expect(await connections()).toHaveLength(1);
  for (const leaveOne of leaveAll) leaveOne();
  expect(feed.readerCount).toBe(1);
  leave();
  expect(feed.readerCount).toBe(0);
  await expect.poll(connections).toHaveLength(0);
});
