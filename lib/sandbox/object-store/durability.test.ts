import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { expect, onTestFinished, test } from "vitest";
import { startObjectStore } from "./start-object-store";
import { spawnStore } from "./test-process";
import { openTestStore, sdkClient, signedHeaders } from "./test-store";

const Bucket = "recordings";

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tally-store-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function bodyFiles(dataDir: string): Promise<string[]> {
  const names = await readdir(join(dataDir, "bodies"), { recursive: true });
  return names.filter((name) => name.length > 2);
}

test("after kill -9 every answered upload is whole, the interrupted one never was, and nothing is left over", async () => {
  const dataDir = await makeFolder();
  const { child, endpoint, port, keys } = await spawnStore(dataDir);
  const client = sdkClient({ endpoint, keys });

  const answered: string[] = [];
  const uploadUntilKilled = async () => {
    for (let number = 0; ; number += 1) {
      await client.send(new PutObjectCommand({ Bucket, Key: `slice-${number}`, Body: `body of slice-${number}` }));
      answered.push(`slice-${number}`);
    }
  };
  const headers = await signedHeaders(
    { method: "PUT", path: `/${Bucket}/half` },
    { keys, host: `127.0.0.1:${port}`, payloadHash: "UNSIGNED-PAYLOAD" },
  );
  const half = httpRequest({
    port,
    method: "PUT",
    path: `/${Bucket}/half`,
    headers: { ...headers, "content-length": 10_000_000 },
  });
  const broken = once(half, "error");
  half.write(Buffer.alloc(1_000_000));

  const uploads = uploadUntilKilled();
  uploads.catch(() => {}); // Ends with a refused connection, which is asserted below.
  await expect.poll(() => answered.length).toBeGreaterThan(20);
  await expect
    .poll(async () => {
      const names = await readdir(join(dataDir, "incoming"));
      const sizes = await Promise.all(
        names.map((name) => stat(join(dataDir, "incoming", name)).catch(() => undefined)),
      );
      return Math.max(0, ...sizes.map((found) => found?.size ?? 0));
    })
    .toBeGreaterThan(100_000);
  child.kill("SIGKILL");
  await Promise.all([once(child, "exit"), broken, expect(uploads).rejects.toThrow()]);

  const store = await openTestStore({ dataDir });
  for (const key of answered) {
    expect((await store.admin.readObject(Bucket, key)).toString()).toBe(`body of ${key}`);
  }
  const listed = store.admin.listObjects(Bucket).map((object) => object.key);
  expect(listed).not.toContain("half");
  // The upload in flight may have been kept without its answer being seen.
  expect(listed.length - answered.length).toBeLessThanOrEqual(1);
  expect(await readdir(join(dataDir, "incoming"))).toEqual([]);
  expect(await bodyFiles(dataDir)).toHaveLength(listed.length);
  await sdkClient(store, keys).send(new PutObjectCommand({ Bucket, Key: "after", Body: "x" }));
});

test("a body whose row was never written is swept at the next start, replaced and deleted ones at once", async () => {
  const dataDir = await makeFolder();
  const open = () => startObjectStore({ host: "127.0.0.1", port: 0, dataDir, clock: () => new Date() });
  const first = await open();
  first.admin.ensureBucket(Bucket, { region: "us-east-1" });
  for (const [key, body] of [
    ["a", "one"],
    ["a", "two"],
    ["b", "three"],
  ] as const) {
    await first.admin.putObject(Bucket, key, body);
  }
  await first.admin.deleteObject(Bucket, "b");
  const files = await bodyFiles(dataDir);
  expect(files).toHaveLength(1);
  await first.close();
  await mkdir(join(dataDir, "bodies", "00"), { recursive: true });
  await copyFile(join(dataDir, "bodies", files[0] ?? ""), join(dataDir, "bodies", "00", "00-uncommitted"));

  const second = await open();
  onTestFinished(() => second.close());
  expect(await bodyFiles(dataDir)).toEqual(files);
  expect((await second.admin.readObject(Bucket, "a")).toString()).toBe("two");
});

test("a reader that began keeps the old object while a new one replaces it", async () => {
  const store = await openTestStore();
  const old = Buffer.alloc(8_000_000, "o");
  await store.admin.putObject(Bucket, "a", old);
  const { Body } = await sdkClient(store).send(new GetObjectCommand({ Bucket, Key: "a" }));
  await store.admin.putObject(Bucket, "a", "new");
  expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(old)).toBe(true);
  expect((await store.admin.readObject(Bucket, "a")).toString()).toBe("new");
});

test("a second store on the same folder, a taken port and a damaged index are each one sentence", async () => {
  const store = await openTestStore();
  const options = { host: "127.0.0.1", port: 0, clock: () => new Date() };
  await expect(startObjectStore({ ...options, dataDir: store.dataDir })).rejects.toThrow(/is in use by another/);
  const dataDir = await makeFolder();
  await expect(startObjectStore({ ...options, port: store.port, dataDir })).rejects.toThrow(
    `Port ${store.port} on 127.0.0.1 is taken by another program. Stop it, or set OBJECT_STORE_PORT to a free port.`,
  );
  const damaged = await makeFolder();
  await writeFile(join(damaged, "objects.sqlite"), Buffer.alloc(5000, "not a database"));
  await expect(startObjectStore({ ...options, dataDir: damaged })).rejects.toThrow(
    /cannot be opened: .*Move the folder/,
  );
});
