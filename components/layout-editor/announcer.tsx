"use client";

import { useEffect, useRef } from "react";
import { useEditor } from "./editor-context";

/** Words come at most this often; the last one counts. */
const pauseMs = 300;

/** Reads out what the eye sees: where a region is now, what was undone, why nothing was added. */
export function Announcer() {
  const store = useEditor();
  const output = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    let waiting: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = () => {
      timer = undefined;
      if (output.current !== null && waiting !== null) output.current.textContent = waiting;
      waiting = null;
    };
    const stop = store.subscribeWords((text) => {
      waiting = text;
      timer ??= setTimeout(say, pauseMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store]);
  return <output ref={output} aria-live="polite" aria-label="What changed" className="sr-only" />;
}
