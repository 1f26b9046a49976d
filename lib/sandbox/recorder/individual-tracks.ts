import { onePersonScene } from "../media/one-person-scene";
import type { PeopleScene } from "../media/scene";
import type { IndividualTask } from "../state/tasks";
import type { Reception } from "./subscription";
import type { PlannedTrack } from "./tracks";

/** Video is not transcoded in individual mode, so the rate is the sender's (contract §2.3). */
const senderFps = 15;
const senderKbps = 800;

/**
 * What each person has recorded of themselves (contract §2.3): one track for each medium; in `standard` a merged one
 * too, with WebM slices and an MPD for people who send VP8.
 */
export function individualTracks(task: IndividualTask, reception: readonly Reception[]): PlannedTrack[] {
  const { streamMode } = task.request.recordingConfig;
  return reception.flatMap((one) => {
    const { person, audio, video } = one;
    const { uid } = person;
    const container = person.codec === "vp8" ? "webm" : "ts";
    const tracks: PlannedTrack[] = [];
    if (audio) {
      const scene = person.hasAudio ? sceneOf(one, 0) : null;
      tracks.push({ name: `audio:${uid}`, trackType: "audio", uid, container: "ts", scene });
    }
    if (video) {
      const scene = person.hasVideo ? sceneOf(one, 1) : null;
      tracks.push({ name: `video:${uid}`, trackType: "video", uid, container, scene });
    }
    if (streamMode === "standard" && audio && video) {
      const scene = person.hasVideo ? sceneOf(one, person.hasAudio ? 2 : 1) : person.hasAudio ? sceneOf(one, 0) : null;
      tracks.push({ name: `av:${uid}:${container}`, trackType: "audio_and_video", uid, container, scene });
    }
    return tracks;
  });
}

/** One person alone, at the sender's own rate. */
export function sceneOf({ person }: Pick<Reception, "person">, streamTypes: 0 | 1 | 2): PeopleScene {
  const { uid, aspect } = person;
  return onePersonScene({ uid: Number(uid), aspect, fps: senderFps, bitrateKbps: senderKbps, streamTypes });
}
