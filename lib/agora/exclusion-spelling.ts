import { isRecord } from "./json";

/** The beginning of `unsubscribeAudioUids` and `unsubscribeVideoUids`: Agora's pages and its SDKs differ (contract C2). */
export type ExclusionSpelling = "unsubscribe" | "unSubscribe";

/** A body with its exclusion lists spelled so. Nothing else changes, and the order of keys stays. */
export function respellExclusions(value: unknown, spelling: ExclusionSpelling): unknown {
  if (spelling === "unsubscribe") return value;
  if (Array.isArray(value)) return value.map((item: unknown) => respellExclusions(item, spelling));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/^unsubscribe(?=(Audio|Video)Uids$)/, spelling),
      respellExclusions(inner, spelling),
    ]),
  );
}
