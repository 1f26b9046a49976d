import { describe, expect, test } from "vitest";
import { AgoraNoAnswer } from "@/lib/agora/errors";
import { resultOf } from "../../data/change";
import type { AttemptRow } from "../../data/rows";
import { decide } from "./decide";
import { judgeFailedKick, judgeKickCheck, judgeKicked, judgeNotSeen } from "./judge-kick";
import { judgeStop } from "./judge-stop";
import type { Step } from "./situation";
import { after, situation, startedRow, startingRow } from "./test-attempt";

const waitUntil = (seconds: number): Step => ({ kind: "wait", until: after(seconds) });

/** A start that Agora says is running, whose sid nobody knows. */
const unseen = (changes: Partial<AttemptRow> = {}) =>
  startingRow({ sideState: "UNCERTAIN", trouble: "startUnanswered", startConflictAt: after(10), ...changes });
/** The same, asked about with another resource id after its own was dead. */
const probed = (changes: Partial<AttemptRow> = {}) =>
  unseen({ lostResourceId: "resource", acquiredAt: after(306), startConflictAt: after(310), ...changes });
const kickedAt = (seconds: number, changes: Partial<AttemptRow> = {}) => ({
  kickSentAt: after(seconds),
  kickSentCount: 1,
  ...changes,
});

describe("a task whose sid is lost", () => {
  test("is put out soon when its end is wanted", () => {
    expect(decide(situation(unseen(), 14, { desired: "stopped" }))).toEqual(waitUntil(15));
    expect(decide(situation(unseen(), 15, { desired: "stopped" }))).toEqual({ kind: "kick" });
  });

  test("that is wanted is put out only after a probe found it alive", () => {
    expect(decide(situation(unseen(), 300))).toEqual(waitUntil(310));
    expect(decide(situation(unseen(), 310))).toEqual({ kind: "replan", why: "resourceIdDead" });
    expect(decide(situation(probed(), 310))).toEqual({ kind: "kick" });
  });

  test("after a kick is looked for at 2, 5, 10 and 20 seconds, then kicked again", () => {
    const looked = (checked: number | null, atSeconds: number) => {
      const kickCheckedAt = checked === null ? null : after(checked);
      return decide(situation(probed(kickedAt(320, { kickCheckedAt })), atSeconds));
    };
    expect(looked(null, 321)).toEqual(waitUntil(322));
    expect(looked(null, 322)).toEqual({ kind: "checkKick" });
    expect(looked(322, 323)).toEqual(waitUntil(325));
    expect(looked(331, 339)).toEqual(waitUntil(340));
    expect(looked(340, 344)).toEqual(waitUntil(345));
    expect(looked(340, 345)).toEqual({ kind: "kick" });
  });

  test("that was seen to be out is asked about with the same uid, and with no other", () => {
    const out = kickedAt(320, { kickCheckedAt: after(322), outOfChannelAt: after(322) });
    expect(decide(situation(probed(out), 323))).toEqual(waitUntil(324));
    expect(decide(situation(probed(out), 324))).toEqual({ kind: "replan", why: "fenced" });
  });

  test("waits for the newer resource id too where a start with it was not answered: it may still arrive", () => {
    const out = kickedAt(320, { kickCheckedAt: after(421), outOfChannelAt: after(322) });
    const unanswered = probed({ ...out, startLastSentAt: after(309) });
    expect(decide(situation(unanswered, 422))).toEqual(waitUntil(306 + 305));
    expect(decide(situation(unanswered, 611))).toEqual({ kind: "replan", why: "fenced" });
  });

  test("is not asked about before its resource id is dead by both clocks, however long it is out", () => {
    const out = kickedAt(20, { kickCheckedAt: after(22), outOfChannelAt: after(22) });
    const row = unseen(out);
    const ordered = { desired: "stopped" as const };
    expect(decide(situation(row, 119, ordered))).toEqual(waitUntil(120));
    expect(decide(situation(row, 120, ordered))).toEqual({ kind: "checkKick" });
    expect(decide(situation({ ...row, kickCheckedAt: after(121) }, 304, ordered))).toEqual(waitUntil(305));
    expect(decide(situation({ ...row, kickCheckedAt: after(121) }, 305, ordered))).toEqual({
      kind: "replan",
      why: "fenced",
    });
    const stepped = { ...ordered, resourceIdWatchedMs: 60_000 };
    expect(decide(situation({ ...row, kickCheckedAt: after(121) }, 3600, stepped))).toEqual(waitUntil(3600 + 245));
  });

  test("that is alive again after it was out is put out again", () => {
    const out = kickedAt(320, { kickCheckedAt: after(322), outOfChannelAt: after(322) });
    const again = probed({ ...out, startConflictAt: after(330) });
    expect(decide(situation(again, 331))).toEqual(waitUntil(345));
    expect(decide(situation(again, 345))).toEqual({ kind: "kick" });
  });

  test("of a page cannot be put out: that is said once, and it is asked about on", () => {
    const page = unseen({ mode: "web" });
    expect(decide(situation(page, 15, { desired: "stopped", pageHours: 2 }))).toEqual({ kind: "tellUnreachable" });
    const told = { ...page, trouble: "pageUnreachable" };
    expect(decide(situation(told, 15, { desired: "stopped", pageHours: 2 }))).toEqual(waitUntil(310));
  });
});

describe("a task out of control", () => {
  const lost = (changes: Partial<AttemptRow> = {}) =>
    startedRow({ state: "RUNNING", trouble: "controlLost", listedAt: after(3600), ...changes });
  const ordered = { controlHours: 1, desired: "stopped" as const };

  test("that shall end is put out of its channel", () => {
    expect(decide(situation(lost(), 3700, ordered))).toEqual({ kind: "kick" });
    expect(decide(situation(lost(kickedAt(3700)), 3702, ordered))).toEqual({ kind: "checkKick" });
    expect(decide(situation(lost({ trouble: null }), 3700, ordered))).toEqual({ kind: "loseControl" });
  });

  test("counts as ended when it is still out after a failover would be over", () => {
    const out = kickedAt(3700, { kickCheckedAt: after(3702), outOfChannelAt: after(3702) });
    expect(decide(situation(lost(out), 3703, ordered))).toEqual(waitUntil(3800));
    expect(decide(situation(lost(out), 3800, ordered))).toEqual({ kind: "checkKick" });
    expect(decide(situation(lost({ ...out, kickCheckedAt: after(3800) }), 3800, ordered))).toEqual({
      kind: "end",
      to: "STOPPED",
      code: "putOut",
    });
  });

  test("is put out also where a start of it once had to be: that kick was of another task", () => {
    const old = kickedAt(320, { kickCheckedAt: after(430), outOfChannelAt: after(322) });
    expect(decide(situation(lost(old), 3700, ordered))).toEqual({ kind: "kick" });
  });

  test("that records a page ends by its longest time, and not before", () => {
    const page = lost({ mode: "web", trouble: "pageUnreachable" });
    const hours = { ...ordered, pageHours: 2 };
    expect(decide(situation(page, 7000, hours))).toEqual(waitUntil(7200 + 600));
    expect(decide(situation(page, 7800, hours))).toEqual({ kind: "end", to: "STOPPED", code: "endedByItself" });
  });
});

describe("what a kick proves", () => {
  const row = probed(kickedAt(320));
  const seen = (attempt: AttemptRow, isOut: boolean, uids = ["3000000001"]) =>
    resultOf(attempt, judgeKickCheck(attempt, { isOut, uids }, after(322)), after(322));

  test("nothing by itself", () => {
    const kicked = resultOf(row, judgeKicked(row, true, after(345)), after(345));
    expect(kicked).toMatchObject({ state: "STARTING", kickSentCount: 2, kickSentAt: after(345), outOfChannelAt: null });
  });

  test("that the recorder is out, only when it is out under every uid it is known by", () => {
    expect(seen(row, true)).toMatchObject({ kickCheckedAt: after(322), outOfChannelAt: after(322) });
    expect(seen(row, false)).toMatchObject({ kickCheckedAt: after(322), outOfChannelAt: null });
    expect(seen({ ...row, uidAliases: ["77"] }, true)).toMatchObject({ outOfChannelAt: null });
    expect(seen({ ...row, outOfChannelAt: after(321) }, false)).toMatchObject({ outOfChannelAt: null });
  });

  test("a failure keeps the reason that a person reads", () => {
    const error = new AgoraNoAnswer("No answer.", { operation: "kickRecorder", effect: "unknown", isRetryable: true });
    const next = resultOf(row, judgeFailedKick(row, "kick", error, after(322)), after(322));
    expect(next).toMatchObject({ heldStep: "kick", heldUntil: after(327), trouble: "startUnanswered" });
  });

  test("a recorder that is not seen under any known uid is not kicked, and not taken for gone", () => {
    const unkicked = { ...row, kickSentAt: null, kickSentCount: 0, outOfChannelAt: null };
    const next = { ...unkicked, ...resultOf(unkicked, judgeNotSeen(unkicked, after(322)), after(322)) };
    expect(next).toMatchObject({ kickSentAt: null, outOfChannelAt: null, trouble: "startUnanswered" });
    expect(next).toMatchObject({ heldStep: "kick", heldUntil: after(332) });
    const again = resultOf(next, judgeNotSeen(next, after(332)), after(332));
    expect(again.heldUntil).toEqual(after(362));
  });

  test("a task begun after one was put out, and stopped without data, does not make it a recording of nothing", () => {
    const stopping = startedRow({ state: "STOPPING", ...kickedAt(320) });
    const receipt = { host: "", httpStatus: 206, code: 435, reason: null, requestId: null, durationMs: 1, body: {} };
    const answer = { outcome: "noData" as const, uploadingStatus: null, files: [], receipt };
    const next = resultOf(stopping, judgeStop(stopping, answer, after(400), false), after(400));
    expect(next).toMatchObject({ state: "FAILED", failureCode: "putOut" });
    const plain = { ...stopping, kickSentAt: null };
    expect(resultOf(plain, judgeStop(plain, answer, after(400), false), after(400)).state).toBe("NO_DATA");
  });
});
