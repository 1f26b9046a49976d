import { type RecordingName, indexFileName, webName } from "../media/file-names";
import type { Scene } from "../media/scene";
import type { Container } from "../state/slices";
import type { Task, Track, TrackType } from "../state/tasks";

/** A track that could have something to record now. `scene` is null while nothing of it is sent. */
export type PlannedTrack = {
  /** Without the failover, such as `audio:1001`. */
  name: string;
  trackType: TrackType;
  /** "0" for everybody's. */
  uid: string;
  container: Container;
  scene: Scene | null;
};

/** What is to be recorded from now on, and when that changes although nobody does anything. */
export type Plan = { tracks: PlannedTrack[]; changesAtMs: number };

/** The id of a track at this point of its recording: after a failover all of them begin anew. */
export function trackIdOf(task: Task, name: string): string {
  return task.failovers === 0 ? name : `${name}@bak${task.failovers - 1}`;
}

/** The track of a plan, made when it is seen for the first time. */
export function trackOf(task: Task, planned: PlannedTrack): Track {
  const id = trackIdOf(task, planned.name);
  const known = task.tracks.find((track) => track.id === id);
  if (known) return known;
  const { trackType, uid, container } = planned;
  const track: Track = {
    id,
    trackType,
    uid,
    container,
    failover: task.failovers === 0 ? null : task.failovers - 1,
    recordedMs: 0,
    openSlice: null,
    lastSliceEndMs: null,
    firstUploadMs: null,
    mp4Names: [],
  };
  task.tracks.push(track);
  return track;
}

/** @throws Error when there is no such track; for callers that know there is. */
export function getTrack(task: Task, id: string): Track {
  const track = task.tracks.find((one) => one.id === id);
  if (!track) throw new Error(`recording ${task.sid} has no track ${id}`);
  return track;
}

/** How the files of a track are named (contract §4.2). */
export function nameOfTrack(
  task: Task,
  { trackType, uid, failover }: Pick<Track, "trackType" | "uid" | "failover">,
): RecordingName {
  const channelName = task.mode === "web" ? webName(task.cname) : task.cname;
  const name = { sid: task.sid, channelName, failover };
  if (task.mode !== "individual") return name;
  return {
    ...name,
    person: { uid, medium: trackType === "audio_and_video" ? (task.mergedIndexName ?? "av") : trackType },
  };
}

/** Whether a track's index is an MPD: the merged one of somebody who sends VP8 (contract §2.3 streamMode). */
export function isDash({ trackType, container }: Pick<Track, "trackType" | "container">): boolean {
  return trackType === "audio_and_video" && container === "webm";
}

/** The name of a track's playlist, without prefix. */
export function indexOfTrack(task: Task, track: Track): string {
  return indexFileName(nameOfTrack(task, track), isDash(track) ? "mpd" : "m3u8");
}

/** When the first slice of a recording that reached the bucket began; null before. */
export function firstUploadMs(task: Pick<Task, "tracks">): number | null {
  const begins = task.tracks.flatMap((track) => track.firstUploadMs ?? []);
  return begins.length === 0 ? null : Math.min(...begins);
}
