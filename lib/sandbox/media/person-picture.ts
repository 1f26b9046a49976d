import { createRequire } from "node:module";
import { basename, dirname } from "node:path";
import { cellHeight, cellOf, cellsOrigin, cellWidth, columns, rows } from "./cells";
import { ffmpegColour, personColour, type SourceAspect, sourceSizes, textColourOn } from "./person";

const fontFile = createRequire(import.meta.url).resolve(
  "@fontsource/jetbrains-mono/files/jetbrains-mono-latin-700-normal.woff",
);

/** ffmpeg must run in this folder: the pictures name their font without its path, which would need escaping. */
export const fontFolder = dirname(fontFile);

/**
 * Filters that make a simulated person's picture, one frame a second from `utcSecond` on: their colour, the uid in large
 * text, cells for machines, the UTC clock. The middle of the picture stays plain.
 */
export function personPicture(person: {
  readonly uid: number;
  readonly aspect: SourceAspect;
  readonly utcSecond: number;
  readonly seconds: number;
}): string {
  const { uid, aspect, utcSecond, seconds } = person;
  const { width, height } = sourceSizes[aspect];
  const colour = personColour(uid);
  const text = (content: string, size: number, y: number) =>
    `drawtext=fontfile=${basename(fontFile)}:fontsize=${size}:fontcolor=${textColourOn(colour)}` +
    `:x=(w-text_w)/2:y=${y}:text=${content}`;
  return [
    `color=c=${ffmpegColour(colour)}:s=${width}x${height}:r=1:d=${seconds}`,
    "format=yuv444p",
    text(`'${uid}'`, 44, height / 2 - 156),
    text(`'%{pts\\:gmtime\\:${utcSecond}}'`, 22, height / 2 + 40),
    ...cells(uid, aspect, utcSecond, seconds),
  ].join(",");
}

/** A black field, and a white box for each bit that is set: always, or in the seconds in which it is. */
function cells(uid: number, aspect: SourceAspect, utcSecond: number, seconds: number): string[] {
  const origin = cellsOrigin(aspect);
  const white = (word: "uid" | "second", bit: number) => {
    const { column, row } = cellOf(word, bit);
    return box(origin.x + column * cellWidth, origin.y + row * cellHeight, cellWidth, cellHeight, "white");
  };
  const bits = Array.from({ length: 32 }, (_, bit) => bit);
  const lastSecond = utcSecond + seconds - 1;
  return [
    box(origin.x, origin.y, columns * cellWidth, rows * cellHeight, "black"),
    ...bits.filter((bit) => isSet(uid, bit)).map((bit) => white("uid", bit)),
    ...bits.flatMap((bit) => {
      const isSteady = Math.floor(utcSecond / 2 ** bit) === Math.floor(lastSecond / 2 ** bit);
      if (isSteady) return isSet(utcSecond, bit) ? [white("second", bit)] : [];
      return [`${white("second", bit)}:enable='mod(floor((t+${utcSecond})/${2 ** bit}),2)'`];
    }),
  ];
}

function box(x: number, y: number, width: number, height: number, colour: string): string {
  return `drawbox=x=${x}:y=${y}:w=${width}:h=${height}:c=${colour}:t=fill`;
}

/** Not by bit operators: they take the highest bit of a uid for a sign. */
function isSet(value: number, bit: number): boolean {
  return Math.floor(value / 2 ** bit) % 2 === 1;
}
