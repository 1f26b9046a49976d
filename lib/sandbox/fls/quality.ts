import { usualQuality } from "./history";
import type { Encoder } from "./settings";

/** What a stream sent in a minute: the usual with a little noise that is the same whenever it is asked for, or a dip. */
export function qualityAt(
  encoder: Encoder | undefined,
  uid: number,
  atMs: number,
): { fps: number; bitsPerSecond: number } {
  const dip = encoder?.dips.find(({ fromMs, toMs }) => fromMs <= atMs + 59_999 && toMs > atMs);
  if (dip) return { fps: dip.fps, bitsPerSecond: dip.bitsPerSecond };
  const earlier = encoder?.before?.find(({ untilMs }) => atMs + 59_999 < untilMs);
  const { fps, bitsPerSecond } = earlier ?? encoder ?? usualQuality;
  const noise = noiseOf(uid, atMs);
  return {
    fps: Math.round((fps - noise * 0.6) * 10) / 10,
    bitsPerSecond: Math.round(bitsPerSecond * (0.95 + 0.1 * noise)),
  };
}

/** How many watched in a minute: fewer at night than in the evening. */
export function linksAt(uid: number, atMs: number): number {
  const hour = (atMs / 3_600_000) % 24;
  const share = 0.5 - 0.5 * Math.cos(((hour - 4) / 24) * 2 * Math.PI);
  return Math.round(20 + 180 * share + 30 * noiseOf(uid, atMs));
}

/** 0 to 1, the same for the same minute. */
function noiseOf(uid: number, atMs: number): number {
  const mixed = Math.imul(uid ^ Math.floor(atMs / 60_000), 2_654_435_761) >>> 0;
  return mixed / 2 ** 32;
}
