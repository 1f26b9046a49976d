"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import {
  closeForeignMutation,
  foreignRecordingsOptions,
  recordingsKey,
  stopForeignMutation,
} from "@/lib/features/recordings/queries";
import type { ForeignRecording } from "@/lib/features/recordings/types";
import { Button } from "../../ui/button";
import { CopyId } from "../../ui/copy";
import { ConfirmDialog } from "../../ui/dialog";
import { Notice } from "../../ui/notice";
import { Panel } from "../../ui/page-header";
import { Badge } from "../../ui/status";
import { Cell, HeadCell, Row, Table, TableHead } from "../../ui/table";
import { Time } from "../../ui/time";
import { showToast } from "../../ui/toast-store";
import { ReasonDialog } from "../reason-dialog";
import { reasonOf } from "../reason-sentences";

export type ForeignRights = { canStop: boolean; canAdopt: boolean; canClose: boolean };
type Open = { what: "stop" | "close"; recording: ForeignRecording };

/** Recordings that run in the project's channels and are none of this console's: seen as long as they are billed. */
export function ForeignPanel({
  projectId,
  rights,
  onAdopt,
}: {
  projectId: string;
  rights: ForeignRights;
  onAdopt: (recording: ForeignRecording) => void;
}) {
  const { data } = useQuery(foreignRecordingsOptions(projectId));
  const [open, setOpen] = useState<Open | null>(null);
  if (!data?.length) return null;
  return (
    <Panel
      isFlush
      title="Not started here"
      description="Notifications speak of these recordings, and none of them belongs to this console. Each is billed until it ends."
    >
      <Table label="Recordings that were not started here">
        <TableHead>
          <HeadCell>State</HeadCell>
          <HeadCell>Channel</HeadCell>
          <HeadCell>Recorder uid</HeadCell>
          <HeadCell>Sid</HeadCell>
          <HeadCell>Last heard</HeadCell>
          <HeadCell>
            <span className="sr-only">Acts</span>
          </HeadCell>
        </TableHead>
        <tbody>
          {data.map((recording) => (
            <ForeignRow
              key={recording.foreignId}
              {...{ recording, rights, onAdopt }}
              onOpen={(what) => setOpen({ what, recording })}
            />
          ))}
        </tbody>
      </Table>
      {open !== null && <ForeignDialog projectId={projectId} {...open} onClose={() => setOpen(null)} />}
    </Panel>
  );
}

function ForeignRow({
  recording,
  rights,
  onAdopt,
  onOpen,
}: {
  recording: ForeignRecording;
  rights: ForeignRights;
  onAdopt: (recording: ForeignRecording) => void;
  onOpen: (what: Open["what"]) => void;
}) {
  const { channelName, recorderUid, recordingId, sid, heardAt, firstSeenAt, state, canStop, trouble } = recording;
  const reason = reasonOf(trouble);
  return (
    <Row>
      <Cell>
        <Badge tone={state === "seen" ? "live" : "warning"}>{stateWords[state]}</Badge>
        {reason !== null && <span className="ml-2 text-xs text-subtle">{reason.brief}</span>}
      </Cell>
      <Cell>
        {channelName ?? "not said"}
        {recordingId !== null && (
          <Link className="ml-2 text-xs underline" href={`/recordings/${recordingId}`}>
            was given up here
          </Link>
        )}
      </Cell>
      <Cell>{recorderUid ?? "not said"}</Cell>
      <Cell>
        <CopyId label="Sid" value={sid} head={8} tail={4} />
      </Cell>
      <Cell>
        <Time at={heardAt ?? firstSeenAt} format="age" />
      </Cell>
      <Cell>
        <div className="flex justify-end gap-2">
          {rights.canAdopt && (
            <Button size="sm" onClick={() => onAdopt(recording)}>
              Adopt
            </Button>
          )}
          {rights.canClose && (
            <Button size="sm" onClick={() => onOpen("close")}>
              Close
            </Button>
          )}
          {rights.canStop && state === "seen" && canStop && (
            <Button size="sm" variant="danger" onClick={() => onOpen("stop")}>
              Stop
            </Button>
          )}
        </div>
      </Cell>
    </Row>
  );
}

const stateWords: Record<ForeignRecording["state"], string> = {
  seen: "Runs",
  stopping: "Being put out",
  out: "Out of the channel",
};

function ForeignDialog({ projectId, what, recording, onClose }: Open & { projectId: string; onClose: () => void }) {
  const { foreignId, channelName } = recording;
  const client = useQueryClient();
  const done = (title: string) => ({
    onSuccess: () => {
      showToast({ title });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: recordingsKey }),
  });
  const stop = useMutation({ ...stopForeignMutation(), ...done("Its recorder is being put out of the channel") });
  const close = useMutation({ ...closeForeignMutation(), ...done("Taken from the list") });
  const name = channelName ?? recording.sid;
  if (what === "close") {
    return (
      <ReasonDialog
        title={`Take the recording of ${name} from the list?`}
        description="Nothing is sent to Agora: if it runs, it goes on and is billed. Nobody sees it here any more."
        isPending={close.isPending}
        error={close.error}
        onSubmit={(reason) => close.mutate({ projectId, foreignId, reason })}
        onClose={onClose}
      />
    );
  }
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Stop the recording of ${name}?`}
      description="It was not started here, so Agora takes no stop for it from here: its recorder is put out of the channel, again if it comes back. People in the channel are not affected. Whoever started it loses it."
      confirmLabel="Put its recorder out"
      isDangerous
      isLoading={stop.isPending}
      onConfirm={() => stop.mutate({ projectId, foreignId })}
    >
      {stop.error !== null && (
        <Notice tone="danger" isAlert title="Nothing was ordered">
          {stop.error.message}
        </Notice>
      )}
    </ConfirmDialog>
  );
}
