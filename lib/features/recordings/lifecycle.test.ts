import { describe, expect, test } from "vitest";
import {
  attemptStates,
  canMove,
  isFinished,
  isLive,
  isTerminal,
  recordingStatuses,
  sideStates,
  sourcesOf,
  statusOf,
} from "./lifecycle";

describe("the life of an attempt", () => {
  test("only moves forward, but for a plan whose resource id was not used", () => {
    const backward = attemptStates.flatMap((from, rank) =>
      attemptStates
        .slice(0, rank)
        .filter((to) => canMove(from, to))
        .map((to) => `${from} ${to}`),
    );
    expect(backward).toEqual([
      "ACQUIRING PLANNED",
      "ACQUIRED PLANNED",
      "STARTING PLANNED",
      // Ends that a later proof corrects.
      "BACKED_UP UPLOADED",
      "NO_DATA UPLOADED",
      "NO_DATA BACKED_UP",
      "FAILED UPLOADED",
      "FAILED BACKED_UP",
      "FAILED NO_DATA",
    ]);
  });

  test("an upload that is proven is the last word, reachable from every state with a task", () => {
    expect(attemptStates.filter((to) => canMove("UPLOADED", to))).toEqual([]);
    expect(sourcesOf("UPLOADED")).toEqual([
      "STARTED",
      "CONFIRMED",
      "RUNNING",
      "STOPPING",
      "STOPPED",
      "BACKED_UP",
      "NO_DATA",
      "FAILED",
    ]);
  });

  test("every state has a status, live and finished exclude each other", () => {
    for (const state of attemptStates) {
      for (const sideState of [null, ...sideStates]) {
        const status = statusOf({ state, sideState });
        expect(recordingStatuses).toContain(status);
        expect(isLive(status) && isFinished(status)).toBe(false);
        expect(isFinished(status)).toBe(isTerminal(state));
      }
    }
  });

  test("says when control is lost, and what is only believed", () => {
    expect(statusOf({ state: "RUNNING", sideState: null, isControlExpired: true })).toBe("controlExpired");
    expect(statusOf({ state: "RUNNING", sideState: "SUSPECT" })).toBe("recovering");
    expect(statusOf({ state: "STARTING", sideState: "UNCERTAIN" })).toBe("unknown");
    expect(statusOf({ state: "FAILED", sideState: null, failureCode: "vanished" })).toBe("lost");
    expect(statusOf({ state: "FAILED", sideState: null, failureCode: "refused" })).toBe("failed");
    expect(statusOf({ state: "PLANNED", sideState: null, startSentCount: 1 })).toBe("unknown");
    expect(statusOf({ state: "ACQUIRED", sideState: null, startSentCount: 1 })).toBe("unknown");
    expect(statusOf({ state: "PLANNED", sideState: null, startSentCount: 0 })).toBe("requested");
  });
});
