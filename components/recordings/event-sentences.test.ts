import { describe, expect, test } from "vitest";
import { reasonCodes, recordingEventTypes } from "@/lib/features/recordings/constants";
import { recordingStatuses } from "@/lib/features/recordings/lifecycle";
import { leaveSentence } from "./agora-numbers";
import { sentenceOf } from "./event-sentences";
import { reasonOf, reasonSentences } from "./reason-sentences";
import { statusWords } from "./status-words";

describe("sentences of the timeline", () => {
  test.each(recordingEventTypes)("%s has words of its own, with details and without", (type) => {
    const bare = sentenceOf(type, {});
    expect(bare.text).not.toContain(type);
    expect(bare.text).toMatch(/^[A-Z0-9]/);
    const odd = sentenceOf(type, { code: 7, reason: null, try: "x", progress: {}, agoraStatus: "5", module: [] });
    for (const { text, note } of [bare, odd]) {
      expect(`${text} ${note ?? ""}`).not.toMatch(/undefined|null|NaN|\[object|\.\.|!/);
    }
  });

  test("types are not confused with names of Object.prototype, and an unknown type stays visible", () => {
    expect(sentenceOf("toString", {}).text).toBe("toString");
    expect(sentenceOf("notice.new", {}).text).toBe("notice.new");
  });

  test("details are told", () => {
    expect(sentenceOf("notice.uploadProgress", { progress: 3333 }).text).toBe("33 % of what is recorded was uploaded");
    expect(sentenceOf("attempt.startSent", { try: 2 }).text).toBe("The start was sent, try 2");
    expect(sentenceOf("notice.videoStream", { streamUid: "42", isReceiving: false })).toEqual({
      text: "No picture of uid 42 arrives any more",
      tone: "warning",
    });
    expect(sentenceOf("attempt.failed", { code: "refused", reason: "Invalid bucket" }).note).toContain(
      "Invalid bucket",
    );
    expect(sentenceOf("notice.error", { module: 1, errorCode: 32, errorLevel: 5 })).toMatchObject({
      text: "The uploader reports an error (32)",
      tone: "danger",
    });
  });

  test("a leave code is read bit by bit", () => {
    expect(leaveSentence(4 | 16)).toBe("Why: nobody was in the channel, it was asked to leave.");
    expect(leaveSentence(0)).toBe("It could not begin.");
    expect(leaveSentence(64)).toBe("Agora gives the code 64.");
  });
});

describe("statuses and reasons", () => {
  test("green is kept for what is safe in the bucket, red for on air and failed", () => {
    const toned = (tone: string) => recordingStatuses.filter((status) => statusWords[status].tone === tone);
    expect(toned("ok")).toEqual(["uploaded"]);
    expect(toned("live")).toEqual(["recording"]);
    expect(toned("danger")).toEqual(["failed", "controlExpired"]);
    expect(toned("unknown")).toEqual(["recovering", "unknown"]);
  });

  test("each status has words of its own", () => {
    const words = recordingStatuses.map((status) => statusWords[status].word);
    expect(new Set(words).size).toBe(recordingStatuses.length);
  });

  test.each(reasonCodes)("%s is explained in whole sentences", (code) => {
    expect(reasonSentences[code].sentence).toMatch(/^[A-Z].+\.$/);
    expect(reasonSentences[code].brief.length).toBeLessThan(32);
  });

  test("Agora's own words stand where there is no code", () => {
    const refusal = "Agora refused a value of the request. Agora says: invalid region";
    expect(reasonOf(refusal)).toEqual({ brief: "invalid region", sentence: refusal });
    expect(reasonOf(null)).toBeNull();
  });
});
