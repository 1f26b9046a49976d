import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");

/** The tokens of one theme, by name, as relative luminance; those with alpha are left out. */
function luminances(theme: "dark" | "light"): Map<string, number> {
  const block = new RegExp(`\\[data-theme="${theme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? "";
  const tokens = [...block.matchAll(/--([a-z-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g)];
  return new Map(tokens.map(([, name, l, c, h]) => [name ?? "", luminance(Number(l), Number(c), Number(h))] as const));
}

/** OKLCH to relative luminance (WCAG 2.2), clipped to sRGB as a screen does. */
function luminance(lightness: number, chroma: number, hue: number): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const grounds = ["canvas", "panel", "raised", "inset", "hover", "highlight", "selected"];
const tones = ["live", "danger", "warning", "ok", "unknown", "accent"];

/** Each pair that is used, with the least contrast it needs: text 4.5:1, what draws a control or a mark 3:1. */
const pairs: [front: string, back: string, least: number][] = [
  ...grounds.flatMap((ground): [string, string, number][] => [
    ["fg", ground, 4.5],
    ["muted", ground, 4.5],
    ["accent", ground, 4.5],
    ["danger", ground, 4.5],
  ]),
  ...["canvas", "panel", "raised", "inset", "hover"].map((ground): [string, string, number] => ["subtle", ground, 4.5]),
  ...["canvas", "panel", "raised", "inset"].flatMap((ground): [string, string, number][] => [
    ["control", ground, 3],
    ["focus", ground, 3],
    ...tones.map((tone): [string, string, number] => [tone, ground, 4.5]),
  ]),
  ...tones.map((tone): [string, string, number] => [tone, `${tone}-soft`, 4.5]),
  ["fg", "accent-soft", 4.5],
  ["muted", "accent-soft", 4.5],
  ...["accent-solid", "accent-solid-hover", "live-solid", "danger-solid", "danger-solid-hover"].map(
    (solid): [string, string, number] => ["on-solid", solid, 4.5],
  ),
];

describe.each(["dark", "light"] as const)("the %s theme", (theme) => {
  const tokens = luminances(theme);

  it.each(pairs)("shows %s on %s with a contrast of at least %f", (front, back, least) => {
    const values = [tokens.get(front), tokens.get(back)];
    expect(values, "both tokens exist").not.toContain(undefined);
    const [light = 0, dark = 0] = values.map(Number).toSorted((a, b) => b - a);
    expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(least);
  });
});

it("defines the same tokens in both themes", () => {
  expect([...luminances("light").keys()]).toEqual([...luminances("dark").keys()]);
});
