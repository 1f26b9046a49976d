"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { LayoutTemplate, Pause, RefreshCw, Square, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback, useMemo, useState } from "react";
import { queryRecordingMutation, recordingDetailOptions, recordingsKey } from "@/lib/features/recordings/queries";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { useCommands } from "../../shell/commands";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Page } from "../../ui/page-header";
import { showToast } from "../../ui/toast-store";
import { ReadFailure } from "../read-failure";
import { statusWords } from "../status-words";
import type { StorageChoice } from "../start/types";
import { StopDialog } from "../stop-recording";
import { Attention } from "./attention";
import { Calls } from "./calls";
import { CloseDialog } from "./close-dialog";
import { Facts } from "./facts";
import { Files } from "./files";
import { Identity } from "./identity";
import { firstToPlay, isPlayable } from "./playable";
import { Playback } from "./playback";
import { PageDialog } from "./page-dialog";
import { offeredActs, RecordingHeader, type RecordingActs, type RecordingRights } from "./recording-header";
import { Settings } from "./settings";
import { Stills } from "./stills";
import { StreamsDialog } from "./streams-dialog";
import { Timeline } from "./timeline";
import { TwinDialog } from "./twin-dialog";
import { UpdateNotice } from "./update-notice";

/** One recording: its state and reason, what happened, its files, and the player. */
export function RecordingPage({
  recordingId,
  rights,
  profiles,
}: {
  recordingId: string;
  rights: RecordingRights;
  /** Where a twin's files may go. */
  profiles: readonly StorageChoice[];
}) {
  const { data, error, refetch } = useQuery(recordingDetailOptions(recordingId));
  if (data === undefined) {
    return (
      <Page>
        {error !== null && (
          <ReadFailure error={error} title="The recording could not be read" onRetry={() => void refetch()} />
        )}
      </Page>
    );
  }
  return (
    <Page>
      {error !== null && (
        <Notice
          tone="warning"
          isAlert
          title="This page could not be brought up to date"
          action={
            <Button size="sm" onClick={() => void refetch()}>
              Try again
            </Button>
          }
        >
          {error.message}
        </Notice>
      )}
      <Loaded recording={data} rights={rights} profiles={profiles} />
    </Page>
  );
}

type OpenDialog = "stop" | "streams" | "hold" | "push" | "twin" | "close";

function Loaded({
  recording,
  rights,
  profiles,
}: {
  recording: RecordingDetail;
  rights: RecordingRights;
  profiles: readonly StorageChoice[];
}) {
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const { check, isChecking } = useCheck(recording);
  const acts: RecordingActs = {
    stop: () => setOpen("stop"),
    changeStreams: () => setOpen("streams"),
    holdOrResume: () => setOpen("hold"),
    changePush: () => setOpen("push"),
    startTwin: () => setOpen("twin"),
    close: () => setOpen("close"),
    check,
    isChecking,
  };
  useRecordingCommands(recording, rights, setOpen, check);
  const file = recording.files.filter(isPlayable).find(({ name }) => name === chosen) ?? firstToPlay(recording.files);
  return (
    <>
      <RecordingHeader recording={recording} rights={rights} acts={acts} />
      <Attention recording={recording} />
      <UpdateNotice recording={recording} />
      <Facts recording={recording} />
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5 xl:order-last">
          <Playback recording={recording} file={file} />
          <Stills recording={recording} />
          <Files recording={recording} playing={file?.name ?? null} onPlay={setChosen} />
          <Settings recording={recording} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Timeline recording={recording} />
          <Calls calls={recording.calls} />
          <Identity recording={recording} />
        </div>
      </div>
      {open === "stop" && <StopDialog recording={recording} onClose={() => setOpen(null)} />}
      {open === "twin" && <TwinDialog {...{ recording, profiles }} onClose={() => setOpen(null)} />}
      {open === "close" && <CloseDialog recording={recording} onClose={() => setOpen(null)} />}
      {open === "streams" && <StreamsDialog recording={recording} onClose={() => setOpen(null)} />}
      {(open === "hold" || open === "push") && (
        <PageDialog recording={recording} what={open} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

/** Has the recording looked at now, and says what was found. */
function useCheck({ projectId, recordingId }: RecordingDetail) {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    ...queryRecordingMutation(),
    onSuccess: ({ status, progress }) =>
      showToast({
        title: progress === "done" ? `Checked: ${statusWords[status].word}` : "The check is on its way",
        description: progress === "done" ? undefined : "Its answer appears here as soon as it is there.",
        tone: progress === "done" ? statusWords[status].tone : "accent",
      }),
    onError: (error) =>
      showToast({ title: "The recording was not checked", description: error.message, tone: "danger" }),
    onSettled: () => client.invalidateQueries({ queryKey: recordingsKey }),
  });
  const check = useCallback(() => mutate({ projectId, recordingId }), [mutate, projectId, recordingId]);
  return { check, isChecking: isPending };
}

function useRecordingCommands(
  recording: RecordingDetail,
  rights: RecordingRights,
  open: (dialog: OpenDialog) => void,
  checkNow: () => void,
): void {
  const { stop, check, layout, streams, hold } = offeredActs(recording, rights);
  const { channelName, recordingId } = recording;
  const router = useRouter();
  const isOnHold = recording.update.wanted.kind === "page" && recording.update.wanted.isOnHold;
  useCommands(
    useMemo(
      () => [
        {
          id: "recording.stop",
          label: `Stop recording ${channelName}`,
          group: "Recording",
          icon: <Square />,
          isEnabled: () => stop,
          run: () => open("stop"),
        },
        {
          id: "recording.check",
          label: `Check ${channelName} now`,
          group: "Recording",
          icon: <RefreshCw />,
          isEnabled: () => check,
          run: checkNow,
        },
        {
          id: "recording.layout",
          label: `Change the layout of ${channelName}`,
          group: "Recording",
          icon: <LayoutTemplate />,
          isEnabled: () => layout,
          run: () => router.push(`/recordings/${recordingId}/layout`),
        },
        {
          id: "recording.streams",
          label: `Change whose streams of ${channelName} are recorded`,
          group: "Recording",
          icon: <Users />,
          isEnabled: () => streams,
          run: () => open("streams"),
        },
        {
          id: "recording.hold",
          label: isOnHold ? `Resume recording ${channelName}` : `Put ${channelName} on hold`,
          group: "Recording",
          icon: <Pause />,
          isEnabled: () => hold,
          run: () => open("hold"),
        },
      ],
      [channelName, recordingId, router, stop, check, layout, streams, hold, isOnHold, open, checkNow],
    ),
  );
}
