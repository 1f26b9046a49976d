import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyAuditChain, writeAudit, type AuditEntry } from "./audit";
import { canonicalJson } from "./audit-chain";
import { connect } from "./client";
import { auditRows, projects } from "./schema";
import { createTestDatabase, type TestDatabase } from "./test-db";

let database: TestDatabase;
let projectCount = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function addProject(): Promise<string> {
  projectCount += 1;
  const id = `project-${projectCount}`;
  await database.db.insert(projects).values({
    id,
    name: id,
    kind: "agora",
    appId: "a".repeat(32),
    apiHosts: ["https://api.agora.io"],
    callbackKey: id,
  });
  return id;
}

const entry = (projectId: string | null, targetId: string): AuditEntry => ({
  projectId,
  actor: { kind: "system", id: "test" },
  action: "recording.start",
  targetKind: "recording",
  targetId,
  outcome: "done",
  before: null,
  after: { zeta: 1, alpha: { list: [1, 2.5, null, "ü"], at: "2026-01-01" }, big: 1e21 },
  requestId: "request",
  clientAddress: "127.0.0.1",
});

async function write(projectId: string | null, count: number) {
  for (let index = 0; index < count; index += 1) {
    await database.db.transaction((tx) => writeAudit(tx, entry(projectId, `target-${index}`)));
  }
}

/** What only the owner of the table can do: the chain must show it. */
async function tamper(statement: ReturnType<typeof sql>) {
  await database.db.transaction(async (tx) => {
    await tx.execute(sql`alter table audit_rows disable trigger user`);
    await tx.execute(statement);
    await tx.execute(sql`alter table audit_rows enable trigger user`);
  });
}

test("rows written one after the other verify, and each project and the installation has a chain of its own", async () => {
  const [one, two] = [await addProject(), await addProject()];
  await write(one, 12);
  await write(two, 3);
  await write(null, 2);
  expect(await verifyAuditChain(database.db, one)).toMatchObject({ isIntact: true, rowCount: 12 });
  expect(await verifyAuditChain(database.db, two)).toMatchObject({ isIntact: true, rowCount: 3 });
  expect(await verifyAuditChain(database.db, null)).toMatchObject({ isIntact: true, rowCount: 2 });
});

test("a rolled back change leaves no row", async () => {
  const project = await addProject();
  await expect(
    database.db.transaction(async (tx) => {
      await writeAudit(tx, entry(project, "never"));
      throw new Error("the change failed");
    }),
  ).rejects.toThrow("the change failed");
  expect(await verifyAuditChain(database.db, project)).toEqual({ isIntact: true, rowCount: 0, head: null });
});

test("the database refuses update, delete, truncate and a second row behind the same one", async () => {
  const project = await addProject();
  await write(project, 2);
  const refused = { cause: expect.objectContaining({ message: expect.stringContaining("insert-only") }) };
  await expect(database.db.execute(sql`update audit_rows set action = 'x'`)).rejects.toMatchObject(refused);
  await expect(database.db.execute(sql`delete from audit_rows`)).rejects.toMatchObject(refused);
  await expect(database.db.execute(sql`truncate audit_rows`)).rejects.toMatchObject(refused);
  const [row] = await database.db
    .select()
    .from(auditRows)
    .where(sql`project_id = ${project}`)
    .limit(1);
  expect(row).toBeDefined();
  if (row) {
    const { id: _id, ...copy } = row;
    await expect(database.db.insert(auditRows).values(copy)).rejects.toMatchObject({ cause: { code: "23505" } });
  }
});

test("every single edit, deletion, swap and cut tail is found", async () => {
  const columns = [
    "actor_id = 'other'",
    "action = 'other'",
    "outcome = 'failed'",
    "target_id = null",
    `after = '{"zeta": 2}'`,
    "request_id = null",
    "created_at = created_at + interval '1 millisecond'",
    "client_address = '10.0.0.1'",
  ];
  for (const change of columns) {
    const project = await addProject();
    await write(project, 3);
    await tamper(
      sql`update audit_rows set ${sql.raw(change)} where project_id = ${project} and target_id = 'target-1'`,
    );
    expect(await verifyAuditChain(database.db, project), change).toMatchObject({ isIntact: false, reason: "content" });
  }

  const gap = await addProject();
  await write(gap, 3);
  await tamper(sql`delete from audit_rows where project_id = ${gap} and target_id = 'target-1'`);
  expect(await verifyAuditChain(database.db, gap)).toMatchObject({ isIntact: false, reason: "link", rowCount: 1 });

  const beginning = await addProject();
  await write(beginning, 3);
  await tamper(sql`delete from audit_rows where project_id = ${beginning} and target_id = 'target-0'`);
  expect(await verifyAuditChain(database.db, beginning)).toMatchObject({
    isIntact: false,
    reason: "link",
    rowCount: 0,
  });

  const swapped = await addProject();
  await write(swapped, 3);
  await tamper(
    sql`update audit_rows a set id = -b.id from audit_rows b where a.project_id = ${swapped} and b.project_id = ${swapped}
        and ((a.target_id = 'target-0' and b.target_id = 'target-1') or (a.target_id = 'target-1' and b.target_id = 'target-0'))`,
  );
  await tamper(sql`update audit_rows set id = -id where project_id = ${swapped} and id < 0`);
  expect(await verifyAuditChain(database.db, swapped)).toMatchObject({ isIntact: false, reason: "link" });

  const cut = await addProject();
  await write(cut, 3);
  const before = await verifyAuditChain(database.db, cut);
  await tamper(sql`delete from audit_rows where project_id = ${cut} and target_id = 'target-2'`);
  expect(await verifyAuditChain(database.db, cut)).toMatchObject({ isIntact: true, rowCount: 2 });
  const head = before.isIntact ? (before.head ?? undefined) : undefined;
  expect(await verifyAuditChain(database.db, cut, head)).toMatchObject({ isIntact: false, reason: "tail" });
});

test("concurrent writers keep one chain", async () => {
  const project = await addProject();
  const connections = Array.from({ length: 6 }, () => connect(database.url, { max: 1 }));
  try {
    await Promise.all(
      connections.map(async ({ db }, writer) => {
        for (let index = 0; index < 10; index += 1) {
          await db.transaction((tx) => writeAudit(tx, entry(project, `${writer}-${index}`)));
        }
      }),
    );
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
  expect(await verifyAuditChain(database.db, project)).toMatchObject({ isIntact: true, rowCount: 60 });
});

test("details lose what is named like a secret, and text PostgreSQL cannot hold is made storable", async () => {
  const project = await addProject();
  await database.db.transaction((tx) =>
    writeAudit(tx, {
      ...entry(project, "odd \0 \ud800 target"),
      after: {
        customerSecret: "visible?",
        nested: { accessKey: "visible?", recorderToken: "visible?" },
        secretKeyFingerprint: "abcd",
        note: "nul \0 and \udfff",
        dropped: undefined,
      },
    }),
  );
  const [row] = await database.db
    .select()
    .from(auditRows)
    .where(sql`project_id = ${project}`);
  expect(row?.after).toEqual({
    customerSecret: "[secret]",
    nested: { accessKey: "[secret]", recorderToken: "[secret]" },
    secretKeyFingerprint: "abcd",
    note: "nul \uFFFD and \uFFFD",
  });
  expect(await verifyAuditChain(database.db, project)).toMatchObject({ isIntact: true, rowCount: 1 });
});

test("canonical JSON does not depend on the order of keys", () => {
  expect(canonicalJson({ b: [1, { d: 1, c: null }], a: "x" })).toBe('{"a":"x","b":[1,{"c":null,"d":1}]}');
});
