import { GetObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { expect, test } from "vitest";
import { openTestStore, sdkClient, type TestStore } from "./test-store";

const origin = "http://localhost:3000";

async function preflight(store: TestStore, headers: Record<string, string>): Promise<Response> {
  return fetch(`${store.endpoint}/recordings/a`, { method: "OPTIONS", headers: { Origin: origin, ...headers } });
}

test("a page of any origin may play: preflight, Range, and the headers a player reads", async () => {
  const store = await openTestStore();
  await store.admin.putObject("recordings", "a", "0123456789");
  const allowed = await preflight(store, {
    "Access-Control-Request-Method": "GET",
    "Access-Control-Request-Headers": "range, if-match",
  });
  expect(allowed.status).toBe(200);
  expect(allowed.headers.get("access-control-allow-origin")).toBe("*");
  expect(allowed.headers.get("access-control-allow-headers")).toBe("range, if-match");
  expect(allowed.headers.get("access-control-allow-methods")).toContain("GET");

  const url = await getSignedUrl(sdkClient(store), new GetObjectCommand({ Bucket: "recordings", Key: "a" }));
  const part = await fetch(url, { headers: { Origin: origin, Range: "bytes=0-3" } });
  expect(part.status).toBe(206);
  expect(part.headers.get("access-control-allow-origin")).toBe("*");
  for (const name of ["ETag", "Content-Range", "Content-Length", "Accept-Ranges"]) {
    expect(part.headers.get("access-control-expose-headers")).toContain(name);
  }
  const refused = await fetch(`${store.endpoint}/recordings/a`, { headers: { Origin: origin } });
  expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([403, "*"]);
});

test("a page may not change objects unless the bucket's rules say so", async () => {
  const store = await openTestStore();
  const put = { "Access-Control-Request-Method": "PUT" };
  const refused = await preflight(store, put);
  expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([403, null]);
  store.admin.setCors("recordings", [
    {
      allowedOrigins: ["http://*.example", origin],
      allowedMethods: ["PUT"],
      allowedHeaders: ["x-amz-*"],
      exposeHeaders: [],
      maxAgeSeconds: 5,
    },
  ]);
  const allowed = await preflight(store, { ...put, "Access-Control-Request-Headers": "X-Amz-Date" });
  expect([allowed.status, allowed.headers.get("access-control-allow-origin")]).toEqual([200, origin]);
  expect((await preflight(store, { ...put, "Access-Control-Request-Headers": "authorization" })).status).toBe(403);
  expect((await preflight(store, { ...put, Origin: "http://a.example" })).status).toBe(200);
  expect((await preflight(store, { ...put, Origin: "https://a.example" })).status).toBe(403);
  store.admin.setCors("recordings", []);
  expect((await preflight(store, { "Access-Control-Request-Method": "GET" })).status).toBe(403);
});

test("without an Origin nothing about CORS is said, and a preflight must be one", async () => {
  const store = await openTestStore();
  const plain = await fetch(`${store.endpoint}/recordings/a`);
  expect(plain.headers.get("access-control-allow-origin")).toBeNull();
  expect((await preflight(store, {})).status).toBe(400);
});
