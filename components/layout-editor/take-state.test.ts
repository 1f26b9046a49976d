import { expect, test } from "vitest";
import type { LayoutTake, RecordingLayoutState, TakeOutcome } from "@/lib/features/recordings/types";
import { isOnItsWay, liveTake, previousTake, wordsOfTake } from "./take-state";

function take(revision: number, outcome: TakeOutcome, reason: string | null = null): LayoutTake {
  return {
    revision,
    kind: revision === 0 ? "start" : "take",
    layout: { preset: "bestFit", backgroundColour: "#000000" },
    requestedBy: "A",
    requestedAt: "2026-01-01T00:00:00.000Z",
    settledAt: null,
    latencyMs: null,
    sentCount: 1,
    outcome,
    reason,
  };
}

const state = (...takes: LayoutTake[]): RecordingLayoutState => ({
  recordingId: "r",
  projectId: "p",
  channelName: "c",
  status: "recording",
  statusReason: null,
  canvas: { width: 640, height: 360 },
  revision: takes[0]?.revision ?? 0,
  takes,
  retryAt: null,
  isEngineAlive: true,
});

test("what is in force is the newest that Agora acknowledged, and undoing brings back the one before it", () => {
  const known = state(take(3, "refused"), take(2, "acknowledged"), take(1, "replaced"), take(0, "acknowledged"));
  expect(liveTake(known)?.revision).toBe(2);
  expect(previousTake(known)?.revision).toBe(0);
  expect(previousTake(state(take(0, "acknowledged")))).toBeNull();
  expect(liveTake(state(take(0, "wanted")))).toBeNull();
});

test("only one layout is on its way at a time", () => {
  const outcomes: TakeOutcome[] = ["wanted", "sent", "waiting", "unknown", "acknowledged", "refused"];
  const waiting = outcomes.filter((outcome) => isOnItsWay(state(take(1, outcome))));
  expect(waiting).toEqual(["wanted", "sent"]);
});

test("what failed says why, in our words or in Agora's, and what is unknown does not say failed", () => {
  expect(wordsOfTake(take(1, "refused", "no such picture")).meaning).toContain("no such picture");
  expect(wordsOfTake(take(1, "waiting", "notAnswering")).meaning).not.toContain("notAnswering");
  expect(wordsOfTake(take(1, "unknown"))).toMatchObject({ word: "Live unknown", tone: "unknown" });
});
