import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RecordingNotice } from "@/lib/agora/notifications";
import type { ForeignRow } from "../../data/rows";
import { after, origin, startedRow } from "../advance/test-attempt";
import { decideForeign } from "./advance-foreign";
import { isBackFromTheDead, showsOf } from "./note-foreign";

const seen = (changes: Partial<ForeignRow> = {}): ForeignRow => ({
  id: "foreign",
  projectId: "project",
  sid: "5".repeat(32),
  channelName: "lobby",
  uids: ["77"],
  isPage: false,
  intentId: null,
  firstSeenAt: origin,
  aliveAt: origin,
  endedAt: null,
  stopRequestedAt: null,
  stopRequestedBy: null,
  kickSentAt: null,
  kickSentCount: 0,
  kickCheckedAt: null,
  outOfChannelAt: null,
  trouble: null,
  settledAs: null,
  settledAt: null,
  settledBy: null,
  settledReason: null,
  nextStepAt: null,
  leaseExpiresAt: null,
  ...changes,
});
const ordered = (changes: Partial<ForeignRow> = {}) => seen({ stopRequestedAt: after(10), ...changes });

describe("a foreign recording", () => {
  test("is left alone until somebody wants its end", () => {
    expect(decideForeign(seen(), after(100))).toEqual({ kind: "wait", until: null });
    expect(decideForeign(ordered(), after(10))).toEqual({ kind: "kick" });
  });

  test("is put out until it stays out", () => {
    const kicked = ordered({ kickSentAt: after(10), kickSentCount: 1 });
    expect(decideForeign(kicked, after(11))).toEqual({ kind: "wait", until: after(12) });
    expect(decideForeign(kicked, after(12))).toEqual({ kind: "checkKick" });
    const missed = { ...kicked, kickCheckedAt: after(31) };
    expect(decideForeign(missed, after(35))).toEqual({ kind: "kick" });
    const out = { ...kicked, kickCheckedAt: after(12), outOfChannelAt: after(12) };
    expect(decideForeign(out, after(13))).toEqual({ kind: "wait", until: after(110) });
    expect(decideForeign({ ...out, kickCheckedAt: after(111) }, after(111))).toEqual({ kind: "settle", as: "putOut" });
  });

  test("is not put out once it is over, closed, or where its recorder is in no channel", () => {
    const rest = { kind: "wait", until: null };
    expect(decideForeign(ordered({ endedAt: after(5) }), after(20))).toEqual(rest);
    expect(decideForeign(ordered({ endedAt: after(5), aliveAt: after(6) }), after(20))).toEqual({ kind: "kick" });
    expect(decideForeign(ordered({ settledAs: "closed" }), after(20))).toEqual(rest);
    expect(decideForeign(ordered({ isPage: true }), after(20))).toEqual(rest);
    expect(decideForeign(ordered({ channelName: null }), after(20))).toEqual(rest);
  });

  test("in any state waits for a time to come or has something to do", () => {
    const seconds = fc.option(fc.integer({ min: 0, max: 1000 }));
    fc.assert(
      fc.property(fc.array(seconds, { minLength: 3, maxLength: 3 }), fc.nat(5), fc.nat(2000), (times, count, now) => {
        const [kickSentAt = null, kickCheckedAt = null, outOfChannelAt = null] = times.map((one) =>
          one === null ? null : after(one),
        );
        const row = ordered({ kickSentAt, kickCheckedAt, outOfChannelAt, kickSentCount: count });
        const step = decideForeign(row, after(now));
        if (step.kind === "wait") expect(step.until?.getTime()).toBeGreaterThan(after(now).getTime());
      }),
    );
  });
});

describe("what a notification shows", () => {
  const notice = (event: RecordingNotice["event"], seconds: number) =>
    ({ event, happenedAt: after(seconds) }) as RecordingNotice; // Nothing else of it is looked at.
  const failover = { name: "sessionFailover", newUid: "9" } as const;

  test("of a recording: that it lives, that it is over, or neither", () => {
    expect(showsOf(failover)).toBe("alive");
    expect(showsOf({ name: "sessionExit", exitStatus: 0 })).toBe("over");
    expect(showsOf({ name: "uploadingProgress", progress: 10 })).toBeNull();
  });

  test("of one that was over: it is back when it lives two minutes later, not by the rest of its upload", () => {
    const ended = startedRow({ state: "STOPPED", stoppedAt: after(100) });
    expect(isBackFromTheDead(ended, notice(failover, 221), false)).toBe(true);
    expect(isBackFromTheDead(ended, notice(failover, 110), false)).toBe(false);
    expect(isBackFromTheDead(ended, notice(failover, 221), true)).toBe(false);
    expect(isBackFromTheDead(ended, notice({ name: "uploadingProgress", progress: 9 }, 300), false)).toBe(false);
    expect(isBackFromTheDead(startedRow({ state: "RUNNING" }), notice(failover, 221), false)).toBe(false);
  });
});
