import { snapshotFileName } from "../media/file-names";
import type { Task } from "../state/tasks";
import type { World } from "../world";
import { sceneOf } from "./individual-tracks";
import { receptionFor } from "./plan";
import { nameOfTrack } from "./tracks";

/**
 * Takes a still of everybody whose video comes in, every `captureInterval` seconds (contract §2.5). Nobody who sends no
 * video has one.
 */
export function takeSnapshots(world: Pick<World, "slices" | "people">, task: Task, nowMs: number): void {
  if (task.mode !== "individual" || task.nextSnapshotMs === null || task.failover !== null) return;
  if (nowMs < task.nextSnapshotMs) return;
  const everyMs = (task.request.snapshotConfig?.captureInterval ?? 10) * 1000;
  while (task.nextSnapshotMs <= nowMs) task.nextSnapshotMs += everyMs;
  const failover = task.failovers === 0 ? null : task.failovers - 1;
  for (const one of receptionFor(world, task).filter(({ person, video }) => video && person.hasVideo)) {
    const { uid } = one.person;
    world.slices.add({
      startMs: nowMs,
      spans: [{ fromMs: nowMs, scene: sceneOf(one, 1) }],
      isRestart: false,
      sid: task.sid,
      number: task.sliceCount,
      trackId: `still:${uid}`,
      kind: "snapshot",
      container: "ts",
      fileName: snapshotFileName(nameOfTrack(task, { trackType: "video", uid, failover }), nowMs),
      durationMs: 0,
      positionMs: 0,
      isUploaded: false,
      isOnBackup: false,
      playedSeconds: null,
      sizeBytes: null,
    });
    task.sliceCount += 1;
  }
}
