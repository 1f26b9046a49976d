import type { Span } from "./span";

/** Where a clip begins and ends. `"latest"` is a choice of its own: until the latest file, whenever that is. */
export type Selection = { readonly inMs: number | null; readonly outMs: number | "latest" | null };

export const noSelection: Selection = { inMs: null, outMs: null };

/** A new beginning. An end that would come before it is given up. */
export function withIn({ outMs }: Selection, inMs: number): Selection {
  return { inMs, outMs: typeof outMs === "number" && outMs <= inMs ? null : outMs };
}

/** A new end. A beginning that would come after it is given up. */
export function withOut({ inMs }: Selection, outMs: number | "latest"): Selection {
  return { inMs: typeof outMs === "number" && inMs !== null && inMs >= outMs ? null : inMs, outMs };
}

/**
 * The selected stretch, or null while an end is missing.
 * @param latestMs the end of what is recorded so far, for "until the latest file"; null while it is not known
 */
export function spanOf({ inMs, outMs }: Selection, latestMs: number | null): Span | null {
  const toMs = outMs === "latest" ? latestMs : outMs;
  return inMs !== null && toMs !== null && toMs > inMs ? { fromMs: inMs, toMs } : null;
}
