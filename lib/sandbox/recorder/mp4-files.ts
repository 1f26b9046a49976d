import { rm } from "node:fs/promises";
import { join } from "node:path";
import { mp4FileName } from "../media/file-names";
import { makeMp4 } from "../media/mp4";
import type { Slice } from "../state/slices";
import type { Task } from "../state/tasks";
import type { World } from "../world";
import { putOrBackUp } from "./backup";
import { playedSeconds } from "./playlists";
import { pageParam, wantsMp4 } from "./request-facts";
import { keyOf } from "./server-response";
import { sliceOnDisk, taskFolder } from "./slice-files";
import { getTrack, nameOfTrack } from "./tracks";

/** About 2 GB: no MP4 grows larger (contract §2.5). */
const mostBytes = 2_000_000_000;

/** Makes the MP4s of a track that no further slice belongs to, while the recording goes on. */
export async function packFullMp4s(world: World, sid: string, trackId: string): Promise<void> {
  const task = world.tasks.get(sid);
  if (!wantsMp4(task)) return;
  const groups = groupsOf(world, task, trackId);
  for (const group of groups.slice(getTrack(task, trackId).mp4Names.length, -1)) await pack(world, sid, trackId, group);
}

/** Makes all MP4s that are still missing. */
export async function packLastMp4s(world: World, sid: string): Promise<void> {
  const task = world.tasks.get(sid);
  if (!wantsMp4(task)) return;
  for (const { id, mp4Names } of task.tracks) {
    for (const group of groupsOf(world, task, id).slice(mp4Names.length)) await pack(world, sid, id, group);
  }
}

/** The slices of each MP4: a new one begins when the last would grow too long or too large (contract §2.5, §2.7). */
function groupsOf(world: World, task: Task, trackId: string): Slice[][] {
  const minutes = task.mode === "web" ? pageParam(task).maxVideoDuration : world.switches.now.mp4MaxMinutes;
  const groups: Slice[][] = [];
  let [seconds, bytes] = [0, 0];
  for (const slice of world.slices.uploaded(task.sid, trackId)) {
    const last = groups.at(-1);
    seconds += playedSeconds(slice);
    bytes += slice.sizeBytes ?? 0;
    if (last && seconds <= minutes * 60 && bytes <= mostBytes) {
      last.push(slice);
    } else {
      groups.push([slice]);
      [seconds, bytes] = [playedSeconds(slice), slice.sizeBytes ?? 0];
    }
  }
  return groups;
}

async function pack(world: World, sid: string, trackId: string, slices: readonly Slice[]): Promise<void> {
  const task = world.tasks.get(sid);
  const track = getTrack(task, trackId);
  const index = track.mp4Names.length;
  const paths: string[] = [];
  for (const slice of slices) paths.push(await sliceOnDisk(world, slice));
  const outFile = join(taskFolder(world, sid), `${task.tracks.indexOf(track)}-${index}.mp4`);
  const files = slices.map((slice, i) => ({ path: paths[i] ?? "", durationSeconds: playedSeconds(slice) }));
  await makeMp4({ slices: files, outFile, signal: world.closing });
  const name = mp4FileName(nameOfTrack(task, track), index);
  await putOrBackUp(world, task, keyOf(task, name), { file: outFile });
  world.tasks.change(sid, (changed) => getTrack(changed, trackId).mp4Names.push(name));
  await Promise.all([...paths, outFile].map((path) => rm(path, { force: true })));
}
