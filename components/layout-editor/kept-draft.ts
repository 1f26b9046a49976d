import { layoutDocument } from "@/lib/features/layouts/schema";
import { type History, mostSteps, startHistory } from "@/lib/layout-editor/history";
import type { LayoutDocument } from "@/lib/layout-editor/document";
import type { EditorStore } from "./editor-store";

/** How long after a change it is kept. */
const pauseMs = 400;
/** How many steps back are kept: a tab's own memory is small. */
const keptSteps = Math.min(60, mostSteps);

const nameOf = (key: string) => `tally-layout-draft:${key}`;

/**
 * The draft of this tab for one thing, as it was before a reload, with its steps; null when there is none or it cannot be
 * read any more.
 * @param key names the thing and the state it was begun from: a draft of an older state is not taken up
 */
export function readDraft(key: string): History<LayoutDocument> | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(nameOf(key)) ?? "null");
    if (!Array.isArray(kept) || kept.length === 0) return null;
    const [first, ...later] = kept.map((one: unknown) => layoutDocument.parse(one));
    if (first === undefined) return null;
    return later.reduce<History<LayoutDocument>>(
      ({ past, present }, state) => ({
        past: [...past, present],
        present: { state, label: "Change", key: null, atMs: 0 },
        future: [],
      }),
      startHistory(first),
    );
  } catch {
    return null;
  }
}

/** Keeps the draft in this tab as it changes. Returns what ends it. */
export function keepDraft(store: EditorStore, key: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let { history } = store.state;
  const write = () => {
    timer = undefined;
    const states = [...history.past, history.present].slice(-keptSteps).map(({ state }) => state);
    try {
      sessionStorage.setItem(nameOf(key), JSON.stringify(states));
    } catch {
      // No room, or not allowed: the draft lives as long as the page.
    }
  };
  const stop = store.subscribe(() => {
    if (store.state.history === history) return;
    history = store.state.history;
    timer ??= setTimeout(write, pauseMs);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** The draft was taken or given up. */
export function forgetDraft(key: string): void {
  try {
    sessionStorage.removeItem(nameOf(key));
  } catch {
    // Nothing was kept.
  }
}
