import type { Json } from "./test-requests";

/** For tests: values that no field of another kind takes. `null` is not among them: it means that a field is absent. */
export const wrongValues = {
  number: ["1", "", true, {}, [], [1], "NaN", { valueOf: 1 }, "0x10"],
  string: [1, 0, -1, 1.5, true, false, {}, [], ["a"], { length: 3 }, 1e300],
  boolean: ["true", 1, 0, {}, [], "", [true]],
  list: ["a", 1, true, {}, { 0: "a", length: 1 }, "[]"],
  object: ["a", 1, false, [], [{}], "{}", 0],
} as const;

/** For tests: every path to a field of a body. What stands in `startParameter` is not looked at by acquire (contract §2.1). */
export function pathsOf(value: unknown, path: string[] = []): string[][] {
  const own = path.length === 0 ? [] : [path];
  if (typeof value !== "object" || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

/** For tests: what kind of value a field holds. */
export function kindOf(value: unknown): keyof typeof wrongValues {
  if (Array.isArray(value)) return "list";
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") {
    return typeof value as "number" | "string" | "boolean";
  }
  return "object";
}

/** For tests: the value at a path. */
export function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Json)[key], value);
}

/** For tests: a copy with one field changed; undefined takes it out. */
export function replaced(body: Json, path: readonly string[], value: unknown): Json {
  const copy = structuredClone(body);
  const [last = "", ...before] = path.toReversed();
  const parent = at(copy, before.toReversed()) as Json;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}
