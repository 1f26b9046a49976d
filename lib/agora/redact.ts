import { isRecord } from "./json";
import { Secret, secretMark } from "./secret";

/**
 * Names whose values never appear in a log, a cURL line, an error or an audit row, compared without case. `rtmpUrl`
 * is among them because a stream key is part of it.
 */
const secretNames: ReadonlySet<string> = new Set([
  "secretkey",
  "accesskey",
  "token",
  "ststoken",
  "secret",
  "salt",
  "authorization",
  "customersecret",
  "appcertificate",
  "rtmpurl",
  "authkey",
]);

/** Values shorter than this are not searched for in text: they would blank out ordinary words. */
const shortestSearched = 6;

/** A copy of any JSON value in which the value of every secret name, at any depth, is `[secret]`. Empty values stay. */
export function redact(value: unknown): unknown {
  return walk(value, []);
}

/** `redact` for an object, with every occurrence of the given `values` in any text of it replaced too. */
export function redactRecord(value: Record<string, unknown>, values: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, isSecretName(name) && item ? secretMark : walk(item, values)]),
  );
}

function walk(value: unknown, values: readonly string[]): unknown {
  if (value instanceof Secret) return secretMark;
  if (typeof value === "string") return withoutValues(value, values);
  if (Array.isArray(value)) return value.map((item) => walk(item, values));
  return isRecord(value) ? redactRecord(value, values) : value;
}

/**
 * A text without secrets: the values of secret names in anything that looks like JSON, even truncated, and every
 * occurrence of the values given. Used for answers that could not be parsed and for sentences that Agora sends.
 */
export function redactText(text: string, values: readonly string[] = []): string {
  return withoutValues(text, values).replace(
    /"(\w+)"(\s*:\s*)("(?:[^"\\]|\\.)*"?|[\w.+-]+)/g,
    (all, name: string, colon: string) => (isSecretName(name) ? `"${name}"${colon}"${secretMark}"` : all),
  );
}

/** Longest first, so that a secret that contains another is replaced as a whole. */
function withoutValues(text: string, values: readonly string[]): string {
  return values
    .filter((value) => value.length >= shortestSearched)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, value) => rest.replaceAll(value, secretMark), text);
}

/** The secret values that a JSON value carries, so that they can be searched for in the answer to it. */
export function secretValues(value: unknown): string[] {
  if (value instanceof Secret) return [value.reveal()];
  if (Array.isArray(value)) return value.flatMap(secretValues);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    isSecretName(name) && typeof item === "string" ? [item] : secretValues(item),
  );
}

function isSecretName(name: string): boolean {
  return secretNames.has(name.toLowerCase());
}
