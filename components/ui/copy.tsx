"use client";

import { clsx } from "clsx";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "./button";
import { middleTruncate } from "./middle-truncate";

const SHOWN_MS = 1600;

/** Copies text and says for a moment whether it worked. */
function useCopy(): { state: "idle" | "copied" | "failed"; copy: (text: string) => void } {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timeout = setTimeout(() => setState("idle"), SHOWN_MS);
    return () => clearTimeout(timeout);
  }, [state]);
  return {
    state,
    copy: (text) => void writeClipboard(text).then((done) => setState(done ? "copied" : "failed")),
  };
}

async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Plain http on another host has no clipboard interface; selecting and copying still works there. */
function copyBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.className = "fixed opacity-0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

/**
 * An id: fixed-width, shortened in the middle, whole on hover, copied on click.
 * `label` says what it is ("Sid") and leads the accessible name: "Sid 5f2c9a1b…e07d, copy".
 */
export function CopyId({
  value,
  label,
  head,
  tail,
  isWhole = false,
  className,
}: {
  value: string;
  label: string;
  /** How many characters stay at each end. */
  head?: number;
  tail?: number;
  isWhole?: boolean;
  className?: string;
}) {
  const { state, copy } = useCopy();
  return (
    <button
      type="button"
      data-value={value}
      title={`${label}: ${value}`}
      onClick={(event) => {
        event.stopPropagation();
        copy(value);
      }}
      className={clsx(
        "group/copy -mx-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 text-left font-mono text-xs text-muted hover:bg-hover hover:text-fg coarse:min-h-11",
        className,
      )}
    >
      <span className="sr-only">{label} </span>
      <span className={isWhole ? "break-all" : "whitespace-nowrap"}>
        {isWhole ? value : middleTruncate(value, head, tail)}
      </span>
      <CopyMark state={state} className="opacity-0 group-hover/copy:opacity-100 group-focus-visible/copy:opacity-100" />
      <span className="sr-only">, copy</span>
      <CopySpoken state={state} />
    </button>
  );
}

/** A button that copies longer text: a cURL line, JSON, an address. */
export function CopyButton({
  text,
  children = "Copy",
  ...rest
}: Omit<ButtonProps, "onClick" | "icon"> & { text: string | (() => string) }) {
  const { state, copy } = useCopy();
  return (
    <Button
      size="sm"
      {...rest}
      icon={<CopyMark state={state} />}
      onClick={() => copy(typeof text === "string" ? text : text())}
    >
      {state === "failed" ? "Could not copy" : children}
      <CopySpoken state={state} />
    </Button>
  );
}

function CopyMark({ state, className }: { state: string; className?: string }) {
  return state === "copied" ? (
    <Check aria-hidden="true" className="size-3 shrink-0 text-ok" />
  ) : (
    <Copy aria-hidden="true" className={clsx("size-3 shrink-0", className)} />
  );
}

function CopySpoken({ state }: { state: string }) {
  return (
    <output className="sr-only">{state === "copied" ? "Copied" : state === "failed" ? "Could not copy" : ""}</output>
  );
}
