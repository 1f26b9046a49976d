import { losesNaively } from "./naive";
import type { Chances } from "./process";
import { playStory } from "./story";

/** So many recordings with one rate of kills: what went wrong, and with which seeds. */
export type Round = {
  kill: number;
  starts: number;
  orphans: number;
  doubles: number;
  lostNotices: number;
  unfinished: number;
  leftToPerson: number;
  lostByNaive: number;
  badSeeds: number[];
};

/** Shares of what goes wrong: nearly every fourth call, now and then the database, a machine that stands still. */
export function chancesOf(kill: number, point: string | null): Chances {
  return { kill, point, faultyCalls: 0.23, databaseAway: 0.005, stall: 0.001 };
}

export function playRound(kill: number, point: string | null, seeds: Iterable<number>): Round {
  const chances = chancesOf(kill, point);
  const round = emptyRound(kill);
  for (const seed of seeds) {
    const outcome = playStory(seed, chances);
    const { isOrphaned, isDoubledUnseen, lostNotices, isUnfinished, isLeftToPerson } = outcome;
    round.starts += 1;
    round.orphans += Number(isOrphaned);
    round.doubles += Number(isDoubledUnseen);
    round.lostNotices += lostNotices;
    round.unfinished += Number(isUnfinished);
    round.leftToPerson += Number(isLeftToPerson);
    round.lostByNaive += Number(losesNaively(seed, chances));
    if (isOrphaned || isDoubledUnseen || lostNotices > 0 || isUnfinished) round.badSeeds.push(seed);
  }
  return round;
}

export function emptyRound(kill: number): Round {
  const none = { starts: 0, orphans: 0, doubles: 0, lostNotices: 0, unfinished: 0, leftToPerson: 0, lostByNaive: 0 };
  return { kill, ...none, badSeeds: [] };
}

/** Two parts of a round, or two rounds, as one. */
export function addRounds(a: Round, b: Round): Round {
  return {
    kill: b.kill,
    starts: a.starts + b.starts,
    orphans: a.orphans + b.orphans,
    doubles: a.doubles + b.doubles,
    lostNotices: a.lostNotices + b.lostNotices,
    unfinished: a.unfinished + b.unfinished,
    leftToPerson: a.leftToPerson + b.leftToPerson,
    lostByNaive: a.lostByNaive + b.lostByNaive,
    badSeeds: [...a.badSeeds, ...b.badSeeds],
  };
}
