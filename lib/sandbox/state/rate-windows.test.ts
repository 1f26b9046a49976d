import fc from "fast-check";
import { expect, test } from "vitest";
import { RateWindows } from "./rate-windows";

test("no second ever holds more than the limit, however the requests come", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 30, maxLength: 60 }), (gaps) => {
      const windows = new RateWindows();
      let nowMs = 0;
      const admitted: number[] = [];
      for (const gap of gaps) {
        nowMs += gap;
        const inWindow = admitted.filter((atMs) => atMs > nowMs - 1000).length;
        const isAdmitted = windows.admit(["account", "app"], nowMs, 10);
        expect(isAdmitted).toBe(inWindow < 10);
        if (isAdmitted) admitted.push(nowMs);
      }
    }),
  );
});

test("a request is let through only if every one of its keys allows it, and then counts against each", () => {
  const windows = new RateWindows();
  for (let i = 0; i < 2; i++) expect(windows.admit(["account", "app-a"], 0, 2)).toBe(true);
  expect(windows.admit(["account", "app-b"], 0, 2)).toBe(false);
  expect(windows.admit(["app-b"], 0, 2)).toBe(true);
  expect(windows.admit(["account", "app-b"], 1000, 2)).toBe(true);
});
