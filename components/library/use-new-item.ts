"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { ActionError } from "@/lib/actions/action-error";
import { createClipMutation, createSnapshotMutation, itemsKey } from "@/lib/features/library/queries";
import {
  createClipInput,
  createSnapshotInput,
  type CreateClipInput,
  type CreateSnapshotInput,
} from "@/lib/features/library/schema";
import type { ItemOutcome, LibraryItem, StreamPlace } from "@/lib/features/library/types";
import { freeName, renderName, type PickKind, type RenderedName } from "@/lib/timeline/file-name";
import { coverageOf, spansWithin, type Span } from "@/lib/timeline/span";
import type { LibraryDesk } from "./desk";
import { OrderIds } from "./order-ids";
import type { Recordings } from "./use-recordings";
import { useTemplates } from "./use-templates";

/** What would be asked for now, or why it cannot be. */
export type PreparedItem =
  | { ok: true; kind: "clip"; input: CreateClipInput }
  | { ok: true; kind: "snapshot"; input: CreateSnapshotInput }
  | { ok: false; sentence: string };

type Options = {
  desk: LibraryDesk;
  projectId: string;
  place: StreamPlace;
  userName: string;
  items: readonly LibraryItem[];
  /** Around what is selected. */
  recordings: Recordings;
};

export type NameState = { rendered: RenderedName; fileName: string | null; isNumbered: boolean };

/** The order that is being put together: its label and name, and how it is sent. */
export function useNewItem({ desk, projectId, place, userName, items, recordings }: Options) {
  const client = useQueryClient();
  const { templates, setTemplate } = useTemplates();
  const [label, setLabel] = useState("");
  const [failure, setFailure] = useState<{ title: string; meaning: string; requestId?: string } | null>(null);
  const [ids] = useState(() => new OrderIds());
  const onSettled = () => client.invalidateQueries({ queryKey: itemsKey });
  const clip = useMutation({ ...createClipMutation(), onSettled });
  const snapshot = useMutation({ ...createSnapshotMutation(), onSettled });

  const nameOf = (kind: PickKind, startMs: number | null, endMs: number | null): NameState => {
    const { entryPoint: entry, flsArea: area, streamName: stream } = place;
    const n = items.filter((item) => item.kind === kind).length + 1;
    const values = { entry, area, stream, label, user: userName, startMs, endMs, n };
    const rendered = renderName(templates[kind], values);
    if (!rendered.ok) return { rendered, fileName: null, isNumbered: false };
    const taken = new Set(items.map(({ fileName }) => fileName));
    const fileName = freeName(rendered.stem, kind, (name) => taken.has(name));
    return { rendered, fileName, isNumbered: !fileName.startsWith(`${rendered.stem}.`) };
  };

  const common = { projectId, ...place, label };
  /** The name is told apart by its template: what it comes to changes by itself. */
  const named = <Order extends object>(kind: PickKind, order: Order, stem: string, recordedMs: number | null) => ({
    ...order,
    stem,
    recordedMs,
    itemId: ids.idOf({ kind, template: templates[kind], ...order }),
  });

  const prepareClip = (): PreparedItem => {
    const { inMs, outMs } = desk.selection.get();
    if (inMs === null || outMs === null) {
      return { ok: false, sentence: "Set in and out first, or choose until the latest file." };
    }
    const endMs = outMs === "latest" ? desk.latest.get() : outMs;
    if (endMs !== null && endMs <= inMs) {
      return { ok: false, sentence: "The latest file ends before in. Set in to an earlier time." };
    }
    const { rendered } = nameOf("clip", inMs, endMs);
    if (!rendered.ok) return { ok: false, sentence: rendered.sentence };
    const end = outMs === "latest" ? { kind: "latestFile" } : { kind: "at", at: new Date(outMs).toISOString() };
    const order = { ...common, startsAt: new Date(inMs).toISOString(), end };
    const recordedMs = endMs === null ? null : recordedIn({ fromMs: inMs, toMs: endMs }, recordings);
    const read = createClipInput.safeParse(named("clip", order, rendered.stem, recordedMs));
    return read.success ? { ok: true, kind: "clip", input: read.data } : refused(read.error);
  };

  const prepareSnapshot = (isLatest: boolean): PreparedItem => {
    const atMs = Math.floor(desk.playhead.get());
    const namedMs = isLatest ? desk.latest.get() : atMs;
    const { rendered } = nameOf("snapshot", namedMs, namedMs);
    if (!rendered.ok) return { ok: false, sentence: rendered.sentence };
    const moment = isLatest ? { kind: "latestFile" } : { kind: "at", at: new Date(atMs).toISOString() };
    const read = createSnapshotInput.safeParse(named("snapshot", { ...common, moment }, rendered.stem, null));
    return read.success ? { ok: true, kind: "snapshot", input: read.data } : refused(read.error);
  };

  /** Sends it. Null when nothing came of it; `failure` then says why. */
  const send = async (prepared: PreparedItem): Promise<ItemOutcome | null> => {
    setFailure(null);
    if (!prepared.ok) {
      setFailure({ title: "Nothing was asked for", meaning: prepared.sentence });
      return null;
    }
    try {
      const outcome =
        prepared.kind === "clip" ? await clip.mutateAsync(prepared.input) : await snapshot.mutateAsync(prepared.input);
      ids.close(outcome.itemId);
      return outcome;
    } catch (error) {
      setFailure(failureOf(error));
      return null;
    }
  };

  return {
    label,
    setLabel,
    templates,
    setTemplate,
    nameOf,
    prepareClip,
    prepareSnapshot,
    send,
    failure,
    isSending: clip.isPending || snapshot.isPending,
  };
}

export type NewItem = ReturnType<typeof useNewItem>;

/** How much of a stretch was recorded; null where it is not known of all of it. */
function recordedIn(span: Span, { files, unknown }: Recordings): number | null {
  return spansWithin(unknown, span).length > 0 ? null : Math.round(coverageOf(files, span).recordedMs);
}

function refused(error: z.ZodError): PreparedItem {
  return { ok: false, sentence: error.issues[0]?.message ?? "Some of what was entered cannot be used." };
}

function failureOf(error: unknown) {
  if (!(error instanceof ActionError)) {
    return {
      title: "It is not known whether it was asked for",
      meaning: "The console did not answer. Pressing the button again is safe: it cannot be made twice.",
    };
  }
  const [field] = Object.values(error.fields);
  return { title: "It was not asked for", meaning: field ?? error.message, requestId: error.requestId };
}
