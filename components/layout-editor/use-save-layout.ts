import { useRouter } from "next/navigation";
import { useState } from "react";
import { saveLayout } from "@/lib/features/layouts/actions";
import { layoutName, toPlainDocument } from "@/lib/features/layouts/schema";
import type { SavedLayout } from "@/lib/features/layouts/types";
import { lint } from "@/lib/layout-editor/lints";
import { showToast } from "../ui/toast-store";
import type { EditorStore } from "./editor-store";

/** Why nothing was saved, or why that is not known; at the name's field, or above the tools. */
export type SaveFault = { isAtName: boolean; title: string; message: string };

const notSaved = "The layout was not saved";

/** Saves what is drawn as the next version of a layout or as a new one, and goes back to the list then. */
export function useSaveLayout({
  projectId,
  layout,
  store,
  onSaved,
}: {
  projectId: string;
  /** Null: a new one. */
  layout: SavedLayout | null;
  store: EditorStore;
  onSaved: () => void;
}) {
  const router = useRouter();
  const [fault, setFault] = useState<SaveFault | null>(null);
  const [isSaving, setIsSaving] = useState(false);

  const save = async (name: string, asNew: boolean): Promise<void> => {
    const checked = layoutName.safeParse(name);
    if (!checked.success) {
      const message = checked.error.issues[0]?.message ?? "Enter a name";
      return setFault({ isAtName: true, title: notSaved, message });
    }
    const blocking = lint(store.document).find(({ level }) => level === "block");
    if (blocking !== undefined) return setFault({ isAtName: false, title: notSaved, message: blocking.message });
    setFault(null);
    setIsSaving(true);
    const existing = layout === null || asNew ? {} : { layoutId: layout.layoutId, version: layout.version };
    const document = toPlainDocument(store.document);
    try {
      const outcome = await saveLayout({ projectId, name: checked.data, document, ...existing });
      if (!outcome.ok) {
        const atName = outcome.error.fields["name"];
        const message = atName ?? outcome.error.message;
        return setFault({ isAtName: atName !== undefined, title: notSaved, message });
      }
      onSaved();
      showToast({ title: `Layout "${checked.data}" saved`, description: `Version ${outcome.data.version}` });
      router.push("/layouts");
      router.refresh();
    } catch {
      // A name is given once and a version follows one other: what arrived the first time is refused the second time.
      setFault({
        isAtName: false,
        title: "It is not known whether the layout was saved",
        message: "The console did not answer. Saving it again is safe: it cannot be saved twice.",
      });
    } finally {
      setIsSaving(false);
    }
  };
  return { save, fault, isSaving };
}
