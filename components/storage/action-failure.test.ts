import { expect, test } from "vitest";
import { ActionError, type ActionFailure } from "@/lib/actions/action-error";
import { failureOf } from "./action-failure";

const words = { refused: "It was not applied", unknown: "It is not known", next: "Press again." };
const refusal: ActionFailure = {
  code: "INVALID",
  message: "Some of it is wrong.",
  fields: {},
  retryable: false,
  retryAfterMs: null,
  requestId: "r",
};

test("only a refusal says that nothing was done", () => {
  expect(failureOf(new ActionError(refusal), words)).toEqual({
    tone: "danger",
    title: "It was not applied",
    meaning: "Some of it is wrong.",
  });
  const atField = new ActionError({ ...refusal, fields: { bucket: "Enter the bucket" } });
  expect(failureOf(atField, words).meaning).toBe("Enter the bucket");
});

test("a lost answer, and a fault of the console's own, leave it unknown", () => {
  expect(failureOf(new TypeError("Failed to fetch"), words)).toEqual({
    tone: "unknown",
    title: "It is not known",
    meaning: "The console did not answer. Press again.",
  });
  expect(failureOf(new ActionError({ ...refusal, code: "INTERNAL" }), words)).toMatchObject({
    tone: "unknown",
    title: "It is not known",
  });
});
