import { describe, expect, test } from "vitest";
import {
  AgoraInvalidRequest,
  AgoraNoAnswer,
  AgoraRefused,
  AgoraUnreachable,
  type AgoraErrorDetails,
} from "@/lib/agora/errors";
import type { StopResult } from "@/lib/agora/cloud-recording/results";
import { TallyError } from "@/lib/errors";
import { resultOf } from "../../data/change";
import type { AttemptRow } from "../../data/rows";
import { judgeFailedAcquire, judgeFailedStart, judgeStart, judgeUnsentStart } from "./judge-start";
import { judgeFailedLayout, judgeLayout } from "./judge-layout";
import { judgeFailedQuery, judgeQuery } from "./judge-query";
import { judgeFailedStop, judgeStop } from "./judge-stop";
import { after, attemptRow, startedRow, startingRow } from "./test-attempt";

const receipt = { host: "", httpStatus: 200, code: null, reason: null, requestId: null, durationMs: 1, body: {} };
const sid = "a".repeat(32);
const now = after(100);

const refused = (details: Partial<AgoraErrorDetails>) =>
  new AgoraRefused("Agora refused it.", { operation: "start", effect: "none", isRetryable: false, ...details });
const noAnswer = new AgoraNoAnswer("No answer.", { operation: "start", effect: "unknown", isRetryable: true });
const unreachable = new AgoraUnreachable("start", ["network"], [1000, 3000, 6000], null);

describe("acquire without success", () => {
  const planning = attemptRow({ state: "ACQUIRING" });

  test.each([
    ["an unreachable Agora", unreachable, "agoraUnreachable", 101],
    ["no answer", noAnswer, "agoraNotAnswering", 105],
    ["too many tasks", refused({ code: 406, isRetryable: true, retryDelaysMs: [30_000] }), "capacityReached", 130],
    ["a locked secret", new TallyError("UNAVAILABLE", "locked"), "secretsLocked", 160],
    ["missing credentials", new TallyError("INVALID", "none"), "credentialsMissing", 130],
  ])("%s leaves the plan, to be tried later", (_, error, trouble, seconds) => {
    const next = resultOf(planning, judgeFailedAcquire(planning, error, now), now);
    expect(next).toMatchObject({ state: "PLANNED", trouble, heldStep: "start", heldUntil: after(seconds) });
  });

  test("refused credentials hold every call", () => {
    const next = resultOf(planning, judgeFailedAcquire(planning, refused({ httpStatus: 401 }), now), now);
    expect(next).toMatchObject({ state: "PLANNED", heldStep: "any", trouble: "credentialsRefused" });
  });

  test("a refused value is the end, in Agora's words", () => {
    const next = resultOf(planning, judgeFailedAcquire(planning, refused({ code: 2, httpStatus: 400 }), now), now);
    expect(next).toMatchObject({ state: "FAILED", failureCode: "refused", failureReason: "Agora refused it." });
    const invalid = new AgoraInvalidRequest("acquire", [{ path: "cname", message: "is too long" }]);
    expect(resultOf(planning, judgeFailedAcquire(planning, invalid, now), now).failureReason).toBe(
      "cname is too long.",
    );
  });
});

describe("the answer to a start", () => {
  const after1 = startingRow();
  const after2 = startingRow({ startSentCount: 2 });
  const judged = (row: AttemptRow, error: AgoraRefused | AgoraNoAnswer | AgoraUnreachable) =>
    resultOf(row, judgeFailedStart(row, error, now) ?? none, now);
  const none = { source: "engine" } as const;

  test("with a sid is a started task", () => {
    const change = judgeStart(after2, { outcome: "started", sid, receipt }, now);
    expect(resultOf(after2, change ?? none, now)).toMatchObject({
      state: "STARTED",
      sid,
      startedAt: now,
      sideState: null,
    });
  });

  test("already started: with its sid it is ours, without it the sid is searched", () => {
    const known = judgeStart(after2, { outcome: "alreadyStarted", sid, receipt }, now);
    expect(resultOf(after2, known ?? none, now)).toMatchObject({ state: "STARTED", sid });
    const unknown = judgeStart(after2, { outcome: "alreadyStarted", sid: null, receipt }, now);
    expect(resultOf(after2, unknown ?? none, now)).toMatchObject({
      state: "STARTING",
      sideState: "UNCERTAIN",
      startConflictAt: now,
    });
  });

  test("a conflict is our own earlier start when there was one, else somebody else's recorder", () => {
    const conflict = refused({ code: 53, httpStatus: 400 });
    expect(judged(after2, conflict)).toMatchObject({ sideState: "UNCERTAIN", startConflictAt: now });
    expect(judged(after1, conflict)).toMatchObject({ state: "FAILED", failureCode: "startedElsewhere" });
  });

  test("a conflict under a new resource id goes back to the id that was lost", () => {
    const row = startingRow({ startSentCount: 3, lostResourceId: "lost", resourceId: "new" });
    expect(judged(row, refused({ code: 53, httpStatus: 400 }))).toMatchObject({ resourceId: "lost" });
  });

  test("an unknown outcome changes nothing but what is told: the resend is due by the time of the send", () => {
    expect(judged(after1, noAnswer)).toMatchObject({ state: "STARTING", trouble: "startUnanswered" });
    expect(judged(after1, refused({ code: 62, httpStatus: 500, effect: "unknown", isRetryable: true }))).toMatchObject({
      state: "STARTING",
    });
  });

  test("a start that surely was not carried out is begun anew with a fresh id, same uid", () => {
    const expected = { state: "PLANNED", resourceId: null, startSentCount: 0 };
    expect(judged(after1, unreachable)).toMatchObject(expected);
    expect(judged(after1, refused({ httpStatus: 429, isRetryable: true, retryDelaysMs: [1000] }))).toMatchObject(
      expected,
    );
    const noServer = refused({ code: 502, httpStatus: 500, isRetryable: true, retryDelaysMs: [3000] });
    expect(judged(after1, noServer)).toMatchObject({ ...expected, heldUntil: after(103) });
  });

  test("an answer that comes after a notification brought the sid undoes nothing", () => {
    const adopted = { ...after2, state: "STARTED" as const, sid };
    const conflict = refused({ code: 53, httpStatus: 400 });
    const noServer = refused({ code: 502, httpStatus: 500, isRetryable: true, retryDelaysMs: [3000] });
    const invalid = refused({ code: 2, httpStatus: 400 });
    for (const error of [conflict, noServer, invalid, noAnswer]) {
      expect(judgeFailedStart(adopted, error, now)).toBeNull();
    }
    expect(judgeStart(adopted, { outcome: "alreadyStarted", sid: null, receipt }, now)).toBeNull();
  });

  test("no refusal ends an attempt whose earlier start was never answered", () => {
    for (const error of [refused({ code: 2, httpStatus: 400 }), refused({ httpStatus: 403 })]) {
      expect(judged(after2, error)).toMatchObject({ state: "STARTING", sideState: "UNCERTAIN" });
      expect(judged(after1, error)).toMatchObject({ state: "FAILED" });
      const probing = { ...after2, state: "ACQUIRING" as const, startSentCount: 1 };
      expect(resultOf(probing, judgeFailedAcquire(probing, error, now), now)).toMatchObject({
        state: "PLANNED",
        trouble: "startUnanswered",
      });
    }
  });

  test("no server for a resend keeps the id: the earlier start may still be on its way to Agora", () => {
    const noServer = refused({ code: 502, httpStatus: 500, isRetryable: true, retryDelaysMs: [3000] });
    const kept = { state: "STARTING", startSentCount: 1, heldStep: "resendStart" };
    expect(judged(after2, noServer)).toMatchObject(kept);
    expect(judged(after2, noServer)).not.toHaveProperty("resourceId");
  });

  test("a start that came too late for its acquire was not sent: begun anew", () => {
    expect(resultOf(after1, judgeUnsentStart(after1, now), now)).toMatchObject({
      state: "PLANNED",
      resourceId: null,
      startSentCount: 0,
      trouble: "startTooLate",
    });
  });

  test("after an unanswered start even a certain failure keeps the id: the first one may have won", () => {
    const next = judged(after2, unreachable);
    expect(next).toMatchObject({ state: "STARTING", startSentCount: 1, heldStep: "resendStart" });
    expect(next.resourceId).toBeUndefined();
    expect(judged(after2, refused({ code: 433, httpStatus: 400 }))).toMatchObject({ sideState: "UNCERTAIN" });
    expect(judged(after1, refused({ code: 433, httpStatus: 400 }))).toMatchObject({ state: "PLANNED" });
  });
});

describe("the answer to a query", () => {
  const answer = (agoraStatus: number) => ({ agoraStatus, files: [], sliceStartedAt: null, web: null, receipt });
  const started = startedRow();
  const judged = (row: AttemptRow, agoraStatus: number) =>
    resultOf(row, judgeQuery(row, answer(agoraStatus), now), now);

  test.each([
    [0, "STARTED"],
    [3, "STARTED"],
    [4, "RUNNING"],
    [5, "RUNNING"],
    [6, "STOPPED"],
    [8, "STOPPED"],
    [20, "STOPPED"],
  ])("status %i makes a started task %s", (agoraStatus, state) => {
    expect(judged(started, agoraStatus)).toMatchObject({ state, agoraStatus, checkedAt: now });
  });

  test("an abnormal exit is remembered for the case that no file comes", () => {
    expect(judged(started, 20)).toMatchObject({ failureCode: "exitedAbnormally", stoppedAt: now });
  });

  test("404 is suspect, and an answer afterwards clears it", () => {
    const missing = refused({ code: 404, httpStatus: 404, isRetryable: true });
    const suspect = { ...started, ...resultOf(started, judgeFailedQuery(started, missing, now), now) };
    expect(suspect).toMatchObject({ sideState: "SUSPECT", notFoundSince: now, checkedAt: now, state: "STARTED" });
    const again = resultOf(suspect, judgeFailedQuery(suspect, missing, after(110)), after(110));
    expect(again).toMatchObject({ notFoundSince: now, checkedAt: after(110) });
    const answered = judgeQuery(suspect, answer(5), after(120));
    expect(resultOf(suspect, answered, after(120))).toMatchObject({ sideState: null, notFoundSince: null });
    expect(answered.events?.map(({ type }) => type)).toContain("attempt.answering");
  });

  test("a failure says nothing about the task, and is not counted as a look at it", () => {
    const next = resultOf(started, judgeFailedQuery(started, noAnswer, now), now);
    expect(next).toMatchObject({ state: "STARTED", heldStep: "query", heldUntil: after(105) });
    expect(next.checkedAt).toBeUndefined();
  });

  test("an answer that comes after the stop does not revive the task", () => {
    expect(judged({ ...started, state: "STOPPED" }, 5).state).toBe("STOPPED");
  });
});

describe("the answer to a stop", () => {
  const row = startedRow({
    state: "STOPPING",
    stopFirstSentAt: after(99),
    stopLastSentAt: after(99),
    stopSentCount: 1,
  });
  const result = (
    outcome: StopResult["outcome"],
    uploadingStatus: StopResult["uploadingStatus"] = null,
  ): StopResult => ({
    outcome,
    uploadingStatus,
    files: [],
    receipt,
  });
  const judged = (given: StopResult, from = row, canList = true) =>
    resultOf(from, judgeStop(from, given, now, canList), now);

  test("is never proof of the upload while the bucket can be looked into", () => {
    expect(judged(result("stopped", "uploaded"))).toMatchObject({ state: "STOPPED", stoppedAt: now });
    expect(judged(result("stopped", "uploaded"), row, false)).toMatchObject({ state: "UPLOADED" });
    expect(judged(result("stopped", "backedUp"))).toMatchObject({ state: "BACKED_UP" });
    expect(judged(result("uploadUnknown"))).toMatchObject({ state: "STOPPED" });
    expect(judged(result("noData"))).toMatchObject({ state: "NO_DATA", isTerminal: true });
    expect(judged(result("alreadyStopping"))).toMatchObject({ state: "STOPPED" });
  });

  test("404 may be a failover, also after a stop that was not answered: repeated for 90 seconds", () => {
    const waiting = judged(result("notFound"));
    expect(waiting).toMatchObject({ state: "STOPPING", notFoundSince: now, heldStep: "stop", trouble: "notAnswering" });
    const later = { ...row, notFoundSince: after(10), stopSentCount: 9 };
    expect(judged(result("notFound"), { ...later, notFoundSince: after(11) })).toMatchObject({ state: "STOPPING" });
    expect(judged(result("notFound"), later)).toMatchObject({ state: "STOPPED" });
    expect(judged(result("notFound"), { ...row, stopSentCount: 2 })).toMatchObject({ state: "STOPPING" });
  });

  test("an unknown or refused outcome keeps it stopping", () => {
    const unknown = resultOf(row, judgeFailedStop(row, noAnswer, now, { wasSent: true }), now);
    expect(unknown).toMatchObject({ state: "STOPPING", heldUntil: after(101) });
    const refusedStop = resultOf(
      row,
      judgeFailedStop(row, refused({ code: 2, httpStatus: 400 }), now, { wasSent: true }),
      now,
    );
    expect(refusedStop).toMatchObject({ state: "STOPPING", trouble: "stopRefused", heldUntil: after(110) });
  });

  test("a stop that never reached Agora does not count: the next 404 may still be a failover", () => {
    const sent = { ...row, stopSentCount: 1 };
    const failure = judgeFailedStop(sent, unreachable, now, { wasSent: true });
    expect(resultOf(sent, failure, now)).toMatchObject({ state: "STOPPING", stopSentCount: 0 });
    expect(judgeFailedStop(sent, noAnswer, now, { wasSent: true }).set).not.toHaveProperty("stopSentCount");
    expect(judgeFailedStop(sent, unreachable, now, { wasSent: false }).set).not.toHaveProperty("stopSentCount");
  });
});

describe("the answer to a layout", () => {
  const row = startedRow({ state: "RUNNING", desiredLayoutRevision: 3 });

  test("acknowledges the revision that was sent, never an older one after a newer", () => {
    expect(judgeLayout(row, 2).set).toMatchObject({ ackedLayoutRevision: 2 });
    expect(judgeLayout({ ...row, ackedLayoutRevision: 3 }, 2).set).toMatchObject({ ackedLayoutRevision: 3 });
  });

  test("a refused layout is not repeated, but a newer one is sent", () => {
    const no = refused({ code: 2, httpStatus: 400 });
    expect(judgeFailedLayout(row, 3, no, now).set).toMatchObject({ heldStep: "updateLayout" });
    expect(judgeFailedLayout(row, 2, no, now).set).not.toMatchObject({ heldStep: "updateLayout" });
    expect(judgeFailedLayout(row, 3, noAnswer, now).set).toMatchObject({ heldUntil: after(105) });
  });
});
