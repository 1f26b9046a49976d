"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { noSelection, type Selection } from "@/lib/timeline/selection";
import { LibraryDesk } from "./desk";
import { libraryHref, readLibraryView } from "./library-url";

/** What is shown at first: the hours before now. */
const firstViewMs = 6 * 3_600_000;
/** How long the address waits until the playhead has come to rest. */
const restMs = 700;

/** The desk of this page, begun from its address and written back to it, so that a moment can be shared. */
export function useDesk(nowMs: number): LibraryDesk {
  const params = useSearchParams();
  const [desk] = useState(() => {
    const view = readLibraryView(params);
    const atMs = view.at === null ? nowMs - 60_000 : Date.parse(view.at);
    const shown =
      view.at === null
        ? { fromMs: nowMs - firstViewMs, toMs: nowMs + firstViewMs / 20 }
        : { fromMs: atMs - 30 * 60_000, toMs: atMs + 30 * 60_000 };
    return new LibraryDesk({ atMs, view: shown, selection: selectionOf(view.in, view.out), nowMs });
  });
  useEffect(() => desk.window.setNow(nowMs), [desk, nowMs]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      const { inMs, outMs } = desk.selection.get();
      const text = (atMs: number | null) => (atMs === null ? null : new Date(Math.round(atMs)).toISOString());
      const view = readLibraryView(new URLSearchParams(window.location.search));
      const out = outMs === "latest" ? outMs : text(outMs);
      const next = libraryHref({ ...view, at: text(desk.playhead.get()), in: text(inMs), out });
      if (window.location.pathname === "/library") window.history.replaceState(null, "", next);
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(write, restMs);
    };
    const undo = [desk.playhead.subscribe(wait), desk.selection.subscribe(wait)];
    return () => {
      clearTimeout(timer);
      for (const one of undo) one();
    };
  }, [desk]);
  return desk;
}

function selectionOf(from: string | null, to: string | null): Selection {
  if (from === null) return noSelection;
  return { inMs: Date.parse(from), outMs: to === null || to === "latest" ? to : Date.parse(to) };
}
