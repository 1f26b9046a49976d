"use client";

import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { clsx } from "clsx";
import { ArrowDown, ArrowUp, Eye, EyeOff, GripVertical, Lock, LockOpen } from "lucide-react";
import { memo } from "react";
import { changeRegions, moveToIndex, type Region, regionLabel, reorder } from "@/lib/layout-editor/document";
import { useDocument, useEditor, useEditorState, useRegion } from "./editor-context";
import { LintList } from "./lint-list";

/** The regions as a list, the uppermost first: everything that the canvas shows, for those who do not see it. */
export function LayersPanel() {
  const store = useEditor();
  const { regions, preset } = useDocument();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = regions.map(({ id }) => id).toReversed();
  const open = regions.filter(isFilledByOrder).length;
  const drop = ({ active, over }: DragEndEvent) => {
    if (over === null || active.id === over.id) return;
    const to = store.document.regions.findIndex(({ id }) => id === over.id);
    store.apply("Reorder", (document) => moveToIndex(document, String(active.id), to));
  };
  return (
    <section
      id="layout-layers"
      aria-label="Layers"
      className="flex min-h-0 flex-col overflow-y-auto border-line bg-panel max-xl:order-last max-xl:border-t max-xl:border-l xl:border-r"
    >
      <div className="border-b border-line px-3 py-2">
        <h2 className="text-xs font-semibold">
          Layers <span className="font-normal text-subtle">{regions.length} of 17</span>
        </h2>
        {preset === "custom" && open > 0 && (
          <p className="mt-0.5 text-2xs text-pretty text-subtle">
            The order also decides who joins where: {open === 1 ? "one region is" : `${open} regions are`} filled from
            the bottom of this list.
          </p>
        )}
      </div>
      {preset !== "custom" && (
        <p className="px-3 py-2 text-xs text-pretty text-subtle">
          Agora lays this preset out itself, anew with every person who joins or leaves.
        </p>
      )}
      <DndContext id="layers" sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          <ol aria-label="Regions, the uppermost first" className="flex flex-col p-1">
            {ids.map((id, place) => (
              <Layer key={id} id={id} index={regions.length - 1 - place} count={regions.length} />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      <LintList />
    </section>
  );
}

const Layer = memo(function Layer({ id, index, count }: { id: string; index: number; count: number }) {
  const store = useEditor();
  const region = useRegion(id);
  const isSelected = useEditorState(({ selection }) => selection.has(id));
  const joined = useEditorState(
    ({ history }) => history.present.state.regions.slice(0, index + 1).filter(isFilledByOrder).length,
  );
  const { attributes, listeners, setNodeRef, transform, transition } = useSortable({ id });
  if (region === undefined) return null;
  const name = regionLabel(region, index);
  const only = new Set([id]);
  const change = (label: string, changes: Partial<Region>) =>
    store.apply(label, (document) => changeRegions(document, only, (one) => ({ ...one, ...changes })));
  return (
    <li
      ref={setNodeRef}
      style={{ transform: transform === null ? undefined : `translateY(${transform.y}px)`, transition }}
      className={clsx(
        "group/layer flex h-8 items-center rounded-md coarse:h-11",
        isSelected ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <button
        type="button"
        {...attributes}
        {...listeners}
        aria-label={`Reorder ${name}`}
        className="flex h-full w-6 shrink-0 cursor-grab touch-none items-center justify-center rounded-sm text-subtle"
      >
        <GripVertical className="size-3.5" aria-hidden="true" />
      </button>
      <button
        type="button"
        aria-pressed={isSelected}
        onClick={(event) => {
          const { selection } = store.state;
          if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return store.select([id]);
          const next = new Set(selection);
          if (!next.delete(id)) next.add(id);
          store.select(next, id);
        }}
        className="flex h-full min-w-0 flex-1 items-center gap-1.5 rounded-sm px-1 text-left text-xs"
      >
        <span className="w-4 shrink-0 text-right text-subtle tabular-nums">{index + 1}</span>
        <span className={clsx("truncate", region.isHidden && "text-subtle line-through")}>
          {region.name !== ""
            ? region.name
            : region.uid === null
              ? `Join order ${region.isHidden ? "–" : joined}`
              : `Uid ${region.uid}`}
        </span>
      </button>
      <LayerButton
        label={`Move ${name} up`}
        isOff={index === count - 1}
        onPress={() => store.apply("Bring forward", (document) => reorder(document, only, "forward"))}
      >
        <ArrowUp className="size-3.5" aria-hidden="true" />
      </LayerButton>
      <LayerButton
        label={`Move ${name} down`}
        isOff={index === 0}
        onPress={() => store.apply("Send backward", (document) => reorder(document, only, "backward"))}
      >
        <ArrowDown className="size-3.5" aria-hidden="true" />
      </LayerButton>
      <LayerButton
        label={region.isHidden ? `Show ${name}` : `Hide ${name}`}
        isOn={region.isHidden}
        onPress={() => change(region.isHidden ? "Show" : "Hide", { isHidden: !region.isHidden })}
      >
        {region.isHidden ? (
          <EyeOff className="size-3.5" aria-hidden="true" />
        ) : (
          <Eye className="size-3.5" aria-hidden="true" />
        )}
      </LayerButton>
      <LayerButton
        label={region.isLocked ? `Unlock ${name}` : `Lock ${name}`}
        isOn={region.isLocked}
        onPress={() => change(region.isLocked ? "Unlock" : "Lock", { isLocked: !region.isLocked })}
      >
        {region.isLocked ? (
          <Lock className="size-3.5" aria-hidden="true" />
        ) : (
          <LockOpen className="size-3.5" aria-hidden="true" />
        )}
      </LayerButton>
    </li>
  );
});

function isFilledByOrder({ uid, isHidden }: Region): boolean {
  return uid === null && !isHidden;
}

function LayerButton({
  label,
  isOn = false,
  isOff = false,
  onPress,
  children,
}: {
  label: string;
  isOn?: boolean;
  isOff?: boolean;
  onPress: () => void;
  children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={label}
      disabled={isOff}
      onClick={onPress}
      className={clsx(
        "flex size-6 shrink-0 items-center justify-center rounded-sm hover:bg-highlight disabled:opacity-30 coarse:size-9",
        isOn ? "text-warning" : "text-subtle hover:text-fg",
      )}
    >
      {children}
    </button>
  );
}
