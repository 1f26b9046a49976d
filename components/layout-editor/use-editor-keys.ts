"use client";

import { type RefObject, useEffect, useMemo } from "react";
import type { Command } from "../shell/command-registry";
import { useCommands } from "../shell/commands";
import { editorCommands } from "./editor-commands";
import { handleKey } from "./editor-keys";
import type { EditorStore } from "./editor-store";

/** Where F6 leads, one after the other. */
const parts = ["[data-stage] [tabindex='0']", "#layout-layers button", "#layout-inspector input"];

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
    () => [
      ...extra,
      ...editorCommands.map(({ id, label, group, icon, shortcut, isEnabled, run }): Command => ({
        id,
        label,
        group,
        icon,
        shortcut,
        keywords: ["layout", "region", "canvas"],
        isEnabled: () => isEnabled(store),
        run: () => run(store),
      })),
    ],
    [store, extra],
  );
  useCommands(commands);
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
      const isOnCanvas = target.closest("[role='listbox']") !== null;
      if (own !== undefined ? runOwn(own) : handleKey(store, event, isOnCanvas ? "canvas" : "elsewhere")) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [store, root, extra]);
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
