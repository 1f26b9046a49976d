"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import { callOffCustomRecordingMutation, storageKey } from "@/lib/features/storage/queries";
import type { StorageCell } from "@/lib/features/storage/types";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { TechnicalDetails } from "../../ui/states";
import { showToast } from "../../ui/toast-store";
import { failureOf } from "../action-failure";
import { failureWords, jobWords } from "./words";

/** What is under way or went wrong with a cell: a reading that failed, or the newest change. */
export function JobNotice({
  cell,
  projectId,
  canCallOff,
}: {
  cell: StorageCell;
  projectId: string;
  canCallOff: boolean;
}) {
  const { newest, reading } = cell;
  if (reading.state === "failed" && (newest === null || newest.job.isTerminal)) {
    const { title, meaning } = failureWords(reading.failure);
    return (
      <Notice tone="unknown" title={title}>
        {meaning}
        <TechnicalDetails
          code={reading.failure.code}
          requestId={reading.failure.requestId ?? undefined}
          raw={reading.failure.message}
        />
      </Notice>
    );
  }
  // What reads differently is told as such: by the drift, while there is one.
  if (newest === null || (newest.job.state === "done" && saidElsewhere.has(newest.job.code ?? ""))) return null;
  const { tone, label, sentence } = jobWords(newest.job);
  return (
    <Notice
      tone={tone}
      title={`Change ${newest.version}: ${label}`}
      action={
        canCallOff && newest.job.state === "requested" ? (
          <CallOff cell={cell} projectId={projectId} jobId={newest.job.jobId} />
        ) : undefined
      }
    >
      {sentence}
      <TechnicalDetails
        code={newest.job.code ?? undefined}
        requestId={newest.job.requestId ?? undefined}
        raw={newest.job.reason ?? undefined}
      />
    </Notice>
  );
}

const saidElsewhere: ReadonlySet<string> = new Set(["readBack", "readsDifferently"]);

const words = {
  refused: "It was not called off",
  unknown: "It is not known whether it was called off",
  next: "What became of the change is shown here.",
};

/** Takes a change back that Agora has not got: while Agora is away it would block the entry point. */
function CallOff({
  cell: { entryPoint, flsArea },
  projectId,
  jobId,
}: {
  cell: StorageCell;
  projectId: string;
  jobId: string;
}) {
  const queries = useQueryClient();
  const { mutateAsync, isPending } = useMutation(callOffCustomRecordingMutation());
  const callOff = async () => {
    try {
      await mutateAsync({ projectId, entryPoint, flsArea, jobId });
      showToast({ title: "The change was called off", description: "Nothing was changed." });
    } catch (error) {
      const { tone, title, meaning } = failureOf(error, words);
      showToast({ tone, title, description: meaning });
    }
    await queries.invalidateQueries({ queryKey: storageKey });
  };
  return (
    <Button size="sm" icon={<Ban aria-hidden="true" />} isLoading={isPending} onClick={() => void callOff()}>
      Call it off
    </Button>
  );
}
