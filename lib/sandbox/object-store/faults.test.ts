import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { openTestStore, sdkClient } from "./test-store";

const Bucket = "recordings";

test("the next uploads fail as told, then all is well; reading is not touched", async () => {
  const store = await openTestStore();
  await store.admin.putObject(Bucket, "old", "old");
  const client = sdkClient(store);
  const put = () => client.send(new PutObjectCommand({ Bucket, Key: "new", Body: "new" }));
  store.admin.setFaults({ failPuts: { count: 2, status: 503, code: "SlowDown" } });
  const slowDown = { name: "SlowDown", $metadata: { httpStatusCode: 503 } };
  await expect(put()).rejects.toMatchObject(slowDown);
  expect((await client.send(new GetObjectCommand({ Bucket, Key: "old" }))).ContentLength).toBe(3);
  await expect(put()).rejects.toMatchObject(slowDown);
  expect(store.admin.listObjects(Bucket).map((object) => object.key)).toEqual(["old"]);
  await put();
  expect(store.admin.counters()).toMatchObject({
    requests: { PutObject: 3, GetObject: 1 },
    errors: { SlowDown: 2 },
    bytesOut: 3,
  });
});

test("an upload that is refused anyway does not use up a fault", async () => {
  const store = await openTestStore();
  store.admin.setFaults({ failPuts: { count: 1, status: 500, code: "InternalError" } });
  const stranger = sdkClient(store, { ...store.keys, secretKey: "wrong" });
  const put = new PutObjectCommand({ Bucket, Key: "a", Body: "a" });
  await expect(stranger.send(put)).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
  await expect(sdkClient(store).send(put)).rejects.toMatchObject({ name: "InternalError" });
});

test("everything can be refused, disconnected or delayed, until the switches are reset", async () => {
  const store = await openTestStore();
  const put = () => sdkClient(store).send(new PutObjectCommand({ Bucket, Key: "a", Body: "a" }));
  store.admin.setFaults({ refuseAll: { status: 503, code: "ServiceUnavailable" } });
  await expect(put()).rejects.toMatchObject({ name: "ServiceUnavailable" });
  store.admin.setFaults({ refuseAll: "disconnect" });
  await expect(put()).rejects.toMatchObject({ code: "ECONNRESET" });
  store.admin.setFaults({ refuseAll: null, delayMs: 150 });
  const started = performance.now();
  await put();
  expect(performance.now() - started).toBeGreaterThanOrEqual(149);
  store.admin.resetFaults();
  expect(store.admin.faults()).toEqual({ failPuts: null, delayMs: 0, refuseAll: null });
  expect(() => store.admin.setFaults({ refuseAll: { status: 200, code: "Fine" } })).toThrow(RangeError);
});

test("a delay does not hold up closing", async () => {
  const store = await openTestStore();
  store.admin.setFaults({ delayMs: 60_000 });
  const waiting = fetch(`${store.endpoint}/recordings/a`);
  waiting.catch(() => {}); // Whether it is answered or cut off does not matter here.
  await expect.poll(() => store.admin.counters().active).toBe(1);
  const started = performance.now();
  await store.close();
  expect(performance.now() - started).toBeLessThan(2000);
});
