"use client";

import { fromCompositeLayout } from "@/lib/features/layouts/schema";
import type { LayoutTake, RecordingLayoutState } from "@/lib/features/recordings/types";
import { toLayoutConfig } from "@/lib/layout-editor/wire";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy";
import { Sheet } from "../ui/dialog";
import { Status } from "../ui/status";
import { Time } from "../ui/time";
import { useEditor } from "./editor-context";
import { LayoutThumbnail } from "./layout-thumbnail";
import { describeLayout } from "./thumbnail-shapes";
import { kindWords, wordsOfTake } from "./take-state";

/** Every layout that a recording was given, with what came of it; each can be taken up as a draft again. */
export function TakesSheet({
  state,
  isOpen,
  onOpenChange,
}: {
  state: RecordingLayoutState;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  return (
    <Sheet
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Layouts of this recording"
      description="Agora does not tell which layout is in force; this is our record of every one that was ordered."
    >
      <ol aria-label="Layouts" className="flex flex-col gap-4">
        {state.takes.map((take) => (
          <Take key={take.revision} take={take} canvas={state.canvas} onUsed={() => onOpenChange(false)} />
        ))}
      </ol>
    </Sheet>
  );
}

function Take({
  take,
  canvas,
  onUsed,
}: {
  take: LayoutTake;
  canvas: RecordingLayoutState["canvas"];
  onUsed: () => void;
}) {
  const store = useEditor();
  const document = fromCompositeLayout(take.layout, canvas);
  const { word, tone, meaning } = wordsOfTake(take);
  return (
    <li className="flex gap-3 border-b border-line pb-4 last:border-b-0">
      <LayoutThumbnail document={document} className="h-18 w-auto shrink-0" />
      <div className="min-w-0 flex-1 text-xs">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="text-sm font-medium">
            {kindWords[take.kind]}, revision {take.revision}
          </span>
          <Status tone={tone}>{word}</Status>
        </p>
        <p className="mt-0.5 text-muted">
          {describeLayout(document)}, by {take.requestedBy}, <Time at={take.requestedAt} format="time" />
          {take.latencyMs !== null && <span className="tabular-nums"> · answered in {take.latencyMs} ms</span>}
          {take.sentCount > 1 && <span className="tabular-nums"> · sent {take.sentCount} times</span>}
        </p>
        {take.outcome !== "acknowledged" && <p className="mt-0.5 text-pretty text-subtle">{meaning}</p>}
        <div className="mt-2 flex gap-2">
          <Button
            size="sm"
            onClick={() => {
              store.apply("Take up an earlier layout", () => document);
              onUsed();
            }}
          >
            Use as draft
          </Button>
          <CopyButton text={() => JSON.stringify(toLayoutConfig(document), null, 2)}>Copy JSON</CopyButton>
        </div>
      </div>
    </li>
  );
}
