import { UsageError } from "./command";

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
export type Unit = keyof typeof units;

/**
 * Milliseconds of a duration such as `500ms`, `90s`, `5m`, `2h` or `1d`; without a unit, so many of `unit`.
 * @throws UsageError for another text
 */
export function milliseconds(text: string, unit: Unit): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text.trim());
  if (!match) throw new UsageError(`"${text}" is no duration; write it as 500ms, 90s, 5m, 2h or 1d.`);
  return Math.round(Number(match[1]) * units[(match[2] as Unit | undefined) ?? unit]);
}
