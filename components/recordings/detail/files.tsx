"use client";

import { Download, Play } from "lucide-react";
import { isFinished } from "@/lib/features/recordings/lifecycle";
import type { RecordingDetail, RecordingFile } from "@/lib/features/recordings/types";
import { Button, buttonClass } from "../../ui/button";
import { CopyButton } from "../../ui/copy";
import { Panel } from "../../ui/page-header";
import { Status } from "../../ui/status";
import { Time } from "../../ui/time";
import { formatBytes } from "../format-bytes";
import { isPlayable, mediaUrl } from "./playable";

const kindNames: Record<RecordingFile["kind"], string> = {
  hls: "Playlist (HLS)",
  dash: "Playlist (DASH)",
  mp4: "MP4",
  audio: "Sound file",
  slice: "Slice",
  snapshot: "Still",
  other: "File",
};
const trackNames: Readonly<Record<string, string>> = {
  audio: "sound",
  video: "picture",
  audio_and_video: "sound and picture",
};
const sourceNames: Record<RecordingFile["source"], string> = {
  poll: "named by Agora's answer",
  notification: "named by a notification",
  listing: "found in the bucket",
  predicted: "expected by Agora's naming rules",
};

/** The files of a recording, each with where it is known from and whether it was seen in the bucket itself. */
export function Files({
  recording,
  playing,
  onPlay,
}: {
  recording: RecordingDetail;
  /** Name of the file in the player. */
  playing: string | null;
  onPlay: (name: string) => void;
}) {
  const { slices, storage } = recording;
  const files = recording.files.filter(({ kind }) => kind !== "snapshot");
  const stillCount = recording.files.length - files.length;
  return (
    <Panel
      title="Files"
      description={`${sliceWords(slices)}${stillCount > 0 ? `, ${stillCount} still${stillCount === 1 ? "" : "s"} above` : ""}`}
      isFlush
    >
      {files.length === 0 ? (
        <p className="p-4 text-sm text-pretty text-muted">
          {isFinished(recording.status)
            ? "There are no files."
            : "No file yet. The playlist is the first; Agora names it once the first slice was uploaded."}
        </p>
      ) : (
        <ul aria-label="Files">
          {byPerson(files).map(({ file, heading }) => (
            <li key={file.fileId} className="border-b border-line px-4 py-2 last:border-b-0">
              {heading !== null && <h3 className="mb-1.5 text-sm font-semibold">{heading}</h3>}
              <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <FileName name={file.name} path={file.objectKey} />
                <FileActs
                  recordingId={recording.recordingId}
                  file={file}
                  canRead={storage.canRead}
                  isPlaying={playing === file.name}
                  onPlay={() => onPlay(file.name)}
                />
              </div>
              <FileFacts file={file} isLookedFor={storage.canRead && !isFinished(recording.status)} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Files of one person after another, each person with a heading; those of everybody last. */
function byPerson(files: readonly RecordingFile[]): { file: RecordingFile; heading: string | null }[] {
  const isOfPersons = files.some(({ uid }) => uid !== null);
  const sorted = files.toSorted(
    (a, b) => Number(a.uid === null) - Number(b.uid === null) || Number(a.uid) - Number(b.uid),
  );
  return sorted.map((file, index) => {
    const isFirst = index === 0 || sorted[index - 1]?.uid !== file.uid;
    const heading = file.uid === null ? "Everybody" : `Uid ${file.uid}`;
    return { file, heading: isOfPersons && isFirst ? heading : null };
  });
}

function sliceWords({ count, sizeBytes }: RecordingDetail["slices"]): string {
  if (count === 0) return "No slice was seen yet";
  const size = sizeBytes > 0 ? `, ${formatBytes(sizeBytes)}` : "";
  return `${count} slice${count === 1 ? "" : "s"} seen${size}`;
}

const tailLength = 16;

/** Names of one recording differ at their end, so the end always shows. */
function FileName({ name, path }: { name: string; path: string }) {
  return (
    <span title={path} className="flex min-w-40 flex-1 font-mono text-xs">
      <span className="truncate">{name.slice(0, -tailLength)}</span>
      <span className="shrink-0">{name.slice(-tailLength)}</span>
    </span>
  );
}

/** @param isLookedFor whether the bucket is still being looked into */
function FileFacts({ file, isLookedFor }: { file: RecordingFile; isLookedFor: boolean }) {
  const facts = [
    kindNames[file.kind],
    file.trackType === null ? null : trackNames[file.trackType],
    file.continuation === null ? null : `after failover ${file.continuation + 1}`,
    file.sizeBytes === null ? null : formatBytes(file.sizeBytes),
    sourceNames[file.source],
  ];
  return (
    <p className="mt-1 flex flex-wrap items-baseline gap-x-2 text-xs text-muted">
      <span data-numeric>{facts.filter(Boolean).join(" · ")}</span>
      {file.seenInBucketAt !== null ? (
        <Status tone="ok">
          seen in the bucket <Time at={file.seenInBucketAt} format="age" className="font-normal text-muted" />
        </Status>
      ) : (
        isLookedFor && <Status tone="unknown">not seen in the bucket yet</Status>
      )}
    </p>
  );
}

function FileActs({
  recordingId,
  file,
  canRead,
  isPlaying,
  onPlay,
}: {
  recordingId: string;
  file: RecordingFile;
  canRead: boolean;
  isPlaying: boolean;
  onPlay: () => void;
}) {
  return (
    <div className="flex shrink-0 gap-1">
      {canRead && isPlayable(file) && (
        <Button
          size="sm"
          icon={<Play aria-hidden="true" />}
          disabled={isPlaying}
          aria-label={isPlaying ? `In the player: ${file.name}` : `Play ${file.name}`}
          onClick={onPlay}
        >
          {isPlaying ? "In the player" : "Play"}
        </Button>
      )}
      {canRead && (
        <a
          href={`${mediaUrl(recordingId, file.name)}?download=1`}
          aria-label={`Download ${file.name}`}
          className={buttonClass({ size: "sm" })}
        >
          <Download aria-hidden="true" />
          Download
        </a>
      )}
      <CopyButton text={file.objectKey} aria-label={`Copy path of ${file.name}`}>
        Copy path
      </CopyButton>
    </div>
  );
}
