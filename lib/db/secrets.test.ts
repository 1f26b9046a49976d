import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "./client";
import { dataKeys, projects, secrets } from "./schema";
import { createSecretBox, deleteSecret, describeSecret, putSecret, readSecret } from "./secrets";
import { createTestDatabase, type TestDatabase } from "./test-db";

const masterKey = randomBytes(32).toString("base64");
const box = createSecretBox(masterKey);
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await addProject("one");
  await addProject("two");
});
afterAll(() => database.close());

async function addProject(id: string) {
  await database.db.insert(projects).values({
    id,
    name: id,
    kind: "agora",
    appId: "a".repeat(32),
    apiHosts: ["https://api.agora.io"],
    callbackKey: `key-${id}`,
  });
}

const address = (name: string, ownerId = "one") => ({ ownerTable: "projects", ownerId, name });

async function put(name: string, value: string, projectId = "one") {
  return putSecret(database.db, box, { ...address(name, projectId), projectId, value, actorId: "someone" });
}

test("a secret comes back in every version, and its description shows no more than the last four characters", async () => {
  const value = "correct horse battery staple \u{1f40e}!";
  await put("password", "an older value 1234");
  const described = await put("password", value);

  expect(await readSecret(database.db, box, address("password"))).toBe(value);
  expect(await readSecret(database.db, box, { ...address("password"), version: 1 })).toBe("an older value 1234");
  expect(await readSecret(database.db, box, { ...address("password"), version: 9 })).toBeNull();
  expect(await describeSecret(database.db, address("password"))).toEqual(described);
  expect(described).toMatchObject({ lastFour: value.slice(-4), version: 2 });

  const rows = JSON.stringify([await database.db.select().from(secrets), await database.db.select().from(dataKeys)]);
  for (const encoding of ["utf8", "base64", "base64url", "hex"] as const) {
    expect(rows).not.toContain(Buffer.from("correct horse battery staple").toString(encoding).slice(0, 36));
  }
});

test("a short secret keeps no last four characters, and a deleted one is gone", async () => {
  await put("pin", "short-one");
  expect((await describeSecret(database.db, address("pin")))?.lastFour).toBe("");
  await deleteSecret(database.db, address("pin"));
  expect(await readSecret(database.db, box, address("pin"))).toBeNull();
});

test("equal values have equal fingerprints under one master key and different ones under another", async () => {
  const a = await put("a", "the same value");
  const b = await put("b", "the same value", "two");
  const c = await put("c", "another value");
  expect(a.fingerprint).toBe(b.fingerprint);
  expect(a.fingerprint).not.toBe(c.fingerprint);
  expect(createSecretBox(randomBytes(32).toString("base64")).fingerprint("the same value")).not.toBe(a.fingerprint);
});

test("a ciphertext moved to another row, column, version or project does not open", async () => {
  await put("first", "value of first");
  await put("second", "value of second");
  await put("foreign", "value of two", "two");
  const sealedOf = async (name: string) => {
    const [row] = await database.db.select().from(secrets).where(eq(secrets.name, name));
    return row?.sealed ?? "";
  };
  const [first, second, foreign] = await Promise.all([sealedOf("first"), sealedOf("second"), sealedOf("foreign")]);

  await database.db.update(secrets).set({ sealed: second }).where(eq(secrets.name, "first"));
  await expect(readSecret(database.db, box, address("first"))).rejects.toThrow(/altered or moved/);
  await database.db.update(secrets).set({ sealed: foreign }).where(eq(secrets.name, "first"));
  await expect(readSecret(database.db, box, address("first"))).rejects.toThrow(/altered or moved/);
  await database.db.update(secrets).set({ sealed: first, version: 7 }).where(eq(secrets.name, "first"));
  await expect(readSecret(database.db, box, address("first"))).rejects.toThrow(/altered or moved/);
  await database.db.update(secrets).set({ version: 1 }).where(eq(secrets.name, "first"));
  expect(await readSecret(database.db, box, address("first"))).toBe("value of first");
});

test("no altered or cut off byte of a sealed value opens", () => {
  const place = ["projects", "one", "key", 1] as const;
  box.loadDataKey({ id: "KEY", masterKeyId: box.masterKeyId, wrapped: box.createDataKey("KEY") });
  const sealed = box.seal("KEY", "a value of some length", place);
  expect(box.open(sealed, place)).toBe("a value of some length");
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. ";
  for (let index = 0; index < sealed.length; index += 1) {
    for (const other of alphabet.replace(sealed.charAt(index), "")) {
      const altered = sealed.slice(0, index) + other + sealed.slice(index + 1);
      expect(() => box.open(altered, place), altered).toThrow();
    }
    expect(() => box.open(sealed.slice(0, index), place)).toThrow();
  }
});

test("two values sealed alike never look alike", () => {
  const place = ["projects", "one", "key", 1] as const;
  box.loadDataKey({ id: "KEY2", masterKeyId: box.masterKeyId, wrapped: box.createDataKey("KEY2") });
  const sealed = new Set(Array.from({ length: 200 }, () => box.seal("KEY2", "same", place)));
  expect(sealed.size).toBe(200);
});

test("a foreign master key is refused by a sentence that names both keys; a missing one stops the start", async () => {
  await put("kept", "value under the first key");
  const other = createSecretBox(randomBytes(32).toString("base64"));
  await expect(readSecret(database.db, other, address("kept"))).rejects.toThrow(
    new RegExp(`master key "${box.masterKeyId}", but TALLY_SECRET_KEY is the key "${other.masterKeyId}"`),
  );
  expect(() => createSecretBox(undefined)).toThrow(/TALLY_SECRET_KEY/);
  expect(() => createSecretBox("c2hvcnQ=")).toThrow(/32 random bytes/);
  expect(JSON.stringify(box)).toBe(JSON.stringify({ masterKeyId: box.masterKeyId }));
});

test("processes that store a project's first secret at once end with one data key and one order of versions", async () => {
  await addProject("fresh");
  const connections = Array.from({ length: 6 }, () => connect(database.url, { max: 1 }));
  try {
    await Promise.all(
      connections.map(({ db }, index) =>
        db.transaction((tx) =>
          putSecret(tx, createSecretBox(masterKey), {
            ...address(index % 2 === 0 ? "left" : "right", "fresh"),
            projectId: "fresh",
            value: `value ${index}`,
            actorId: null,
          }),
        ),
      ),
    );
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
  expect(await database.db.select().from(dataKeys).where(eq(dataKeys.projectId, "fresh"))).toHaveLength(1);
  for (const name of ["left", "right"]) {
    const rows = await database.db.select().from(secrets).where(eq(secrets.name, name));
    expect(new Set(rows.map((row) => row.version))).toEqual(new Set([1, 2, 3]));
    expect(rows.filter((row) => row.isCurrent).map((row) => row.version)).toEqual([3]);
    expect(await readSecret(database.db, createSecretBox(masterKey), address(name, "fresh"))).toMatch(/^value \d$/);
  }
});
