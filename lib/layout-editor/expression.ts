import { FULL, clamp } from "./units";

/** How lengths are written. */
export const lengthUnits = ["px", "percent", "fraction"] as const;
export type LengthUnit = (typeof lengthUnits)[number];

/** A length as a person reads it: `640`, `50`, `0.5`; without its unit's sign. */
export function formatLength(units: number, unit: LengthUnit, canvasPx: number): string {
  const share = units / FULL;
  if (unit === "px") return shortest((share * canvasPx).toFixed(2));
  return unit === "percent" ? shortest((share * 100).toFixed(4)) : shortest(share.toFixed(6));
}

const suffixes: Record<LengthUnit, string> = { px: " px", percent: " %", fraction: "" };

/** The same with the unit's sign. */
export function describeLength(units: number, unit: LengthUnit, canvasPx: number): string {
  return `${formatLength(units, unit, canvasPx)}${suffixes[unit]}`;
}

/**
 * The length that a person wrote, in canvas units: a number in the unit shown (`640`), with a sign of its own (`50%`,
 * `320px`), a share (`1/3`), or a change of the present one (`+10`, `-5%`, `*2`, `/2`). Null for anything else. What lies
 * outside the canvas is brought to its edge.
 */
export function parseLength(text: string, unit: LengthUnit, canvasPx: number, present: number): number | null {
  const match =
    /^\s*(?<sign>[-+*/])?\s*(?<value>\d+(?:[.,]\d+)?)\s*(?:\/\s*(?<parts>\d+(?:[.,]\d+)?))?\s*(?<suffix>%|px)?\s*$/i.exec(
      text,
    );
  if (match?.groups === undefined) return null;
  const { sign, value = "", parts, suffix } = match.groups;
  const number = decimal(value);
  const divisor = parts === undefined ? null : decimal(parts);
  if (divisor === 0) return null;
  if (sign === "*" || sign === "/") {
    if (suffix !== undefined || (sign === "/" && number === 0)) return null;
    const factor = divisor === null ? number : number / divisor;
    return within(sign === "*" ? present * factor : present / factor);
  }
  const length = divisor === null ? toUnits(number, suffixUnit(suffix) ?? unit, canvasPx) : (number / divisor) * FULL;
  if (sign === "+") return within(present + length);
  return sign === "-" ? within(present - length) : within(length);
}

function decimal(text: string): number {
  return Number(text.replace(",", "."));
}

function suffixUnit(suffix: string | undefined): LengthUnit | null {
  if (suffix === undefined) return null;
  return suffix === "%" ? "percent" : "px";
}

function toUnits(value: number, unit: LengthUnit, canvasPx: number): number {
  if (unit === "px") return (value / canvasPx) * FULL;
  return unit === "percent" ? (value / 100) * FULL : value * FULL;
}

function within(units: number): number | null {
  return Number.isFinite(units) ? clamp(Math.round(units), 0, FULL) : null;
}

/** Without zeros after the last telling digit. */
function shortest(decimals: string): string {
  return decimals.includes(".") ? decimals.replace(/\.?0+$/, "") : decimals;
}
