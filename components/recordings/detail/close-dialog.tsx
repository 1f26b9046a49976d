"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { closeRecordingMutation, recordingsKey } from "@/lib/features/recordings/queries";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { showToast } from "../../ui/toast-store";
import { ReasonDialog } from "../reason-dialog";

/** Gives a recording up by hand: the last resort for one that nothing proves any more. */
export function CloseDialog({ recording, onClose }: { recording: RecordingDetail; onClose: () => void }) {
  const { projectId, recordingId, channelName } = recording;
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    ...closeRecordingMutation(),
    onSuccess: () => {
      showToast({ title: `Closed ${channelName} by hand` });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: recordingsKey }),
  });
  return (
    <ReasonDialog
      title={`Close ${channelName} by hand?`}
      description="Nothing more is sent to Agora or looked for. If its recorder runs, it goes on and is billed: stop it first where that is possible."
      {...{ isPending, error, onClose }}
      onSubmit={(reason) => mutate({ projectId, recordingId, reason })}
    />
  );
}
