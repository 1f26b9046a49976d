import { join } from "node:path";
import type { Env } from "@/lib/env";
import { createLogger } from "@/lib/logger";
import { startSandbox, type Sandbox } from "@/lib/sandbox/main";
import { isLoopback } from "@/lib/sandbox/options";
import { StartError } from "./launcher/say";
import type { SandboxDetails } from "./sandbox-details";

/**
 * Starts the sandbox with the product's settings.
 * @throws StartError with the sandbox's own sentence
 */
export async function runSandbox(env: Env): Promise<{ details: SandboxDetails; close(): Promise<void> }> {
  try {
    const sandbox = await startSandbox({
      dataDir: join(env.dataDir, "sandbox"),
      host: env.host,
      allowRemote: !isLoopback(env.host),
      port: env.sandboxPort,
      objectStorePort: env.objectStorePort,
      clockRate: env.sandboxClockRate,
      sliceSeconds: env.sandboxSliceSeconds,
      log: createLogger("sandbox", env.logLevel),
    });
    return { details: describe(sandbox), close: () => sandbox.close() };
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Picked one by one: whatever else a sandbox knows stays out of the file. */
function describe(sandbox: Sandbox): SandboxDetails {
  const { baseUrl, appId, appCertificate, customerId, customerSecret, objectStore, notificationSecrets, controlUrl } =
    sandbox;
  return {
    baseUrl,
    appId,
    appCertificate,
    customerId,
    customerSecret,
    objectStore,
    notificationSecrets,
    controlUrl,
  };
}
