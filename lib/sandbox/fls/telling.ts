import { newRecordFile, newStill, type FlsEvent } from "./events";
import type { SandboxClock } from "../clock";
import type { StateDatabase } from "../state/database";
import type { CustomUploads } from "./custom-uploads";
import { playlistOf } from "./live";
import { mp4sOf } from "./mp4s";
import { folderOf, stillFolderOf } from "./names";
import type { Pushes, Recording } from "./pushes";
import type { FlsSettings } from "./settings";
import { countOf, mediaStartMs } from "./slices";

type Needs = {
  db: StateDatabase;
  clock: SandboxClock;
  settings: FlsSettings;
  pushes: Pushes;
  uploads: Pick<CustomUploads, "isComplete">;
  emit: (event: FlsEvent) => void;
};

/**
 * Event 101, or 3, for each file that is complete: an MP4 as soon as it is, the playlist when the recording is over (FLS
 * contract §7.5). Returns when the next one is due.
 */
export function tellOfFiles({ db, clock, pushes, uploads, emit }: Needs): number {
  const nowMs = clock.nowMs();
  let nextMs = Number.POSITIVE_INFINITY;
  for (const recording of pushes.unfinished()) {
    const isThere = recording.kind === "standard" || uploads.isComplete(recording);
    const isOver = recording.endMs !== null && (isThere || recording.failure !== null);
    const mp4s = completeMp4s(recording, nowMs).slice(recording.toldMp4s);
    if (isOver || mp4s.length > 0) {
      db.transaction(() => {
        // A key that does not work is silent: Agora has no event for it (FLS contract §5).
        const hasPlaylist = recording.hls && recording.failure === null && countOf(recording, nowMs) > 0;
        if (isOver && hasPlaylist) emit(newRecordFile(recording, playlistOf(recording)));
        for (const { path } of mp4s) emit(newRecordFile(recording, path));
        pushes.save({ ...recording, isFinished: isOver, toldMp4s: recording.toldMp4s + mp4s.length });
      });
    }
    if (!isOver) nextMs = Math.min(nextMs, nextMp4Ms(recording, recording.toldMp4s + mp4s.length));
  }
  return nextMs;
}

/** Those of a custom recording count once they are in the bucket. */
function completeMp4s(recording: Recording, nowMs: number) {
  if (recording.kind === "standard") return mp4sOf(recording, countOf(recording, nowMs));
  const slices = Math.min(recording.uploadedSlices, countOf(recording, nowMs));
  return mp4sOf(recording, slices).slice(0, recording.uploadedMp4s);
}

/** Of a custom recording it depends on the upload, which is looked after anyway. */
function nextMp4Ms(recording: Recording, told: number): number {
  if (!recording.mp4 || recording.kind === "custom") return Number.POSITIVE_INFINITY;
  return mediaStartMs(recording) + (told + 1) * recording.slicesAnMp4 * recording.sliceMs;
}

/** Event 101 for a clip and 102 for a still, where the switch wanted it (FLS contract §7.6, §7.7). Returns as above. */
export function tellOfMade({ db, clock, settings, emit }: Needs): number {
  let nextMs = Number.POSITIVE_INFINITY;
  for (const { key, value } of settings.entries("untold")) {
    if (value.readyMs > clock.nowMs()) {
      nextMs = Math.min(nextMs, value.readyMs);
      continue;
    }
    db.transaction(() => {
      settings.delete("untold", ...key);
      if (value.made === "clip") {
        emit(newRecordFile({ ...value, kind: "standard" }, `${folderOf("standard", value)}${value.fileName}`));
      } else emit(newStill("standard", value, `${stillFolderOf("standard", value)}${value.fileName}`));
    });
  }
  return nextMs;
}
