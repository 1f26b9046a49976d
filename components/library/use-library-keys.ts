"use client";

import { type RefObject, useEffect, useEffectEvent, useMemo, useRef } from "react";
import type { Command } from "../shell/command-registry";
import { useCommands } from "../shell/commands";
import { isKeyboardTaken } from "../ui/shortcut";
import { libraryCommandOf, libraryKeyHelp, type LibraryCommand } from "./library-keys";

/**
 * The keys of the library: wherever in its workspace the focus is, and on the page itself where nothing has it. There the
 * page keeps its own `g`, which begins its sequences. The same commands are in the palette and on the key sheet.
 */
export function useLibraryKeys(workspace: RefObject<HTMLElement | null>, run: (command: LibraryCommand) => void): void {
  const isKHeld = useRef(false);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() === "k") isKHeld.current = event.type === "keydown";
    if (event.type !== "keydown" || event.defaultPrevented) return;
    const { target } = event;
    if (!(target instanceof Element)) return;
    const isInside = workspace.current?.contains(target) === true;
    // Where nothing has the focus, the page or what holds the workspace has it.
    if (!isInside && !(workspace.current !== null && target.contains(workspace.current))) return;
    if (isInside ? isTyping(target) || isPressing(target, event.key) : isKeyboardTaken(target)) return;
    if (!isInside && event.key === "g") return;
    const command = libraryCommandOf(event, isKHeld.current && event.key.toLowerCase() !== "k");
    if (command === null || (event.repeat && !mayRepeat(command))) return;
    event.preventDefault();
    event.stopPropagation();
    run(command);
  });
  useEffect(() => {
    // Before the page's own shortcuts, which leave alone what was handled.
    document.addEventListener("keydown", onKey, { capture: true });
    document.addEventListener("keyup", onKey, { capture: true });
    return () => {
      document.removeEventListener("keydown", onKey, { capture: true });
      document.removeEventListener("keyup", onKey, { capture: true });
    };
  }, []);

  // Commands call the newest function, so that the list itself stays the same.
  const newest = useRef(run);
  useEffect(() => {
    newest.current = run;
  });
  const commands = useMemo(
    () =>
      libraryKeyHelp.map(({ id, keys, label, run: command }): Command => ({
        id: `library:${id}`,
        label,
        group: "Library",
        ownKeys: keys,
        keywords: ["clip", "snapshot", "timeline"],
        run: () => command !== undefined && newest.current(command),
      })),
    [],
  );
  useCommands(commands);
}

function isTyping(target: Element): boolean {
  return (
    target.closest(
      'input:not([type="checkbox"], [type="radio"]), textarea, select, [role="listbox"], [role="dialog"], [role="menu"]',
    ) !== null
  );
}

/** Space and Enter press the button that has the focus; a handle moves itself with the arrows. */
function isPressing(target: Element, key: string): boolean {
  if (target.closest('[role="slider"]') !== null && (key === "ArrowLeft" || key === "ArrowRight")) return true;
  return (key === " " || key === "Enter") && target.closest("button, a, summary, input, label") !== null;
}

const mayRepeat = ({ do: what }: LibraryCommand) =>
  what === "seekBy" || what === "frames" || what === "zoom" || what === "edge" || what === "trim";
