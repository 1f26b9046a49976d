"use client";

import { type ReactNode, useSyncExternalStore } from "react";

const never = () => () => {};

/** False in server HTML and the first browser render, true afterwards. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

/**
 * Renders its children in the browser only. Parts whose server HTML would carry `style` attributes or `<style>`
 * elements go in here, because the content security policy refuses both; `fallback` must have their size.
 */
export function Hydrated({ children, fallback = null }: { children: ReactNode; fallback?: ReactNode }) {
  return useHydrated() ? children : fallback;
}
