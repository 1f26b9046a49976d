import { useEffect, useState } from "react";
import type { LayoutDocument } from "@/lib/layout-editor/document";
import { EditorStore } from "./editor-store";
import { DraftKeeper, readDraft } from "./kept-draft";

/**
 * A store that begins with the draft of this tab where there is one, and keeps it from now on.
 * @param base the revision of what is there now; a draft brings its own
 */
export function useKeptDraft(
  key: string,
  begin: () => LayoutDocument,
  base: number,
): { store: EditorStore; keeper: DraftKeeper; base: number } {
  const [made] = useState(() => {
    const store = new EditorStore(begin());
    const draft = readDraft(key);
    if (draft !== null) store.reset(draft.history);
    const begunFrom = draft?.base ?? base;
    return { store, keeper: new DraftKeeper(store, key, begunFrom), base: begunFrom };
  });
  const { keeper } = made;
  useEffect(() => keeper.follow(), [keeper]);
  return made;
}
