import { z } from "zod";
import { layoutDocument } from "@/lib/features/layouts/schema";
import { type History, mostSteps, startHistory } from "@/lib/layout-editor/history";
import type { LayoutDocument } from "@/lib/layout-editor/document";
import type { EditorStore } from "./editor-store";

/** How long after a change it is kept. */
const pauseMs = 400;
/** How many steps back are kept: a tab's own memory is small. */
const keptSteps = Math.min(60, mostSteps);

const nameOf = (key: string) => `tally-layout-draft:${key}`;

const kept = z.object({ base: z.number().int(), states: z.array(layoutDocument).min(2) });

/** Where drafts are kept: the tab's own memory. */
export type DraftMemory = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** A draft with its steps, and the revision it was begun from: what is live now may be another. */
export type KeptDraft = { history: History<LayoutDocument>; base: number };

/**
 * The draft of this tab for one thing, as it was before a reload; null when there is none or it cannot be read any more.
 * @param key names the thing
 */
export function readDraft(key: string, memory: DraftMemory = sessionStorage): KeptDraft | null {
  try {
    const { base, states } = kept.parse(JSON.parse(memory.getItem(nameOf(key)) ?? "null"));
    const [first, ...later] = states;
    if (first === undefined) return null;
    const history = later.reduce<History<LayoutDocument>>(
      ({ past, present }, state) => ({
        past: [...past, present],
        present: { state, label: "Change", key: null, atMs: 0 },
        future: [],
      }),
      startHistory(first),
    );
    return { history, base };
  } catch {
    return null;
  }
}

/** Keeps the draft of one thing in this tab as it changes, until it is ended. */
export class DraftKeeper {
  readonly #store: EditorStore;
  readonly #name: string;
  readonly #memory: DraftMemory;
  #base: number;
  #history: History<LayoutDocument>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: EditorStore, key: string, base: number, memory: DraftMemory = sessionStorage) {
    this.#store = store;
    this.#name = nameOf(key);
    this.#memory = memory;
    this.#base = base;
    this.#history = store.state.history;
  }

  /**
   * Begins to follow the draft. Returns what ends it, which keeps what is not kept yet.
   * @param page tells when it goes: a reload ends nothing by itself
   */
  readonly follow = (page: EventTarget = window): (() => void) => {
    const stop = this.#store.subscribe(() => {
      if (this.#store.state.history === this.#history) return;
      this.#history = this.#store.state.history;
      this.#timer ??= setTimeout(this.#write, pauseMs);
    });
    page.addEventListener("pagehide", this.#keep);
    return () => {
      stop();
      page.removeEventListener("pagehide", this.#keep);
      this.#keep();
    };
  };

  /** Keeps at once what changed since it was last kept. */
  readonly #keep = (): void => {
    if (this.#timer !== undefined) this.#write();
  };

  /** The draft goes on, on top of another revision. */
  rebase(base: number): void {
    if (base === this.#base) return;
    this.#base = base;
    if (this.#timer !== undefined || this.#isKept()) this.#write();
  }

  /** The draft was taken or saved: the next change is the first to be kept. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#try(() => this.#memory.removeItem(this.#name));
  }

  readonly #write = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { past, present } = this.#history;
    const states = [...past, present].slice(-keptSteps).map(({ state }) => state);
    this.#try(() => {
      // Nothing was done, or all of it undone: that is no draft.
      if (past.length === 0) this.#memory.removeItem(this.#name);
      else this.#memory.setItem(this.#name, JSON.stringify({ base: this.#base, states }));
    });
  };

  #isKept(): boolean {
    let isKept = false;
    this.#try(() => (isKept = this.#memory.getItem(this.#name) !== null));
    return isKept;
  }

  #try(act: () => void): void {
    try {
      act();
    } catch {
      // No room, or not allowed: the draft lives as long as the page.
    }
  }
}
