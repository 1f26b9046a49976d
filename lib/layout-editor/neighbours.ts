import type { Region, RegionId } from "./document";

export type Direction = "left" | "right" | "up" | "down";

/** The region next to another one in a direction: the nearest whose centre lies that way; null when there is none. */
export function neighbour(regions: readonly Region[], from: RegionId, direction: Direction): RegionId | null {
  const origin = regions.find(({ id }) => id === from);
  if (origin === undefined) return null;
  const start = centreOf(origin);
  let best: { id: RegionId; cost: number } | null = null;
  for (const region of regions) {
    if (region.id === from) continue;
    const at = centreOf(region);
    const ahead = direction === "left" ? start.x - at.x : direction === "right" ? at.x - start.x : 0;
    const onward = direction === "up" ? start.y - at.y : direction === "down" ? at.y - start.y : 0;
    const way = ahead + onward;
    if (way <= 0) continue;
    const isAcross = direction === "left" || direction === "right";
    const aside = Math.abs(isAcross ? at.y - start.y : at.x - start.x);
    // Twice as far aside counts as far: a neighbour in the same row comes before one in the next.
    const cost = way + aside * 2;
    if (best === null || cost < best.cost) best = { id: region.id, cost };
  }
  return best?.id ?? null;
}

/** The region after or before another one in the list, around its ends. */
export function inOrder(regions: readonly Region[], from: RegionId | null, step: 1 | -1): RegionId | null {
  if (regions.length === 0) return null;
  const index = regions.findIndex(({ id }) => id === from);
  if (index < 0) return regions[step === 1 ? 0 : regions.length - 1]?.id ?? null;
  return regions[(index + step + regions.length) % regions.length]?.id ?? null;
}

function centreOf({ x, y, w, h }: Region): { x: number; y: number } {
  return { x: x + w / 2, y: y + h / 2 };
}
