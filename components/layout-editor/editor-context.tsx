"use client";

import { createContext, use, useSyncExternalStore } from "react";
import type { LayoutDocument, Region, RegionId } from "@/lib/layout-editor/document";
import type { EditorState, EditorStore } from "./editor-store";

export const EditorContext = createContext<EditorStore | null>(null);

/** The store of the editor around. @throws Error outside an editor */
export function useEditor(): EditorStore {
  const store = use(EditorContext);
  if (store === null) throw new Error("This part belongs inside a layout editor.");
  return store;
}

/** A part of the editor's state; renders again when it is another. `select` must give the same for the same state. */
export function useEditorState<Part>(select: (state: EditorState) => Part): Part {
  const store = useEditor();
  const read = () => select(store.state);
  return useSyncExternalStore(store.subscribe, read, read);
}

export function useDocument(): LayoutDocument {
  return useEditorState(({ history }) => history.present.state);
}

/** One region; renders again only when this one changes. */
export function useRegion(id: RegionId): Region | undefined {
  return useEditorState(({ history }) => history.present.state.regions.find((one) => one.id === id));
}

/** The selected regions, in list order; the same list while none of them changes. */
export function useSelected(): readonly Region[] {
  const store = useEditor();
  return useEditorState(selectedOf(store));
}

const none: readonly Region[] = [];
const selectedLists = new WeakMap<EditorStore, readonly Region[]>();

/** The same list as before while it holds the same regions: a store must not look changed when it is not. */
function selectedOf(store: EditorStore) {
  return (): readonly Region[] => {
    const known = selectedLists.get(store) ?? none;
    const now = store.selected;
    if (known.length === now.length && known.every((one, index) => one === now[index])) return known;
    selectedLists.set(store, now);
    return now;
  };
}
