"use client";

import { X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "./button";
import { StatusDot } from "./status";
import { dismissToast, type Toast, toastStore } from "./toast-store";

/** Where toasts appear. Stands once, at the end of the body, and is there before the first toast so that it is read out. */
export function Toaster() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get, toastStore.getOnServer);
  const [isPaused, setIsPaused] = useState(false);
  return (
    // Resting on a message holds it; the section itself is no control.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label="Messages"
      onPointerEnter={() => setIsPaused(true)}
      onPointerLeave={() => setIsPaused(false)}
      onFocus={() => setIsPaused(true)}
      onBlur={() => setIsPaused(false)}
      className="pointer-events-none fixed right-4 bottom-4 z-60 flex w-88 max-w-[calc(100vw-2rem)] flex-col gap-2"
    >
      <ol aria-live="polite" aria-relevant="additions" className="contents">
        {toasts.map((toast) => (
          <ToastItem key={toast.id} toast={toast} isPaused={isPaused} />
        ))}
      </ol>
    </section>
  );
}

function ToastItem({ toast, isPaused }: { toast: Toast; isPaused: boolean }) {
  useEffect(() => {
    if (toast.durationMs === null || isPaused) return;
    const timeout = setTimeout(() => dismissToast(toast.id), toast.durationMs);
    return () => clearTimeout(timeout);
  }, [toast, isPaused]);
  return (
    <li className="pointer-events-auto flex items-start gap-3 rounded-lg border border-line-strong bg-raised p-3 pr-2 text-sm shadow-overlay transition-[opacity,translate] duration-140 ease-calm starting:translate-y-2 starting:opacity-0">
      <StatusDot tone={toast.tone} className="mt-1.25" />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{toast.title}</p>
        {toast.description !== undefined && <p className="text-muted break-words">{toast.description}</p>}
        {toast.action !== undefined && (
          <Button
            size="sm"
            className="mt-2"
            onClick={() => {
              toast.action?.run();
              dismissToast(toast.id);
            }}
          >
            {toast.action.label}
          </Button>
        )}
      </div>
      <button
        type="button"
        aria-label="Dismiss"
        onClick={() => dismissToast(toast.id)}
        className="flex size-6 items-center justify-center rounded-sm text-subtle hover:bg-hover hover:text-fg coarse:size-11"
      >
        <X className="size-3.5" aria-hidden="true" />
      </button>
    </li>
  );
}
