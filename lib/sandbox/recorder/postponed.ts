import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { mp4FileName } from "../media/file-names";
import { mixAudio, packPerson, type PlacedFile } from "../media/after-work";
import {
  downloadFailed,
  postponedFinalResult,
  type PostponedResult,
  transcoderCompleted,
  transcoderStarted,
} from "../notifications/events";
import type { Slice } from "../state/slices";
import type { IndividualTask } from "../state/tasks";
import type { World } from "../world";
import { getObject, putObject } from "./bucket";
import { playedSeconds } from "./playlists";
import { postponedOf } from "./request-facts";
import { keyOf } from "./server-response";
import { nameOfTrack } from "./tracks";

/**
 * What Agora does within a day after an individual recording has ended (contract §2.8): it reads the files back from the
 * bucket with the keys that start gave, makes an MP4 of each person or one file of all sound, and tells of it with
 * events 80, 81, 1001 and 90. A task without such a wish is left alone.
 */
export async function finishLater(world: World, sid: string): Promise<void> {
  const task = world.tasks.get(sid);
  const wish = postponedOf(task);
  if (task.mode !== "individual" || wish === null || task.postponedUntilMs === null) return;
  if ((await world.clock.sleepUntil(task.postponedUntilMs, world.closing)) === "aborted") return;
  const folder = join(world.mediaDir, `${sid}-later`);
  try {
    world.tasks.change(sid, (changed) => world.notices.emit(changed, transcoderStarted()));
    await mkdir(folder, { recursive: true });
    const results =
      wish.kind === "audioMix" ? [await mix(world, task, folder, wish.format)] : await pack(world, task, folder);
    conclude(world, sid, results);
  } catch (error) {
    if (world.closing.aborted) return;
    world.log.warn({ sid, err: error }, "a recording could not be put together after its end");
    conclude(world, sid, [{ uid: "0", fileNames: [], isGood: false }]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function conclude({ tasks, notices, closing }: World, sid: string, results: readonly PostponedResult[]): void {
  if (closing.aborted) return;
  tasks.change(sid, (changed) => {
    notices.emit(changed, transcoderCompleted(results));
    notices.emit(changed, postponedFinalResult(results));
    changed.postponedUntilMs = null;
  });
}

/** The sound of everybody in one file. */
async function mix(
  world: World,
  task: IndividualTask,
  folder: string,
  format: "mp3" | "m4a" | "aac",
): Promise<PostponedResult> {
  const tracks = task.tracks.filter(({ trackType }) => trackType === "audio");
  const people: PlacedFile[][] = [];
  for (const { id } of tracks) people.push(await fetchAll(world, task, world.slices.uploaded(task.sid, id), folder));
  const { audio } = task.request.transcodeOptions ?? {};
  const outFile = join(folder, `out.${format}`);
  await mixAudio({
    people,
    format,
    sampleRate: Number(audio?.sampleRate ?? 48_000),
    bitsPerSecond: Number(audio?.bitrate ?? 48_000),
    channels: Number(audio?.channels ?? 2),
    outFile,
    signal: world.closing,
  });
  const key = keyOf(task, mp4FileName({ sid: task.sid, channelName: task.cname }, 0, format));
  await putObject(world, task, key, { file: outFile });
  return { uid: "0", fileNames: [key], isGood: true };
}

/** An MP4 of each person. One that fails does not keep the others from theirs. */
async function pack(world: World, task: IndividualTask, folder: string): Promise<PostponedResult[]> {
  const results: PostponedResult[] = [];
  for (const uid of new Set(task.tracks.map((track) => track.uid))) {
    try {
      results.push({ uid, fileNames: [await packOne(world, task, uid, folder)], isGood: true });
    } catch (error) {
      if (world.closing.aborted) throw error;
      world.log.warn({ sid: task.sid, err: error }, "a person's files could not be put together");
      results.push({ uid, fileNames: [], isGood: false });
    }
  }
  return results;
}

async function packOne(world: World, task: IndividualTask, uid: string, folder: string): Promise<string> {
  const of = (trackType: "audio" | "video") =>
    task.tracks
      .filter((track) => track.uid === uid && track.trackType === trackType)
      .flatMap(({ id }) => world.slices.uploaded(task.sid, id));
  const audio = await fetchAll(world, task, of("audio"), folder);
  const video = await fetchAll(world, task, of("video"), folder);
  const outFile = join(folder, `${uid}.mp4`);
  await packPerson({ audio, video, outFile, signal: world.closing });
  const name = nameOfTrack(task, { trackType: "audio_and_video", uid, failover: null });
  const key = keyOf(task, mp4FileName(name, 0));
  await putObject(world, task, key, { file: outFile });
  return key;
}

/** Reads slices back from the bucket. What cannot be read is told once (event 90), and ends the attempt. */
async function fetchAll(
  world: World,
  task: IndividualTask,
  slices: readonly Slice[],
  folder: string,
): Promise<PlacedFile[]> {
  const files: PlacedFile[] = [];
  const missing: string[] = [];
  for (const slice of slices) {
    const key = keyOf(task, slice.fileName);
    const path = join(folder, `${slice.number}.${slice.container}`);
    try {
      await writeFile(path, await getObject(world, task.storage, key));
      files.push({ path, startMs: slice.startMs, durationSeconds: playedSeconds(slice) });
    } catch (error) {
      if (world.closing.aborted) throw error;
      missing.push(key);
    }
  }
  if (missing.length === 0) return files;
  world.tasks.change(task.sid, (changed) => {
    if (changed.said.includes("downloadFailed")) return;
    changed.said.push("downloadFailed");
    world.notices.emit(changed, downloadFailed(task, missing));
  });
  throw new Error("files could not be read back from the bucket");
}
