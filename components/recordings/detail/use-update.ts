"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ActionError } from "@/lib/actions/action-error";
import { recordingsKey, updateRecordingMutation } from "@/lib/features/recordings/queries";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { showToast } from "../../ui/toast-store";

/**
 * Orders a change of a running recording and says what came of it.
 * @param words what has been changed once Agora has it, such as "Streams changed"
 */
export function useUpdate({ words, onDone }: { words: string; onDone: () => void }) {
  const client = useQueryClient();
  return useMutation({
    ...updateRecordingMutation(),
    onSuccess: ({ progress }) => {
      if (progress === "refused") {
        const description = "What was in force before stays. The page says why.";
        showToast({ title: "Agora refused the change", description, tone: "danger" });
      } else showToast({ title: progress === "done" ? words : "The change is on its way", tone: "ok" });
      onDone();
    },
    onSettled: () => client.invalidateQueries({ queryKey: recordingsKey }),
  });
}

/** What is said where nothing was ordered, and where that is not known. */
export function failureWords(error: Error): { title: string; meaning: string } {
  if (error instanceof ActionError) return { title: "Nothing was changed", meaning: error.message };
  const meaning = "The console did not answer. Look at the page before trying again: it shows what is wanted now.";
  return { title: "It is not known whether the change was ordered", meaning };
}

/** Names the recording and what was seen of it, for the action. */
export function refOf({ projectId, recordingId }: RecordingDetail, revision: number) {
  return { projectId, recordingId, revision };
}
