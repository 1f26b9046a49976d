import type { LiveJobKind } from "../../features/live-jobs/constants";
import type { AnyLiveHandler } from "../../features/live-jobs/service/handler";
import { createClipJob, createSnapshotJob } from "../../features/library/service/make-item";
import { setCustomRecording } from "../../features/storage/service/cells/set-custom-recording";

/** Who carries out which kind of job. A new kind is named in `liveJobKinds` and gets its handler here. */
export const liveHandlers: Readonly<Record<LiveJobKind, AnyLiveHandler>> = {
  setCustomRecording,
  createClip: createClipJob,
  createSnapshot: createSnapshotJob,
};
