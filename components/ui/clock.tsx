"use client";

import { createContext, type ReactNode, use, useState, useSyncExternalStore } from "react";

/*
 * One timer for every ticking text of the page. A text subscribes with the words it would print, so it renders again
 * only when those change, and the timer sleeps while nobody listens or the page is hidden.
 */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

const tick = () => {
  if (document.visibilityState !== "hidden") for (const listener of listeners) listener();
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    timer = setInterval(tick, 1000);
    document.addEventListener("visibilitychange", tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    document.removeEventListener("visibilitychange", tick);
  };
}

type ClockValue = {
  /** IANA name of the zone every time is printed in. */
  timeZone: string;
  /** The server's clock when it rendered this page, milliseconds since 1970. */
  renderedAtMs: number;
  /** Server clock minus browser clock; 0 while they agree within two seconds. */
  skewMs: number;
};

const ClockContext = createContext<ClockValue>({ timeZone: "UTC", renderedAtMs: 0, skewMs: 0 });

/** A browser clock that is off by more than this is corrected to the server's: ages must not lie. */
const TOLERATED_SKEW_MS = 2000;

/**
 * Gives times their zone and ages their clock.
 * @param renderedAtMs the server's clock at render, so that the first browser render prints what the server printed
 */
export function ClockProvider({
  timeZone,
  renderedAtMs,
  children,
}: {
  timeZone: string;
  renderedAtMs: number;
  children: ReactNode;
}) {
  // Both are facts of the first load: a later refresh hands over a new `renderedAtMs` without a navigation to compare.
  const [first] = useState(() => ({ renderedAtMs, skewMs: measureSkewMs(renderedAtMs) }));
  return <ClockContext value={{ timeZone, ...first }}>{children}</ClockContext>;
}

function measureSkewMs(renderedAtMs: number): number {
  if (typeof window === "undefined") return 0;
  const navigation = performance.getEntriesByType("navigation")[0];
  if (!(navigation instanceof PerformanceNavigationTiming)) return 0;
  const skewMs = Math.round(renderedAtMs - (performance.timeOrigin + navigation.responseStart));
  return Math.abs(skewMs) > TOLERATED_SKEW_MS ? skewMs : 0;
}

/** The zone times are printed in. */
export function useTimeZone(): string {
  return use(ClockContext).timeZone;
}

/**
 * A text that depends on the present and renews itself once a second, rendering only when it changes.
 * @param print gives the text for a present instant in milliseconds since 1970
 */
export function useTicking(print: (nowMs: number) => string): string {
  const { renderedAtMs, skewMs } = use(ClockContext);
  return useSyncExternalStore(
    subscribe,
    () => print(Date.now() + skewMs),
    () => print(renderedAtMs),
  );
}

/** The server's clock at render: a present for texts that need not tick. */
export function useRenderedAtMs(): number {
  return use(ClockContext).renderedAtMs;
}
