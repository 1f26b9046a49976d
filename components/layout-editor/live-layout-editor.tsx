"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { fromCompositeLayout } from "@/lib/features/layouts/schema";
import { isLive } from "@/lib/features/recordings/lifecycle";
import { recordingLayoutOptions } from "@/lib/features/recordings/queries";
import type { RecordingLayoutState } from "@/lib/features/recordings/types";
import { startHistory } from "@/lib/layout-editor/history";
import { ReadFailure } from "../recordings/read-failure";
import { wordsOf } from "../recordings/status-words";
import { Page, PageHeader } from "../ui/page-header";
import { ButtonLink } from "../ui/button";
import { EmptyState } from "../ui/states";
import { EditorContext, useEditorState } from "./editor-context";
import type { EditorStore } from "./editor-store";
import { LayoutEditor } from "./layout-editor";
import { LiveHead } from "./live-head";
import { TakeBar } from "./take-bar";
import { useKeptDraft } from "./use-kept-draft";
import { useTake } from "./use-take";
import { liveTake } from "./take-state";

type Props = {
  recordingId: string;
  canTake: boolean;
};

/** The layout of a recording on air: a draft beside what is live, and the Take that makes the one the other. */
export function LiveLayoutEditor({ recordingId, canTake }: Props) {
  const { data, error, refetch } = useQuery(recordingLayoutOptions(recordingId));
  if (data === undefined) {
    return (
      <Page>
        <PageHeader title="Layout" parents={[{ label: "Recordings", href: "/recordings" }]} />
        {error !== null && (
          <ReadFailure error={error} title="The layout could not be read" onRetry={() => void refetch()} />
        )}
      </Page>
    );
  }
  if (liveTake(data) === null) return <NotYet state={data} />;
  return <Live key={recordingId} state={data} canTake={canTake} readError={error} />;
}

/** Before the recording has begun there is nothing to change. */
function NotYet({ state }: { state: RecordingLayoutState }) {
  const { channelName, recordingId } = state;
  return (
    <Page>
      <PageHeader
        title={`Layout of ${channelName}`}
        parents={[
          { label: "Recordings", href: "/recordings" },
          { label: channelName, href: `/recordings/${recordingId}` },
        ]}
      />
      <EmptyState
        title={isLive(state.status) ? "The recording has not begun yet" : "This recording never began"}
        action={<ButtonLink href={`/recordings/${recordingId}`}>Open the recording</ButtonLink>}
      >
        {isLive(state.status)
          ? "Its layout can be changed as soon as Agora has started it. This page follows by itself."
          : "There is no layout to show."}
      </EmptyState>
    </Page>
  );
}

function Live({
  state,
  canTake,
  readError,
}: {
  state: RecordingLayoutState;
  canTake: boolean;
  readError: Error | null;
}) {
  const { recordingId, canvas } = state;
  const live = liveTake(state);
  const liveLayout = live?.layout;
  const liveDocument = useMemo(
    () => (liveLayout === undefined ? null : fromCompositeLayout(liveLayout, canvas)),
    // The same revision is the same layout: each poll brings a new object of it.
    // oxlint-disable-next-line react/exhaustive-deps
    [live?.revision, canvas.width, canvas.height],
  );
  const { store, keeper, base } = useKeptDraft(
    `live:${recordingId}`,
    () => liveDocument ?? fromCompositeLayout(fallback, canvas),
    state.revision,
  );
  const [baseRevision, setBaseRevision] = useState(base);
  if (liveDocument === null) return null;
  return (
    <EditorContext value={store}>
      <Bench
        {...{ state, canTake, readError, store, liveDocument, baseRevision }}
        onTaken={() => keeper.forget()}
        onRebase={(revision) => {
          keeper.rebase(revision);
          setBaseRevision(revision);
        }}
      />
    </EditorContext>
  );
}

const fallback = { preset: "bestFit", backgroundColour: "#000000" } as const;

function Bench({
  state,
  canTake,
  readError,
  store,
  liveDocument,
  baseRevision,
  onTaken,
  onRebase,
}: {
  state: RecordingLayoutState;
  canTake: boolean;
  readError: Error | null;
  store: EditorStore;
  liveDocument: Parameters<typeof TakeBar>[0]["live"];
  baseRevision: number;
  onTaken: () => void;
  onRebase: (revision: number) => void;
}) {
  const draft = useEditorState(({ history }) => history.present.state);
  const isRunning = isLive(state.status) && state.statusReason !== "stopRequested";
  const take = useTake({
    state,
    store,
    draft,
    live: liveDocument,
    canTake: canTake && isRunning,
    baseRevision,
    onTaken,
    onRebase,
  });
  return (
    <LayoutEditor
      store={store}
      projectId={state.projectId}
      name={`Layout of ${state.channelName}`}
      isCanvasFixed
      commands={take.commands}
      head={
        <LiveHead state={state} isRunning={isRunning} statusWord={wordsOf({ ...state }).word} readError={readError} />
      }
      foot={
        <TakeBar
          {...{ state, draft, take, canTake, isRunning }}
          live={liveDocument}
          onLoadLive={() => {
            store.reset(startHistory(liveDocument));
            onRebase(state.revision);
          }}
        />
      }
    />
  );
}
