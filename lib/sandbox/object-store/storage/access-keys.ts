import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Grant, Permission } from "../auth/permissions";
import { integer, optionalText, type Row, type StoreDatabase, text } from "./database";

export type AccessKeyRow = {
  accessKey: string;
  secretKey: string;
  grant: Grant;
  createdAt: Date;
  /** Present for a temporary key. */
  session: { token: string; expiresAt: Date; parent: string } | undefined;
};

const permissionSchema = z.enum(["readWrite", "readOnly", "writeOnly"]);
const bucketsSchema = z.array(z.string());

/** Access keys and their sessions. Secrets are kept as they are, because HMAC needs them. */
export class AccessKeys {
  readonly #db: StoreDatabase;

  constructor(db: StoreDatabase) {
    this.#db = db;
  }

  find(accessKey: string): AccessKeyRow | undefined {
    const row = this.#db.get("SELECT * FROM access_key WHERE access_key = ?", accessKey);
    return row && toAccessKey(row);
  }

  /** All keys, the oldest first. */
  list(): AccessKeyRow[] {
    return this.#db.all("SELECT * FROM access_key ORDER BY created_at_ms, access_key").map(toAccessKey);
  }

  /** Writes a key, replacing one of the same name; sessions of a replaced key go on. */
  save({ accessKey, secretKey, grant, createdAt, session }: AccessKeyRow): void {
    this.#db.run(
      `INSERT INTO access_key
         (access_key, secret_key, permission, buckets, prefix, created_at_ms, parent, session_token, expires_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (access_key) DO UPDATE SET secret_key = excluded.secret_key, permission = excluded.permission,
         buckets = excluded.buckets, prefix = excluded.prefix`,
      accessKey,
      secretKey,
      grant.permission,
      grant.buckets ? JSON.stringify(grant.buckets) : null,
      grant.prefix ?? null,
      createdAt.getTime(),
      session?.parent ?? null,
      session?.token ?? null,
      session?.expiresAt.getTime() ?? null,
    );
  }

  /** Deletes a key together with its sessions. @returns whether there was one. */
  delete(accessKey: string): boolean {
    return this.#db.run("DELETE FROM access_key WHERE access_key = ?", accessKey) > 0;
  }
}

/** A new access key id: `prefix` and 16 characters of Crockford's base 32 alphabet. */
export function makeAccessKey(prefix: "AKIA" | "ASIA"): string {
  const alphabet = "ABCDEFGHJKMNPQRSTVWXYZ0123456789";
  return prefix + Array.from(randomBytes(16), (byte) => alphabet[byte % alphabet.length]).join("");
}

/** A new secret key of 40 characters. */
export function makeSecretKey(): string {
  return randomBytes(30).toString("base64");
}

function toAccessKey(row: Row): AccessKeyRow {
  const token = optionalText(row, "session_token");
  const buckets = optionalText(row, "buckets");
  const permission: Permission = permissionSchema.parse(text(row, "permission"));
  return {
    accessKey: text(row, "access_key"),
    secretKey: text(row, "secret_key"),
    grant: {
      permission,
      buckets: buckets === undefined ? undefined : bucketsSchema.parse(JSON.parse(buckets)),
      prefix: optionalText(row, "prefix"),
    },
    createdAt: new Date(integer(row, "created_at_ms")),
    session:
      token === undefined
        ? undefined
        : { token, expiresAt: new Date(integer(row, "expires_at_ms")), parent: text(row, "parent") },
  };
}
