import { describe, expect, test } from "vitest";
import { decide } from "./decide";
import type { Situation, Step } from "./situation";
import { after, attemptRow, situation, startedRow, startingRow } from "./test-attempt";

const waitUntil = (seconds: number): Step => ({ kind: "wait", until: after(seconds) });
const uncertain = (changes = {}) => startingRow({ sideState: "UNCERTAIN", ...changes });
const running = (changes = {}) =>
  startedRow({ state: "RUNNING", checkedAt: after(5), confirmedAt: after(5), agoraStatus: 5, ...changes });
const stopping = (changes = {}) =>
  running({ state: "STOPPING", stopFirstSentAt: after(60), stopLastSentAt: after(60), stopSentCount: 1, ...changes });
const stopped = (changes = {}) => stopping({ state: "STOPPED", stoppedAt: after(60), ...changes });

describe("before a start left", () => {
  test("a plan is carried out at once, and one that is no longer wanted is dropped", () => {
    expect(decide(situation(attemptRow(), 0))).toEqual({ kind: "start" });
    expect(decide(situation(attemptRow(), 0, { desired: "stopped" }))).toEqual({ kind: "cancel" });
  });

  test("a failed acquire is not repeated before its time", () => {
    const held = attemptRow({ heldStep: "start", heldUntil: after(3) });
    expect(decide(situation(held, 1))).toEqual(waitUntil(3));
    expect(decide(situation(held, 3))).toEqual({ kind: "start" });
    expect(decide(situation(held, 1, { desired: "stopped" }))).toEqual({ kind: "cancel" });
  });

  test("an engine that died between acquire and start leaves nothing but a plan", () => {
    expect(decide(situation(attemptRow({ state: "ACQUIRING" }), 0))).toEqual({
      kind: "replan",
      why: "acquireInterrupted",
    });
    expect(decide(situation(attemptRow({ state: "ACQUIRED", resourceId: "r", acquiredAt: after(0) }), 1))).toEqual({
      kind: "replan",
      why: "resourceIdUnused",
    });
  });
});

describe("a start without an answer", () => {
  test.each([
    [1, 3],
    [2, 6],
    [3, 9],
    [7, 9],
  ])("after %i sends waits %i seconds for the next, same id and uid", (startSentCount, seconds) => {
    const row = startingRow({ startSentCount, startLastSentAt: after(10) });
    expect(decide(situation(row, 10 + seconds - 1))).toEqual(waitUntil(10 + seconds));
    expect(decide(situation(row, 10 + seconds))).toEqual({ kind: "resendStart" });
  });

  test("is sent again until the resource id is 290 seconds old, and not after", () => {
    const row = startingRow({ startLastSentAt: after(270), startSentCount: 20 });
    expect(decide(situation(row, 289))).toEqual({ kind: "resendStart" });
    expect(decide(situation(row, 290))).toEqual({ kind: "markUncertain" });
  });

  test("is sent again although a stop was asked for: only its answer tells what there is to stop", () => {
    expect(decide(situation(startingRow(), 4, { desired: "stopped" }))).toEqual({ kind: "resendStart" });
  });

  test("is settled by starting the same uid anew when the id is dead, not a second before", () => {
    const row = uncertain({ startLastSentAt: after(285), startSentCount: 20 });
    expect(decide(situation(row, 304))).toEqual(waitUntil(305));
    expect(decide(situation(row, 305))).toEqual({ kind: "replan", why: "resourceIdDead" });
  });

  test("is not given up while this engine has watched the id for less than 305 seconds, whatever the clock says", () => {
    const row = uncertain({ startLastSentAt: after(285), startSentCount: 20 });
    expect(decide(situation(row, 3600, { resourceIdWatchedMs: 5_000 }))).toEqual(waitUntil(3600 + 300));
  });

  test("that Agora says is running is searched in the bucket, not sent again", () => {
    const row = uncertain({ startConflictAt: after(3) });
    expect(decide(situation(row, 4, { canList: true }))).toEqual({ kind: "list" });
    const listed = { ...row, listedAt: after(4) };
    expect(decide(situation(listed, 5, { canList: true }))).toEqual(waitUntil(6));
    expect(decide(situation(listed, 200))).toEqual(waitUntil(305));
  });

  test("that Agora says is running is asked about anew every five minutes", () => {
    const row = uncertain({ startConflictAt: after(400), acquiredAt: after(390) });
    expect(decide(situation(row, 600, { resourceIdWatchedMs: 210_000 }))).toEqual(waitUntil(700));
    expect(decide(situation(row, 700, { resourceIdWatchedMs: 310_000 }))).toEqual({
      kind: "replan",
      why: "resourceIdDead",
    });
  });

  test("is settled by a new start even when a stop is wanted, so that nothing runs on unseen", () => {
    const row = attemptRow({ startSentCount: 3, lostResourceId: "r" });
    expect(decide(situation(row, 310, { desired: "stopped" }))).toEqual({ kind: "start" });
  });
});

describe("confirming", () => {
  test.each([
    [null, 5],
    [5, 10],
    [10, 20],
    [20, 30],
    [30, 45],
    [80, 90],
  ])("after the query at %s s the next is due at %i s", (checked, due) => {
    const row = startedRow({ checkedAt: checked === null ? null : after(checked), agoraStatus: 2 });
    expect(decide(situation(row, due - 1))).toEqual(waitUntil(due));
    expect(decide(situation(row, due))).toEqual({ kind: "query", priority: "confirm" });
  });

  test("a task that is not found for 90 seconds never began", () => {
    const row = startedRow({ sideState: "SUSPECT", notFoundSince: after(5), checkedAt: after(89) });
    expect(decide(situation(row, 95))).toEqual({ kind: "query", priority: "confirm" });
    // Not before a failover that began at the first 404 must be over.
    expect(decide(situation({ ...row, checkedAt: after(90) }, 90))).toMatchObject({ kind: "wait", until: after(95) });
    expect(decide(situation({ ...row, checkedAt: after(95) }, 95))).toEqual({
      kind: "end",
      to: "FAILED",
      code: "notConfirmed",
    });
  });

  test("a task that answers but does not record is stopped, so that it cannot begin unseen", () => {
    const row = startedRow({ agoraStatus: 2, checkedAt: after(90) });
    expect(decide(situation(row, 90))).toEqual({ kind: "stop", why: "notConfirmed" });
  });

  test("is asked for at once by whoever asks", () => {
    const row = startedRow({ checkedAt: after(10), checkRequestedAt: after(11) });
    expect(decide(situation(row, 11))).toEqual({ kind: "query", priority: "confirm" });
  });
});

describe("running", () => {
  test("is looked at every two minutes, more often until a file was seen", () => {
    expect(decide(situation(running(), 100))).toEqual(waitUntil(125));
    expect(decide(situation(running(), 125))).toEqual({ kind: "query", priority: "monitor" });
    expect(decide(situation(running(), 6, { hasSeenFile: false }))).toEqual(waitUntil(20));
    expect(decide(situation(running(), 6, { hasSeenFile: false, canList: true }))).toEqual({ kind: "list" });
  });

  test("its bucket is listed now and then, and soon when Agora names a file that was not seen", () => {
    const listed = (file: Partial<Situation> = {}, atSeconds = 31) =>
      decide(situation(running({ checkedAt: after(0), listedAt: after(0) }), atSeconds, { canList: true, ...file }));
    expect(listed({}, 29)).toEqual(waitUntil(30));
    expect(listed({}, 31)).toEqual({ kind: "list" });
    expect(listed({ hasUnseenFile: true }, 4)).toEqual(waitUntil(5));
    expect(listed({ hasUnseenFile: true }, 6)).toEqual({ kind: "list" });
    const late = running({ checkedAt: after(700), listedAt: after(700) });
    expect(decide(situation(late, 819, { canList: true }))).toEqual(waitUntil(820));
    expect(decide(situation({ ...late, checkedAt: after(990) }, 1000, { canList: true }))).toEqual({ kind: "list" });
  });

  test("a 404 is suspect for 90 seconds, then the bucket decides", () => {
    const row = running({ sideState: "SUSPECT", notFoundSince: after(125), checkedAt: after(125) });
    expect(decide(situation(row, 126))).toEqual(waitUntil(130));
    expect(decide(situation(row, 130))).toEqual({ kind: "query", priority: "confirm" });
    expect(decide(situation({ ...row, checkedAt: after(210) }, 211))).toEqual(waitUntil(215));
    expect(decide(situation({ ...row, checkedAt: after(214) }, 230))).toEqual({ kind: "query", priority: "confirm" });
    expect(decide(situation({ ...row, checkedAt: after(215) }, 215))).toEqual({ kind: "vanish" });
    const heard = { ...row, heardAt: after(180), checkedAt: after(215) };
    expect(decide(situation(heard, 215))).toEqual(waitUntil(230));
    expect(decide(situation({ ...heard, checkedAt: after(270) }, 270))).toEqual({ kind: "vanish" });
  });

  test("one that vanished and was replaced is watched for a day, and stopped when it is back", () => {
    const gone = running({ sideState: "VANISHED", notFoundSince: after(100), checkedAt: after(200) });
    const watch = (row: typeof gone, seconds: number, changes = {}) =>
      decide(situation(row, seconds, { isSuperseded: true, ...changes }));
    expect(watch(gone, 201)).toEqual(waitUntil(260));
    expect(watch(gone, 260)).toEqual({ kind: "query", priority: "monitor" });
    expect(watch({ ...gone, checkRequestedAt: after(202) }, 203)).toEqual({ kind: "query", priority: "monitor" });
    expect(watch({ ...gone, checkedAt: after(80_000) }, 80_000)).toEqual(waitUntil(80_900));
    expect(watch({ ...gone, checkedAt: after(86_499) }, 86_500)).toEqual({
      kind: "end",
      to: "STOPPED",
      code: "vanished",
    });
    const back = { ...gone, sideState: null, notFoundSince: null };
    expect(watch(back, 300)).toEqual({ kind: "stop", why: "double" });
    expect(watch(gone, 300, { desired: "stopped" })).toEqual({ kind: "stop", why: "desired" });
  });

  test("sends the newest layout, half a second after the last one, and not while the task does not answer", () => {
    const row = running({ desiredLayoutRevision: 3, ackedLayoutRevision: 1, layoutSentAt: after(10) });
    expect(decide(situation(row, 10.2))).toEqual(waitUntil(10.5));
    expect(decide(situation(row, 10.5))).toEqual({ kind: "updateLayout" });
    const suspect = { ...row, sideState: "SUSPECT" as const, notFoundSince: after(10), checkedAt: after(10) };
    expect(decide(situation(suspect, 12))).toEqual(waitUntil(15));
  });

  test("is stopped when that is wanted, whatever else is due", () => {
    const row = running({ desiredLayoutRevision: 1, checkedAt: after(5) });
    expect(decide(situation(row, 300, { desired: "stopped" }))).toEqual({ kind: "stop", why: "desired" });
  });

  test("is out of reach after its control hours: only the bucket is watched", () => {
    const row = running({ listedAt: after(3600), trouble: "controlLost" });
    const late = { controlHours: 1, canList: true };
    expect(decide(situation({ ...row, trouble: null }, 3600, late))).toEqual({ kind: "loseControl" });
    expect(decide(situation(row, 3601, late))).toEqual(waitUntil(3900));
    expect(decide(situation(row, 3900, late))).toEqual({ kind: "list" });
    expect(decide(situation(row, 3900, { controlHours: 1 }))).toEqual({ kind: "wait", until: null });
  });
});

describe("stopping", () => {
  test("a stop without an answer is repeated, never given up", () => {
    expect(decide(situation(stopping(), 60.5))).toEqual(waitUntil(61));
    expect(decide(situation(stopping(), 61))).toMatchObject({ kind: "stop" });
    const often = stopping({ stopSentCount: 50, stopLastSentAt: after(1000) });
    expect(decide(situation(often, 1010))).toMatchObject({ kind: "stop" });
  });

  test("refused credentials hold it, and only until they are tried again", () => {
    const row = stopping({ heldStep: "any", heldUntil: after(120) });
    expect(decide(situation(row, 100))).toEqual(waitUntil(120));
    expect(decide(situation(row, 120))).toMatchObject({ kind: "stop" });
  });
});

describe("after the stop", () => {
  test("Agora is not queried; the bucket is listed, less often as time passes", () => {
    const at = (listed: number, seconds: number) =>
      decide(situation(stopped({ listedAt: after(listed) }), seconds, { canList: true }));
    expect(decide(situation(stopped(), 60, { canList: true }))).toEqual({ kind: "list" });
    expect(at(60, 61)).toEqual(waitUntil(62));
    expect(at(200, 201)).toEqual(waitUntil(210));
    expect(at(3000, 3001)).toEqual(waitUntil(3060));
    expect(at(9000, 9001)).toEqual(waitUntil(9300));
  });

  test("an upload nobody proved is given up after a day, a vanished one after ten minutes", () => {
    const day = 24 * 3600;
    expect(decide(situation(stopped(), 60 + day - 1))).toEqual(waitUntil(60 + day));
    expect(decide(situation(stopped(), 60 + day))).toEqual({ kind: "end", to: "FAILED", code: "uploadNotProven" });
    const vanished = stopped({ failureCode: "vanished" });
    expect(decide(situation(vanished, 660))).toEqual({ kind: "end", to: "FAILED", code: "vanished" });
    const ended = stopped({ failureCode: "endedByItself" });
    expect(decide(situation(ended, 660))).toEqual(waitUntil(60 + day));
  });

  test("a bucket that stays empty for half an hour holds nothing of it", () => {
    const empty = { canList: true, hasSeenFile: false };
    expect(decide(situation(stopped({ listedAt: after(1859) }), 1860, empty))).not.toMatchObject({ kind: "end" });
    expect(decide(situation(stopped({ listedAt: after(1860) }), 1861, empty))).toEqual({
      kind: "end",
      to: "NO_DATA",
      code: "nothingRecorded",
    });
  });

  test("what a notification proved is looked up once in the bucket, then left alone", () => {
    const row = stopped({ state: "UPLOADED", terminalAt: after(70), listedAt: after(65) });
    expect(decide(situation(row, 71, { canList: true }))).toEqual({ kind: "list" });
    expect(decide(situation({ ...row, listedAt: after(71) }, 71, { canList: true }))).toEqual({ kind: "close" });
    expect(decide(situation(row, 71))).toEqual({ kind: "close" });
    expect(decide(situation({ ...row, isTerminal: true }, 71))).toEqual({ kind: "wait", until: null });
  });
});
