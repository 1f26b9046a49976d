import type { Env } from "@/lib/env";
import { SettingError } from "@/lib/errors";

/** The settings `npm run serve` and `npm run engine` cannot do without. */
export type ProductionEnv = Env & { databaseUrl: string; secretKey: string };

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;
const exampleHost = /(^|\.)(example\.(com|org|net)|example|test|invalid)$/;
/** How passwords from examples begin; "password12345" is no better than "password". A long rest makes up for it. */
const exampleWords = /^(password|postgres|tally|secret|example|change[-_ ]?(me|this)|admin|root|test|your[-_ ])/i;
const leastPasswordLength = 12;
const longPasswordLength = 24;

/**
 * Refuses to run for others with settings that protect nothing.
 * @throws SettingError naming the setting
 */
export function requireProduction(env: Env): ProductionEnv {
  const { databaseUrl, secretKey } = env;
  if (!databaseUrl)
    throw new SettingError(
      "DATABASE_URL",
      "must name a PostgreSQL server, such as postgres://user:password@host/tally",
    );
  if (!secretKey) throw new SettingError("TALLY_SECRET_KEY", "must be set. Make one with: openssl rand -base64 32");
  checkDatabase(databaseUrl);
  checkKey(secretKey);
  checkPublicUrl(env);
  return { ...env, databaseUrl, secretKey };
}

function checkDatabase(databaseUrl: string): void {
  const { username, password, hostname, searchParams } = new URL(databaseUrl);
  if (exampleHost.test(hostname)) throw new SettingError("DATABASE_URL", "still names an example host");
  // PostgreSQL's driver lets the query overrule what stands before the host.
  const user = searchParams.get("user") ?? decodeURIComponent(username);
  const secret = searchParams.get("password") ?? decodeURIComponent(password);
  const advice = "Give the database user a random one, such as: openssl rand -hex 24";
  if (!secret) throw new SettingError("DATABASE_URL", `must hold a password. ${advice}`);
  if (secret.length < leastPasswordLength) {
    throw new SettingError("DATABASE_URL", `has a password of fewer than ${leastPasswordLength} characters. ${advice}`);
  }
  const isUserName = secret.toLowerCase() === user.toLowerCase();
  const isExample = exampleWords.test(secret) && secret.length < longPasswordLength;
  if (isUserName || isExample || new Set(secret).size < 5) {
    throw new SettingError("DATABASE_URL", `has a password anyone would guess. ${advice}`);
  }
}

/**
 * 32 random bytes nearly always hold 28 or more different values; text, counters and repeated bytes do not look like
 * that. A random key fails one of these by chance less than once in 10^12.
 */
function checkKey(key: string): void {
  const bytes = [...Buffer.from(key, "base64")];
  const steps = bytes.slice(1).map((byte, index) => (byte - (bytes[index] ?? 0) + 256) % 256);
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  if (isText || new Set(bytes).size < 18 || new Set(steps).size < 16) {
    throw new SettingError("TALLY_SECRET_KEY", "is not random. Make one with: openssl rand -base64 32");
  }
}

function checkPublicUrl(env: Env): void {
  if (!env.isPublicUrlGiven) {
    throw new SettingError("PUBLIC_URL", "must be the address operators type, such as https://tally.your-company.com");
  }
  const { protocol, hostname } = new URL(env.publicUrl);
  if (exampleHost.test(hostname)) throw new SettingError("PUBLIC_URL", "is still the example address");
  if (protocol !== "https:" && !loopback.test(hostname)) {
    throw new SettingError("PUBLIC_URL", "must begin with https://, or passwords would cross the network in clear");
  }
}
