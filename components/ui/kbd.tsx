"use client";

import { clsx } from "clsx";
import { Fragment } from "react";
import { useHydrated } from "./use-hydrated";
import { describeShortcut } from "./shortcut";

/**
 * The keys of a shortcut as caps: `"g r"` is one after the other, `"mod+k"` together. `mod` prints as the platform's own
 * key once the browser is known, and as Ctrl before.
 */
export function KeyHint({ keys, className }: { keys: string; className?: string }) {
  const isHydrated = useHydrated();
  const steps = describeShortcut(keys, isHydrated && /mac|iphone|ipad/i.test(navigator.platform));
  return (
    <span className={clsx("inline-flex items-center gap-1 whitespace-nowrap", className)}>
      {steps.map((caps, index) => (
        <Fragment key={caps.join("+")}>
          {index > 0 && <span className="text-2xs text-subtle">then</span>}
          {caps.map((cap) => (
            <kbd
              key={cap}
              className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line-strong bg-hover px-1 font-sans text-2xs text-muted"
            >
              {cap}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
