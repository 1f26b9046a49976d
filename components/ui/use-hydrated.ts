"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False in server HTML and the first browser render, true afterwards. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
