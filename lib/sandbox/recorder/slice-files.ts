import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { renderSlice } from "../media/render-slice";
import type { Slice } from "../state/slices";
import type { World } from "../world";

/** Renders a slice into the task's folder; the same slice always gives the same pictures. */
export async function renderToDisk(world: World, slice: Slice): Promise<{ durationSeconds: number; bytes: number }> {
  await mkdir(taskFolder(world, slice.sid), { recursive: true });
  return renderSlice({
    spans: slice.spans,
    startMs: slice.startMs,
    durationMs: slice.durationMs,
    positionSeconds: slice.positionMs / 1000,
    container: slice.container,
    outFile: slicePath(world, slice),
    signal: world.closing,
  });
}

/** A slice on disk, rendered again when a restart has lost it. */
export async function sliceOnDisk(world: World, slice: Slice): Promise<string> {
  const file = slicePath(world, slice);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (!isThere) await renderToDisk(world, slice);
  return file;
}

/** Where a task's media waits. */
export function taskFolder({ mediaDir }: Pick<World, "mediaDir">, sid: string): string {
  return join(mediaDir, sid);
}

const extensions = { slice: { ts: "ts", webm: "webm" }, snapshot: { ts: "jpg", webm: "jpg" } } as const;

/** A channel name may hold characters that a file system does not take, so the name on disk is the number. */
export function slicePath(
  world: Pick<World, "mediaDir">,
  { sid, number, kind, container }: Pick<Slice, "sid" | "number" | "kind" | "container">,
): string {
  return join(taskFolder(world, sid), `${number}.${extensions[kind][container]}`);
}
