"use client";

import { type RefObject, useEffect } from "react";
import type { Modifiers, Point, Target } from "@/lib/layout-editor/interaction";
import { handles } from "@/lib/layout-editor/resize";
import { FULL } from "@/lib/layout-editor/units";
import { useEditor } from "./editor-context";
import { firstNumber } from "./editor-keys";
import type { EditorStore } from "./editor-store";
import { pan, zoomAt } from "./view";

/** Hears pointers and the wheel over the stage and gives the store what they mean; at most one move for each frame. */
export function useStagePointer(viewport: RefObject<HTMLDivElement | null>): void {
  const store = useEditor();
  useEffect(() => {
    const stage = viewport.current;
    if (stage === null) return;
    const pointers = new Map<number, { x: number; y: number }>();
    let panning: { x: number; y: number } | null = null;
    let isSpaceHeld = false;
    let waiting: { at: Point; modifiers: Modifiers } | null = null;
    let frame = 0;

    const flush = () => {
      frame = 0;
      if (waiting !== null) store.move(waiting.at, waiting.modifiers);
      waiting = null;
    };
    const local = (event: { clientX: number; clientY: number }) => {
      const { left, top } = stage.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };
    const onDown = (event: PointerEvent) => {
      if (!(event.target instanceof Element) || event.target.closest("[data-stage-part]") !== null) return;
      const at = local(event);
      pointers.set(event.pointerId, at);
      stage.setPointerCapture(event.pointerId);
      if (pointers.size > 1) {
        store.cancel();
        panning = null;
        return;
      }
      if (event.button === 1 || (event.button === 0 && isSpaceHeld)) {
        event.preventDefault();
        panning = at;
        return;
      }
      if (event.button !== 0 || store.document.preset !== "custom") return;
      settleTyping(stage);
      const target = targetOf(event.target, store, toCanvas(store, at));
      // A region takes the focus by its press; the canvas beside it must not take it away.
      event.preventDefault();
      store.press(target, toCanvas(store, at), modifiersOf(event));
      const { focusId } = store.state;
      if (target.kind !== "handle" && focusId !== null) {
        document.getElementById(`region-${focusId}`)?.focus({ preventScroll: true });
      }
    };
    const onMove = (event: PointerEvent) => {
      const before = pointers.get(event.pointerId);
      if (before === undefined) return;
      const at = local(event);
      pointers.set(event.pointerId, at);
      if (pointers.size === 2) {
        pinch(store, [...pointers.entries()], event.pointerId, before, at);
        return;
      }
      if (panning !== null) {
        store.setView(pan(store.state.view, at.x - panning.x, at.y - panning.y));
        panning = at;
        return;
      }
      waiting = { at: toCanvas(store, at), modifiers: modifiersOf(event) };
      if (frame === 0) frame = requestAnimationFrame(flush);
    };
    const onUp = (event: PointerEvent) => {
      if (!pointers.delete(event.pointerId)) return;
      panning = null;
      cancelAnimationFrame(frame);
      frame = 0;
      waiting = null;
      store.release(toCanvas(store, local(event)), modifiersOf(event));
    };
    const onCancel = (event: PointerEvent) => {
      pointers.delete(event.pointerId);
      panning = null;
      store.cancel();
    };
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { view } = store.state;
      if (event.ctrlKey || event.metaKey) store.setView(zoomAt(view, Math.exp(-event.deltaY / 300), local(event)));
      else if (event.shiftKey) store.setView(pan(view, -event.deltaY, 0));
      else store.setView(pan(view, -event.deltaX, -event.deltaY));
    };
    const onDouble = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest("[data-region]") !== null) {
        document.getElementById("layout-inspector")?.querySelector<HTMLElement>(firstNumber)?.focus();
      }
    };
    const onSpace = (event: KeyboardEvent) => {
      if (event.code === "Space") isSpaceHeld = event.type === "keydown" && document.activeElement === document.body;
    };
    const onBlur = () => store.cancel();

    stage.addEventListener("pointerdown", onDown);
    stage.addEventListener("pointermove", onMove);
    stage.addEventListener("pointerup", onUp);
    stage.addEventListener("pointercancel", onCancel);
    stage.addEventListener("wheel", onWheel, { passive: false });
    stage.addEventListener("dblclick", onDouble);
    window.addEventListener("keydown", onSpace);
    window.addEventListener("keyup", onSpace);
    window.addEventListener("blur", onBlur);
    return () => {
      cancelAnimationFrame(frame);
      stage.removeEventListener("pointerdown", onDown);
      stage.removeEventListener("pointermove", onMove);
      stage.removeEventListener("pointerup", onUp);
      stage.removeEventListener("pointercancel", onCancel);
      stage.removeEventListener("wheel", onWheel);
      stage.removeEventListener("dblclick", onDouble);
      window.removeEventListener("keydown", onSpace);
      window.removeEventListener("keyup", onSpace);
      window.removeEventListener("blur", onBlur);
    };
  }, [store, viewport]);
}

/** What is being typed belongs to what is selected now: it takes effect before a press selects something else. */
function settleTyping(stage: HTMLElement): void {
  const typed = document.activeElement;
  if (typed instanceof HTMLInputElement && !stage.contains(typed)) typed.blur();
}

function modifiersOf(event: PointerEvent): Modifiers {
  return { shift: event.shiftKey, alt: event.altKey, mod: event.ctrlKey || event.metaKey };
}

/** A place of the viewport in canvas units. */
function toCanvas(store: EditorStore, { x, y }: { x: number; y: number }): Point {
  const { view } = store.state;
  const { canvas } = store.document;
  return {
    x: ((x - view.x) / (canvas.width * view.zoom)) * FULL,
    y: ((y - view.y) / (canvas.height * view.zoom)) * FULL,
  };
}

function targetOf(element: Element, store: EditorStore, at: Point): Target {
  const name = element.closest<HTMLElement>("[data-handle]")?.dataset["handle"];
  const handle = handles.find((one) => one === name);
  if (handle !== undefined) return { kind: "handle", handle };
  const id = element.closest<HTMLElement>("[data-region]")?.dataset["region"];
  if (id === undefined) return { kind: "canvas" };
  return { kind: "region", id, beneath: regionsAt(store, at) };
}

/** Every region at a place, the uppermost first. */
export function regionsAt(store: EditorStore, { x, y }: Point): string[] {
  return store.document.regions
    .filter((one) => x >= one.x && x <= one.x + one.w && y >= one.y && y <= one.y + one.h)
    .map(({ id }) => id)
    .toReversed();
}

/** Two fingers: the canvas follows them. */
function pinch(
  store: EditorStore,
  pointers: [number, { x: number; y: number }][],
  movedId: number,
  before: { x: number; y: number },
  now: { x: number; y: number },
): void {
  const other = pointers.find(([id]) => id !== movedId)?.[1];
  if (other === undefined) return;
  const was = Math.hypot(before.x - other.x, before.y - other.y);
  const is = Math.hypot(now.x - other.x, now.y - other.y);
  const moved = pan(store.state.view, (now.x - before.x) / 2, (now.y - before.y) / 2);
  store.setView(was > 0 ? zoomAt(moved, is / was, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }) : moved);
}
