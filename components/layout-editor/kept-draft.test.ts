import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { defaultBackground, explodePreset, type LayoutDocument } from "@/lib/layout-editor/document";
import { EditorStore } from "./editor-store";
import { DraftKeeper, type DraftMemory, readDraft } from "./kept-draft";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const first: LayoutDocument = {
  preset: "custom",
  largeUid: null,
  regions: explodePreset("bestFit", 1, () => "a1"),
  background: defaultBackground,
  canvas: { width: 1000, height: 500 },
};

function memory(): DraftMemory {
  const kept = new Map<string, string>();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
}

function begin(base: number) {
  const tab = memory();
  const store = new EditorStore(first);
  const keeper = new DraftKeeper(store, "live:1", base, tab);
  const page = new EventTarget();
  const end = keeper.follow(page);
  const change = () =>
    store.apply("Recolour", (now) => ({ ...now, background: { ...now.background, colour: "#123456" } }));
  return { store, keeper, page, end, change, read: () => readDraft("live:1", tab) };
}

test("a draft is found again with its steps and the revision it was begun from, whatever is live by then", () => {
  const { store, change, read } = begin(3);
  expect(read()).toBeNull();
  change();
  vi.advanceTimersByTime(1000);
  const draft = read();
  expect(draft?.base).toBe(3);
  expect(draft?.history.present.state).toEqual(store.document);
  expect(draft?.history.past.map(({ state }) => state)).toEqual([first]);
});

test("what changed last is kept when the page goes, by a reload or by leading elsewhere", () => {
  for (const isReload of [true, false]) {
    const { change, page, end, read } = begin(3);
    change();
    expect(read()).toBeNull();
    if (isReload) page.dispatchEvent(new Event("pagehide"));
    else end();
    expect(read()?.history.present.state.background.colour).toBe("#123456");
  }
});

test("going on on top of another revision is kept at once", () => {
  const { keeper, change, read } = begin(3);
  change();
  vi.advanceTimersByTime(1000);
  keeper.rebase(4);
  expect(read()?.base).toBe(4);
});

test("what was taken is no draft any more until the next change, and what was undone is none", () => {
  const { keeper, change, store, read } = begin(3);
  change();
  keeper.forget();
  keeper.rebase(4);
  vi.advanceTimersByTime(1000);
  expect(read()).toBeNull();
  store.apply("Other", (now) => ({ ...now, largeUid: "7" }));
  vi.advanceTimersByTime(1000);
  expect(read()?.base).toBe(4);
  store.undo();
  store.undo();
  vi.advanceTimersByTime(1000);
  expect(read()).toBeNull();
});

test("a memory that cannot be read or written costs the draft, not the editor", () => {
  const full: DraftMemory = {
    getItem: () => "[not json",
    setItem: () => {
      throw new Error("full");
    },
    removeItem: () => {
      throw new Error("not allowed");
    },
  };
  const store = new EditorStore(first);
  const keeper = new DraftKeeper(store, "x", 0, full);
  const end = keeper.follow(new EventTarget());
  store.apply("Recolour", (now) => ({ ...now, largeUid: "7" }));
  end();
  keeper.forget();
  expect(readDraft("x", full)).toBeNull();
  expect(store.document.largeUid).toBe("7");
});
