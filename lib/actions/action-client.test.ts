import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { createServices, type Actor } from "@/lib/context";
import { auditRows, memberships, projects, users } from "@/lib/db/schema";
import { createSecretBox } from "@/lib/db/secrets";
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-db";
import { TallyError } from "@/lib/errors";
import { createLogger } from "@/lib/logger";
import { createActionFactory } from "./action-client";

const publicUrl = "https://tally.example.com";
const own = { origin: publicUrl, "sec-fetch-site": "same-origin", "x-tally-client": "203.0.113.7" };
const operator: Actor = {
  kind: "user",
  userId: "olga",
  sessionId: "s1",
  name: "Olga",
  installationRole: null,
};

let database: TestDatabase;
let request: { headers: Headers; actor: Actor | null };
let monotonicMs = 0;
let calls: unknown[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const project = { kind: "agora" as const, appId: "a".repeat(32), apiHosts: ["https://api.agora.io"] };
  await database.db.insert(projects).values([
    { id: "own", name: "own", callbackKey: "own", ...project },
    { id: "other", name: "other", callbackKey: "other", ...project },
  ]);
  await database.db
    .insert(users)
    .values({ id: "olga", email: "o@example.com", emailKey: "o@example.com", name: "Olga", passwordHash: "none" });
  await database.db.insert(memberships).values({ projectId: "own", userId: "olga", role: "operator" });
});
afterAll(() => database.close());
beforeEach(() => {
  request = { headers: new Headers(own), actor: operator };
  monotonicMs += 3_600_000;
  calls = [];
});

const action = createActionFactory({
  services: () =>
    createServices({
      db: database.db,
      box: createSecretBox(randomBytes(32).toString("base64")),
      clock: { now: () => new Date(), monotonicMs: () => monotonicMs },
    }),
  readRequest: async () => request,
  publicUrl: () => publicUrl,
  logger: () => createLogger("test", "silent"),
});

const input = z.strictObject({
  projectId: z.string().min(1),
  layout: z.strictObject({ uid: z.string().regex(/^\d+$/, "Must be a number") }),
});
const good = { projectId: "own", layout: { uid: "7" } };

const stop = action("recording.stop", input, async (given) => {
  calls.push(given);
  return { stopped: given.input.layout.uid, in: given.grant.projectId };
});
const save = action("project.save", input, async (given) => void calls.push(given));

test("a request that passes every step reaches the verb with its actor, its grant and where it came from", async () => {
  expect(await stop(good)).toEqual({ ok: true, data: { stopped: "7", in: "own" } });
  expect(calls).toMatchObject([
    {
      ctx: { actor: operator, clientAddress: "203.0.113.7", requestId: expect.stringMatching(/^[0-9A-Z]{26}$/) },
      grant: { action: "recording.stop", projectId: "own" },
      input: good,
    },
  ]);
});

test.each([
  ["without an Origin", { origin: "" }],
  ["from another origin", { origin: "https://evil.example" }],
  [
    "from another origin with a forged forwarded host",
    { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
  ],
  ["from a sandboxed frame", { origin: "null" }],
  ["from another site", { "sec-fetch-site": "cross-site" }],
  ["from a sister site", { "sec-fetch-site": "same-site" }],
])("%s nothing runs", async (_, headers) => {
  request.headers = new Headers({ ...own, ...headers });
  expect(await stop(good)).toMatchObject({ ok: false, error: { code: "FORBIDDEN" } });
  expect(calls).toEqual([]);
});

test("without a live session, or as a machine, nothing runs", async () => {
  for (const actor of [null, { kind: "system", id: "engine" } as const]) {
    request.actor = actor;
    expect(await stop(good)).toMatchObject({ ok: false, error: { code: "UNAUTHENTICATED" } });
  }
  expect(calls).toEqual([]);
});

test("another role or another project is refused, and the refusal is audited where it belongs", async () => {
  expect(await save(good)).toMatchObject({ ok: false, error: { code: "FORBIDDEN" } });
  expect(await stop({ ...good, projectId: "other" })).toMatchObject({ ok: false, error: { code: "NOT_FOUND" } });
  expect(await stop({ ...good, projectId: "none" })).toMatchObject({ ok: false, error: { code: "NOT_FOUND" } });
  expect(calls).toEqual([]);
  const rows = await database.db.select().from(auditRows).orderBy(auditRows.id);
  expect(rows).toMatchObject([
    { projectId: "own", action: "project.save", targetId: "own", outcome: "refused", actorId: "olga" },
    { projectId: null, action: "recording.stop", targetId: "other", outcome: "refused", clientAddress: "203.0.113.7" },
    { projectId: null, action: "recording.stop", targetId: "none", outcome: "refused" },
  ]);
});

test("input is strict, and each wrong field has a sentence under its dotted path", async () => {
  const wrong = { projectId: "own", layout: { uid: "seven" }, isAdmin: true };
  expect(await stop(wrong)).toMatchObject({
    ok: false,
    error: { code: "INVALID", fields: { "layout.uid": "Must be a number", "": expect.stringMatching(/isAdmin/) } },
  });
  for (const nothing of [undefined, null, "x", []]) {
    expect(await stop(nothing as never)).toMatchObject({ ok: false, error: { code: "INVALID" } });
  }
  expect(calls).toEqual([]);
});

test("what the verb refuses keeps its sentence; what it did not foresee says nothing of itself", async () => {
  const refusing = action("recording.stop", input, async () => {
    throw new TallyError("CONFLICT", "It has stopped already.", { fields: { projectId: "x" }, retryAfterMs: 5 });
  });
  expect(await refusing(good)).toEqual({
    ok: false,
    error: {
      code: "CONFLICT",
      message: "It has stopped already.",
      fields: { projectId: "x" },
      retryable: true,
      retryAfterMs: 5,
      requestId: expect.stringMatching(/^[0-9A-Z]{26}$/),
    },
  });
  for (const error of [new Error("password is hunter2"), new TallyError("INTERNAL", "password is hunter2")]) {
    const breaking = action("recording.stop", input, async () => {
      throw error;
    });
    const answer = await breaking(good);
    expect(answer).toMatchObject({ ok: false, error: { code: "INTERNAL" } });
    expect(JSON.stringify(answer)).not.toContain("hunter2");
  }
});

test("a session that sends too much has to wait, and another session of somebody else does not", async () => {
  const outcomes = [];
  for (let index = 0; index < 21; index += 1) outcomes.push(await stop(good));
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(20);
  expect(outcomes.at(-1)).toMatchObject({ error: { code: "RATE_LIMITED", retryAfterMs: 500 } });
  request.actor = { ...operator, userId: "someone", sessionId: "s2" };
  expect(await stop(good)).toMatchObject({ error: { code: "NOT_FOUND" } });
  request.actor = operator;
  monotonicMs += 500;
  expect(await stop(good)).toMatchObject({ ok: true });
});
