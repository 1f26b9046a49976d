"use client";

import type { RecordingAttempt, RecordingDetail } from "@/lib/features/recordings/types";
import Link from "next/link";
import { CopyId } from "../../ui/copy";
import { DescriptionList } from "../../ui/description-list";
import { Panel } from "../../ui/page-header";
import { Time } from "../../ui/time";
import { statusWords } from "../status-words";
import { taskStatusSentence } from "../agora-numbers";

/** The ids under which Agora and the bucket know the recording. */
export function Identity({ recording }: { recording: RecordingDetail }) {
  const attempt = recording.attempts.at(-1);
  return (
    <Panel title="Ids">
      <DescriptionList
        items={[
          { term: "Recording", value: <CopyId label="Recording id" value={recording.recordingId} isWhole /> },
          { term: "Sid", value: attempt?.sid && <CopyId label="Sid" value={attempt.sid} isWhole /> },
          {
            term: "Resource id",
            value: attempt?.resourceId && <CopyId label="Resource id" value={attempt.resourceId} head={20} tail={8} />,
          },
          {
            term: "Recorder uid",
            value: attempt && <CopyId label="Recorder uid" value={attempt.recorderUid} isWhole />,
          },
          {
            term: "Folder",
            value: attempt && <CopyId label="Folder" value={`${attempt.filePrefix.join("/")}/`} isWhole />,
          },
          ...recording.twins.map(({ recordingId, status }) => ({
            term: "Twin",
            value: (
              <Link className="underline" href={`/recordings/${recordingId}`}>
                {statusWords[status].word}
              </Link>
            ),
          })),
          ...recording.attempts.slice(0, -1).map((earlier) => ({
            term: `Sid of try ${earlier.number}`,
            value: earlier.sid && <CopyId label={`Sid of try ${earlier.number}`} value={earlier.sid} isWhole />,
          })),
          { term: "Agora's status", value: attempt?.agoraStatus == null ? null : <AgoraStatus attempt={attempt} /> },
        ]}
      />
    </Panel>
  );
}

function AgoraStatus({ attempt: { agoraStatus, checkedAt } }: { attempt: RecordingAttempt }) {
  return (
    <>
      {taskStatusSentence(agoraStatus)} ({agoraStatus})
      {checkedAt !== null && (
        <span className="text-subtle">
          , asked <Time at={checkedAt} format="age" />
        </span>
      )}
    </>
  );
}
