import { expect, test } from "vitest";
import { corsRule, failureOf } from "./media-failure";

test.each([
  [{ console: null }, "consoleUnreachable"],
  [{ console: 401 }, "refused"],
  [{ console: 503, message: "No read-only key." }, "refused"],
  [{ console: 404 }, "missing"],
  [{ console: "redirect", bucket: 403 }, "forbidden"],
  [{ console: "redirect", bucket: 404 }, "missing"],
  [{ console: "redirect", bucket: 500 }, "bucketError"],
  [{ console: "redirect", bucket: null, isBucketReachable: true }, "cors"],
  [{ console: "redirect", bucket: null, isBucketReachable: false }, "bucketUnreachable"],
] as const)("%o is told as %s", (evidence, kind) => {
  expect(failureOf(evidence)?.kind).toBe(kind);
});

test("where everything can be read, the file is to blame", () => {
  expect(failureOf({ console: 200 })).toBeNull();
  expect(failureOf({ console: "redirect", bucket: 206 })).toBeNull();
});

test("the console's own sentence is shown", () => {
  expect(failureOf({ console: 503, message: "No read-only key." })?.meaning).toBe("No read-only key.");
});

test("the CORS rule names this page's origin and nothing wider", () => {
  expect(JSON.parse(corsRule("https://tally.example"))).toEqual([
    expect.objectContaining({ AllowedOrigins: ["https://tally.example"], AllowedMethods: ["GET", "HEAD"] }),
  ]);
});
