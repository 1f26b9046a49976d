import { align, type Alignment, type Axis, distribute, fillSpace, matchSize, tidy } from "@/lib/layout-editor/arrange";
import {
  changeRegions,
  duplicateRegions,
  explodePreset,
  hasRoomFor,
  newRegion,
  type OrderStep,
  type Region,
  removeRegions,
  reorder,
} from "@/lib/layout-editor/document";
import { leastSize } from "@/lib/layout-editor/interaction";
import { translate, clampDelta, placeAt } from "@/lib/layout-editor/move";
import type { Direction } from "@/lib/layout-editor/neighbours";
import type { PresetName } from "@/lib/layout-editor/presets";
import { type Rect, rectFromEdges, unionBounds } from "@/lib/layout-editor/rect";
import { resizeByHandle } from "@/lib/layout-editor/resize";
import { type Starter, type StarterOptions, starterRegions } from "@/lib/layout-editor/starters";
import { FULL } from "@/lib/layout-editor/units";
import type { EditorStore } from "./editor-store";

/* What can be done to a layout besides gestures. Each is one step of the history. */

/** The selected regions that may be changed. */
function free(store: EditorStore): Region[] {
  return store.selected.filter(({ isLocked }) => !isLocked);
}

/**
 * Gives the free selected regions other places.
 * @param key of steps that are one while the same regions are selected
 */
function place(store: EditorStore, label: string, change: (rects: readonly Rect[]) => Rect[], key?: string): void {
  const chosen = free(store);
  const rects = change(chosen);
  const byId = new Map(chosen.map(({ id }, index) => [id, rects[index]]));
  store.apply(
    label,
    (document) => changeRegions(document, new Set(byId.keys()), (one) => ({ ...one, ...byId.get(one.id) })),
    keyOf(key, byId.keys()),
  );
}

function keyOf(key: string | undefined, ids: Iterable<string>): string | null {
  return key === undefined ? null : [key, ...ids].join(" ");
}

/** Moves what is selected by pixels of the canvas. */
export function nudge(store: EditorStore, direction: Direction, px: number): void {
  const { canvas } = store.document;
  const bounds = unionBounds(free(store));
  if (bounds === null) return;
  const delta = stepOf(direction, px, canvas);
  const step = clampDelta(bounds, delta);
  place(store, "Nudge", (rects) => rects.map((rect) => translate(rect, step)), "nudge");
  announcePlace(store);
}

/** Makes what is selected larger or smaller by pixels of the canvas, at its right and lower edges. */
export function nudgeSize(store: EditorStore, direction: Direction, px: number): void {
  const { canvas } = store.document;
  const delta = stepOf(direction, px, canvas);
  const options = { keepAspect: store.state.settings.isAspectLocked, fromCentre: false, ...leastSize(canvas) };
  const handle = direction === "left" || direction === "right" ? "e" : "s";
  place(store, "Resize", (rects) => rects.map((rect) => resizeByHandle(rect, handle, delta, options)), "nudgeSize");
  announcePlace(store);
}

function stepOf(direction: Direction, px: number, canvas: { width: number; height: number }) {
  const dx = direction === "left" ? -px : direction === "right" ? px : 0;
  const dy = direction === "up" ? -px : direction === "down" ? px : 0;
  return { dx: Math.round((dx / canvas.width) * FULL), dy: Math.round((dy / canvas.height) * FULL) };
}

/** Reads out where the first selected region is now. */
function announcePlace(store: EditorStore): void {
  const [first] = store.selected;
  if (first === undefined) return;
  const { canvas } = store.document;
  const px = (units: number, side: number) => Math.round((units / FULL) * side);
  store.announce(
    `x ${px(first.x, canvas.width)}, y ${px(first.y, canvas.height)}, ${px(first.w, canvas.width)} by ${px(first.h, canvas.height)} pixels`,
  );
}

export function alignSelected(store: EditorStore, to: Alignment): void {
  const whole = rectFromEdges(0, 0, FULL, FULL);
  place(store, "Align", (rects) => align(rects, to, rects.length === 1 ? whole : null));
}

export function distributeSelected(store: EditorStore, axis: Axis): void {
  place(store, "Distribute", (rects) => distribute(rects, axis));
}

export function matchSelected(store: EditorStore): void {
  place(store, "Match sizes", (rects) => matchSize(rects, "both"));
}

/** Lays the selected regions out in a grid within their bounds; one or none: all regions on the whole canvas. */
export function tidySelected(store: EditorStore): void {
  if (free(store).length < 2) store.select(store.document.regions.map(({ id }) => id));
  const whole = rectFromEdges(0, 0, FULL, FULL);
  const isAll = free(store).length === store.document.regions.length;
  place(store, "Tidy into a grid", (rects) => tidy(rects, isAll ? whole : (unionBounds(rects) ?? whole)));
}

export function fillSelected(store: EditorStore): void {
  place(store, "Fill the free space", (rects) =>
    rects.map((rect) =>
      fillSpace(
        rect,
        store.document.regions.filter((other) => !other.isHidden && !store.state.selection.has(other.id)),
      ),
    ),
  );
}

/** Two regions change places, their users with their rectangles. */
export function swapSelected(store: EditorStore): void {
  const [first, second] = free(store);
  if (first === undefined || second === undefined) return;
  const other = new Map([
    [first.id, second],
    [second.id, first],
  ]);
  store.apply("Swap", (document) =>
    changeRegions(document, new Set(other.keys()), (one) => {
      const { x, y, w, h } = other.get(one.id) ?? one;
      return { ...one, x, y, w, h };
    }),
  );
}

export function addRegion(store: EditorStore, rect: Rect | null = null): void {
  if (store.document.preset !== "custom" || !hasRoomFor(store.document, 1)) {
    store.announce("Not added: Agora shows at most 17 regions.");
    return;
  }
  const id = store.makeId();
  const count = store.document.regions.length;
  const aside = (count % 8) * 30_000;
  const region = newRegion(id);
  const where = rect ?? placeAt(region.x + aside, region.y + aside, 300_000, 300_000);
  store.apply("Add region", (document) => ({ ...document, regions: [...document.regions, { ...region, ...where }] }));
  store.select([id]);
}

export function duplicateSelected(store: EditorStore): void {
  const ids = new Set(store.selected.map(({ id }) => id));
  if (!hasRoomFor(store.document, ids.size)) {
    store.announce("Not duplicated: Agora shows at most 17 regions.");
    return;
  }
  const { document, copies } = duplicateRegions(store.document, ids, store.makeId);
  store.apply("Duplicate", () => document);
  store.select(copies);
}

export function removeSelected(store: EditorStore): void {
  const ids = new Set(free(store).map(({ id }) => id));
  if (ids.size === 0) return;
  store.apply("Remove", (document) => removeRegions(document, ids));
  store.announce(ids.size === 1 ? "Region removed" : `${ids.size} regions removed`);
}

export function reorderSelected(store: EditorStore, step: OrderStep): void {
  const labels = { forward: "Bring forward", backward: "Send backward", front: "Bring to front", back: "Send to back" };
  store.apply(labels[step], (document) => reorder(document, store.state.selection, step));
}

/** Locks or hides what is selected, or takes that back when all of it is. */
export function toggleSelected(store: EditorStore, what: "isLocked" | "isHidden"): void {
  const isOn = store.selected.every((region) => region[what]);
  const verb = what === "isLocked" ? (isOn ? "Unlock" : "Lock") : isOn ? "Show" : "Hide";
  store.apply(verb, (document) => changeRegions(document, store.state.selection, (one) => ({ ...one, [what]: !isOn })));
}

/** Changes the selected regions, locked ones included: what they are called and whom they show. */
export function changeSelected(store: EditorStore, label: string, changes: Partial<Region>, key?: string): void {
  store.apply(
    label,
    (document) => changeRegions(document, store.state.selection, (one) => ({ ...one, ...changes })),
    keyOf(key, store.state.selection),
  );
}

/** Agora's preset as it is: no regions of our own are sent with it. */
export function choosePreset(store: EditorStore, preset: PresetName): void {
  store.apply("Choose preset", (document) => ({ ...document, preset, regions: [] }));
  store.select([]);
}

/** The preset as regions to edit, for as many people as are pictured. */
export function explode(store: EditorStore): void {
  const { preset, largeUid } = store.document;
  if (preset === "custom") return;
  const { people } = store.state.settings;
  const regions = explodePreset(preset, people, store.makeId, largeUid);
  store.apply("Turn the preset into regions", (document) => ({
    ...document,
    preset: "custom",
    largeUid: null,
    regions,
  }));
}

/** Replaces all regions by a ready arrangement. */
export function arrangeAs(store: EditorStore, starter: Starter, options: StarterOptions): void {
  const regions = starterRegions(starter, options).map((rect) => newRegion(store.makeId(), rect));
  store.apply("Arrange", (document) => ({ ...document, preset: "custom", largeUid: null, regions }));
  store.select([]);
}
