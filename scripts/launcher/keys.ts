import { existsSync } from "node:fs";
import { hkdfSync, randomBytes } from "node:crypto";
import type { DataFolder } from "./data-folder";
import { StartError } from "./say";

/** What every key below is derived from or kept beside: 32 bytes, base64. */
export function masterKey(folder: DataFolder, given: string | undefined): string {
  if (given) return given;
  const key = folder.keep(
    "secret-key",
    () => randomBytes(32).toString("base64"),
    () => existsSync(folder.file("postgres")),
  );
  if (Buffer.from(key, "base64").length !== 32) {
    throw new StartError(
      `${folder.file("secret-key")} is damaged: it must hold 32 bytes in base64. Put it back from a backup.`,
    );
  }
  return key;
}

/** Makes the embedded database's password at first use and names its file. */
export function postgresPasswordFile(folder: DataFolder): string {
  folder.keep(
    "postgres-password",
    () => randomBytes(24).toString("base64url"),
    () => existsSync(folder.file("postgres")),
  );
  return folder.file("postgres-password");
}

/** A key for one purpose (HKDF-SHA-256), so that no two parts share one and none can be traced back to the master key. */
export function derivedKey(master: string, purpose: string): string {
  return Buffer.from(hkdfSync("sha256", Buffer.from(master, "base64"), "tally", purpose, 32)).toString("base64");
}
