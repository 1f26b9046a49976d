import {
  type IdMaker,
  isSameDocument,
  type LayoutDocument,
  type Region,
  type RegionId,
} from "@/lib/layout-editor/document";
import type { LengthUnit } from "@/lib/layout-editor/expression";
import { type History, record, redo, startHistory, undo } from "@/lib/layout-editor/history";
import {
  type Draft,
  idle,
  interact,
  type Interaction,
  type Modifiers,
  type Point,
  type PointerInput,
  type Target,
} from "@/lib/layout-editor/interaction";
import { defaultSnapSettings, type SnapSettings } from "@/lib/layout-editor/snap-lines";
import { FULL } from "@/lib/layout-editor/units";
import { commitGesture } from "./commit-gesture";
import { fitView, type View, type Viewport } from "./view";

/** What pictures the sample people send. */
export const sampleSources = ["mixed", "16:9", "4:3", "9:16"] as const;
export type SampleSource = (typeof sampleSources)[number];

/** How the editor looks and behaves; none of it belongs to the layout. */
export type EditorSettings = {
  readonly unit: LengthUnit;
  readonly isSnapping: boolean;
  readonly isAspectLocked: boolean;
  readonly snap: SnapSettings;
  /** How many sample people are in the channel. */
  readonly people: number;
  readonly source: SampleSource;
  readonly hasGrid: boolean;
  readonly hasThirds: boolean;
  readonly hasSafeAreas: boolean;
};

export type EditorState = {
  readonly history: History<LayoutDocument>;
  readonly selection: ReadonlySet<RegionId>;
  /** Where the keyboard is. */
  readonly focusId: RegionId | null;
  readonly view: View;
  readonly viewport: Viewport;
  readonly settings: EditorSettings;
};

const firstSettings: EditorSettings = {
  unit: "px",
  isSnapping: true,
  isAspectLocked: false,
  snap: defaultSnapSettings,
  people: 4,
  source: "mixed",
  hasGrid: false,
  hasThirds: false,
  hasSafeAreas: false,
};

/**
 * The state of one editor outside React. A gesture changes only `draft`, which those who draw follow without rendering
 * (`subscribeDraft`); what it ends in is one change of state.
 */
export class EditorStore {
  #state: EditorState;
  #draft: Draft | null = null;
  #interaction: Interaction = idle;
  #made = 0;
  readonly #listeners = new Set<() => void>();
  readonly #draftListeners = new Set<() => void>();
  readonly #announcers = new Set<(text: string) => void>();

  constructor(document: LayoutDocument) {
    const viewport = { width: 0, height: 0 };
    this.#state = {
      history: startHistory(document),
      selection: new Set(),
      focusId: document.regions[0]?.id ?? null,
      view: fitView(document.canvas, viewport),
      viewport,
      settings: firstSettings,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Follows a gesture: called at most once a frame. */
  readonly subscribeDraft = (listener: () => void): (() => void) => {
    this.#draftListeners.add(listener);
    return () => this.#draftListeners.delete(listener);
  };

  /** Hears what is to be read out. */
  readonly subscribeWords = (listener: (text: string) => void): (() => void) => {
    this.#announcers.add(listener);
    return () => this.#announcers.delete(listener);
  };

  readonly makeId: IdMaker = () => {
    this.#made += 1;
    const taken = new Set(this.document.regions.map(({ id }) => id));
    while (taken.has(`r${this.#made}`)) this.#made += 1;
    return `r${this.#made}`;
  };

  get state(): EditorState {
    return this.#state;
  }

  get document(): LayoutDocument {
    return this.#state.history.present.state;
  }

  get draft(): Draft | null {
    return this.#draft;
  }

  get isGesturing(): boolean {
    return this.#interaction.kind !== "idle";
  }

  /** The selected regions, in list order. */
  get selected(): Region[] {
    return this.document.regions.filter(({ id }) => this.#state.selection.has(id));
  }

  region(id: RegionId): Region | undefined {
    return this.document.regions.find((one) => one.id === id);
  }

  /**
   * Changes the layout: one step of the history, or none where it is the same as before. Steps with the same key within a
   * second are one: name in it what is changed.
   */
  apply(label: string, change: (document: LayoutDocument) => LayoutDocument, key: string | null = null): void {
    const { history } = this.#state;
    const step = { label, key, atMs: performance.now() };
    const next = record(history, change(history.present.state), step, isSameDocument);
    if (next !== history) this.#setHistory(next);
  }

  undo(): void {
    this.cancel();
    const label = this.#state.history.present.label;
    const next = undo(this.#state.history);
    if (next === null) return;
    this.#setHistory(next);
    this.announce(`Undone: ${label}`);
  }

  redo(): void {
    this.cancel();
    const next = redo(this.#state.history);
    if (next === null) return;
    this.#setHistory(next);
    this.announce(`Done again: ${next.present.label}`);
  }

  /** Begins anew with another document, without history. */
  reset(history: History<LayoutDocument>): void {
    this.cancel();
    this.#setHistory(history);
  }

  select(ids: Iterable<RegionId>, focusId?: RegionId | null): void {
    const selection = new Set(ids);
    const last = focusId === undefined ? ([...selection].at(-1) ?? this.#state.focusId) : focusId;
    if (isSameSet(selection, this.#state.selection) && last === this.#state.focusId) return;
    this.#set({ selection, focusId: last });
  }

  setView(view: View): void {
    this.#set({ view });
  }

  setViewport(viewport: Viewport): void {
    const { view } = this.#state;
    this.#set({ viewport, ...(view.isFit ? { view: fitView(this.document.canvas, viewport) } : {}) });
  }

  setSettings(changes: Partial<EditorSettings>): void {
    this.#set({ settings: { ...this.#state.settings, ...changes } });
  }

  announce(text: string): void {
    for (const listener of this.#announcers) listener(text);
  }

  /** A press on the canvas. */
  press(target: Target, at: Point, modifiers: Modifiers): void {
    this.#input({ kind: "down", target, at, modifiers });
  }

  move(at: Point, modifiers: Modifiers): void {
    if (this.isGesturing) this.#input({ kind: "move", at, modifiers });
  }

  release(at: Point, modifiers: Modifiers): void {
    if (this.isGesturing) this.#input({ kind: "up", at, modifiers });
  }

  /** Gives up the gesture that goes on, if any; everything is as before it. Says whether there was one. */
  cancel(): boolean {
    const wasGesturing = this.isGesturing;
    if (wasGesturing) this.#input({ kind: "cancel" });
    return wasGesturing;
  }

  #input(input: PointerInput): void {
    const { settings, selection, view } = this.#state;
    const { canvas, regions } = this.document;
    const unitsPerPx = { x: FULL / (canvas.width * view.zoom), y: FULL / (canvas.height * view.zoom) };
    const { snap, isSnapping, isAspectLocked } = settings;
    const scene = { regions, selection, canvas, unitsPerPx, snap, isSnapping, isAspectLocked };
    const outcome = interact(this.#interaction, input, scene);
    this.#interaction = outcome.interaction;
    const { commit } = outcome;
    if (commit !== undefined) commitGesture(this, commit);
    else if (outcome.selection !== undefined) this.select(outcome.selection);
    if (outcome.draft === null && this.#draft === null) return;
    this.#draft = outcome.draft;
    for (const listener of this.#draftListeners) listener();
  }

  #setHistory(history: History<LayoutDocument>): void {
    const { regions, canvas } = history.present.state;
    const ids = new Set(regions.map(({ id }) => id));
    const kept = [...this.#state.selection].filter((id) => ids.has(id));
    const { focusId, view, viewport } = this.#state;
    const isOther = canvas !== this.document.canvas;
    this.#set({
      history,
      selection: kept.length === this.#state.selection.size ? this.#state.selection : new Set(kept),
      focusId: focusId !== null && ids.has(focusId) ? focusId : (regions[0]?.id ?? null),
      ...(isOther && view.isFit ? { view: fitView(canvas, viewport) } : {}),
    });
  }

  #set(changes: Partial<EditorState>): void {
    this.#state = { ...this.#state, ...changes };
    for (const listener of this.#listeners) listener();
  }
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}
