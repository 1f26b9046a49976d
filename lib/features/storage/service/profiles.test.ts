import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attempts, auditRows, storageProfiles, storageProfileVersions } from "@/lib/db/schema";
import { readSecret } from "@/lib/db/secrets";
import { TestInstallation } from "@/lib/jobs/test-installation";
import type { SaveStorageProfileInput } from "../schema";
import { archiveStorageProfile } from "./archive-profile";
import { saveStorageProfile } from "./save-profile";

const keys = {
  accessKey: "write-access-of-bucket",
  secretKey: "write-secret-of-bucket",
  readAccessKey: "read-access-of-bucket",
  readSecretKey: "read-secret-of-bucket",
};
const noKeys = { accessKey: "", secretKey: "", readAccessKey: "", readSecretKey: "" };
let tally: TestInstallation;

// No engine runs: a recording that is ordered stays ordered.
beforeAll(async () => {
  tally = await TestInstallation.start({ hasNotifications: false });
});
afterAll(() => tally.close());

function save(changes: Partial<SaveStorageProfileInput>) {
  return saveStorageProfile({
    ctx: tally.ctx,
    grant: tally.grant("storage.save"),
    input: {
      projectId: tally.projectId,
      name: "Archive",
      vendor: "s3",
      storageRegion: 0,
      bucket: "films",
      ...noKeys,
      removeReadKey: false,
      ...changes,
    },
  });
}

const archive = (profileId: string) =>
  archiveStorageProfile({ ctx: tally.ctx, input: { profileId }, grant: tally.grant("storage.archive") });

async function keysOf(profileId: string, version: number) {
  const { db, box } = tally.ctx;
  const rows = await db.select().from(storageProfileVersions).where(eq(storageProfileVersions.profileId, profileId));
  const ownerId = rows.find((row) => row.version === version)?.id ?? "";
  const read = (name: string) => readSecret(db, box, { ownerTable: "storage_profile_versions", ownerId, name });
  return Promise.all(Object.keys(keys).map(read));
}

const auditOf = (profileId: string) =>
  tally.ctx.db.select().from(auditRows).where(eq(auditRows.targetId, profileId)).orderBy(desc(auditRows.id));

test("a change is a new version with the keys that were not typed again; the old version keeps its own", async () => {
  const { profileId, version } = await save({ name: "Kept", ...keys });
  expect(version).toBe(1);
  expect(await save({ profileId, name: "Kept", bucket: "shows", secretKey: "new-secret-of-bucket" })).toEqual({
    profileId,
    version: 2,
  });
  expect(await keysOf(profileId, 1)).toEqual(Object.values(keys));
  expect(await keysOf(profileId, 2)).toEqual(Object.values({ ...keys, secretKey: "new-secret-of-bucket" }));

  await save({ profileId, name: "Kept", removeReadKey: true });
  expect(await keysOf(profileId, 3)).toEqual([keys.accessKey, "new-secret-of-bucket", null, null]);

  const audit = await auditOf(profileId);
  expect(audit.map(({ action }) => action)).toEqual(["storage.update", "storage.update", "storage.create"]);
  expect(audit[1]).toMatchObject({ before: { bucket: "films", version: 1 }, after: { bucket: "shows", version: 2 } });
  expect(audit[1]?.after?.["secretKeyFingerprint"]).not.toBe(audit[1]?.before?.["secretKeyFingerprint"]);
  expect(audit[1]?.after?.["accessKeyFingerprint"]).toMatch(/.{8}/);
  expect(JSON.stringify(audit)).not.toMatch(/of-bucket/);
});

test("a name in use, an unknown region and a profile of nobody are refused", async () => {
  await save({ name: "Taken", ...keys });
  await expect(save({ name: "Taken", ...keys })).rejects.toMatchObject({
    code: "CONFLICT",
    fields: { name: expect.stringContaining("has this name") },
  });
  await expect(save({ name: "Far", ...keys, storageRegion: 98 })).rejects.toMatchObject({
    code: "INVALID",
    fields: { storageRegion: expect.any(String) },
  });
  await expect(save({ profileId: "nobodys", name: "Nobody's" })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a profile is archived once no recording uses any version of it", async () => {
  const { profileId } = await save({ name: "Used", ...keys });
  const input = tally.input({ storageProfileId: profileId, channelName: "class-101" });
  await tally.record(input);
  await save({ profileId, name: "Used", bucket: "shows" });
  await expect(archive(profileId)).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining('"class-101"'),
  });

  const { db } = tally.ctx;
  await db.update(attempts).set({ isTerminal: true }).where(eq(attempts.intentId, input.recordingId));
  await archive(profileId);
  const [row] = await db.select().from(storageProfiles).where(eq(storageProfiles.id, profileId));
  expect(row?.archivedAt).toBeInstanceOf(Date);
  expect((await auditOf(profileId))[0]).toMatchObject({ action: "storage.archive", before: { name: "Used" } });
  await expect(archive(profileId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await save({ name: "Used", ...keys });
});
