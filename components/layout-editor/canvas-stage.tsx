"use client";

import { useEffect, useId, useRef, type ReactNode } from "react";
import { useDocument, useEditor, useEditorState } from "./editor-context";
import { GuidesLayer } from "./guides-layer";
import { Overlays } from "./overlays";
import { peopleIn } from "./people";
import { PresetScene } from "./preset-scene";
import { RegionView } from "./region-view";
import { SelectionBox } from "./selection-box";
import { useStagePointer } from "./use-stage-pointer";

/** The canvas in its viewport: zoomed, panned, and worked on with mouse, pen, touch and keys. */
export function CanvasStage({ children }: { children?: ReactNode }) {
  const store = useEditor();
  const viewport = useRef<HTMLDivElement>(null);
  const view = useEditorState((state) => state.view);
  const { canvas } = useDocument();
  useStagePointer(viewport);
  useEffect(() => {
    const element = viewport.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) store.setViewport({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [store]);
  return (
    <div
      ref={viewport}
      data-stage=""
      className="relative min-h-0 flex-1 touch-none overflow-hidden bg-inset bg-[radial-gradient(var(--line)_1px,transparent_1px)] [background-size:16px_16px]"
    >
      <div
        className="absolute top-0 left-0 shadow-[0_0_0_1px_var(--line-strong)]"
        style={{
          width: canvas.width * view.zoom,
          height: canvas.height * view.zoom,
          transform: `translate(${view.x}px, ${view.y}px)`,
        }}
      >
        <Ground />
        <Regions />
        <Overlays />
        <SelectionBox />
        <GuidesLayer />
      </div>
      {children}
    </div>
  );
}

/** What is seen where nobody is. An image stays a drawing: Agora fetches it, this page loads nothing from elsewhere. */
function Ground() {
  const { background } = useDocument();
  return (
    <div className="absolute inset-0" style={{ backgroundColor: background.colour }}>
      {background.imageUrl !== null && (
        <div className="absolute inset-0 flex items-end justify-end bg-[repeating-linear-gradient(45deg,oklch(1_0_0/0.12)_0_8px,transparent_8px_16px)]">
          <span className="m-1 max-w-full truncate rounded-sm bg-ink/75 px-1.5 text-2xs text-paper">
            Background image: {background.imageUrl}
          </span>
        </div>
      )}
    </div>
  );
}

function Regions() {
  const document = useDocument();
  const people = useEditorState(({ settings }) => settings.people);
  const source = useEditorState(({ settings }) => settings.source);
  const hintId = useId();
  if (document.preset !== "custom") return <PresetScene document={document} people={people} source={source} />;
  const shown = peopleIn(document, people, source);
  return (
    <>
      <p id={hintId} className="sr-only">
        Arrows move, Alt and arrows resize, Control and arrows go to another region, Space selects, Enter opens the
        numbers, F6 leaves for the layers. The question mark lists all keys.
      </p>
      {/* Regions lie where they are in the picture and hold pictures, which no native list can. */}
      <div
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="listbox"
        aria-label="Canvas"
        aria-multiselectable="true"
        aria-describedby={hintId}
        className="absolute inset-0"
      >
        {document.regions.map(({ id }, index) => (
          <RegionView key={id} id={id} index={index} count={document.regions.length} person={shown.get(id)} />
        ))}
      </div>
    </>
  );
}
