"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Command as Palette } from "cmdk";
import { Search } from "lucide-react";
import { useMemo, useState } from "react";
import { KeyHint } from "../ui/kbd";
import { type Command, isFoundBy, isRunnable } from "./command-registry";
import { useCommandList } from "./commands";
import { PaletteRecordings } from "./palette-recordings";

/** Every recording, page and act, found by typing. Rendered in the browser only: its list is sized by style attributes. */
export function CommandPalette({
  isOpen,
  onOpenChange,
  projectId,
}: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** Whose recordings are searched. */
  projectId: string | null;
}) {
  const [typed, setTyped] = useState("");
  const commands = useCommandList();
  const groups = useMemo(
    () =>
      byGroup(
        commands.filter((command) => command.id !== "palette" && command.isKeyOnly !== true && isRunnable(command)),
      ),
    [commands],
  );
  const runAndClose = (command: Command) => {
    onOpenChange(false);
    command.run();
  };
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 min-h-dvh bg-scrim transition-opacity duration-100 ease-calm data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup className="popup fixed top-[14vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-150 -translate-x-1/2 overflow-hidden">
          <Dialog.Title className="sr-only">Search or run a command</Dialog.Title>
          <Palette
            label="Commands"
            loop
            filter={(name, text, otherWords) => (isFoundBy(text.trim(), name, otherWords) ? 1 : 0)}
          >
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search className="size-4 shrink-0 text-subtle" aria-hidden="true" />
              <Palette.Input
                value={typed}
                onValueChange={setTyped}
                placeholder="Type a channel, a page or a command"
                className="h-12 w-full bg-transparent text-md outline-none"
              />
              <KeyHint keys="Escape" />
            </div>
            <Palette.List className="max-h-[min(24rem,60vh)] scroll-py-2 overflow-y-auto overscroll-contain p-2">
              <Palette.Empty className="px-3 py-8 text-center text-sm text-subtle">
                No recording, page or command has this name.
              </Palette.Empty>
              {projectId !== null && (
                <PaletteRecordings
                  projectId={projectId}
                  typed={typed}
                  className={groupClass}
                  onOpen={() => onOpenChange(false)}
                />
              )}
              {groups.map(([group, members]) => (
                <Palette.Group key={group} heading={group} className={groupClass}>
                  {members.map((command) => (
                    <Palette.Item
                      key={command.id}
                      value={command.label}
                      keywords={[command.group, ...(command.keywords ?? [])]}
                      onSelect={() => runAndClose(command)}
                      className="popup-item min-h-9"
                    >
                      <span className="flex shrink-0 text-subtle [&_svg]:size-4">{command.icon}</span>
                      <span className="min-w-0 flex-1 truncate">{command.label}</span>
                      {command.shortcut !== undefined && <KeyHint keys={command.shortcut} />}
                    </Palette.Item>
                  ))}
                </Palette.Group>
              ))}
            </Palette.List>
          </Palette>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const groupClass =
  "not-first:mt-2 [&>[cmdk-group-heading]]:px-2 [&>[cmdk-group-heading]]:py-1 [&>[cmdk-group-heading]]:text-2xs [&>[cmdk-group-heading]]:font-medium [&>[cmdk-group-heading]]:text-subtle";

function byGroup(commands: readonly Command[]): [string, Command[]][] {
  return [...Map.groupBy(commands, (command) => command.group)];
}
