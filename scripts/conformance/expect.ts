import { isDeepStrictEqual } from "node:util";

/** What a check expected and what it got instead, both for people to read. */
export class Mismatch extends Error {
  override readonly name = "Mismatch";
  readonly expected: string;
  readonly got: string;

  constructor(expected: string, got: string) {
    super(`expected ${expected}, got ${got}`);
    this.expected = expected;
    this.got = got;
  }
}

/** Stands in a pattern for any value of some kind. */
class Kind {
  readonly description: string;
  readonly test: (value: unknown) => boolean;

  constructor(description: string, test: (value: unknown) => boolean) {
    this.description = description;
    this.test = test;
  }
}

export const aString = new Kind("a string", (value) => typeof value === "string" && value !== "");
export const aNumber = new Kind("a number", (value) => typeof value === "number");
/** Unix milliseconds of this decade or the next: thirteen digits. */
export const unixMs = new Kind(
  "Unix milliseconds",
  (value) => Number.isInteger(value) && /^[12]\d{12}$/.test(String(value)),
);
export const nothing = new Kind("nothing", (value) => value === undefined);

export function anyOf(...values: unknown[]): Kind {
  return new Kind(values.map(describe).join(" or "), (value) => values.some((one) => isLike(value, one)));
}

/** A list whose every item is like the pattern, with at least one item. */
export function listOf(pattern: unknown): Kind {
  return new Kind(
    `a list of ${describe(pattern)}`,
    (value) => Array.isArray(value) && value.length > 0 && value.every((item) => isLike(item, pattern)),
  );
}

/**
 * Compares a value with a pattern: an object may have more keys than its pattern, a list must match item by item, a
 * regular expression takes the texts it matches, a kind whatever it tests for.
 * @throws Mismatch
 */
export function expectLike(got: unknown, pattern: unknown, what = ""): void {
  if (!isLike(got, pattern)) throw new Mismatch(`${what && `${what}: `}${describe(pattern)}`, describe(got));
}

/** @throws Mismatch unless both are the same, deeply. */
export function expectSame(got: unknown, expected: unknown, what = ""): void {
  if (!isDeepStrictEqual(got, expected))
    throw new Mismatch(`${what && `${what}: `}${describe(expected)}`, describe(got));
}

/** @throws Mismatch unless the claim is true; `got` says what was seen instead. */
export function expectThat(isTrue: boolean, expected: string, got: unknown): asserts isTrue {
  if (!isTrue) throw new Mismatch(expected, describe(got));
}

function isLike(got: unknown, pattern: unknown): boolean {
  if (pattern instanceof Kind) return pattern.test(got);
  if (pattern instanceof RegExp) return typeof got === "string" && pattern.test(got);
  if (Array.isArray(pattern)) {
    return Array.isArray(got) && got.length === pattern.length && pattern.every((item, i) => isLike(got[i], item));
  }
  if (typeof pattern === "object" && pattern !== null) {
    if (typeof got !== "object" || got === null) return false;
    const fields = new Map(Object.entries(got));
    return Object.entries(pattern).every(([key, item]) => isLike(fields.get(key), item));
  }
  return Object.is(got, pattern);
}

const longest = 600;

/** A value in one line, cut short. */
export function describe(value: unknown): string {
  const text = write(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function write(value: unknown): string {
  if (value instanceof Kind) return value.description;
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return `[${value.map(write).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}: ${write(item)}`)
      .join(", ")}}`;
  }
  return value === undefined ? "nothing" : JSON.stringify(value);
}
