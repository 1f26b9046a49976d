import { afterAll, beforeAll, expect, test } from "vitest";
import { projects, storageProfiles, storageProfileVersions } from "@/lib/db/schema";
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-db";
import { listMediaOrigins } from "./media-origins";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function addProject(id: string, more: Partial<typeof projects.$inferInsert> = {}) {
  await database.db.insert(projects).values({
    id,
    name: id,
    kind: "agora",
    appId: "a".repeat(32),
    apiHosts: ["https://a.test"],
    callbackKey: id,
    ...more,
  });
}

async function addBucket(
  projectId: string,
  bucket: string,
  more: Partial<typeof storageProfileVersions.$inferInsert> = {},
) {
  const id = `${projectId} ${bucket}`;
  await database.db.insert(storageProfiles).values({ id, projectId, name: id, currentVersion: 2 });
  const version = { id, projectId, profileId: id, version: 1, vendor: "s3", storageRegion: 0, bucket };
  await database.db.insert(storageProfileVersions).values({ ...version, ...more });
}

test("the buckets of live projects, once each, and a sandbox's store before its first profile", async () => {
  await addProject("one");
  await addBucket("one", "films");
  await addBucket("one", "dotted.name");
  await addBucket("one", "mine", { vendor: "s3Compatible", endpoint: "s3.example.com:9000" });
  await addBucket("one", "broken", { vendor: "noSuchVendor" });
  await addBucket("one", "far", { storageRegion: 98 });
  await addProject("sandbox", { kind: "sandbox", objectStoreEndpoint: "http://127.0.0.1:3200" });
  await addProject("gone", { archivedAt: new Date() });
  await addBucket("gone", "old");

  expect(await listMediaOrigins({ db: database.db })).toEqual([
    "http://127.0.0.1:3200",
    "https://films.s3.us-east-1.amazonaws.com",
    "https://s3.example.com:9000",
    "https://s3.us-east-1.amazonaws.com",
  ]);
});
