"use client";

import { type RefObject, useEffect, useMemo } from "react";
import type { Command } from "../shell/command-registry";
import { useCommandList, useCommands } from "../shell/commands";
import { editorCommands } from "./editor-commands";
import { canvasKeys, firstNumber, handleKey } from "./editor-keys";
import type { EditorStore } from "./editor-store";

/** Where F6 leads, one after the other. */
const parts = ["[data-stage] [tabindex='0']", "#layout-layers button", `#layout-inspector ${firstNumber}`];

/**
 * Offers the editor's commands in palette and key sheet, and hears their keys anywhere on the page but in fields, dialogs
 * and menus. It listens before the shell does, whose keys would otherwise come first.
 */
export function useEditorKeys(
  store: EditorStore,
  root: RefObject<HTMLElement | null>,
  extra: readonly Command[],
): void {
  const commands = useMemo(
    (): Command[] => [
      ...extra,
      ...editorCommands.map(({ id, label, group, icon, shortcut, isEnabled, run }) => ({
        id,
        label,
        group,
        icon,
        shortcut,
        keywords: ["layout", "region", "canvas"],
        hearsOwnKeys: true,
        isEnabled: () => isEnabled(store),
        run: () => run(store),
      })),
      ...canvasKeys.map(({ keys, label }) => ({
        id: `layout.key.${keys}`,
        label,
        group: "Layout: canvas",
        shortcut: keys,
        isKeyOnly: true,
        hearsOwnKeys: true,
        run: () => focusCanvas(store),
      })),
    ],
    [store, extra],
  );
  useCommands(commands);
  const keySheet = useCommandList().find(({ shortcut }) => shortcut === "?");
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.defaultPrevented || !(target instanceof Element)) return;
      if (event.key === "F6" && root.current !== null) {
        event.preventDefault();
        nextPart(root.current, event.shiftKey ? -1 : 1);
        return;
      }
      const isInside = root.current?.contains(target) === true;
      if (!isInside && target !== document.body) return;
      if (
        target.closest(
          "input:not([type='radio'], [type='checkbox']), textarea, select, [role='menu'], [role='dialog'], [role='combobox']",
        ) !== null
      )
        return;
      const own = extra.find(
        ({ shortcut }) => shortcut === "mod+Enter" && event.key === "Enter" && (event.ctrlKey || event.metaKey),
      );
      // Lists keep plain keys for themselves; the canvas has no use for this one.
      if (event.key === "?" && keySheet !== undefined) {
        event.preventDefault();
        keySheet.run();
        return;
      }
      const isOnCanvas = target.closest("[role='listbox']") !== null;
      if (own !== undefined ? runOwn(own) : handleKey(store, event, isOnCanvas ? "canvas" : "elsewhere")) {
        event.preventDefault();
        event.stopPropagation();
        if (isOnCanvas || target === document.body) requestAnimationFrame(() => holdFocus(store));
      }
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [store, root, extra, keySheet]);
}

function focusCanvas(store: EditorStore): void {
  const { focusId } = store.state;
  if (focusId !== null) document.getElementById(`region-${focusId}`)?.focus();
}

/** The keyboard goes with what was added, and to what is left of what was removed. */
function holdFocus(store: EditorStore): void {
  const { activeElement } = document;
  const isOnCanvas = activeElement === document.body || activeElement?.closest("[role='listbox']") != null;
  const { focusId } = store.state;
  if (isOnCanvas && focusId !== null) document.getElementById(`region-${focusId}`)?.focus({ preventScroll: true });
}

function runOwn(command: Command): boolean {
  if (command.isEnabled?.() === false) return false;
  command.run();
  return true;
}

function nextPart(root: HTMLElement, step: 1 | -1): void {
  const found = parts.map((selector) => root.querySelector<HTMLElement>(selector));
  const current = found.findIndex((one) =>
    one?.closest("#layout-layers, #layout-inspector, [data-stage]")?.contains(document.activeElement),
  );
  for (let tries = 1; tries <= parts.length; tries += 1) {
    const next = found[(current + step * tries + parts.length * 2) % parts.length];
    if (next) {
      next.focus();
      return;
    }
  }
}
