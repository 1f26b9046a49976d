"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { recordingsKey, stopRecordingMutation } from "@/lib/features/recordings/queries";
import type { RecordingSummary } from "@/lib/features/recordings/types";
import { ConfirmDialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { showToast } from "../ui/toast-store";

type Stoppable = Pick<RecordingSummary, "recordingId" | "projectId" | "channelName">;

/** Asks before a recording is stopped, says what came of it, and leaves the dialog open with the reason if nothing did. */
export function StopDialog({ recording, onClose }: { recording: Stoppable; onClose: () => void }) {
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    ...stopRecordingMutation(),
    onSuccess: ({ progress }) => {
      showToast({
        title: progress === "done" ? `Stopped recording ${recording.channelName}` : `Stopping ${recording.channelName}`,
        description:
          progress === "done"
            ? "Its last files are being uploaded."
            : "The stop is on its way; the state follows here.",
      });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: recordingsKey }),
  });
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Stop recording ${recording.channelName}?`}
      description="The recorder leaves the channel and uploads what it has. People in the channel are not affected. A stopped recording cannot be continued; a new one can be started."
      confirmLabel="Stop recording"
      isDangerous
      isLoading={isPending}
      onConfirm={() => mutate({ projectId: recording.projectId, recordingId: recording.recordingId })}
    >
      {error !== null && (
        <Notice tone="danger" isAlert title="The recording was not stopped">
          {error.message}
        </Notice>
      )}
    </ConfirmDialog>
  );
}

/** Which recording is about to be stopped, for pages that list several. */
export function useStopDialog() {
  const [stopping, setStopping] = useState<Stoppable | null>(null);
  const dialog = stopping === null ? null : <StopDialog recording={stopping} onClose={() => setStopping(null)} />;
  return { askToStop: setStopping, dialog };
}
