import { NextRequest } from "next/server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { signNotification } from "@/lib/agora/notifications";
import type * as Process from "@/lib/db/process";
import { notifications } from "@/lib/db/schema";
import { TestInstallation } from "@/lib/jobs/test-installation";
import type * as Route from "./route";

let tally: TestInstallation;
let POST: typeof Route.POST;
let processConnection: typeof Process.processConnection;

beforeAll(async () => {
  tally = await TestInstallation.start({ hasNotifications: false });
  // The route reads the settings of its process when it is loaded, as it does in the console.
  vi.stubEnv("DATABASE_URL", tally.database.url);
  vi.stubEnv("TALLY_SECRET_KEY", tally.secretKey);
  vi.stubEnv("LOG_LEVEL", "silent");
  // Another file of this worker may have had them read before.
  vi.resetModules();
  ({ processConnection } = await import("@/lib/db/process"));
  ({ POST } = await import("./route"));
});
afterAll(async () => {
  await tally.close();
  vi.unstubAllEnvs();
});

function deliver(body: string, changes: { key?: string; secret?: string; headers?: Record<string, string> } = {}) {
  const secret = changes.secret ?? tally.sandbox.sandbox.notificationSecrets.cloudRecording;
  const projectKey = changes.key ?? tally.callbackKey;
  const request = new NextRequest(`http://127.0.0.1/api/callbacks/${projectKey}`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...signNotification(body, secret), ...changes.headers },
  });
  return POST(request, { params: Promise.resolve({ projectKey }) });
}

const notice = JSON.stringify({ noticeId: "n-1", productId: 3, eventType: 40, notifyMs: Date.now(), payload: {} });

test("answers 200 with an empty object once it is stored, and for signed nonsense", async () => {
  const response = await deliver(notice);
  expect([response.status, await response.text()]).toEqual([200, "{}"]);
  expect((await deliver("nonsense")).status).toBe(200);
  expect(await tally.database.db.select().from(notifications)).toHaveLength(1);
});

test("answers 401 without a valid signature, also at an address that does not exist", async () => {
  expect((await deliver(notice, { secret: "guessed" })).status).toBe(401);
  expect((await deliver(notice, { key: "nobody" })).status).toBe(401);
});

test("answers 413 to what is too large, whether or not it says so", async () => {
  const large = "x".repeat(1024 * 1024 + 1);
  expect((await deliver(large)).status).toBe(413);
  expect((await deliver(notice, { headers: { "content-length": "2000000" } })).status).toBe(413);
});

test("answers 503 at once when nothing can be stored", async () => {
  await processConnection().close();
  expect((await deliver(notice)).status).toBe(503);
});
