import { expect, test } from "vitest";
import { playRound } from "./rounds";

const seeds = Array.from({ length: 100 }, (_, seed) => seed);

test("recordings under every fault: none lost, none doubled unseen, while a naive client loses some", () => {
  const { lostByNaive, leftToPerson, ...round } = playRound(0.2, null, seeds);
  const none = { orphans: 0, doubles: 0, lostNotices: 0, unfinished: 0, badSeeds: [] };
  expect(round).toEqual({ kill: 0.2, starts: 100, ...none });
  expect(lostByNaive).toBeGreaterThan(10);
  expect(leftToPerson).toBeLessThan(5);
});

test("the same seed tells the same story", () => {
  expect(playRound(0.2, null, [7, 8, 9])).toEqual(playRound(0.2, null, [7, 8, 9]));
});
