import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { permutedNotices } from "@/lib/features/recordings/service/test-notices";

/** How many of so many random sets of notifications end otherwise in another order, doubled and delivered again. */
export function permuteNotices(count: number): number {
  const sets = fc.sample(permutedNotices, { numRuns: count, seed: 1 });
  return sets.filter(({ inOrder, shuffled }) => !isDeepStrictEqual(inOrder, shuffled)).length;
}
