import { randomBytes } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { authorize } from "@/lib/auth/ability";
import { createContext, createServices, type Context } from "@/lib/context";
import {
  attempts,
  auditRows,
  projects,
  recordingIntents,
  storageProfiles,
  storageProfileVersions,
  users,
} from "@/lib/db/schema";
import { createSecretBox, readSecret } from "@/lib/db/secrets";
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-db";
import type { SaveProjectInput } from "../schema";
import { saveProject } from "./save-project";

const appId = "0123456789abcdef0123456789abcdef";
const otherAppId = "f".repeat(32);
const secrets = { customerId: "customer-id-of-school", customerSecret: "customer-secret-of-school" };
let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await createTestDatabase();
  const box = createSecretBox(randomBytes(32).toString("base64"));
  const ada = { email: "ada@example.com", emailKey: "ada@example.com", name: "Ada", passwordHash: "-" };
  await database.db.insert(users).values({ id: "ada", installationRole: "admin", ...ada });
  const actor = { kind: "user", userId: "ada", sessionId: "s", name: "Ada", installationRole: "admin" } as const;
  ctx = createContext(createServices({ db: database.db, box }), { actor });
});
afterAll(() => database.close());

async function save(changes: Partial<SaveProjectInput>) {
  const input: SaveProjectInput = {
    name: "School",
    appId,
    serviceArea: "EU",
    customerId: "",
    customerSecret: "",
    appCertificate: "",
    removeAppCertificate: false,
    notificationSecrets: { rtc: "", cloudRecording: "", fls: "" },
    ...changes,
  };
  const grant = await authorize(ctx.db, ctx.actor, "project.save", input.projectId ?? null);
  return saveProject({ ctx, input, grant });
}

const stored = (projectId: string, name: string) =>
  readSecret(ctx.db, ctx.box, { ownerTable: "projects", ownerId: projectId, name });

async function rowOf(projectId: string) {
  const [row] = await ctx.db.select().from(projects).where(eq(projects.id, projectId));
  return row;
}

test("creates a project, keeps what is not typed again, and refuses a name in use", async () => {
  const { projectId } = await save({ ...secrets, appId: appId.toUpperCase() });
  expect(await rowOf(projectId)).toMatchObject({ kind: "agora", name: "School", appId });

  await save({ projectId, name: "High school", customerSecret: "another-secret-of-school" });
  expect(await rowOf(projectId)).toMatchObject({ name: "High school" });
  expect(await stored(projectId, "customerId")).toBe(secrets.customerId);
  expect(await stored(projectId, "customerSecret")).toBe("another-secret-of-school");

  await expect(save({ ...secrets, name: "High school" })).rejects.toMatchObject({
    code: "CONFLICT",
    fields: { name: "Another project has this name" },
  });
  await expect(save({ projectId: "nowhere", name: "Nowhere" })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("leaves an audit row that tells secrets apart without holding them", async () => {
  const { projectId } = await save({ ...secrets, name: "Audited" });
  await save({ projectId, name: "Audited", customerSecret: "another-secret-of-school" });
  const [update, create] = await ctx.db
    .select()
    .from(auditRows)
    .where(eq(auditRows.projectId, projectId))
    .orderBy(desc(auditRows.id));
  expect(create).toMatchObject({ action: "project.create", before: null, after: { name: "Audited", appId } });
  expect(update).toMatchObject({ action: "project.update", outcome: "done", before: create?.after });
  expect(update?.after?.["customerIdFingerprint"]).toBe(create?.after?.["customerIdFingerprint"]);
  expect(update?.after?.["customerSecretFingerprint"]).toMatch(/.{8}/);
  expect(update?.after?.["customerSecretFingerprint"]).not.toBe(create?.after?.["customerSecretFingerprint"]);
  expect(JSON.stringify([update, create])).not.toMatch(/of-school/);
});

test("refuses another App ID until the project's recordings are finished", async () => {
  const { projectId } = await save({ ...secrets, name: "Recorded" });
  await addAttempt(projectId);
  await expect(save({ projectId, name: "Recorded", appId: otherAppId })).rejects.toMatchObject({
    code: "CONFLICT",
    fields: { appId: expect.stringContaining('"class-101"') },
  });
  await save({ projectId, name: "Renamed meanwhile", appId: appId.toUpperCase() });
  expect(await rowOf(projectId)).toMatchObject({ name: "Renamed meanwhile", appId });

  await ctx.db.update(attempts).set({ isTerminal: true }).where(eq(attempts.projectId, projectId));
  await save({ projectId, name: "Renamed meanwhile", appId: otherAppId });
  expect(await rowOf(projectId)).toMatchObject({ appId: otherAppId });
});

async function addAttempt(projectId: string) {
  const { db } = ctx;
  await db.insert(storageProfiles).values({ id: "p", projectId, name: "Main", currentVersion: 1 });
  const bucket = { vendor: "s3", storageRegion: 0, bucket: "media" };
  await db.insert(storageProfileVersions).values({ id: "v", projectId, profileId: "p", version: 1, ...bucket });
  await db.insert(recordingIntents).values({
    id: "r",
    projectId,
    mode: "composite",
    channelName: "class-101",
    desired: "recording",
    config: {},
    storageVersionId: "v",
    status: "recording",
    statusSource: "poll",
    statusAt: new Date(),
    createdBy: "ada",
  });
  const channel = { channelName: "class-101", mode: "composite", recorderUid: "3000000001", filePrefix: ["a"] };
  await db
    .insert(attempts)
    .values({ id: "a", projectId, intentId: "r", number: 1, state: "RUNNING", appId, ...channel });
}
