"use client";

import Link from "next/link";
import type { RecordingAttempt, RecordingDetail } from "@/lib/features/recordings/types";
import { CopyButton, CopyId } from "../../ui/copy";
import { DescriptionList } from "../../ui/description-list";
import { Panel } from "../../ui/page-header";
import { Time } from "../../ui/time";
import { taskStatusSentence } from "../agora-numbers";
import { presetName } from "../start/layout-fields";

const soundNames = ["48 kHz mono, 48 kbps", "48 kHz mono, 128 kbps", "48 kHz stereo, 192 kbps"] as const;
const tokenNames = { none: "none", issued: "made from the App Certificate", pasted: "pasted" } as const;

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

/** With what it was started. */
export function Settings({ recording }: { recording: RecordingDetail }) {
  const { config, storage, layout, tokenExpiresAt } = recording;
  const { video } = config;
  return (
    <Panel
      title="Settings"
      actions={
        <CopyButton variant="ghost" text={() => JSON.stringify(config, null, 2)}>
          Copy JSON
        </CopyButton>
      }
    >
      <DescriptionList
        items={[
          {
            term: "Layout",
            value: [
              presetName(layout.wanted.preset),
              layout.wanted.largeUid === undefined ? null : `uid ${layout.wanted.largeUid} large`,
              `background ${layout.wanted.backgroundColour}`,
            ]
              .filter(Boolean)
              .join(", "),
          },
          { term: "Picture", value: `${video.width} × ${video.height}, ${video.fps} fps, ${video.bitrateKbps} kbps` },
          { term: "Sound", value: soundNames[config.audioProfile] },
          { term: "Formats", value: config.withMp4 ? "HLS and MP4" : "HLS" },
          { term: "Channel profile", value: config.channelProfile },
          { term: "Idle time", value: `${config.maxIdleSeconds} s` },
          {
            term: "Storage",
            value: (
              <>
                <Link
                  href="/storage"
                  className="underline decoration-line-strong underline-offset-2 hover:decoration-fg"
                >
                  {storage.profileName}
                </Link>
                <span className="text-subtle">, bucket {storage.bucket}</span>
              </>
            ),
          },
          {
            term: "Token",
            value: (
              <>
                {tokenNames[config.token.kind]}
                {tokenExpiresAt !== null && (
                  <span className="text-subtle">
                    , ends <Time at={tokenExpiresAt} />
                  </span>
                )}
              </>
            ),
          },
          { term: "Ordered by", value: recording.createdBy },
          { term: "Ordered", value: <Time at={recording.createdAt} /> },
        ]}
      />
    </Panel>
  );
}
