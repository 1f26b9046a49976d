"use client";

import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useEffectEvent,
  useId,
  useState,
  useSyncExternalStore,
} from "react";
import { isKeyboardTaken, pressToText, ShortcutReader } from "../ui/shortcut";
import { CommandRegistry, isRunnable, type Command } from "./command-registry";

const RegistryContext = createContext<CommandRegistry | null>(null);

function useRegistry(): CommandRegistry {
  const registry = use(RegistryContext);
  if (registry === null) throw new Error("Commands need a CommandProvider above them");
  return registry;
}

/** Holds the one list of commands and listens for their keys. */
export function CommandProvider({ children }: { children: ReactNode }) {
  const [registry] = useState(() => new CommandRegistry());
  useShortcuts(registry);
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

/**
 * Offers commands while the calling component is mounted: in the palette, on the key sheet and by their keys.
 * @param commands keep the array in `useMemo`, a new one is a change
 */
export function useCommands(commands: readonly Command[]): void {
  const registry = useRegistry();
  const owner = useId();
  useEffect(() => {
    registry.set(owner, commands);
    return () => registry.delete(owner);
  }, [registry, owner, commands]);
}

/** Every command offered now, in the order they were registered. */
export function useCommandList(): readonly Command[] {
  const registry = useRegistry();
  return useSyncExternalStore(registry.subscribe, registry.list, CommandRegistry.none);
}

function useShortcuts(registry: CommandRegistry): void {
  const [reader] = useState(() => new ShortcutReader());
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    // Whoever handled the key has it: players, canvases and lists come first.
    if (event.defaultPrevented || event.repeat) return;
    const press = pressToText(event);
    if (press === null || (isKeyboardTaken(event.target) && !press.startsWith("mod+"))) return;
    const commands = registry.list().filter((command) => command.hearsOwnKeys !== true && isRunnable(command));
    const shortcuts = commands.flatMap((command) => command.shortcut ?? []);
    const match = reader.read(press, shortcuts, event.timeStamp);
    if (match === null) return;
    event.preventDefault();
    commands.find((command) => command.shortcut === match)?.run();
  });
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
