import { changeRegions } from "@/lib/layout-editor/document";
import { translate, placeAt } from "@/lib/layout-editor/move";
import { type Rect, unionBounds } from "@/lib/layout-editor/rect";
import { scaleInto } from "@/lib/layout-editor/resize";
import type { EditorStore } from "./editor-store";

/** What can be set by a number. */
export type Measure = "x" | "y" | "w" | "h";

/** The rectangle around what is selected; null for nothing. */
export function boundsOfSelection(store: EditorStore): Rect | null {
  return unionBounds(store.selected);
}

/** Gives the selection another place or size; several keep their places within. A size grows from the left and the top. */
export function setMeasure(store: EditorStore, measure: Measure, units: number): void {
  const chosen = store.selected.filter(({ isLocked }) => !isLocked);
  const bounds = unionBounds(chosen);
  if (bounds === null || bounds[measure] === units) return;
  const to = targetOf(bounds, measure, units, store.state.settings.isAspectLocked);
  const isMove = measure === "x" || measure === "y";
  const step = { dx: to.x - bounds.x, dy: to.y - bounds.y };
  const ids = new Set(chosen.map(({ id }) => id));
  store.apply(isMove ? "Move" : "Resize", (document) =>
    changeRegions(document, ids, (one) => ({
      ...one,
      ...(isMove ? translate(one, step) : scaleInto(one, bounds, to)),
    })),
  );
}

function targetOf(bounds: Rect, measure: Measure, units: number, isAspectLocked: boolean): Rect {
  const of = (one: Measure) => (one === measure ? units : bounds[one]);
  const [x, y, w, h] = [of("x"), of("y"), of("w"), of("h")];
  if (measure === "x" || measure === "y") return placeAt(x, y, w, h);
  const factor = bounds[measure] === 0 ? 1 : units / bounds[measure];
  return isAspectLocked
    ? placeAt(x, y, Math.max(1, bounds.w * factor), Math.max(1, bounds.h * factor))
    : placeAt(x, y, Math.max(1, w), Math.max(1, h));
}

/** Gives every selected region a ratio of its sides; it keeps its width, and its height as far as the canvas goes. */
export function setAspect(store: EditorStore, ratio: number): void {
  const { canvas } = store.document;
  const ids = new Set(store.selected.filter(({ isLocked }) => !isLocked).map(({ id }) => id));
  store.apply("Change aspect", (document) =>
    changeRegions(document, ids, (one) => {
      const height = (one.w * canvas.width) / ratio / canvas.height;
      const fits = one.y + height <= 1_000_000;
      const h = fits ? height : 1_000_000 - one.y;
      const w = fits ? one.w : (h * canvas.height * ratio) / canvas.width;
      return { ...one, ...placeAt(one.x, one.y, w, h) };
    }),
  );
}
