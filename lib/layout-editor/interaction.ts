import type { Region, RegionId } from "./document";
import { type Distance, distancesAround } from "./distances";
import { type CanvasSize, contains, isSameRect, overlaps, type Rect, rectFromEdges, unionBounds } from "./rect";
import { clampDelta, translate } from "./move";
import { type Handle, type ResizeOptions, resizeByHandle, scaleInto, sidesOf } from "./resize";
import { allAnchors, type Anchors, type Guide, type Holds, noHolds, reachOf, snap } from "./snap";
import { collectLines, type SnapLines, type SnapSettings } from "./snap-lines";
import { clamp, FULL } from "./units";

/** A place in canvas units; it may lie outside the canvas and need not be whole. */
export type Point = { readonly x: number; readonly y: number };

/** `mod` is Ctrl, or Cmd on a Mac. */
export type Modifiers = { readonly shift: boolean; readonly alt: boolean; readonly mod: boolean };

/** What was pressed. `beneath` are all regions at that place, the uppermost first. */
export type Target =
  | { readonly kind: "region"; readonly id: RegionId; readonly beneath: readonly RegionId[] }
  | { readonly kind: "handle"; readonly handle: Handle }
  | { readonly kind: "canvas" };

export type PointerInput =
  | { readonly kind: "down"; readonly target: Target; readonly at: Point; readonly modifiers: Modifiers }
  | { readonly kind: "move"; readonly at: Point; readonly modifiers: Modifiers }
  | { readonly kind: "up"; readonly at: Point; readonly modifiers: Modifiers }
  | { readonly kind: "cancel" };

/** What a gesture works on. `unitsPerPx` is how many canvas units one pixel of the screen is. */
export type Scene = {
  readonly regions: readonly Region[];
  readonly selection: ReadonlySet<RegionId>;
  readonly canvas: CanvasSize;
  readonly unitsPerPx: Point;
  readonly snap: SnapSettings;
  readonly isSnapping: boolean;
  readonly isAspectLocked: boolean;
};

/** What is seen while a gesture goes on and gone when it is cancelled. */
export type Draft = {
  readonly rects: ReadonlyMap<RegionId, Rect>;
  readonly guides: readonly Guide[];
  readonly distances: readonly Distance[];
  readonly brush: Rect | null;
  readonly isCopying: boolean;
};

type Grabbed = {
  readonly at: Point;
  readonly origin: ReadonlyMap<RegionId, Rect>;
  readonly bounds: Rect;
  readonly others: readonly Rect[];
  readonly lines: SnapLines;
  readonly holds: Holds;
};

export type Interaction =
  | { readonly kind: "idle" }
  | { readonly kind: "pointingRegion"; readonly id: RegionId; readonly at: Point; readonly wasSelected: boolean }
  | { readonly kind: "pointingHandle"; readonly handle: Handle; readonly at: Point }
  | { readonly kind: "pointingCanvas"; readonly at: Point; readonly base: ReadonlySet<RegionId> }
  | ({ readonly kind: "translating" } & Grabbed)
  | ({ readonly kind: "resizing"; readonly handle: Handle } & Grabbed)
  | { readonly kind: "brushing"; readonly at: Point; readonly base: ReadonlySet<RegionId> };

/** What follows from one input. `selection` and `commit` are absent where they do not change. */
export type Outcome = {
  readonly interaction: Interaction;
  readonly draft: Draft | null;
  readonly selection?: ReadonlySet<RegionId>;
  readonly commit?: { readonly rects: ReadonlyMap<RegionId, Rect>; readonly kind: "move" | "resize" | "copy" };
};

export const idle: Interaction = { kind: "idle" };

/** A press becomes a drag after so many pixels of the screen. */
const slopPx = 3;
/** Smallest size while drawing: two hundredths of the canvas, or so many pixels of it. */
const leastShare = 20_000;
const leastPx = 32;

/** One step of a gesture. Everything is computed from where it began, so that nothing drifts. */
export function interact(interaction: Interaction, input: PointerInput, scene: Scene): Outcome {
  if (input.kind === "cancel") return cancelled(interaction);
  if (input.kind === "down") return pressed(input, scene);
  switch (interaction.kind) {
    case "idle":
      return { interaction, draft: null };
    case "pointingRegion":
      if (input.kind === "up") return clicked(interaction, input.modifiers, scene);
      return isDragged(interaction.at, input.at, scene) ? beginMove(interaction, input, scene) : still(interaction);
    case "pointingHandle": {
      if (input.kind === "up" || !isDragged(interaction.at, input.at, scene)) return ended(interaction, input);
      const grabbed = grab(interaction.at, scene);
      if (grabbed === null) return { interaction: idle, draft: null };
      return resize({ kind: "resizing", handle: interaction.handle, ...grabbed }, input, scene);
    }
    case "pointingCanvas":
      if (input.kind === "up") return { interaction: idle, draft: null, selection: interaction.base };
      if (!isDragged(interaction.at, input.at, scene)) return still(interaction);
      return brush({ ...interaction, kind: "brushing" }, input, scene);
    case "translating":
      return move(interaction, input, scene);
    case "resizing":
      return resize(interaction, input, scene);
    case "brushing":
      return brush(interaction, input, scene);
  }
}

/** Smallest width and height while drawing on a canvas, in canvas units. */
export function leastSize({ width, height }: CanvasSize): Pick<ResizeOptions, "leastWidth" | "leastHeight"> {
  const least = (px: number) => Math.min(FULL, Math.max(leastShare, Math.round((leastPx / px) * FULL)));
  return { leastWidth: least(width), leastHeight: least(height) };
}

type Moved = Extract<PointerInput, { kind: "move" | "up" }>;

function still(interaction: Interaction): Outcome {
  return { interaction, draft: null };
}

function ended(interaction: Interaction, input: Moved): Outcome {
  return { interaction: input.kind === "up" ? idle : interaction, draft: null };
}

/** A brush had changed the selection already. */
function cancelled(interaction: Interaction): Outcome {
  const isBrush = interaction.kind === "brushing" || interaction.kind === "pointingCanvas";
  return { interaction: idle, draft: null, ...(isBrush ? { selection: interaction.base } : {}) };
}

function pressed({ target, at, modifiers }: Extract<PointerInput, { kind: "down" }>, scene: Scene): Outcome {
  const { selection } = scene;
  if (target.kind === "handle") return still({ kind: "pointingHandle", handle: target.handle, at });
  const base: ReadonlySet<RegionId> = modifiers.shift ? selection : new Set();
  if (target.kind === "canvas") return still({ kind: "pointingCanvas", at, base });
  const id = modifiers.mod ? nextBeneath(target.beneath, selection, target.id) : target.id;
  const wasSelected = selection.has(id);
  // What is pressed is selected at once, so that it can be dragged in one go; Shift waits for the release.
  const next = wasSelected || modifiers.shift ? selection : new Set([id]);
  return { ...still({ kind: "pointingRegion", id, at, wasSelected }), selection: next };
}

/** Repeated presses go through everything that lies at one place. */
function nextBeneath(beneath: readonly RegionId[], selection: ReadonlySet<RegionId>, top: RegionId): RegionId {
  const current = beneath.findIndex((id) => selection.has(id));
  return beneath[(current + 1) % Math.max(1, beneath.length)] ?? top;
}

function clicked(
  { id, wasSelected }: Extract<Interaction, { kind: "pointingRegion" }>,
  modifiers: Modifiers,
  { selection }: Scene,
): Outcome {
  if (!modifiers.shift) return { interaction: idle, draft: null, selection: new Set([id]) };
  const next = new Set(selection);
  if (wasSelected) next.delete(id);
  else next.add(id);
  return { interaction: idle, draft: null, selection: next };
}

function beginMove({ id, at }: Extract<Interaction, { kind: "pointingRegion" }>, input: Moved, scene: Scene): Outcome {
  const pressedOne = scene.regions.find((region) => region.id === id);
  // A locked region is ground: dragging on it draws a marquee.
  if (pressedOne?.isLocked !== false) return brush({ kind: "brushing", at, base: new Set() }, input, scene);
  const selection = scene.selection.has(id) ? scene.selection : new Set([...scene.selection, id]);
  const grabbed = grab(at, { ...scene, selection });
  if (grabbed === null) return { interaction: idle, draft: null };
  return { ...move({ kind: "translating", ...grabbed }, input, scene), selection };
}

function isDragged(from: Point, to: Point, { unitsPerPx }: Scene): boolean {
  return Math.hypot((to.x - from.x) / unitsPerPx.x, (to.y - from.y) / unitsPerPx.y) > slopPx;
}

/** Takes hold of the selected regions that may be changed, and finds every line that attracts. */
function grab(at: Point, { regions, selection, snap: settings }: Scene): Grabbed | null {
  const isHeld = ({ id, isLocked, isHidden }: Region) => selection.has(id) && !isLocked && !isHidden;
  const held = regions.filter(isHeld);
  const bounds = unionBounds(held);
  if (bounds === null) return null;
  const others = regions.filter((region) => !isHeld(region) && !region.isHidden);
  const origin = new Map<RegionId, Rect>(held.map(({ id, x, y, w, h }) => [id, { x, y, w, h }]));
  return { at, origin, bounds, others, lines: collectLines(others, settings), holds: noHolds };
}

type Translating = Extract<Interaction, { kind: "translating" }>;

function move(state: Translating, { kind, at, modifiers }: Moved, scene: Scene): Outcome {
  const way = axisLocked({ x: at.x - state.at.x, y: at.y - state.at.y }, modifiers.shift, scene);
  const free = translate(state.bounds, { dx: way.x, dy: way.y });
  const isSnapping = scene.isSnapping !== modifiers.mod;
  const anchors: Anchors = modifiers.shift
    ? { x: way.x === 0 ? [] : allAnchors.x, y: way.y === 0 ? [] : allAnchors.y }
    : allAnchors;
  const snapped = isSnapping ? snap(free, state.lines, reachIn(scene), state.holds, anchors) : null;
  const delta = clampDelta(state.bounds, {
    dx: free.x - state.bounds.x + (snapped?.dx ?? 0),
    dy: free.y - state.bounds.y + (snapped?.dy ?? 0),
  });
  const rects = new Map([...state.origin].map(([id, rect]) => [id, translate(rect, delta)]));
  if (kind === "up") return committed(state.origin, rects, modifiers.alt ? "copy" : "move");
  const interaction: Translating = { ...state, holds: snapped?.holds ?? noHolds };
  const guides = snapped?.guides ?? [];
  return { interaction, draft: draftOf(rects, guides, translate(state.bounds, delta), state, modifiers.alt) };
}

/** With Shift only the axis that was moved further counts. */
function axisLocked(way: Point, isLocked: boolean, { unitsPerPx }: Scene): Point {
  if (!isLocked) return way;
  return Math.abs(way.x / unitsPerPx.x) >= Math.abs(way.y / unitsPerPx.y) ? { x: way.x, y: 0 } : { x: 0, y: way.y };
}

type Resizing = Extract<Interaction, { kind: "resizing" }>;

function resize(state: Resizing, { kind, at, modifiers }: Moved, scene: Scene): Outcome {
  const options: ResizeOptions = {
    keepAspect: modifiers.shift !== scene.isAspectLocked,
    fromCentre: modifiers.alt,
    ...leastSize(scene.canvas),
  };
  const delta = { dx: at.x - state.at.x, dy: at.y - state.at.y };
  const free = resizeByHandle(state.bounds, state.handle, delta, options);
  const isSnapping = scene.isSnapping !== modifiers.mod;
  const anchors = movedEdges(state.handle, options.keepAspect, delta, scene);
  const snapped = isSnapping ? snap(free, state.lines, reachIn(scene), state.holds, anchors) : null;
  const aimed = {
    dx: snapped?.holds.x ? edgeDelta(free.x, free.w, state.bounds.x, state.bounds.w, anchors.x) + snapped.dx : delta.dx,
    dy: snapped?.holds.y ? edgeDelta(free.y, free.h, state.bounds.y, state.bounds.h, anchors.y) + snapped.dy : delta.dy,
  };
  const bounds = resizeByHandle(state.bounds, state.handle, aimed, options);
  const rects = new Map([...state.origin].map(([id, rect]) => [id, scaleInto(rect, state.bounds, bounds)]));
  if (kind === "up") return committed(state.origin, rects, "resize");
  const interaction: Resizing = { ...state, holds: snapped?.holds ?? noHolds };
  return { interaction, draft: draftOf(rects, snapped?.guides ?? [], bounds, state, false) };
}

/** The edges that a handle moves; while the aspect is kept only the one that was dragged further may be attracted. */
function movedEdges(
  handle: Handle,
  keepAspect: boolean,
  { dx, dy }: { dx: number; dy: number },
  scene: Scene,
): Anchors {
  const sides = sidesOf(handle);
  const isWider = Math.abs(dx / scene.unitsPerPx.x) >= Math.abs(dy / scene.unitsPerPx.y);
  const useX = sides.x !== 0 && (!keepAspect || sides.y === 0 || isWider);
  const useY = sides.y !== 0 && (!keepAspect || sides.x === 0 || !isWider);
  return {
    x: useX ? [sides.x === 1 ? "end" : "start"] : [],
    y: useY ? [sides.y === 1 ? "end" : "start"] : [],
  };
}

/** How far an edge has come from where it was. */
function edgeDelta(start: number, size: number, from: number, was: number, anchors: readonly string[]): number {
  return anchors.includes("end") ? start + size - (from + was) : start - from;
}

type Brushing = Extract<Interaction, { kind: "brushing" }>;

function brush(state: Brushing, { kind, at, modifiers }: Moved, { regions }: Scene): Outcome {
  const within = (value: number) => clamp(Math.round(value), 0, FULL);
  const xs = [within(state.at.x), within(at.x)].toSorted((a, b) => a - b);
  const ys = [within(state.at.y), within(at.y)].toSorted((a, b) => a - b);
  const area = rectFromEdges(xs[0] ?? 0, ys[0] ?? 0, xs[1] ?? 0, ys[1] ?? 0);
  const isHit = (region: Region) => (modifiers.alt ? contains(area, region) : overlaps(area, region));
  const hits = regions.filter((region) => !region.isHidden && !region.isLocked && isHit(region)).map(({ id }) => id);
  const selection = new Set([...state.base, ...hits]);
  if (kind === "up") return { interaction: idle, draft: null, selection };
  const draft: Draft = { rects: new Map(), guides: [], distances: [], brush: area, isCopying: false };
  return { interaction: state, draft, selection };
}

function reachIn({ unitsPerPx, snap: settings }: Scene) {
  return reachOf(unitsPerPx, settings.grid);
}

function draftOf(
  rects: ReadonlyMap<RegionId, Rect>,
  guides: readonly Guide[],
  bounds: Rect,
  { others }: Grabbed,
  isCopying: boolean,
): Draft {
  return { rects, guides, distances: distancesAround(bounds, others), brush: null, isCopying };
}

function committed(
  origin: ReadonlyMap<RegionId, Rect>,
  rects: ReadonlyMap<RegionId, Rect>,
  kind: "move" | "resize" | "copy",
): Outcome {
  const isChanged = [...rects].some(([id, rect]) => !isSameRect(rect, origin.get(id) ?? rect));
  return { interaction: idle, draft: null, ...(isChanged ? { commit: { rects, kind } } : {}) };
}
