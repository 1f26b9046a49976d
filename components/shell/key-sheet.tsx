"use client";

import { Dialog } from "../ui/dialog";
import { KeyHint } from "../ui/kbd";
import { isRunnable } from "./command-registry";
import { useCommandList } from "./commands";

/** Keys that belong to parts and not to commands. */
const partKeys = [
  { keys: "j", label: "Next row" },
  { keys: "k", label: "Previous row" },
  { keys: "x", label: "Select the row" },
  { keys: "Enter", label: "Open the row" },
  { keys: "/", label: "Search the list" },
  { keys: "mod+Enter", label: "Submit the form" },
  { keys: "Escape", label: "Close what is open" },
] as const;

/** Every key that does something on this page. */
export function KeySheet({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const commands = useCommandList().filter(isRunnable);
  const groups = Map.groupBy(
    commands.flatMap(({ group, label, shortcut, ownKeys }) => {
      const keys = shortcut ?? ownKeys;
      return keys === undefined ? [] : [{ group, label, keys }];
    }),
    (entry) => entry.group,
  );
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title="Keys" size="md">
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <KeyGroup title="Lists and forms" entries={partKeys} />
        {[...groups].map(([group, entries]) => (
          <KeyGroup key={group} title={group} entries={entries} />
        ))}
      </div>
    </Dialog>
  );
}

function KeyGroup({ title, entries }: { title: string; entries: readonly { keys: string; label: string }[] }) {
  return (
    <section>
      <h3 className="mb-1 text-xs font-medium text-subtle">{title}</h3>
      <dl>
        {entries.map((entry) => (
          <div key={entry.keys} className="flex min-h-7 items-center justify-between gap-4 text-sm">
            <dt>{entry.label}</dt>
            <dd>
              <KeyHint keys={entry.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
