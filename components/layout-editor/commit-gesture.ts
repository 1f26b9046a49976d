import { changeRegions, duplicateRegions, hasRoomFor, type RegionId } from "@/lib/layout-editor/document";
import type { Outcome } from "@/lib/layout-editor/interaction";
import type { EditorStore } from "./editor-store";

const labels = { move: "Move", resize: "Resize", copy: "Duplicate" } as const;

/** What a gesture ended in, as one step of the history. */
export function commitGesture(store: EditorStore, { rects, kind }: NonNullable<Outcome["commit"]>): void {
  const ids: ReadonlySet<RegionId> = new Set(rects.keys());
  if (kind !== "copy") {
    store.apply(labels[kind], (document) => changeRegions(document, ids, (one) => ({ ...one, ...rects.get(one.id) })));
    return;
  }
  if (!hasRoomFor(store.document, ids.size)) {
    store.announce("Not duplicated: Agora shows at most 17 regions.");
    return;
  }
  const made = new Map<RegionId, RegionId>();
  const originals = store.document.regions.filter(({ id }) => ids.has(id)).map(({ id }) => id);
  const { document, copies } = duplicateRegions(store.document, ids, store.makeId, 0);
  for (const [index, copy] of copies.entries()) made.set(copy, originals[index] ?? "");
  store.apply(labels.copy, () =>
    changeRegions(document, new Set(copies), (one) => ({ ...one, ...rects.get(made.get(one.id) ?? "") })),
  );
  store.select(copies);
}
