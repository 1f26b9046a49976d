import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attemptStates } from "../../lifecycle";
import { decide } from "./decide";
import type { Situation } from "./situation";
import { after, attemptRow, situation } from "./test-attempt";

const anySituation: fc.Arbitrary<Situation> = fc
  .record({
    state: fc.constantFrom(...attemptStates),
    sideState: fc.constantFrom(null, "UNCERTAIN" as const, "SUSPECT" as const),
    times: fc.array(fc.option(fc.integer({ min: 0, max: 100_000 })), { minLength: 8, maxLength: 8 }),
    startSentCount: fc.nat(5),
    stopSentCount: fc.nat(5),
    revisions: fc.tuple(fc.nat(3), fc.nat(3)),
    heldStep: fc.constantFrom(null, "any", "query", "stop", "start", "list"),
    failureCode: fc.constantFrom(null, "vanished", "endedByItself"),
    now: fc.integer({ min: 0, max: 200_000 }),
    watched: fc.nat(400_000),
    desired: fc.constantFrom("recording" as const, "stopped" as const),
    canList: fc.boolean(),
    hasSeenFile: fc.boolean(),
    hasUnseenFile: fc.boolean(),
  })
  .map((drawn) => {
    const [acquired, sent, started, checked, notFound, listed, stoppedAt, heldUntil] = drawn.times.map((seconds) =>
      seconds === null ? null : after(seconds),
    );
    const row = attemptRow({
      state: drawn.state,
      sideState: drawn.sideState,
      isTerminal: drawn.state === "FAILED" || drawn.state === "NO_DATA",
      resourceId: "resource",
      sid: "5".repeat(32),
      acquiredAt: acquired,
      startLastSentAt: sent,
      startSentCount: drawn.startSentCount,
      startedAt: started,
      checkedAt: checked,
      notFoundSince: notFound,
      listedAt: listed,
      stoppedAt,
      stopSentCount: drawn.stopSentCount,
      desiredLayoutRevision: drawn.revisions[0],
      ackedLayoutRevision: drawn.revisions[1],
      heldStep: drawn.heldStep,
      heldUntil,
      failureCode: drawn.failureCode,
    });
    const { now, watched, desired, canList, hasSeenFile, hasUnseenFile } = drawn;
    return situation(row, now, { resourceIdWatchedMs: watched, desired, canList, hasSeenFile, hasUnseenFile });
  });

describe("in any situation", () => {
  test("Agora is queried only while the task runs, and a start leaves only before one is known", () => {
    fc.assert(
      fc.property(anySituation, (drawn) => {
        const { kind } = decide(drawn);
        const { state } = drawn.attempt;
        if (kind === "query" || kind === "updateLayout") expect(["STARTED", "CONFIRMED", "RUNNING"]).toContain(state);
        if (kind === "start") expect(state).toBe("PLANNED");
        if (kind === "resendStart") {
          expect(state).toBe("STARTING");
          expect(drawn.now.getTime() - (drawn.attempt.acquiredAt?.getTime() ?? 0)).toBeLessThan(290_000);
        }
        if (kind === "stop") expect(["STARTED", "CONFIRMED", "RUNNING", "STOPPING"]).toContain(state);
      }),
      { numRuns: 5000 },
    );
  });

  test("a live attempt is never forgotten: something is done, or there is a time to look again, or nobody can", () => {
    fc.assert(
      fc.property(anySituation, (drawn) => {
        const step = decide(drawn);
        if (drawn.attempt.isTerminal || step.kind !== "wait") return;
        if (step.until !== null) expect(step.until.getTime()).toBeGreaterThan(drawn.now.getTime());
        // Only a task out of reach in a bucket out of sight is left to the notifications.
        else expect(drawn.attempt.startedAt !== null && !drawn.canList).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});
