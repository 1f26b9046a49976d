"use client";

import { clsx } from "clsx";
import { AlignStartVertical, Braces, ChevronDown, LayoutTemplate } from "lucide-react";
import { stepLabels } from "@/lib/layout-editor/history";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { Menu, MenuItem } from "../ui/menu";
import { Popover } from "../ui/popover";
import { ArrangePanel } from "./arrange-panel";
import { commandById, editorCommands } from "./editor-commands";
import { useEditor, useEditorState } from "./editor-context";
import { explode } from "./editor-acts";

/** What is used most, by pointer; the rest is in the menus and the palette. All of it comes from the one list. */
export function Toolbar({
  projectId,
  isCanvasFixed,
  onTransfer,
}: {
  projectId: string;
  isCanvasFixed: boolean;
  onTransfer: () => void;
}) {
  const store = useEditor();
  const state = useEditorState((now) => now);
  const { preset } = state.history.present.state;
  const steps = stepLabels(state.history);
  return (
    <div
      role="toolbar"
      aria-label="Layout"
      className="flex min-h-11 flex-wrap items-center gap-x-1 gap-y-1 border-b border-line bg-panel px-2 py-1"
    >
      <Tool id="layout.undo" hint={steps.undo} />
      <Tool id="layout.redo" hint={steps.redo} />
      <Rule />
      <Popover
        label="Arrange"
        className="max-h-[70dvh] w-100 max-w-none overflow-y-auto"
        trigger={
          <Button variant="ghost" size="sm" icon={<LayoutTemplate aria-hidden="true" />}>
            Presets
            <ChevronDown aria-hidden="true" />
          </Button>
        }
      >
        <ArrangePanel {...{ store, projectId, isCanvasFixed }} />
      </Popover>
      {preset !== "custom" && (
        <Button size="sm" variant="primary" onClick={() => explode(store)}>
          Turn into regions
        </Button>
      )}
      <Rule />
      <Tool id="layout.add" />
      <Tool id="layout.duplicate" />
      <Tool id="layout.remove" />
      <Rule />
      <Tool id="layout.forward" />
      <Tool id="layout.backward" />
      <Menu
        trigger={
          <Button variant="ghost" size="sm" icon={<AlignStartVertical aria-hidden="true" />}>
            Align
            <ChevronDown aria-hidden="true" />
          </Button>
        }
      >
        {editorCommands
          .filter(({ group }) => group === "Layout: arrange")
          .map((command) => (
            <MenuItem
              key={command.id}
              icon={command.icon}
              shortcut={command.shortcut}
              isDisabled={!command.isEnabled(store)}
              onSelect={() => command.run(store)}
            >
              {command.label}
            </MenuItem>
          ))}
      </Menu>
      <Rule />
      <Tool id="layout.snapping" />
      <Tool id="layout.grid" />
      <Button variant="ghost" size="sm" icon={<Braces aria-hidden="true" />} onClick={onTransfer}>
        JSON
      </Button>
      <span className="ml-auto flex items-center gap-0.5">
        <Tool id="layout.zoomOut" />
        <button
          type="button"
          data-tip="Show the whole canvas"
          onClick={() => commandById("layout.zoomFit").run(store)}
          className="h-7 min-w-12 rounded-md text-xs text-muted tabular-nums hover:bg-hover hover:text-fg coarse:h-11"
        >
          <span className="sr-only">Zoom </span>
          {Math.round(state.view.zoom * 100)} %
        </button>
        <Tool id="layout.zoomIn" />
      </span>
    </div>
  );
}

/** A command as a button. */
function Tool({ id, hint = null }: { id: string; hint?: string | null }) {
  const store = useEditor();
  useEditorState((state) => state);
  const command = commandById(id);
  const isOn = command.isOn?.(store);
  return (
    <IconButton
      size="sm"
      label={hint === null ? command.label : `${command.label}: ${hint.toLowerCase()}`}
      shortcut={command.shortcut}
      icon={command.icon}
      aria-pressed={isOn}
      disabled={!command.isEnabled(store)}
      onClick={() => command.run(store)}
      className={clsx(isOn === true && "bg-selected text-accent!")}
    />
  );
}

function Rule() {
  return <span aria-hidden="true" className="mx-1 h-5 w-px bg-line" />;
}
