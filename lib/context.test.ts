import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSlidingWindow } from "./agora/sliding-window";
import { createContext, createServices, systemContext } from "./context";
import { eq } from "drizzle-orm";
import { projects } from "./db/schema";
import { createSecretBox, putSecret } from "./db/secrets";
import { createTestDatabase, type TestDatabase } from "./db/test-db";

const box = createSecretBox(randomBytes(32).toString("base64"));
let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
  await database.db.insert(projects).values({
    id: "p1",
    name: "Live",
    kind: "agora",
    appId: "a".repeat(32),
    apiHosts: ["https://api.agora.io"],
    callbackKey: "k1",
  });
});
afterEach(() => database.close());

const put = (name: string, value: string) =>
  putSecret(database.db, box, {
    ownerTable: "projects",
    ownerId: "p1",
    name,
    projectId: "p1",
    value,
    actorId: null,
  });

test("a client is made once from the project's row and keys, and anew when either changes", async () => {
  const { agora } = createServices({ db: database.db, box, rateLimit: createSlidingWindow() });
  await expect(agora("none")).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(agora("p1")).rejects.toMatchObject({ code: "INVALID", message: expect.stringContaining('"Live"') });

  await put("customerId", "an-id");
  await put("customerSecret", "a-secret-of-agora");
  const first = await agora("p1");
  expect(first).toMatchObject({ projectId: "p1", kind: "agora", appId: "a".repeat(32) });
  expect(await agora("p1")).toBe(first);
  expect(JSON.stringify(first)).not.toContain("a-secret-of-agora");

  await put("customerSecret", "another-secret-of-agora");
  const second = await agora("p1");
  expect(second).not.toBe(first);
  await database.db
    .update(projects)
    .set({ apiHosts: ["https://api.sd-rtn.com"] })
    .where(eq(projects.id, "p1"));
  expect((await agora("p1")).client.hosts).toEqual(["https://api.sd-rtn.com"]);
});

test("a process without a rate limit makes no call", async () => {
  const { agora } = createServices({ db: database.db, box });
  await expect(agora("p1")).rejects.toMatchObject({ code: "INTERNAL" });
});

test("every context has a request id of its own unless it is given one", () => {
  const services = createServices({ db: database.db, box });
  const [one, two] = [systemContext(services, "engine"), systemContext(services, "engine")];
  expect(one.requestId).not.toBe(two.requestId);
  expect(one).toMatchObject({ actor: { kind: "system", id: "engine" }, clientAddress: null });
  const actor = { kind: "notification", id: "n1" } as const;
  expect(createContext(services, { actor, requestId: "r1", clientAddress: "203.0.113.7" })).toMatchObject({
    actor,
    requestId: "r1",
    clientAddress: "203.0.113.7",
  });
});
