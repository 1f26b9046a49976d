import { expect, test } from "vitest";
import { lengthText } from "./length-text";

test.each([
  [400, "0.4 s"],
  [31_000, "31 s"],
  [200_000, "3 min 20 s"],
  [3_600_000, "1 h"],
  [10_140_000, "2 h 49 min"],
  [90_000_000, "1 d 1 h"],
])("%d ms is %s", (spanMs, text) => {
  expect(lengthText(spanMs)).toBe(text);
});
