/** A moment that a handle is drawn to, and what it is. */
export type SnapTarget = { readonly atMs: number; readonly kind: "edge" | "marker" | "playhead" | "second" };

export type SnapOptions = {
  /** How near a target has to be. */
  withinMs: number;
  /** Whether whole seconds count: where they are far enough apart to be aimed at. */
  toSeconds: boolean;
};

/** The nearest target within reach; edges, markers and the playhead come before whole seconds. Null for none. */
export function snapTo(atMs: number, targets: readonly SnapTarget[], options: SnapOptions): SnapTarget | null {
  const distance = (target: SnapTarget) => Math.abs(target.atMs - atMs);
  const near = targets.filter((target) => distance(target) <= options.withinMs);
  const [nearest] = near.toSorted((a, b) => distance(a) - distance(b));
  if (nearest !== undefined) return nearest;
  return options.toSeconds ? { atMs: Math.round(atMs / 1000) * 1000, kind: "second" } : null;
}
