import { expect, it } from "vitest";
import { middleTruncate } from "./middle-truncate";

it("keeps both ends of an id", () => {
  expect(middleTruncate("5f2c9a1b77d04e0fb6a1c2d3e4f5e07d")).toBe("5f2c9a1b…e07d");
  expect(middleTruncate("5f2c9a1b77d04e0f", 4, 2)).toBe("5f2c…0f");
});

it("leaves a text whole that it would hardly shorten", () => {
  expect(middleTruncate("527841")).toBe("527841");
  expect(middleTruncate("12345678901234")).toBe("12345678901234");
});
