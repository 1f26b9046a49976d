import { expect } from "playwright/test";
import type { PlayerPart } from "./pages/player-part";
import type { Person, Rgb } from "./sandbox";

/** Centres of the regions of the best fit layout with three people, in join order (contract §3.3). */
const centres: Point[] = [
  { x: 0.25, y: 0.25 },
  { x: 0.75, y: 0.25 },
  { x: 0.25, y: 0.75 },
];

/** What the encoder may change of a plain colour, 0 to 255 a channel. */
const tolerance = 10;

type Point = { x: number; y: number };

/** Expects the picture that is shown now to have each of three people in the region where best fit puts them. */
export async function expectThreePeople(player: PlayerPart, people: readonly Person[]): Promise<void> {
  expect(people).toHaveLength(centres.length);
  for (const [index, centre] of centres.entries()) await expectPerson(player, centre, people[index]);
}

/** Expects a person's colour at a point, which is given in fractions of the picture's size. */
export async function expectPerson(player: PlayerPart, { x, y }: Point, person: Person | undefined): Promise<void> {
  const seen = await player.colourAt(x, y);
  const wanted = person?.colour ?? { r: -1, g: -1, b: -1 };
  const words = `at ${x}, ${y} is ${wordsOf(seen)}, person ${person?.uid} is ${wordsOf(wanted)}`;
  expect(distance(seen, wanted), words).toBeLessThanOrEqual(tolerance);
}

function distance(a: Rgb, b: Rgb): number {
  return Math.max(Math.abs(a.r - b.r), Math.abs(a.g - b.g), Math.abs(a.b - b.b));
}

function wordsOf({ r, g, b }: Rgb): string {
  return `rgb(${r} ${g} ${b})`;
}
