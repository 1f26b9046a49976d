"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Clapperboard } from "lucide-react";
import { useEffect, useMemo } from "react";
import { toCompositeLayout } from "@/lib/features/layouts/schema";
import { recordingsKey, updateLayoutMutation } from "@/lib/features/recordings/queries";
import type { CompositeLayout } from "@/lib/features/recordings/schema";
import type { RecordingLayoutState } from "@/lib/features/recordings/types";
import { countChanges, type Difference, differenceOf } from "@/lib/layout-editor/difference";
import type { LayoutDocument } from "@/lib/layout-editor/document";
import { isTakeable, type Lint, lint } from "@/lib/layout-editor/lints";
import type { Command } from "../shell/command-registry";
import type { EditorStore } from "./editor-store";
import { failureOfTake, isNewestTake, isOnItsWay, previousTake } from "./take-state";

export type TakeControl = {
  difference: Difference;
  changes: number;
  blocking: Lint | null;
  /** Somebody took another layout since this draft was begun. */
  isStale: boolean;
  isSending: boolean;
  canSend: boolean;
  failure: string | null;
  take: () => void;
  undo: () => void;
  /** Goes on with this draft on top of what was taken meanwhile. */
  rebase: () => void;
  commands: readonly Command[];
};

/** Sends the draft as a whole: one at a time, never from an old state, never with what Agora would refuse. */
export function useTake({
  state,
  store,
  draft,
  live,
  canTake,
  baseRevision,
  onTaken,
  onRebase,
}: {
  state: RecordingLayoutState;
  store: EditorStore;
  draft: LayoutDocument;
  live: LayoutDocument;
  canTake: boolean;
  baseRevision: number;
  /** The draft was written down as what is to be live. */
  onTaken: () => void;
  onRebase: (revision: number) => void;
}): TakeControl {
  const client = useQueryClient();
  const { recordingId, projectId, revision } = state;
  const { mutate, isPending, error } = useMutation({
    ...updateLayoutMutation(),
    onSuccess: (_, { kind }) => {
      // What an undo brings back is not the draft, which goes on.
      if (kind !== "undo") onTaken();
      onRebase(revision + 1);
    },
    onSettled: () => client.invalidateQueries({ queryKey: recordingsKey }),
  });
  const difference = useMemo(() => differenceOf(live, draft), [live, draft]);
  const changes = countChanges(difference);
  const lints = useMemo(() => lint(draft), [draft]);
  // The draft itself may be what was ordered last: the answer to that Take was lost, or the page was loaded again.
  const isNewest = useMemo(() => isNewestTake(state, draft), [state, draft]);
  useEffect(() => {
    if (isNewest && revision !== baseRevision && !isPending) onRebase(revision);
  }, [isNewest, revision, baseRevision, isPending, onRebase]);
  const isStale = revision !== baseRevision && !isPending && !isNewest;
  const isSending = isPending || isOnItsWay(state);
  const canSend = canTake && !isSending && !isStale && changes > 0 && isTakeable(lints);
  const send = (layout: CompositeLayout, kind: "take" | "undo") =>
    mutate({ projectId, recordingId, revision, layout, kind });
  const take = () => {
    if (canSend) send(toCompositeLayout(store.document), "take");
  };
  const commands = useMemo(
    (): Command[] => [
      {
        id: "layout.take",
        label: "Take the draft",
        group: "Layout: edit",
        icon: <Clapperboard />,
        shortcut: "mod+Enter",
        keywords: ["live", "air", "send"],
        isEnabled: () => canSend,
        run: () => document.getElementById("take-layout")?.click(),
      },
    ],
    [canSend],
  );
  return {
    difference,
    changes,
    blocking: lints.find(({ level }) => level === "block") ?? null,
    isStale,
    isSending,
    canSend,
    failure: error === null ? null : failureOfTake(error, isNewest),
    take,
    undo: () => {
      const previous = previousTake(state);
      if (previous !== null && canTake && !isSending) send(previous.layout, "undo");
    },
    rebase: () => onRebase(revision),
    commands,
  };
}
