import { fontFolder } from "../media/person-picture";
import { frameName, frameTimes } from "./page-frames";

/** Which pictures of a page fill which stretch of its recording. */
export type PageStretch = {
  /** Names in the folder of frames; those that are no frames are passed over. */
  readonly files: readonly string[];
  /** Sandbox time of the first picture, in milliseconds. */
  readonly startMs: number;
  readonly frameCount: number;
  readonly fps: number;
};

/**
 * The text for ffmpeg's concat demuxer that shows, at each moment, the newest frame at or before it: `frameCount`
 * pictures at `fps` after `pageFilter`. Before the first frame that one is shown already. Null when there is no frame
 * up to the stretch's end.
 *
 * ffmpeg keeps the times of images in steps of 40 ms, so a change may come 20 ms early or late.
 *
 * Frames are named without a folder: write the text into the folder of frames, under a name of its own.
 */
export function pageConcat({ files, startMs, frameCount, fps }: PageStretch): string | null {
  const momentMs = (index: number) => startMs + (index * 1000) / fps;
  const times = frameTimes(files).filter((atMs) => atMs <= momentMs(frameCount - 1));
  if (times[0] === undefined) return null;

  const runs: { atMs: number; from: number }[] = [];
  let next = 0;
  for (let index = 0; index < frameCount; index += 1) {
    while ((times[next + 1] ?? Infinity) <= momentMs(index)) next += 1;
    const atMs = times[next] ?? times[0];
    if (runs.at(-1)?.atMs !== atMs) runs.push({ atMs, from: index });
  }
  const entries = runs.map(({ atMs, from }, i) => {
    const until = runs[i + 1]?.from ?? frameCount;
    // Differences of rounded positions: rounded lengths would drift over a long stretch.
    const lengthUs = toMicroseconds(until, fps) - toMicroseconds(from, fps);
    return `file ${frameName(atMs)}\nduration ${(lengthUs / 1e6).toFixed(6)}\n`;
  });
  // The demuxer does not hold the last picture for its duration unless another follows.
  return `ffconcat version 1.0\n${entries.join("")}file ${frameName(runs.at(-1)?.atMs ?? times[0])}\n`;
}

/**
 * Filters that make the pictures of a video from what `pageConcat` lists. Sizes are even, as H.264 needs. The last frame
 * may last a little longer: end with `-frames:v`.
 */
export function pageFilter({ width, height, fps }: { width: number; height: number; fps: number }): string {
  return `scale=${width}:${height}:flags=bilinear,fps=fps=${fps}:round=near,format=yuv420p,setsar=1`;
}

/** ffmpeg must run in this folder to draw a card, which names its font without a path. */
export { fontFolder as cardFolder };

const cardFont = "jetbrains-mono-latin-700-normal.woff";
/** How wide a letter of the font is, in font sizes. */
const letterWidth = 0.6;
const mostLines = 3;

/**
 * Filters that draw what stands for a page where no browser captures it, one picture a second from `utcSecond` on: a
 * border, the words "Web page", the address, and the UTC clock. Sizes are even; legible from 240x240 on.
 */
export function cardFilter(card: {
  /** The page's address. What follows a `?` or `#` and any sign-in data is left out: it may be secret. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly utcSecond: number;
  readonly seconds: number;
}): string {
  const { width, height, utcSecond, seconds } = card;
  const unit = Math.min(width, height);
  const border = Math.max(4, Math.round(unit / 60));
  const [heading, small, clock] = [Math.round(unit / 9), Math.max(12, Math.round(unit / 26)), Math.round(unit / 16)];
  const columns = Math.floor((width - 6 * border) / (small * letterWidth));
  const lines = cardLines(card.label, columns);
  const text = (content: string, size: number, y: number, colour: string) =>
    `drawtext=fontfile=${cardFont}:fontsize=${size}:fontcolor=${colour}:x=(w-text_w)/2:y=${Math.round(y)}:${content}`;
  return [
    `color=c=0x141A24:s=${width}x${height}:r=1:d=${seconds}`,
    "format=yuv444p",
    `drawbox=x=0:y=0:w=${width}:h=${height}:c=0x5B8DEF:t=${border}`,
    text("text='Web page'", heading, height / 2 - unit * 0.3, "white"),
    ...lines.map((line, i) =>
      text(`expansion=none:text='${line}'`, small, height / 2 - unit * 0.1 + i * small * 1.4, "0xC9D6EA"),
    ),
    text(`text='%{pts\\:gmtime\\:${utcSecond}}'`, clock, height / 2 + unit * 0.24, "white"),
    "format=yuv420p",
  ].join(",");
}

/** The address in lines of at most so many letters, ready for `drawtext`; too long ones end in dots. */
function cardLines(label: string, columns: number): string[] {
  const url = URL.parse(label);
  const shown =
    url === null ? label : `${url.protocol}//${url.host}${url.pathname}${url.search || url.hash ? "?..." : ""}`;
  // The font knows Latin letters only, and quotes and backslashes would end the text.
  const plain = shown.replaceAll(/[^\w ./:?#=&+@%~,;!()[\]-]/g, "_");
  const most = Math.max(4, columns * mostLines);
  const cut = plain.length > most ? `${plain.slice(0, most - 3)}...` : plain;
  const lines = Array.from({ length: Math.ceil(cut.length / columns) }, (_, i) =>
    cut.slice(i * columns, (i + 1) * columns),
  );
  return lines.map((line) => line.replaceAll(":", "\\:"));
}

function toMicroseconds(frames: number, fps: number): number {
  return Math.round((frames * 1e6) / fps);
}
