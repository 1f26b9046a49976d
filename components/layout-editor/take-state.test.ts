import { expect, test } from "vitest";
import { ActionError } from "@/lib/actions/action-error";
import { fromCompositeLayout } from "@/lib/features/layouts/schema";
import type { LayoutTake, RecordingLayoutState, TakeOutcome } from "@/lib/features/recordings/types";
import { failureOfTake, isNewestTake, isOnItsWay, liveTake, previousTake, wordsOfTake } from "./take-state";

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

test("an undo of a layout that waits or is unknown calls it off, and does not go back two", () => {
  for (const outcome of ["waiting", "unknown"] as const) {
    expect(previousTake(state(take(2, outcome), take(1, "acknowledged"), take(0, "acknowledged")))?.revision).toBe(1);
    expect(previousTake(state(take(1, outcome), take(0, "acknowledged")))?.revision).toBe(0);
  }
});

test("only one layout is on its way at a time", () => {
  const outcomes: TakeOutcome[] = ["wanted", "sent", "waiting", "unknown", "acknowledged", "refused"];
  const waiting = outcomes.filter((outcome) => isOnItsWay(state(take(1, outcome))));
  expect(waiting).toEqual(["wanted", "sent"]);
});

test("a lost answer is not called a failure, and is known once the layout is among those of the recording", () => {
  const lost = new TypeError("Failed to fetch");
  expect(failureOfTake(lost, false)).toMatch(/^It is not known whether it was taken/);
  expect(failureOfTake(lost, true)).toBeNull();
  const refused = { code: "CONFLICT" as const, message: "Somebody was first.", fields: {}, requestId: "r" };
  const error = new ActionError({ ...refused, retryable: false, retryAfterMs: null });
  expect(failureOfTake(error, true)).toBe("Somebody was first.");
});

test("a draft is the newest layout when taking it would change nothing about that one", () => {
  const known = state(take(1, "sent"), take(0, "acknowledged"));
  const drawn = fromCompositeLayout({ preset: "bestFit", backgroundColour: "#000000" }, known.canvas);
  expect(isNewestTake(known, drawn)).toBe(true);
  expect(isNewestTake(known, { ...drawn, preset: "floating" })).toBe(false);
});

test("what failed says why, in our words or in Agora's, and what is unknown does not say failed", () => {
  expect(wordsOfTake(take(1, "refused", "no such picture")).meaning).toContain("no such picture");
  expect(wordsOfTake(take(1, "waiting", "notAnswering")).meaning).not.toContain("notAnswering");
  expect(wordsOfTake(take(1, "unknown"))).toMatchObject({ word: "Live unknown", tone: "unknown" });
});
