import { isRecord } from "@/lib/agora/json";
import type { Switches } from "../state/switches";

type Spellings = Pick<Switches, "sliceStartTimeUnit" | "webFileKey" | "unknownStatus">;

/**
 * An answer or the details of a notification in the spelling that the switches choose, where Agora's pages have two
 * (contract §0.2 C5, C6, C8). Inside the sandbox there is only one.
 */
export function spelled(value: Record<string, unknown>, spellings: Spellings): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => respell(key, inner, spellings)));
}

function respell(key: string, value: unknown, spellings: Spellings): [string, unknown] {
  if (key === "sliceStartTime" && typeof value === "number") {
    return [key, spellings.sliceStartTimeUnit === "s" ? Math.floor(value / 1000) : value];
  }
  if (key === "filename") return [spellings.webFileKey, value];
  if (key === "uploadingStatus" && value === "unknown") return [key, spellings.unknownStatus];
  return [key, inside(value, spellings)];
}

function inside(value: unknown, spellings: Spellings): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => inside(item, spellings));
  return isRecord(value) ? spelled(value, spellings) : value;
}
