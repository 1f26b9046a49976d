"use client";

import { Save } from "lucide-react";
import { useMemo, useState } from "react";
import type { SavedLayout } from "@/lib/features/layouts/types";
import { explodePreset, type LayoutDocument, defaultBackground } from "@/lib/layout-editor/document";
import { Button, ButtonLink } from "../ui/button";
import { useUnsavedWarning } from "../ui/form";
import { controlClass } from "../ui/input";
import { Notice } from "../ui/notice";
import { EditorContext, useEditorState } from "./editor-context";
import type { EditorStore } from "./editor-store";
import { LayoutEditor } from "./layout-editor";
import { useKeptDraft } from "./use-kept-draft";
import { useSaveLayout } from "./use-save-layout";

type Props = { projectId: string; layout: SavedLayout | null; canSave: boolean };

/** Draws a layout and saves it under a name; a change of a saved one is its next version. */
export function SavedLayoutEditor({ projectId, layout, canSave }: Props) {
  const key = layout === null ? `new:${projectId}` : `${layout.layoutId}:${layout.version}`;
  const { store, keeper } = useKeptDraft(key, () => layout?.document ?? firstDocument(), layout?.version ?? 0);
  return (
    <EditorContext value={store}>
      <Bench {...{ projectId, layout, canSave, store }} onSaved={() => keeper.forget()} />
    </EditorContext>
  );
}

function Bench({ projectId, layout, canSave, store, onSaved }: Props & { store: EditorStore; onSaved: () => void }) {
  const [name, setName] = useState(layout?.name ?? "");
  const { save, fault, isSaving } = useSaveLayout({ projectId, layout, store, onSaved });
  const hasSteps = useEditorState(({ history }) => history.past.length > 0);
  const isDirty = hasSteps || name !== (layout?.name ?? "");
  useUnsavedWarning(isDirty && canSave && !isSaving);

  const commands = useMemo(
    () => [
      {
        id: "layout.save",
        label: "Save the layout",
        group: "Layout: edit",
        icon: <Save />,
        shortcut: "mod+Enter",
        isEnabled: () => canSave,
        run: () => globalThis.document.getElementById("save-layout")?.click(),
      },
    ],
    [canSave],
  );
  return (
    <LayoutEditor
      store={store}
      projectId={projectId}
      name={name === "" ? "Layout" : name}
      isCanvasFixed={false}
      commands={commands}
      head={
        <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2">
          <h1 className="text-md font-semibold">{layout === null ? "New layout" : "Layout"}</h1>
          <label className="flex min-w-0 items-center gap-2">
            <span className="sr-only">Name</span>
            <input
              value={name}
              onChange={(event) => setName(event.target.value)}
              placeholder="Name"
              maxLength={80}
              autoComplete="off"
              readOnly={!canSave}
              aria-invalid={fault?.isAtName === true || undefined}
              aria-describedby={fault?.isAtName === true ? "layout-name-fault" : undefined}
              className={`${controlClass("sm")} w-64!`}
            />
          </label>
          {fault?.isAtName === true && (
            <p id="layout-name-fault" role="alert" className="text-xs font-medium text-danger">
              {fault.message}
            </p>
          )}
          {layout !== null && (
            <span className="text-xs text-subtle" data-numeric>
              Version {layout.version}
            </span>
          )}
          <span className="ml-auto flex gap-2">
            <ButtonLink href="/layouts" variant="ghost">
              Layouts
            </ButtonLink>
            {layout !== null && canSave && (
              <Button isLoading={isSaving} onClick={() => void save(name, true)}>
                Save as new
              </Button>
            )}
            {canSave && (
              <Button
                id="save-layout"
                variant="primary"
                icon={<Save aria-hidden="true" />}
                isLoading={isSaving}
                onClick={() => void save(name, false)}
              >
                Save
              </Button>
            )}
          </span>
          {fault?.isAtName === false && (
            <Notice tone="danger" isAlert title={fault.title} className="w-full">
              {fault.message}
            </Notice>
          )}
        </header>
      }
    />
  );
}

/** Four people in a grid: something to drag at once. */
function firstDocument(): LayoutDocument {
  let made = 0;
  return {
    preset: "custom",
    largeUid: null,
    regions: explodePreset("bestFit", 4, () => `r${(made += 1)}`),
    background: defaultBackground,
    canvas: { width: 1280, height: 720 },
  };
}
