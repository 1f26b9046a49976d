"use client";

import { Clapperboard, History, RotateCcw, Undo2 } from "lucide-react";
import { useState } from "react";
import type { RecordingLayoutState } from "@/lib/features/recordings/types";
import type { LayoutDocument } from "@/lib/layout-editor/document";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/dialog";
import { KeyHint } from "../ui/kbd";
import { Notice } from "../ui/notice";
import { Badge } from "../ui/status";
import { Time } from "../ui/time";
import { DifferenceList } from "./difference-list";
import { LayoutThumbnail } from "./layout-thumbnail";
import { TakesSheet } from "./takes-sheet";
import { liveTake, previousTake, wordsOfTake } from "./take-state";
import type { TakeControl } from "./use-take";

/** What is live, what the draft would change, and the button that makes it so. */
export function TakeBar({
  state,
  live,
  draft,
  take,
  canTake,
  isRunning,
  onLoadLive,
}: {
  state: RecordingLayoutState;
  live: LayoutDocument;
  draft: LayoutDocument;
  take: TakeControl;
  canTake: boolean;
  isRunning: boolean;
  onLoadLive: () => void;
}) {
  const [open, setOpen] = useState<"undo" | "takes" | null>(null);
  const inForce = liveTake(state);
  const previous = previousTake(state);
  const newest = state.takes[0];
  return (
    <section
      aria-label="Draft and live"
      className="grid max-h-56 shrink-0 grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-4 border-t border-line-strong bg-panel p-3"
    >
      <div className="flex gap-3">
        <figure>
          <LayoutThumbnail document={live} className="h-24 w-auto rounded-sm outline-2 outline-live-solid" />
          <figcaption className="mt-1 text-2xs text-subtle">
            <span className="font-semibold text-live">Live</span>
            {inForce?.settledAt != null && (
              <>
                {" "}
                since <Time at={inForce.settledAt} format="age" />
              </>
            )}
          </figcaption>
        </figure>
        <figure>
          <LayoutThumbnail document={draft} className="h-24 w-auto rounded-sm outline-2 outline-accent-solid" />
          <figcaption className="mt-1 text-2xs text-subtle">
            <span className="font-semibold text-accent">Draft</span>{" "}
            {take.changes === 0 ? "same as live" : `ahead by ${take.changes}`}
          </figcaption>
        </figure>
      </div>
      <div className="max-h-50 min-w-0 overflow-y-auto">
        {take.isStale ? (
          <Notice
            tone="warning"
            isAlert
            title={`${newest?.requestedBy ?? "Somebody"} took another layout meanwhile`}
            action={
              <>
                <Button size="sm" onClick={onLoadLive}>
                  Load live
                </Button>
                <Button size="sm" variant="primary" onClick={take.rebase}>
                  Go on with my draft
                </Button>
              </>
            }
          >
            Look at what would change now before you go on.
          </Notice>
        ) : null}
        <DifferenceList difference={take.difference} />
      </div>
      <div className="flex w-64 flex-col items-stretch gap-2">
        <TakeStatus state={state} take={take} />
        {take.failure !== null && (
          <p role="alert" className="text-xs font-medium text-danger">
            {take.failure}
          </p>
        )}
        {take.blocking !== null && take.changes > 0 && (
          <p className="text-xs text-danger">It cannot be taken: {take.blocking.message}</p>
        )}
        {canTake && (
          <div className="grid grid-cols-2 gap-2">
            <Button
              id="take-layout"
              variant="danger"
              className="col-span-2"
              icon={<Clapperboard aria-hidden="true" />}
              isLoading={take.isSending}
              disabled={!take.canSend && !take.isSending}
              onClick={take.take}
            >
              Take
              <KeyHint keys="mod+Enter" />
            </Button>
            <Button
              size="sm"
              icon={<RotateCcw aria-hidden="true" />}
              disabled={take.changes === 0}
              onClick={onLoadLive}
            >
              Load live
            </Button>
            <Button
              size="sm"
              icon={<Undo2 aria-hidden="true" />}
              disabled={previous === null || take.isSending || !isRunning}
              onClick={() => setOpen("undo")}
            >
              Undo take
            </Button>
          </div>
        )}
        <Button size="sm" variant="ghost" icon={<History aria-hidden="true" />} onClick={() => setOpen("takes")}>
          All layouts of this recording ({state.takes.length})
        </Button>
      </div>
      <ConfirmDialog
        isOpen={open === "undo"}
        onOpenChange={(isOpen) => setOpen(isOpen ? "undo" : null)}
        title="Bring the layout before back on air?"
        description={`Agora gets revision ${previous?.revision ?? 0} again as a whole. Your draft stays as it is.`}
        confirmLabel="Undo take"
        onConfirm={() => {
          setOpen(null);
          take.undo();
        }}
      />
      <TakesSheet state={state} isOpen={open === "takes"} onOpenChange={(isOpen) => setOpen(isOpen ? "takes" : null)} />
    </section>
  );
}

/** Where the newest layout is on its way, with the reason. */
function TakeStatus({ state, take }: { state: RecordingLayoutState; take: TakeControl }) {
  const newest = state.takes[0];
  if (newest === undefined) return null;
  const isSettled = newest.outcome === "acknowledged";
  const { word, tone, meaning } = wordsOfTake(newest);
  if (take.isSending && isSettled) {
    return (
      <output aria-label="State of the layout" aria-live="polite" className="text-xs">
        <Badge tone="accent">Sending</Badge>
        <span className="mt-1 block text-subtle">It is being written down; the engine sends it then.</span>
      </output>
    );
  }
  return (
    <output aria-label="State of the layout" aria-live="polite" className="text-xs">
      <span className="flex items-center gap-2">
        <Badge tone={isSettled ? (take.changes > 0 ? "accent" : "ok") : tone}>
          {isSettled
            ? take.changes > 0
              ? `Draft ahead, ${take.changes === 1 ? "1 change" : `${take.changes} changes`}`
              : "Draft = live"
            : word}
        </Badge>
      </span>
      <span className="mt-1 block text-pretty text-subtle">
        {isSettled && newest.latencyMs !== null
          ? `Revision ${newest.revision} acknowledged by Agora in ${newest.latencyMs} ms.`
          : isSettled
            ? "The layout of the start is in force."
            : meaning}
        {!isSettled && state.retryAt !== null && (
          <>
            {" Next try "}
            <Time at={state.retryAt} format="time" />.
          </>
        )}
      </span>
    </output>
  );
}
