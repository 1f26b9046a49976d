import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createContext, createServices, systemContext, type Context } from "@/lib/context";
import { verifyAuditChain } from "@/lib/db/audit";
import { auditRows, sessions, signInFailures, users } from "@/lib/db/schema";
import { createSecretBox } from "@/lib/db/secrets";
import { hashSessionToken } from "@/lib/db/session-token";
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-db";
import { signInLimits } from "../constants";
import { changePassword } from "./change-password";
import { createFirstAdmin } from "./create-first-admin";
import { createUser } from "./create-user";
import { signIn } from "./sign-in";
import { signOut } from "./sign-out";

const email = "ada@example.com";
const password = "a long enough password";
const key = randomBytes(32).toString("base64");
let database: TestDatabase;
let now: Date;
let userId: string;

/** What a request from an address sees; time stands still unless a test moves it. */
function context(clientAddress: string | null = "203.0.113.7"): Context {
  const services = createServices({
    db: database.db,
    box: createSecretBox(key),
    clock: { now: () => now, monotonicMs: () => now.getTime() },
  });
  return createContext(services, { actor: { kind: "system", id: "sign-in" }, clientAddress });
}

beforeEach(async () => {
  database = await createTestDatabase();
  now = new Date("2026-05-01T08:00:00Z");
  const input = { email, name: "Ada Lovelace", password, isInstallationAdmin: false, mustChangePassword: false };
  ({ userId } = await createUser({ ctx: systemContext(context(), "test"), input }));
});
afterEach(() => database.close());

function attempt(typed: string, from: { email?: string; address?: string | null; previousToken?: string } = {}) {
  return signIn({
    ctx: context(from.address),
    input: { email: from.email ?? email, password: typed },
    previousToken: from.previousToken ?? null,
    userAgent: "test",
  });
}

function failures(networkKey: string, count: number, failedAt: Date) {
  return Array.from({ length: count }, (_, index) => {
    const id = `${networkKey} ${index}`;
    return { id, accountKey: id, networkKey, failedAt };
  });
}

async function codeOf(outcome: Promise<unknown>): Promise<string> {
  return outcome.then(
    () => "ok",
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );
}

test("the right password opens a session whose token is stored as a hash only", async () => {
  const { token } = await attempt(password, { email: "  ADA@Example.com" });
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  const rows = await database.db.select().from(sessions);
  expect(rows).toMatchObject([{ tokenHash: hashSessionToken(token), userId, clientAddress: "203.0.113.7" }]);
  expect(rows[0]?.expiresAt.getTime()).toBe(now.getTime() + 12 * 3600_000);
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(await database.db.select().from(signInFailures)).toEqual([]);
});

test("signing in again ends the session the browser held", async () => {
  const first = await attempt(password);
  const second = await attempt(password, { previousToken: first.token });
  const rows = await database.db.select().from(sessions);
  expect(rows.map((row) => row.tokenHash)).toEqual([hashSessionToken(second.token)]);
});

test("unknown, disabled and mistyped answer alike, and each leaves an audit row without what was typed", async () => {
  const refusal = (outcome: Promise<unknown>) => outcome.catch((error: Error) => `${error.name}: ${error.message}`);
  const unknown = await refusal(attempt("tell-nobody-this", { email: "typed-a-secret@example.com" }));
  const wrong = await refusal(attempt("tell-nobody-this"));
  await database.db.update(users).set({ disabledAt: now }).where(eq(users.id, userId));
  const disabled = await refusal(attempt(password));
  const sentence = "TallyError: The e-mail address or the password is wrong.";
  expect([unknown, wrong, disabled]).toEqual([sentence, sentence, sentence]);

  const rows = await database.db.select().from(auditRows).where(eq(auditRows.outcome, "refused"));
  expect(rows.map((row) => [row.targetId, row.after])).toEqual([
    [null, { reason: "unknownAccount" }],
    [userId, { reason: "wrongPassword" }],
    [userId, { reason: "disabled" }],
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/tell-nobody|typed-a-secret/);
  expect(await verifyAuditChain(database.db, null)).toMatchObject({ isIntact: true });
});

test("an unknown account takes as long as a known one", async () => {
  const time = async (address: string) => {
    const started = performance.now();
    await attempt("wrong password", { email: address }).catch(() => undefined);
    return performance.now() - started;
  };
  await time("warm@example.com");
  const [unknown, known] = [await time("nobody@example.com"), await time(email)];
  expect(unknown).toBeGreaterThan(known / 3);
});

test("five wrong passwords, then waiting that doubles, for the right password too; success clears the count", async () => {
  for (let index = 0; index < 5; index += 1) expect(await codeOf(attempt("wrong"))).toBe("UNAUTHENTICATED");
  expect(await codeOf(attempt(password, { address: "198.51.100.1" }))).toBe("RATE_LIMITED");
  now = new Date(now.getTime() + 60_001);
  expect(await codeOf(attempt("wrong"))).toBe("UNAUTHENTICATED");
  now = new Date(now.getTime() + 60_001);
  expect(await codeOf(attempt(password))).toBe("RATE_LIMITED");
  now = new Date(now.getTime() + 60_001);
  expect(await codeOf(attempt(password))).toBe("ok");
  expect(await codeOf(attempt("wrong"))).toBe("UNAUTHENTICATED");
});

test("attempts sent together cannot slip past the count", async () => {
  const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(attempt("wrong"))));
  expect(codes.filter((code) => code === "UNAUTHENTICATED")).toHaveLength(5);
  expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(7);
});

test("a network and the installation have limits of their own, and this machine counts as no network", async () => {
  const earlier = new Date(now.getTime() - 5 * 60_000);
  await database.db.insert(signInFailures).values(failures("203.0.113.0/24", signInLimits.networkFailures, earlier));
  await database.db.insert(signInFailures).values(failures("local", signInLimits.networkFailures, earlier));
  expect(await codeOf(attempt(password, { address: "203.0.113.99" }))).toBe("RATE_LIMITED");
  expect(await codeOf(attempt(password, { address: "198.51.100.1" }))).toBe("ok");
  expect(await codeOf(attempt(password, { address: "127.0.0.1" }))).toBe("ok");

  await database.db.insert(signInFailures).values(failures("x", signInLimits.installationFailures, now));
  expect(await codeOf(attempt(password, { address: "198.51.100.1" }))).toBe("RATE_LIMITED");
});

test("signing out deletes the row, and again it does nothing", async () => {
  const { token } = await attempt(password);
  await signOut({ ctx: context(), token });
  await signOut({ ctx: context(), token });
  expect(await database.db.select().from(sessions)).toEqual([]);
  const rows = await database.db.select().from(auditRows).where(eq(auditRows.action, "account.signOut"));
  expect(rows).toMatchObject([{ actorKind: "user", actorId: userId }]);
});

test("a changed password ends the other sessions, works at once and forgets the launcher's first one", async () => {
  await database.db.update(users).set({ mustChangePassword: true }).where(eq(users.id, userId));
  await attempt(password);
  const mine = await attempt(password);
  const [row] = await database.db
    .select()
    .from(sessions)
    .where(eq(sessions.tokenHash, hashSessionToken(mine.token)));
  let forgotten = 0;
  const change = (currentPassword: string, newPassword: string) =>
    changePassword({
      ctx: {
        ...context(),
        actor: { kind: "user", userId, sessionId: row?.id ?? "", name: "Ada", installationRole: null },
      },
      input: { currentPassword, newPassword },
      forgetFirstPassword: async () => void (forgotten += 1),
    });

  await expect(change("not it", "another good one")).rejects.toMatchObject({
    fields: { currentPassword: expect.stringMatching(/./) },
  });
  await expect(change(password, password)).rejects.toMatchObject({
    fields: { newPassword: expect.stringMatching(/differ/) },
  });
  await expect(change(password, "password1")).rejects.toMatchObject({
    fields: { newPassword: expect.stringMatching(/tried first/) },
  });
  expect(forgotten).toBe(0);

  expect(await change(password, "another good one")).toEqual({ endedSessions: 1 });
  expect(forgotten).toBe(1);
  expect((await database.db.select().from(sessions)).map((session) => session.id)).toEqual([row?.id]);
  expect(await codeOf(attempt(password))).toBe("UNAUTHENTICATED");
  expect(await codeOf(attempt("another good one"))).toBe("ok");
  const audited = JSON.stringify(await database.db.select().from(auditRows));
  expect(audited).toContain("account.changePassword");
  expect(audited).not.toContain("another good one");
});

test("an address has one account, and a guessable password makes none", async () => {
  const ctx = systemContext(context(), "test");
  const input = {
    email: "Ada@example.com",
    name: "Twin",
    password,
    isInstallationAdmin: false,
    mustChangePassword: false,
  };
  expect(await codeOf(createUser({ ctx, input }))).toBe("CONFLICT");
  expect(await codeOf(createUser({ ctx, input: { ...input, email: "b@example.com", password: "12345678" } }))).toBe(
    "INVALID",
  );
});

test("the first admin is made once, also by two processes at once, and can sign in", async () => {
  const empty = await createTestDatabase();
  try {
    const services = createServices({ db: empty.db, box: createSecretBox(key) });
    const make = () => createFirstAdmin({ ctx: systemContext(services, "launcher"), email: "admin@tally.localhost" });
    const made = (await Promise.all([make(), make()])).filter((admin) => admin !== null);
    expect(made).toHaveLength(1);
    expect(await make()).toBeNull();
    const ctx = systemContext(services, "sign-in");
    const input = { email: "admin@tally.localhost", password: made[0]?.password ?? "" };
    const { userId: adminId } = await signIn({ ctx, input, previousToken: null, userAgent: null });
    expect(await empty.db.select().from(users)).toMatchObject([
      { id: adminId, installationRole: "admin", mustChangePassword: true },
    ]);
  } finally {
    await empty.close();
  }
});
