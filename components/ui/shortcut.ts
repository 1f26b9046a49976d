/**
 * Shortcuts are written as text: `"?"`, `"g r"` (one key after the other), `"mod+k"` (together; `mod` is Cmd on a Mac and
 * Ctrl elsewhere), `"mod+Enter"`. A key that needs Shift to be typed is written as what it types (`"?"`, not `"shift+/"`).
 */

type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

/** How long the second key of a sequence may take. */
export const SEQUENCE_TIMEOUT_MS = 1200;

/** The key press in the notation above, or null for a bare modifier or a combination with Alt. */
export function pressToText(press: KeyPress): string | null {
  if (press.altKey || ["Shift", "Control", "Meta", "Alt", "AltGraph", "Dead"].includes(press.key)) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return press.ctrlKey || press.metaKey ? `mod+${key}` : key;
}

/** Key caps for people, one list per step: `"mod+k"` gives `[["Ctrl", "K"]]`. */
export function describeShortcut(shortcut: string, isMac: boolean): string[][] {
  return shortcut.split(" ").map((step) =>
    (step === "+" ? ["+"] : step.split("+")).map((key) => {
      if (key === "mod") return isMac ? "⌘" : "Ctrl";
      if (key === "Enter") return "↵";
      if (key === "Escape") return "Esc";
      if (key === "shift") return isMac ? "⇧" : "Shift";
      if (key === "alt") return isMac ? "⌥" : "Alt";
      if (key === "Delete") return "Del";
      return key.length === 1 ? key.toUpperCase() : key;
    }),
  );
}

/**
 * Follows key presses and finds the shortcut they complete. One instance per page: it remembers the first key of a
 * sequence for `SEQUENCE_TIMEOUT_MS`.
 */
export class ShortcutReader {
  #first: { key: string; at: number } | null = null;

  /**
   * @param press a key press in text form (`pressToText`)
   * @param at milliseconds on any steady clock
   * @returns the completed shortcut, `"pending"` when the press begins a known sequence, or null
   */
  read(press: string, shortcuts: readonly string[], at: number): string | null {
    const first = this.#first;
    this.#first = null;
    if (first !== null && at - first.at <= SEQUENCE_TIMEOUT_MS) {
      const sequence = `${first.key} ${press}`;
      if (shortcuts.includes(sequence)) return sequence;
    }
    if (shortcuts.includes(press)) return press;
    if (shortcuts.some((shortcut) => shortcut.startsWith(`${press} `))) {
      this.#first = { key: press, at };
      return "pending";
    }
    return null;
  }
}

/** True when keys belong to what has the focus: a field, a list box, a player, a dialog. */
export function isKeyboardTaken(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest(
      'input:not([type="checkbox"], [type="radio"], [type="button"]), textarea, select, [contenteditable="true"], [role="listbox"], [role="menu"], [role="dialog"], [role="combobox"], [data-own-keys]',
    ) !== null
  );
}
