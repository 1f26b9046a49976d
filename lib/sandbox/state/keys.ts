import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Facts } from "./facts";

const text = z.string().min(1);

/** Everything somebody needs to use the sandbox in place of an Agora account and a storage account. */
export const keysSchema = z.object({
  /** 32 hexadecimal characters, like Agora's. */
  appId: text,
  customerId: text,
  customerSecret: text,
  /** 32 hexadecimal characters. RTC tokens are checked against it only while that is switched on. */
  appCertificate: text,
  objectStore: z.object({ accessKey: text, secretKey: text }),
  /** One signing secret for each product that notifies (contract §5.1). */
  notificationSecrets: z.object({ rtc: text, cloudRecording: text, fls: text }),
});
export type SandboxKeys = z.output<typeof keysSchema>;

/** Under which fact they are kept. */
export const keysFact = "keys";

/** The sandbox's keys: made at random once and the same after every restart, unless the caller gives some. */
export function loadKeys(facts: Facts, given: Partial<SandboxKeys> = {}): SandboxKeys {
  const keys = { ...(facts.read(keysFact, keysSchema) ?? makeKeys()), ...given };
  facts.write(keysFact, keys);
  return keys;
}

function makeKeys(): SandboxKeys {
  return {
    appId: hex(16),
    customerId: hex(16),
    customerSecret: hex(16),
    appCertificate: hex(16),
    objectStore: { accessKey: `SB${hex(9).toUpperCase()}`, secretKey: randomBytes(30).toString("base64url") },
    notificationSecrets: { rtc: hex(16), cloudRecording: hex(16), fls: hex(16) },
  };
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
