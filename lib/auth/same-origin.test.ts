import { describe, expect, test } from "vitest";
import { originFault, safeCallbackPath } from "./same-origin";

const local = "http://localhost:3000";
const remote = "https://tally.example.com";

describe("originFault", () => {
  test.each([
    [local, { origin: "http://localhost:3000" }, null],
    [local, { origin: "http://127.0.0.1:3000", "sec-fetch-site": "same-origin" }, null],
    [local, { origin: "http://[::1]:3000" }, null],
    [remote, { origin: remote, "sec-fetch-site": "same-origin" }, null],
    [remote, {}, "noOrigin"],
    [remote, { "sec-fetch-site": "same-origin" }, "noOrigin"],
    [remote, { origin: "" }, "noOrigin"],
    [remote, { origin: "null" }, "foreignOrigin"],
    [
      remote,
      { origin: "https://evil.example", "x-forwarded-host": "evil.example", host: "evil.example" },
      "foreignOrigin",
    ],
    [remote, { origin: "https://tally.example.com.evil.example" }, "foreignOrigin"],
    [remote, { origin: "http://tally.example.com" }, "foreignOrigin"],
    [remote, { origin: "https://tally.example.com:8443" }, "foreignOrigin"],
    [remote, { origin: "https://localhost" }, "foreignOrigin"],
    [local, { origin: "http://localhost:3001" }, "foreignOrigin"],
    [local, { origin: "http://localhost.evil.example:3000" }, "foreignOrigin"],
    [remote, { origin: remote, "sec-fetch-site": "cross-site" }, "crossSite"],
    [remote, { origin: remote, "sec-fetch-site": "same-site" }, "crossSite"],
    [remote, { origin: remote, "sec-fetch-site": "none" }, "crossSite"],
  ])("%s with %o: %s", (publicUrl, headers, fault) => {
    expect(originFault(new Headers(headers), publicUrl)).toBe(fault);
  });
});

test.each([
  ["/recordings?status=live", "/recordings?status=live"],
  ["/", "/"],
  [undefined, "/"],
  ["", "/"],
  ["https://evil.example", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/sign-in?callbackUrl=/sign-in", "/"],
])("after sign-in %s leads to %s", (given, path) => {
  expect(safeCallbackPath(given)).toBe(path);
});
