import { inOrder, neighbour, type Direction } from "@/lib/layout-editor/neighbours";
import { nudge, nudgeSize } from "./editor-acts";
import { editorCommands } from "./editor-commands";
import type { EditorStore } from "./editor-store";

type Press = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** A key press as the shortcuts of commands are written: `mod+shift+z`, `shift+1`, `Delete`. */
export function pressName({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Press): string {
  const brackets: Record<string, string> = { BracketLeft: "[", BracketRight: "]" };
  // By its place on the keyboard where Shift or Alt would turn it into another sign.
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  const plain = brackets[code] ?? (digit !== undefined && (shiftKey || ctrlKey || metaKey) ? digit : undefined);
  const name = plain ?? (key.length === 1 ? key.toLowerCase() : key);
  const isSign = plain === undefined && key.length === 1 && !/[a-z0-9]/i.test(key);
  return [ctrlKey || metaKey ? "mod" : "", altKey ? "alt" : "", shiftKey && !isSign ? "shift" : "", name]
    .filter(Boolean)
    .join("+");
}

const arrows: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** The first number of the inspector, or its first field where nothing is selected. */
export const firstNumber = "input:not([type='radio'])";

/** Keys that belong to the canvas and are no commands. */
export const canvasKeys = [
  { keys: "Arrows", label: "Move by 1 px, with Shift by 10" },
  { keys: "alt+Arrows", label: "Resize by 1 px, with Shift by 10" },
  { keys: "mod+Arrows", label: "Go to the region in that direction" },
  { keys: "PageDown", label: "Next region, PageUp the one before" },
  { keys: "Space", label: "Select or deselect the region" },
  { keys: "Enter", label: "Go to its numbers" },
  { keys: "Escape", label: "Give up a drag, then deselect" },
  { keys: "F6", label: "Canvas, layers, inspector" },
] as const;

/**
 * Carries out a key press in the editor.
 * @param place where the focus is: keys that move things are the canvas's own, so that lists and buttons keep theirs
 * @returns whether the key meant something
 */
export function handleKey(store: EditorStore, press: Press, place: "canvas" | "elsewhere"): boolean {
  const name = pressName(press);
  if (name === "Escape") return escape(store);
  if (place === "canvas" && handleCanvasKey(store, press, name)) return true;
  const wanted = name === "Backspace" ? "Delete" : name === "mod+y" ? "mod+shift+z" : name === "=" ? "+" : name;
  const command = editorCommands.find(({ shortcut }) => shortcut === wanted);
  if (command === undefined || !command.isEnabled(store)) return false;
  command.run(store);
  return true;
}

function escape(store: EditorStore): boolean {
  if (store.cancel()) return true;
  if (store.state.selection.size === 0) return false;
  store.select([], store.state.focusId);
  store.announce("Nothing selected");
  return true;
}

function handleCanvasKey(store: EditorStore, press: Press, name: string): boolean {
  const { focusId, selection } = store.state;
  const direction = arrows[press.key];
  if (direction !== undefined) {
    const px = press.shiftKey ? 10 : 1;
    if (press.ctrlKey || press.metaKey)
      return focusRegion(store, focusId && neighbour(store.document.regions, focusId, direction));
    // What has the focus is meant when nothing is selected.
    if (selection.size === 0 && focusId !== null) store.select([focusId]);
    if (press.altKey) nudgeSize(store, direction, px);
    else nudge(store, direction, px);
    return true;
  }
  if (name === "PageDown" || name === "PageUp") {
    return focusRegion(store, inOrder(store.document.regions, focusId, name === "PageDown" ? 1 : -1));
  }
  if (name === "Enter") {
    if (selection.size === 0 && focusId !== null) store.select([focusId]);
    document.getElementById("layout-inspector")?.querySelector<HTMLElement>(firstNumber)?.focus();
    return true;
  }
  if (press.key === " " && focusId !== null) {
    const next = new Set(selection);
    if (next.has(focusId)) next.delete(focusId);
    else next.add(focusId);
    store.select(next, focusId);
    store.announce(next.has(focusId) ? "Selected" : "Not selected");
    return true;
  }
  return false;
}

/** Puts the keyboard on a region and selects it. */
function focusRegion(store: EditorStore, id: string | null): boolean {
  if (id === null) return true;
  store.select([id], id);
  document.getElementById(`region-${id}`)?.focus({ preventScroll: true });
  return true;
}
