import { describe, expect, test } from "vitest";
import { resultOf } from "../../data/change";
import type { AttemptRow } from "../../data/rows";
import { tellingOf } from "../../data/summary";
import { judgeNotice } from "../judge-notice";
import { identifyBackup } from "../recorder-token";
import { notFound } from "./judge-query";
import { judgeEnded, judgeVanished } from "./judge-vanished";
import { after, attemptRow, startedRow } from "./test-attempt";

const gone = startedRow({ state: "RUNNING", sideState: "SUSPECT", trouble: "notAnswering", notFoundSince: after(100) });
const vanished = startedRow({ ...gone, sideState: "VANISHED", trouble: null });

describe("a task that vanished", () => {
  test("is watched where another one took its place, and over where none did", () => {
    expect(resultOf(gone, judgeVanished(2), after(190))).toMatchObject({ state: "RUNNING", sideState: "VANISHED" });
    expect(resultOf(gone, judgeEnded("channelEmpty"), after(190))).toMatchObject({
      state: "STOPPED",
      failureCode: "vanished",
      sideState: null,
    });
  });

  test("stays so while Agora does not find it", () => {
    const next = { ...vanished, ...resultOf(vanished, notFound(vanished, after(300)), after(300)) };
    expect(next).toMatchObject({ sideState: "VANISHED", notFoundSince: after(100), checkedAt: after(300) });
  });

  test("is asked about at once when a notification speaks of it", () => {
    const notice = {
      product: "cloudRecording" as const,
      productId: 3,
      noticeId: "n",
      eventType: 40,
      notifiedAt: after(400),
      sid: vanished.sid,
      channelName: "lobby",
      recorderUid: vanished.recorderUid,
      serviceType: 2,
      sequence: 3,
      happenedAt: after(399),
      event: { name: "uploadingProgress" as const, progress: 10 },
    };
    const how = { isStale: false, sequencesSeen: 4 };
    const next = resultOf(vanished, judgeNotice(vanished, notice, how, after(400)), after(400));
    expect(next).toMatchObject({ checkRequestedAt: after(400), heardAt: after(399) });
    const calm = startedRow({ state: "RUNNING", heardAt: after(500) });
    const later = resultOf(calm, judgeNotice(calm, notice, how, after(600)), after(600));
    expect(later).toMatchObject({ heardAt: after(500) });
    expect(later.checkRequestedAt).toBeUndefined();
  });
});

describe("a recording of several tries", () => {
  const first = startedRow({ state: "UPLOADED", number: 1 });
  const told = (...changes: Partial<AttemptRow>[]) =>
    tellingOf([...changes.map((change) => attemptRow({ number: 2, ...change })), first])?.state;

  test("is as its newest try is, unless that one had nothing", () => {
    expect(told({ state: "PLANNED" })).toBe("PLANNED");
    expect(told({ state: "RUNNING", sid: "s" })).toBe("RUNNING");
    expect(told({ state: "FAILED", sid: "s" })).toBe("FAILED");
    expect(told({ state: "FAILED", sid: null })).toBe("UPLOADED");
    expect(told({ state: "NO_DATA", sid: "s" })).toBe("UPLOADED");
    expect(tellingOf([attemptRow({ state: "NO_DATA" })])?.state).toBe("NO_DATA");
  });
});

describe("another recorder of the same recording", () => {
  const now = new Date("2026-05-01T08:00:00Z");
  const appId = "970ca35de60c44645bbae8a215061b33";
  const appCertificate = "5cfd2fd1755d40ecb72977518be15d3b";
  const common = { channelName: "lobby", appId, appCertificate, now };

  test("draws a uid of its own, with a token as long as the first one's", () => {
    const open = identifyBackup({ ...common, token: { kind: "none" } });
    expect(open).toMatchObject({ token: null, expiresAt: null });
    expect(Number(open?.recorderUid)).toBeGreaterThanOrEqual(3_000_000_000);
    const issued = identifyBackup({ ...common, token: { kind: "issued", lifetimeMs: 3_600_000 } });
    const lifetimeMs = (issued?.expiresAt?.getTime() ?? 0) - Date.now();
    expect(lifetimeMs).toBeGreaterThan(3_500_000);
    expect(lifetimeMs).toBeLessThanOrEqual(3_600_000);
  });

  test("cannot be where its token is for one uid alone, has ended, or can be made no more", () => {
    const issued = identifyBackup({ ...common, token: { kind: "issued", lifetimeMs: 3_600_000 } });
    const value = issued?.token?.reveal() ?? "";
    expect(identifyBackup({ ...common, token: { kind: "pasted", value, expiresAt: null } })).toBeNull();
    const old = { kind: "pasted" as const, value: "006old", expiresAt: new Date("2026-05-01T07:00:00Z") };
    expect(identifyBackup({ ...common, token: old })).toBeNull();
    const lasting = { ...old, expiresAt: new Date("2026-05-01T09:00:00Z") };
    expect(identifyBackup({ ...common, token: lasting })?.token?.reveal()).toBe("006old");
    const lost = { ...common, appCertificate: null };
    expect(identifyBackup({ ...lost, token: { kind: "issued", lifetimeMs: 3_600_000 } })).toBeNull();
  });
});
