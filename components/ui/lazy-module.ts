"use client";

import { useEffect, useSyncExternalStore } from "react";

/**
 * A part of the primitive library that is fetched when it is first needed. Popups are the larger half of the browser's
 * code and none of them is open when a page appears; besides, what is never rendered on the server cannot bring a
 * `style` attribute into its HTML.
 */
export type LazyModule<Module> = {
  load: () => Promise<void>;
  get: () => Module | undefined;
  subscribe: (listener: () => void) => () => void;
};

export function lazyModule<Module>(importModule: () => Promise<Module>): LazyModule<Module> {
  let loaded: Module | undefined;
  let loading: Promise<void> | undefined;
  const listeners = new Set<() => void>();
  const load = async (): Promise<void> => {
    try {
      loaded = await importModule();
    } catch (cause) {
      // The next press asks again: the network may be back, and a console that was rebuilt needs a reload anyway.
      loading = undefined;
      throw new Error("A part of the page could not be fetched. Reload the page.", { cause });
    }
    for (const listener of listeners) listener();
  };
  return {
    load: () => (loading ??= load()),
    get: () => loaded,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const nothing = () => undefined;

/** The module once it is there; never on the server and in the first browser render. Fetches it when `isNeeded`. */
export function useLazyModule<Module>(lazy: LazyModule<Module>, isNeeded = false): Module | undefined {
  useEffect(() => {
    if (isNeeded) void lazy.load();
  }, [lazy, isNeeded]);
  return useSyncExternalStore(lazy.subscribe, lazy.get, nothing);
}
