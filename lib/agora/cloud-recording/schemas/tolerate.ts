import { isRecord } from "../../json";

/**
 * What the server tolerates in a request before it looks at it. The SDKs rely on every one of these (contract C2, §8.1):
 * - `null` means absent (the schema pages call optional fields "nullable"),
 * - `unSubscribe…` is `unsubscribe…` and `VideoBitrate` is `videoBitrate`,
 * - an empty `sse`, `tag`, `uid` in a layout region, or `maxResolutionUid` means absent.
 *
 * Unknown fields need no treatment: the schemas drop them. Nothing is changed in place.
 */
export function tolerateRequest(body: unknown): unknown {
  return walk(body, [], 0);
}

/** Deeper than any documented request; what lies below is left alone so that hostile nesting cannot exhaust the stack. */
const maxDepth = 12;

const otherSpellings: Readonly<Record<string, string>> = {
  unSubscribeAudioUids: "unsubscribeAudioUids",
  unSubscribeVideoUids: "unsubscribeVideoUids",
  VideoBitrate: "videoBitrate",
};

function walk(value: unknown, path: readonly string[], depth: number): unknown {
  if (depth > maxDepth) return value;
  if (Array.isArray(value)) return value.map((item) => walk(item, path, depth + 1));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value)
    .filter(([key, item]) => item !== null && !(item === "" && emptyMeansAbsent(key, path)))
    .map(([key, item]): [string, unknown] => {
      const canonical = otherSpellings[key];
      const name = canonical !== undefined && !(canonical in value) ? canonical : key;
      return [name, walk(item, [...path, key], depth + 1)];
    });
  return Object.fromEntries(entries);
}

function emptyMeansAbsent(key: string, path: readonly string[]): boolean {
  const parent = path.at(-1);
  return (
    (parent === "extensionParams" && (key === "sse" || key === "tag")) ||
    (parent === "layoutConfig" && key === "uid") ||
    key === "maxResolutionUid"
  );
}
