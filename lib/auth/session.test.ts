import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { memberships, projects, sessions, users } from "@/lib/db/schema";
import { hashSessionToken, newSessionToken } from "@/lib/db/session-token";
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-db";
import { sessionIdleMs, sessionLifetimeMs } from "@/lib/features/accounts/constants";
import { findLiveSession, readViewer, recheckSession } from "./session";

const start = new Date("2026-05-01T08:00:00Z");
const after = (ms: number) => new Date(start.getTime() + ms);
const token = newSessionToken();
let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
  await database.db
    .insert(users)
    .values({ id: "ada", email: "Ada@example.com", emailKey: "ada@example.com", name: "Ada", passwordHash: "none" });
  await database.db.insert(sessions).values({
    id: "s1",
    tokenHash: hashSessionToken(token),
    userId: "ada",
    createdAt: start,
    lastSeenAt: start,
    expiresAt: after(sessionLifetimeMs),
  });
});
afterEach(() => database.close());

const find = (now: Date, given = token) => findLiveSession(database.db, given, now);

test("a token stands for its person, and no other string does", async () => {
  expect(await find(start)).toEqual({
    kind: "user",
    userId: "ada",
    sessionId: "s1",
    name: "Ada",
    installationRole: null,
  });
  expect(await find(start, newSessionToken())).toBeNull();
  expect(await find(start, hashSessionToken(token))).toBeNull();
  expect(await find(start, "")).toBeNull();
});

test("looking whether a session still lives keeps none awake", async () => {
  const actor = await find(start);
  expect(await recheckSession(database.db, "s1", after(sessionIdleMs - 1))).toEqual(actor);
  expect(await recheckSession(database.db, "s1", after(sessionIdleMs))).toBeNull();
  expect(await recheckSession(database.db, "s2", start)).toBeNull();
});

test("it ends when idle, and requests keep it awake until its absolute end", async () => {
  expect(await find(after(sessionIdleMs))).toBeNull();
  for (let ms = 0; ms < sessionLifetimeMs; ms += sessionIdleMs - 1) expect(await find(after(ms))).not.toBeNull();
  expect(await find(after(sessionLifetimeMs))).toBeNull();
});

test("the row is written at most once a minute", async () => {
  const lastSeen = async () => (await database.db.select().from(sessions))[0]?.lastSeenAt;
  await find(after(59_000));
  expect(await lastSeen()).toEqual(start);
  await find(after(61_000));
  expect(await lastSeen()).toEqual(after(61_000));
});

test("it ends at once when its row goes or its account is disabled", async () => {
  await database.db.update(users).set({ disabledAt: start });
  expect(await find(start)).toBeNull();
  await database.db.update(users).set({ disabledAt: null });
  expect(await find(start)).not.toBeNull();
  await database.db.delete(sessions).where(eq(sessions.id, "s1"));
  expect(await find(start)).toBeNull();
});

test("the shell learns name and roles and nothing of the password", async () => {
  await database.db
    .insert(projects)
    .values({ id: "p", name: "p", kind: "agora", appId: "a".repeat(32), apiHosts: [], callbackKey: "p" });
  await database.db.insert(memberships).values({ projectId: "p", userId: "ada", role: "engineer" });
  const actor = await find(start);
  expect(actor && (await readViewer(database.db, actor))).toEqual({
    userId: "ada",
    name: "Ada",
    email: "Ada@example.com",
    isInstallationAdmin: false,
    mustChangePassword: false,
    rolesByProject: { p: "engineer" },
  });
});
