import { describe, expect, test } from "vitest";
import { defaultBackground, explodePreset, type LayoutDocument } from "@/lib/layout-editor/document";
import { FULL } from "@/lib/layout-editor/units";
import {
  alignSelected,
  arrangeAs,
  duplicateSelected,
  explode,
  choosePreset,
  nudge,
  reorderSelected,
} from "./editor-acts";
import { editorCommands } from "./editor-commands";
import { pressName, handleKey } from "./editor-keys";
import { EditorStore } from "./editor-store";
import { peopleIn } from "./people";
import { defaultStarterOptions } from "@/lib/layout-editor/starters";

const none = { shift: false, alt: false, mod: false };

function storeOf(people = 4): EditorStore {
  let made = 0;
  const document: LayoutDocument = {
    preset: "custom",
    largeUid: null,
    regions: explodePreset("bestFit", people, () => `a${(made += 1)}`),
    background: defaultBackground,
    canvas: { width: 1000, height: 500 },
  };
  const store = new EditorStore(document);
  // One pixel of the screen is one of the canvas.
  store.setView({ zoom: 1, x: 0, y: 0, isFit: false });
  return store;
}

const on = (id: string) => ({ kind: "region", id, beneath: [id] }) as const;
const press = (key: string, held: Partial<Record<"ctrlKey" | "altKey" | "shiftKey", boolean>> = {}, code = "") => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe("a drag", () => {
  test("changes the state once, when it ends, however many moves it has", () => {
    const store = storeOf();
    let changes = 0;
    let drafts = 0;
    store.press(on("a1"), { x: 100_000, y: 100_000 }, none);
    store.subscribe(() => (changes += 1));
    store.subscribeDraft(() => (drafts += 1));
    for (let step = 1; step <= 200; step += 1)
      store.move({ x: 100_000 + step * 1000, y: 100_000 }, { ...none, mod: true });
    expect([changes, drafts]).toEqual([0, 197]);
    expect(store.draft?.rects.get("a1")).toMatchObject({ x: 200_000 });
    store.release({ x: 300_000, y: 100_000 }, { ...none, mod: true });
    expect(changes).toBe(1);
    expect(store.region("a1")).toMatchObject({ x: 200_000, y: 0 });
    expect(store.draft).toBeNull();
    store.undo();
    expect(store.region("a1")).toMatchObject({ x: 0, y: 0 });
  });

  test("that is cancelled leaves nothing to undo", () => {
    const store = storeOf();
    store.press(on("a1"), { x: 0, y: 0 }, none);
    store.move({ x: 200_000, y: 0 }, none);
    expect(store.cancel()).toBe(true);
    expect(store.region("a1")).toMatchObject({ x: 0 });
    expect(store.state.history.past).toHaveLength(0);
  });

  test("with Alt puts a copy where it ends, but no eighteenth", () => {
    const store = storeOf();
    const words: string[] = [];
    store.subscribeWords((text) => words.push(text));
    const copy = () => {
      store.press(on("a1"), { x: 0, y: 0 }, none);
      store.move({ x: 300_000, y: 0 }, { ...none, alt: true, mod: true });
      store.release({ x: 300_000, y: 0 }, { ...none, alt: true, mod: true });
    };
    copy();
    expect(store.document.regions).toHaveLength(5);
    expect(store.region("a1")).toMatchObject({ x: 0 });
    expect(store.selected).toMatchObject([{ x: 300_000, uid: null }]);
    for (let more = 0; more < 14; more += 1) copy();
    expect(store.document.regions).toHaveLength(17);
    expect(words.at(-1)).toMatch(/at most 17/);
  });
});

describe("by keys", () => {
  test("nudges within a second are one step, and stop at the edge", () => {
    const store = storeOf();
    store.select(["a1"]);
    for (let step = 0; step < 5; step += 1) handleKey(store, press("ArrowRight", { shiftKey: true }), "canvas");
    expect(store.region("a1")).toMatchObject({ x: 50_000 });
    expect(store.state.history.past).toHaveLength(1);
    nudge(store, "left", 9999);
    expect(store.region("a1")).toMatchObject({ x: 0 });
    handleKey(store, press("ArrowDown", { altKey: true }), "canvas");
    expect(store.region("a1")).toMatchObject({ h: 502_000 });
  });

  test("what changes nothing is no step, and leaves what was undone to be done again", () => {
    const store = storeOf();
    store.select(["a4"]);
    nudge(store, "left", 10);
    store.undo();
    reorderSelected(store, "front");
    alignSelected(store, "right");
    nudge(store, "right", 10);
    expect(store.state.history.past).toHaveLength(0);
    store.redo();
    expect(store.region("a4")).toMatchObject({ x: 490_000 });
  });

  test("nudges of two regions are two steps, however close", () => {
    const store = storeOf();
    for (const id of ["a1", "a3"]) {
      store.select([id]);
      nudge(store, "right", 10);
    }
    store.undo();
    expect([store.region("a1")?.x, store.region("a3")?.x]).toEqual([10_000, 0]);
  });

  test("doing again gives up the drag that goes on", () => {
    const store = storeOf();
    store.select(["a1"]);
    nudge(store, "right", 10);
    store.undo();
    store.press(on("a1"), { x: 100_000, y: 100_000 }, none);
    store.move({ x: 400_000, y: 100_000 }, none);
    store.redo();
    expect(store.isGesturing).toBe(false);
    expect(store.region("a1")).toMatchObject({ x: 10_000 });
  });

  test("arrows outside the canvas are not taken away from lists", () => {
    const store = storeOf();
    store.select(["a1"]);
    expect(handleKey(store, press("ArrowRight"), "elsewhere")).toBe(false);
    expect(handleKey(store, press("z", { ctrlKey: true }), "elsewhere")).toBe(false);
    expect(handleKey(store, press("Delete"), "elsewhere")).toBe(true);
    expect(handleKey(store, press("z", { ctrlKey: true }), "elsewhere")).toBe(true);
    expect(store.document.regions).toHaveLength(4);
    expect(handleKey(store, press("Z", { ctrlKey: true, shiftKey: true }), "elsewhere")).toBe(true);
    expect(store.document.regions).toHaveLength(3);
  });

  test.each([
    [press("Z", { ctrlKey: true, shiftKey: true }, "KeyZ"), "mod+shift+z"],
    [press("!", { shiftKey: true }, "Digit1"), "shift+1"],
    [press("}", { ctrlKey: true, shiftKey: true }, "BracketRight"), "mod+shift+]"],
    [press("0", { ctrlKey: true }, "Digit0"), "mod+0"],
    [press("?", { shiftKey: true }, "Slash"), "?"],
    [press("Delete"), "Delete"],
  ])("%j is written as %s", (given, name) => {
    expect(pressName(given)).toBe(name);
  });

  test("no two commands have the same key or id", () => {
    const keys = editorCommands.flatMap(({ shortcut }) => shortcut ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(editorCommands.map(({ id }) => id)).size).toBe(editorCommands.length);
  });
});

describe("presets", () => {
  test("of Agora's own are turned into regions for as many people as are pictured", () => {
    const store = storeOf();
    choosePreset(store, "floating");
    expect(store.document).toMatchObject({ preset: "floating", regions: [] });
    store.setSettings({ people: 9 });
    explode(store);
    expect(store.document.preset).toBe("custom");
    expect(store.document.regions).toHaveLength(9);
    expect(new Set(store.document.regions.map(({ id }) => id)).size).toBe(9);
    arrangeAs(store, "grid", { ...defaultStarterOptions, people: 3 });
    expect(store.document.regions).toHaveLength(3);
    for (let steps = 0; steps < 3; steps += 1) store.undo();
    expect(store.document.regions[0]?.id).toBe("a1");
  });

  test("sample people take named regions first, and then the open ones in join order", () => {
    const store = storeOf();
    store.select(["a2"]);
    duplicateSelected(store);
    store.apply("name", (document) => ({
      ...document,
      regions: document.regions.map((one) => (one.id === "a2" ? { ...one, uid: "42" } : one)),
    }));
    const shown = peopleIn(store.document, 3, "mixed");
    expect([...shown].map(([id, { label }]) => `${id} ${label}`)).toEqual(["a1 1", "a2 42", "r1 2"]);
    expect(FULL).toBe(1_000_000);
  });
});
