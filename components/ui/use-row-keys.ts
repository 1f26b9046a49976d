"use client";

import { type KeyboardEvent, type RefObject, useCallback, useEffect, useEffectEvent, useState } from "react";
import { isKeyboardTaken } from "./shortcut";

type RowKeys = {
  /** How many rows there are; with virtual rows, all of them. */
  count: number;
  /** Enter on a row. */
  onOpen: (index: number) => void;
  /** `x` on a row. */
  onToggle?: (index: number) => void;
  /** `/` goes here. */
  searchRef?: RefObject<HTMLInputElement | null>;
  /** Brings a row into the DOM before it gets the focus (virtual rows). */
  scrollTo?: (index: number) => void;
};

/** Spread on each row. One row is in the tab order: the active one, or the first. */
export type RowKeyProps = {
  tabIndex: 0 | -1;
  "data-row": number;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
};

/**
 * The keys of every list: `j` and `k` (and the arrows, while a row has the focus) move, Enter opens, `x` selects, `/`
 * searches. They listen on the page, and stay quiet while a field, a menu or a dialog has the keyboard.
 */
export function useRowKeys({ count, onOpen, onToggle, searchRef, scrollTo }: RowKeys): {
  activeIndex: number | null;
  rowProps: (index: number) => RowKeyProps;
} {
  const [chosen, setChosen] = useState<number | null>(null);
  const activeIndex = chosen === null || count === 0 ? null : Math.min(chosen, count - 1);

  const moveTo = (index: number) => {
    if (count === 0) return;
    const next = Math.max(0, Math.min(count - 1, index));
    setChosen(next);
    scrollTo?.(next);
    // A virtual row exists only after the scroll has been rendered.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus());
  };

  const onKey = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isKeyboardTaken(event.target))
      return;
    const onRow = event.target instanceof Element && event.target.matches("[data-row]");
    const step = stepOf(event.key, onRow);
    if (step !== 0) {
      event.preventDefault();
      moveTo(activeIndex === null ? 0 : activeIndex + step);
    } else if (event.key === "/" && searchRef?.current) {
      event.preventDefault();
      searchRef.current.focus();
      searchRef.current.select();
    } else if (event.key === "x" && activeIndex !== null && onToggle !== undefined) {
      event.preventDefault();
      onToggle(activeIndex);
    }
  });

  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const rowProps = useCallback(
    (index: number): RowKeyProps => ({
      tabIndex: index === (activeIndex ?? 0) ? 0 : -1,
      "data-row": index,
      onFocus: () => setChosen(index),
      onKeyDown: (event) => {
        // Enter on a link or a button inside the row is theirs.
        if (event.key === "Enter" && event.target === event.currentTarget) onOpen(index);
      },
    }),
    [activeIndex, onOpen],
  );

  return { activeIndex, rowProps };
}

function stepOf(key: string, onRow: boolean): -1 | 0 | 1 {
  if (key === "j" || (onRow && key === "ArrowDown")) return 1;
  if (key === "k" || (onRow && key === "ArrowUp")) return -1;
  return 0;
}
