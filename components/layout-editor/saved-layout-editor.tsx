"use client";

import { Save } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { saveLayout } from "@/lib/features/layouts/actions";
import { layoutName, toPlainDocument } from "@/lib/features/layouts/schema";
import type { SavedLayout } from "@/lib/features/layouts/types";
import { explodePreset, type LayoutDocument, defaultBackground } from "@/lib/layout-editor/document";
import { isTakeable, lint } from "@/lib/layout-editor/lints";
import { Button, ButtonLink } from "../ui/button";
import { useUnsavedWarning } from "../ui/form";
import { controlClass } from "../ui/input";
import { Notice } from "../ui/notice";
import { showToast } from "../ui/toast-store";
import { EditorContext, useEditorState } from "./editor-context";
import { EditorStore } from "./editor-store";
import { forgetDraft, keepDraft, readDraft } from "./kept-draft";
import { LayoutEditor } from "./layout-editor";

type Props = { projectId: string; layout: SavedLayout | null; canSave: boolean };

/** Draws a layout and saves it under a name; a change of a saved one is its next version. */
export function SavedLayoutEditor({ projectId, layout, canSave }: Props) {
  const key = layout === null ? `new:${projectId}` : `${layout.layoutId}:${layout.version}`;
  const [store] = useState(() => {
    const made = new EditorStore(layout?.document ?? firstDocument());
    const draft = readDraft(key);
    if (draft !== null) made.reset(draft);
    return made;
  });
  useEffect(() => keepDraft(store, key), [store, key]);
  return (
    <EditorContext value={store}>
      <Bench {...{ projectId, layout, canSave, store }} draftKey={key} />
    </EditorContext>
  );
}

function Bench({ projectId, layout, canSave, store, draftKey }: Props & { store: EditorStore; draftKey: string }) {
  const router = useRouter();
  const [name, setName] = useState(layout?.name ?? "");
  const [fault, setFault] = useState<{ field: boolean; message: string } | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const hasSteps = useEditorState(({ history }) => history.past.length > 0);
  const isDirty = hasSteps || name !== (layout?.name ?? "");
  useUnsavedWarning(isDirty && canSave && !isSaving);

  const save = async (asNew: boolean) => {
    const checked = layoutName.safeParse(name);
    if (!checked.success) return setFault({ field: true, message: checked.error.issues[0]?.message ?? "Enter a name" });
    const blocking = lint(store.document).filter(({ level }) => level === "block");
    if (!isTakeable(blocking)) return setFault({ field: false, message: blocking[0]?.message ?? "" });
    setFault(null);
    setIsSaving(true);
    const existing = layout === null || asNew ? {} : { layoutId: layout.layoutId, version: layout.version };
    const drawn = toPlainDocument(store.document);
    const outcome = await saveLayout({ projectId, name: checked.data, document: drawn, ...existing });
    setIsSaving(false);
    if (!outcome.ok) {
      const atName = outcome.error.fields["name"];
      return setFault({ field: atName !== undefined, message: atName ?? outcome.error.message });
    }
    forgetDraft(draftKey);
    showToast({ title: `Layout "${checked.data}" saved`, description: `Version ${outcome.data.version}` });
    router.push("/layouts");
    router.refresh();
  };
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
              aria-invalid={fault?.field === true || undefined}
              aria-describedby={fault?.field === true ? "layout-name-fault" : undefined}
              className={`${controlClass("sm")} w-64!`}
            />
          </label>
          {fault?.field === true && (
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
              <Button isLoading={isSaving} onClick={() => void save(true)}>
                Save as new
              </Button>
            )}
            {canSave && (
              <Button
                id="save-layout"
                variant="primary"
                icon={<Save aria-hidden="true" />}
                isLoading={isSaving}
                onClick={() => void save(false)}
              >
                Save
              </Button>
            )}
          </span>
          {fault?.field === false && (
            <Notice tone="danger" isAlert title="The layout was not saved" className="w-full">
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
