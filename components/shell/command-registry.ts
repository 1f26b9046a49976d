import type { ReactNode } from "react";

/**
 * Something a person can do, described once: the palette, the key sheet, menus and the keyboard all read it.
 */
export type Command = {
  /** Unique and stable: `go.recordings`, `recording.stop`. */
  id: string;
  /** A verb and its thing: "Stop recording". */
  label: string;
  /** Heading in the palette and on the key sheet. */
  group: string;
  icon?: ReactNode;
  /** `"g r"`, `"mod+k"`, `"?"`: see `shortcut.ts`. */
  shortcut?: string;
  /** Keys that a part of the page listens for itself while it has them: only printed on the key sheet. */
  ownKeys?: string;
  /** Other words people may type for it. */
  keywords?: readonly string[];
  /** A key that a part of the page hears itself: told on the key sheet, not offered in the palette. */
  isKeyOnly?: boolean;
  /**
   * The part that offers it hears its keys itself: the shell only tells them. The shell's own keys with Ctrl or Cmd work in
   * fields too, where those of a canvas must be left to the text.
   */
  hearsOwnKeys?: boolean;
  /** Default: always. A command that is not enabled is not offered and its keys do nothing. */
  isEnabled?: () => boolean;
  run: () => void;
};

export function isRunnable(command: Command): boolean {
  return command.isEnabled?.() ?? true;
}

/**
 * Whether what is typed finds something: each of its words begins a word of the name or of the other words. Looser
 * matching (letters in order) would list half the commands for every channel name.
 */
export function isFoundBy(typed: string, name: string, otherWords: readonly string[] = []): boolean {
  const words = [name, ...otherWords].join(" ").toLowerCase().split(/\s+/);
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}

/** The commands offered now, by who offers them. A later owner's command replaces an earlier one with the same id. */
export class CommandRegistry {
  static readonly none = (): readonly Command[] => CommandRegistry.#empty;
  static readonly #empty: readonly Command[] = [];

  readonly #owners = new Map<string, readonly Command[]>();
  readonly #listeners = new Set<() => void>();
  #list: readonly Command[] = CommandRegistry.#empty;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly list = (): readonly Command[] => this.#list;

  set(owner: string, commands: readonly Command[]): void {
    this.#owners.set(owner, commands);
    this.#publish();
  }

  delete(owner: string): void {
    this.#owners.delete(owner);
    this.#publish();
  }

  #publish(): void {
    const byId = new Map<string, Command>();
    for (const commands of this.#owners.values()) for (const command of commands) byId.set(command.id, command);
    this.#list = [...byId.values()];
    for (const listener of this.#listeners) listener();
  }
}
