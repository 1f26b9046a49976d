import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseEnv } from "@/lib/env";
import { startSandbox } from "@/lib/sandbox/main";
import { isLoopback } from "@/lib/sandbox/options";
import { tellNotificationUrl } from "./notification-target";

const url = "http://127.0.0.1:9/notifications";

it.each(["0.0.0.0", "127.0.0.2"])("reaches a sandbox that listens on %s", async (host) => {
  const dataDir = mkdtempSync(join(tmpdir(), "tally-target-"));
  const allowRemote = !isLoopback(parseEnv({ HOST: host }).host);
  expect(allowRemote).toBe(host === "0.0.0.0");
  const sandbox = await startSandbox({ dataDir, host, allowRemote, port: 0, objectStorePort: 0 });
  try {
    await tellNotificationUrl(sandbox, url);
    const authorization = `Basic ${btoa(`${sandbox.customerId}:${sandbox.customerSecret}`)}`;
    const target = await fetch(`${sandbox.controlUrl}/notifications/target`, { headers: { authorization } });
    expect(await target.json()).toMatchObject({ urls: [url] });
    if (allowRemote) {
      await expect(tellNotificationUrl({ ...sandbox, customerSecret: "another" }, url)).rejects.toMatchObject({
        name: "StartError",
        message: `The sandbox refused the notification address ${url} (status 401).`,
      });
    }
  } finally {
    await sandbox.close();
    rmSync(dataDir, { recursive: true });
  }
  await expect(tellNotificationUrl(sandbox, url)).rejects.toMatchObject({ name: "StartError" });
});
