const form = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/i;

/**
 * The instant that an RFC 3339 time names, in milliseconds since 1970, or null for any other text. Any offset and any
 * number of decimals are taken (FLS contract §4); a leap second is the first moment of the next minute.
 */
export function parseRfc3339(text: string): number | null {
  const match = form.exec(text);
  if (!match) return null;
  const at = (index: number) => Number(match[index] ?? 0);
  const [year, month, day, hour, minute, second] = [at(1), at(2), at(3), at(4), at(5), at(6)];
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 60 || at(9) > 23 || at(10) > 59) return null;
  const decimals = Number(`0.${match[7] ?? "0"}`);
  const offsetMinutes = (match[8] === "-" ? -1 : 1) * (at(9) * 60 + at(10));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute - offsetMinutes, second, Math.floor(decimals * 1000));
  return date.getTime();
}

/** A time as it is sent: UTC, whole seconds. Decimals are cut, so that a time that is not in the future stays so. */
export function formatRfc3339(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}

function daysOf(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}
