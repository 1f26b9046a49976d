"use client";

import { Film } from "lucide-react";
import type { ReactNode } from "react";
import { isFinished } from "@/lib/features/recordings/lifecycle";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { MediaPlayer } from "../../player/media-player";
import { ButtonLink } from "../../ui/button";
import { mediaUrl, type PlayableFile } from "./playable";

/** The player, or in its place why there is none and what to do. */
export function Playback({ recording, file }: { recording: RecordingDetail; file: PlayableFile | null }) {
  const { video } = recording.config;
  if (!recording.storage.canRead) {
    return (
      <NoPlayer
        title="This storage profile has no read-only key"
        action={<ButtonLink href="/storage">Storage profiles</ButtonLink>}
      >
        Its files cannot be listed or played here. The recording itself is not affected. A read-only key that is added
        to {recording.storage.profileName} counts for recordings started afterwards.
      </NoPlayer>
    );
  }
  if (file === null)
    return (
      <NoPlayer title={isFinished(recording.status) ? "Nothing to play" : "Nothing to play yet"}>
        {emptyWords(recording)}
      </NoPlayer>
    );
  return (
    <section aria-label="Playback" className="flex flex-col gap-1.5">
      <MediaPlayer
        key={file.fileId}
        label={file.name}
        source={{ kind: file.kind, url: mediaUrl(recording.recordingId, file.name) }}
        fps={video.fps}
        width={video.width}
        height={video.height}
      />
      {!isFinished(recording.status) && (
        <p className="text-xs text-subtle">
          What is in the bucket so far, from the beginning; it grows while it plays.
        </p>
      )}
    </section>
  );
}

function emptyWords({ status, statusReason }: RecordingDetail): string {
  if (status === "noData") {
    return statusReason === "cancelled"
      ? "It was stopped before a recorder had started, so there are no files."
      : "Nobody published in the channel, so there are no files.";
  }
  if (isFinished(status)) return "No playlist and no MP4 of this recording is known.";
  return "It can be played here once the first slice is in your bucket.";
}

function NoPlayer({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section
      aria-label="Playback"
      className="flex aspect-video flex-col items-center justify-center gap-3 rounded-lg border border-dashed border-line-strong p-6 text-center"
    >
      <Film aria-hidden="true" className="size-6 text-subtle" />
      <div className="max-w-96">
        <p className="text-base font-semibold">{title}</p>
        <p className="mt-1 text-sm text-pretty text-muted">{children}</p>
      </div>
      {action}
    </section>
  );
}
