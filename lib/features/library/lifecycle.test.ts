import { expect, test } from "vitest";
import { itemCodes } from "./constants";
import { isMoving, itemStatuses, mayRetry, statusOf } from "./lifecycle";

test.each([
  ["requested", null, "requested"],
  ["sending", null, "sent"],
  ["accepted", null, "accepted"],
  ["unknown", "noAnswer", "unknown"],
  ["done", null, "seen"],
  ["done", itemCodes.notLookedFor, "taken"],
  ["refused", "http400", "refused"],
  ["failed", itemCodes.neverAppeared, "missing"],
  ["failed", itemCodes.noSign, "lost"],
  ["failed", itemCodes.couldNotLook, "lost"],
  ["failed", "gaveUp", "notSent"],
] as const)("%s with %s is %s", (state, code, status) => {
  expect(statusOf({ state, code }, false)).toBe(status);
  expect(statusOf({ state, code }, true)).toBe("seen");
});

test("what moves by itself is never repeated, and what was made neither", () => {
  for (const status of itemStatuses) expect(isMoving(status) && mayRetry(status)).toBe(false);
  expect(mayRetry("seen")).toBe(false);
  expect(mayRetry("taken")).toBe(false);
});
