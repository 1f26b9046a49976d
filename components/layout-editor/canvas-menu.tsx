"use client";

import { ContextMenu } from "@base-ui/react/context-menu";
import { type ReactNode, useState } from "react";
import { regionLabel } from "@/lib/layout-editor/document";
import { KeyHint } from "../ui/kbd";
import type { EditorCommand } from "./editor-command";
import { editorCommands } from "./editor-commands";
import { useEditor } from "./editor-context";
import { regionsAt } from "./use-stage-pointer";

const shownGroups = ["Layout: edit", "Layout: order", "Layout: arrange"];

/** What a right press or a long one on the canvas offers: the same commands, and what lies beneath. */
export function CanvasMenu({ children }: { children: ReactNode }) {
  const store = useEditor();
  const [beneath, setBeneath] = useState<readonly string[]>([]);
  const groups = Map.groupBy(
    editorCommands.filter((command) => shownGroups.includes(command.group) && command.isEnabled(store)),
    ({ group }) => group,
  );
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger
        className="flex min-h-0 min-w-0 flex-1 flex-col max-xl:order-first max-xl:row-span-2"
        onContextMenu={(event) => {
          const canvas = event.currentTarget.querySelector("[role='listbox']")?.getBoundingClientRect();
          if (canvas === undefined) return;
          const at = {
            x: ((event.clientX - canvas.left) / canvas.width) * 1e6,
            y: ((event.clientY - canvas.top) / canvas.height) * 1e6,
          };
          const found = regionsAt(store, at);
          setBeneath(found);
          const [top] = found;
          if (top !== undefined && !found.some((id) => store.state.selection.has(id))) store.select([top]);
        }}
      >
        {children}
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Positioner className="z-50 outline-none">
          <ContextMenu.Popup className="popup max-h-(--available-height) min-w-56 overflow-y-auto p-1">
            {[...groups].map(([group, commands], index) => (
              <ContextMenu.Group key={group}>
                {index > 0 && <ContextMenu.Separator className="-mx-1 my-1 h-px bg-line" />}
                {commands.map((command) => (
                  <Item key={command.id} command={command} />
                ))}
              </ContextMenu.Group>
            ))}
            {beneath.length > 1 && (
              <ContextMenu.Group>
                <ContextMenu.Separator className="-mx-1 my-1 h-px bg-line" />
                <ContextMenu.GroupLabel className="px-2 pt-1 pb-0.5 text-2xs text-subtle">
                  Select here
                </ContextMenu.GroupLabel>
                {beneath.map((id) => {
                  const index = store.document.regions.findIndex((region) => region.id === id);
                  const region = store.document.regions[index];
                  return (
                    region !== undefined && (
                      <ContextMenu.Item key={id} className="popup-item" onClick={() => store.select([id])}>
                        {index + 1} · {regionLabel(region, index)}
                      </ContextMenu.Item>
                    )
                  );
                })}
              </ContextMenu.Group>
            )}
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

function Item({ command }: { command: EditorCommand }) {
  const store = useEditor();
  return (
    <ContextMenu.Item className="popup-item" onClick={() => command.run(store)}>
      <span className="flex shrink-0 text-subtle [&_svg]:size-4">{command.icon}</span>
      <span className="flex-1">{command.label}</span>
      {command.shortcut !== undefined && <KeyHint keys={command.shortcut} className="pl-4" />}
    </ContextMenu.Item>
  );
}
