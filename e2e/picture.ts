import { expect } from "playwright/test";
import type { PlayerPart } from "./pages/player-part";
import type { Person, Rgb } from "./sandbox";

/** Centres of the regions of the best fit layout with three people, in join order (contract §3.3). */
const centres = [
  { x: 0.25, y: 0.25 },
  { x: 0.75, y: 0.25 },
  { x: 0.25, y: 0.75 },
];

/** What the encoder may change of a plain colour, 0 to 255 a channel. */
const tolerance = 10;

/** Expects the picture that is shown now to have each of three people in the region where best fit puts them. */
export async function expectThreePeople(player: PlayerPart, people: readonly Person[]): Promise<void> {
  expect(people).toHaveLength(centres.length);
  for (const [index, { x, y }] of centres.entries()) {
    const seen = await player.colourAt(x, y);
    const wanted = people[index]?.colour ?? { r: -1, g: -1, b: -1 };
    const words = `region ${index + 1} shows ${wordsOf(seen)}, person ${people[index]?.uid} is ${wordsOf(wanted)}`;
    expect(distance(seen, wanted), words).toBeLessThanOrEqual(tolerance);
  }
}

function distance(a: Rgb, b: Rgb): number {
  return Math.max(Math.abs(a.r - b.r), Math.abs(a.g - b.g), Math.abs(a.b - b.b));
}

function wordsOf({ r, g, b }: Rgb): string {
  return `rgb(${r} ${g} ${b})`;
}
