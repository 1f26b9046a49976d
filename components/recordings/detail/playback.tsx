"use client";

import { useQuery } from "@tanstack/react-query";
import { Film } from "lucide-react";
import type { ReactNode } from "react";
import { isFinished } from "@/lib/features/recordings/lifecycle";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { MediaPlayer } from "../../player/media-player";
import { ButtonLink } from "../../ui/button";
import { formatDuration } from "../../ui/time-format";
import { isContinued, mediaUrl, seamsOf, soundLead, soundOf, type PlayableFile } from "./playable";

/** The player, or in its place why there is none and what to do. */
export function Playback({ recording, file }: { recording: RecordingDetail; file: PlayableFile | null }) {
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
  return <PlayedFile recording={recording} file={file} />;
}

function PlayedFile({ recording, file }: { recording: RecordingDetail; file: PlayableFile }) {
  const sound = soundOf(recording.files, file);
  const isWhole = isContinued(recording.files, file);
  const urlOf = (name: string) => `${mediaUrl(recording.recordingId, name)}${isWhole ? "?whole=1" : ""}`;
  const seams = useSeams(urlOf(file.name), isWhole);
  return (
    <section aria-label="Playback" className="flex flex-col gap-1.5">
      <MediaPlayer
        key={file.fileId}
        label={file.name}
        source={{ kind: file.kind, url: urlOf(file.name) }}
        marks={seams.map((seconds) => ({ seconds, label: "Another server went on" }))}
        sound={sound === null ? undefined : { url: urlOf(sound.name), leadSeconds: soundLead(file, sound) }}
        {...pictureOf(recording)}
      />
      {isWhole && (
        <p className="text-xs text-subtle">
          Agora moved this recording to another server while it ran{seamWords(seams)}. Its playlists are played as one.
        </p>
      )}
      {sound !== null && (
        <p className="text-xs text-subtle">
          Picture and sound of uid {file.uid} are two playlists; they are played together, aligned by their times.
        </p>
      )}
      {!isFinished(recording.status) && (
        <p className="text-xs text-subtle">
          What is in the bucket so far, from the beginning; it grows while it plays.
        </p>
      )}
    </section>
  );
}

/** Where other servers went on, read from the playlist that is played. */
function useSeams(url: string, isWhole: boolean): number[] {
  const { data } = useQuery({
    queryKey: ["recordings", "seams", url],
    queryFn: async ({ signal }) => {
      const answer = await fetch(url, { signal });
      return answer.ok ? seamsOf(await answer.text()) : [];
    },
    enabled: isWhole,
    staleTime: 10_000,
  });
  return data ?? [];
}

function seamWords(seams: readonly number[]): string {
  return seams.length === 0 ? "" : `, after ${seams.map((seconds) => formatDuration(seconds * 1000)).join(" and ")}`;
}

/** Size and frame rate of what is played. A person's own picture is as it was sent, mostly 16:9. */
function pictureOf({ config }: RecordingDetail): { fps: number; width: number; height: number } {
  if (config.mode === "individual") return { fps: 15, width: 640, height: 360 };
  if (config.mode === "composite") return config.video;
  const { width, height, fps = 15 } = config.page;
  return { width, height, fps };
}

function emptyWords({ status, statusReason, config }: RecordingDetail): string {
  if (config.mode === "individual" && config.snapshots?.only) return "Stills alone are taken; they are shown below.";
  if (status === "noData") {
    return statusReason === "cancelled"
      ? "It was stopped before a recorder had started, so there are no files."
      : "Nothing was recorded, so there are no files.";
  }
  if (isFinished(status)) return "No file of this recording that can be played is known.";
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
