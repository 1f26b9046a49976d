import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Span } from "../state/slices";
import { cardFilter, pageConcat, pageFilter } from "../web/page-filters";
import type { FrameRun } from "./frame-grid";
import { type ComposedScene, composeScene, encodedSize, type PageScene, type Scene } from "./scene";

/** Spans on the clock of a slice. */
export type TimedSpans = {
  readonly spans: readonly Span[];
  readonly startMs: number;
  readonly positionSeconds: number;
};

/** A filter graph whose last label is `[v]`, and the inputs it reads. */
export type VideoGraph = { readonly graph: string; readonly inputs: readonly string[][] };

/**
 * The pictures of a slice: each span composed once a second and repeated to the frame rate, then put one after another.
 * A span owns the frames that begin in it, so that all together are exactly the slice's. `firstInput` is
 * the number of the first input it may use.
 */
export async function videoOf(order: TimedSpans, pictures: FrameRun, firstInput: number): Promise<VideoGraph> {
  const fps = order.spans[0]?.scene.fps ?? 15;
  const inputs: string[][] = [];
  const chains: string[] = [];
  const labels: string[] = [];
  let at = pictures.first;
  const end = pictures.first + pictures.count;
  for (const [i, span] of order.spans.entries()) {
    const next = order.spans[i + 1];
    const until = next ? Math.min(end, Math.max(at, frameFrom(order, next.fromMs, fps))) : end;
    const count = until - at;
    if (count > 0) {
      const startMs = order.startMs + (at / fps - order.positionSeconds) * 1000;
      const label = `s${i}`;
      const options = { startMs, count, fps, label, firstInput: firstInput + inputs.length };
      const part = await spanOf(span.scene, options);
      inputs.push(...part.inputs);
      chains.push(part.graph);
      labels.push(`[${label}v]`);
    }
    at = until;
  }
  const [only] = labels;
  const row = labels.length === 1 ? `${only}null[v]` : `${labels.join("")}concat=n=${labels.length}:v=1:a=0[v]`;
  return { graph: [...chains, row].join(";"), inputs };
}

type SpanOptions = { startMs: number; count: number; fps: number; label: string; firstInput: number };

/** The pictures of one scene at its frame rate, ending in `[<label>v]`. */
async function spanOf(scene: Scene, options: SpanOptions): Promise<VideoGraph> {
  const { startMs, count, fps, label } = options;
  const page = scene.kind === "page" ? await framesOf(scene, options) : null;
  if (page !== null) return page;
  const utcSecond = Math.floor(startMs / 1000);
  const into = startMs / 1000 - utcSecond;
  const stretch = { utcSecond, seconds: Math.ceil(into + count / fps) + 1 };
  const { graph, inputs } =
    scene.kind === "people" ? composeScene(scene, { ...stretch, ...options }) : composeCard(scene, stretch, label);
  // One composed frame a second becomes the wanted rate; a second shows from its first frame on, never before.
  const paced =
    `[${label}scene]settb=1/90000,setpts=PTS-${into.toFixed(6)}/TB,fps=fps=${fps}:start_time=0:round=up,` +
    cut(count, label);
  return { graph: `${graph};${paced}`, inputs };
}

function cut(count: number, label: string): string {
  return `trim=end_frame=${count},setpts=PTS-STARTPTS[${label}v]`;
}

/** The card that stands for a page of which there is no picture. */
function composeCard(scene: PageScene, stretch: { utcSecond: number; seconds: number }, label: string): ComposedScene {
  return { graph: `${cardFilter({ label: scene.url, ...encodedSize(scene), ...stretch })}[${label}scene]`, inputs: [] };
}

/** The pictures that were taken of a page; null when there is none. */
async function framesOf(
  scene: PageScene,
  { startMs, count, fps, label, firstInput }: SpanOptions,
): Promise<VideoGraph | null> {
  const files = await readdir(scene.framesDir).catch(() => []);
  const text = pageConcat({ files, startMs, frameCount: count, fps });
  if (text === null) return null;
  const list = join(scene.framesDir, `${label}.ffconcat`);
  await writeFile(list, text);
  return {
    graph: `[${firstInput}:v]${pageFilter({ ...encodedSize(scene), fps })},${cut(count, label)}`,
    inputs: [["-f", "concat", "-safe", "0", "-i", list]],
  };
}

/** The first frame of the recording that begins at or after a moment. */
function frameFrom({ startMs, positionSeconds }: TimedSpans, atMs: number, fps: number): number {
  const seconds = positionSeconds + (atMs - startMs) / 1000;
  return Math.max(0, Math.ceil(seconds * fps - 1e-6));
}
