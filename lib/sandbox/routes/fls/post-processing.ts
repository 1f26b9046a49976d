import { extensions, futureIssues, msOf } from "@/lib/agora/live-streaming/schemas";
import { isRecorded, latestFileMs } from "../../fls/clips";
import { mp4sOf } from "../../fls/mp4s";
import { playlistPath } from "../../fls/names";
import type { Recording } from "../../fls/pushes";
import type { Untold } from "../../fls/settings";
import { countOf, playableUntilMs } from "../../fls/slices";
import type { World } from "../../world";
import { badRequest, type FlsHandlers, notFound, timeOf } from "./call";

type Key = { entryPoint: string; stream: string };

/** Operations 19 to 21: clips, stills and the list of recordings (FLS contract §2.6, §4). */
export const postProcessingHandlers: Pick<FlsHandlers, "createClip" | "createSnapshot" | "listRecordingFiles"> = {
  createClip(world, { entryPoint, area, stream, body }) {
    const { fls, clock, switches } = world;
    const nowMs = clock.nowMs();
    const key = { entryPoint, stream, area };
    checkName(world, key, body.fileName, "clip");
    refuseFuture(body, nowMs);
    const startMs = msOf(body.startTime);
    const endMs = body.endTime === undefined ? latestFileMs(fls.pushes, key, nowMs) : msOf(body.endTime);
    if (endMs === null || !isRecorded(fls.pushes, key, startMs, endMs, nowMs)) {
      throw notFound("there is no recording in this range");
    }
    if (startMs >= endMs) throw badRequest("startTime must be earlier than the end");
    const readyMs = nowMs + switches.now.flsClipSeconds * 1000;
    fls.settings.set("clip", [entryPoint, stream, body.fileName], {
      fileName: body.fileName,
      stream,
      area,
      startMs,
      endMs,
      readyMs,
    });
    tellLater(world, { made: "clip", ...key, fileName: body.fileName, readyMs });
    fls.wake();
    return null;
  },
  createSnapshot(world, { entryPoint, area, stream, body }) {
    const { fls, clock, switches } = world;
    const nowMs = clock.nowMs();
    const key = { entryPoint, stream, area };
    checkName(world, key, body.fileName, "snapshot");
    refuseFuture(body, nowMs);
    const latestMs = latestFileMs(fls.pushes, key, nowMs);
    // The latest file ends where its last picture does: the moment before is in it.
    const atMs = body.time === undefined ? (latestMs === null ? null : latestMs - 1) : msOf(body.time);
    if (atMs === null || !isRecorded(fls.pushes, key, atMs, atMs + 1, nowMs)) {
      throw notFound("there is no recording of this moment");
    }
    const readyMs = nowMs + switches.now.flsClipSeconds * 1000;
    fls.settings.set("still", [entryPoint, stream, body.fileName], {
      fileName: body.fileName,
      stream,
      area,
      atMs,
      readyMs,
    });
    tellLater(world, { made: "still", ...key, fileName: body.fileName, readyMs });
    fls.wake();
    return null;
  },
  listRecordingFiles({ fls, clock, switches }, { entryPoint, area, query }) {
    const nowMs = clock.nowMs();
    const fromMs = msOf(query.start_time);
    const key = { entryPoint, stream: query.stream_name, area };
    const list = fls.pushes
      .recordingsBetween("standard", key, fromMs, msOf(query.end_time))
      .flatMap((recording) => {
        const fileName = listedFile(recording, nowMs);
        return fileName === null ? [] : [{ recording, fileName }];
      })
      .map(({ recording, fileName }) => ({
        fileName,
        startTime: timeOf(recording.startMs),
        endTime: timeOf(recording.endMs ?? playableUntilMs(recording, nowMs)),
        position: switches.now.flsPosition === "seek" ? seekOf(recording, fromMs) : recording.leadMs / 1000,
      }));
    return { list };
  },
};

/** No page speaks of events for them (FLS contract §4): by switch they are told of as other files are. */
function tellLater({ fls, switches }: World, { made, entryPoint, stream, fileName, readyMs }: Untold): void {
  if (!switches.now.flsClipEvents) return;
  fls.settings.set("untold", [entryPoint, stream, fileName], { made, entryPoint, stream, fileName, readyMs });
}

/** What stands for a recording in the list: its playlist, else its first MP4. Null while there is neither. */
function listedFile(recording: Recording, nowMs: number): string | null {
  const count = countOf(recording, nowMs);
  if (recording.hls && count > 0) return playlistPath("standard", recording);
  return mp4sOf(recording, count)[0]?.path ?? null;
}

/** Reading B: where in the file the asked moment lies (FLS contract §4). */
function seekOf({ startMs }: Recording, fromMs: number): number {
  return Math.max(0, Math.floor((fromMs - startMs) / 1000));
}

/** "Must be unique": of its stream, clips and stills together (FLS contract §4). */
function checkName(
  { fls, switches }: World,
  { entryPoint, stream }: Key,
  fileName: string,
  kind: "clip" | "snapshot",
): void {
  if (/[/\\\0]/.test(fileName) || fileName === "." || fileName === "..") {
    throw badRequest("fileName must not hold a slash");
  }
  if (switches.now.flsNeedsExtension && !fileName.endsWith(extensions[kind])) {
    throw badRequest(`fileName must end with ${extensions[kind]}`);
  }
  const isTaken =
    fls.settings.get("clip", entryPoint, stream, fileName) ?? fls.settings.get("still", entryPoint, stream, fileName);
  if (isTaken || isOfRecording(fls, fileName)) throw badRequest("fileName exists already");
}

/** A name such as recordings have would hide their files. */
function isOfRecording({ pushes }: World["fls"], fileName: string): boolean {
  const pushId = /^([0-9a-f]{32})_\d{17}[._]/.exec(fileName)?.[1];
  return pushId !== undefined && pushes.find(pushId) !== undefined;
}

function refuseFuture(body: Parameters<typeof futureIssues>[0], nowMs: number): void {
  const [issue] = futureIssues(body, nowMs);
  if (issue) throw badRequest(`${issue.path} ${issue.message}`);
}
