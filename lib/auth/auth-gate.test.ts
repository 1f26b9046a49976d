import { expect, test } from "vitest";
import { refuseAuthRequest } from "./auth-gate";

const publicUrl = "https://tally.example.com";
const small = { origin: publicUrl, "content-length": "100" };

test.each([
  ["GET", "csrf", {}, null],
  ["GET", "session", {}, null],
  ["GET", "providers", {}, null],
  ["GET", "signin", {}, 404],
  ["GET", "signout", {}, 404],
  ["GET", "error", {}, 404],
  ["GET", "callback/credentials", {}, 404],
  ["POST", "callback/credentials", small, null],
  ["POST", "signout", small, null],
  ["POST", "session", small, 404],
  ["POST", "callback/google", small, 404],
  ["POST", "callback/credentials/more", small, 404],
  ["POST", "callback/credentials", { "content-length": "100" }, 403],
  ["POST", "callback/credentials", { ...small, origin: "https://evil.example" }, 403],
  ["POST", "signout", { ...small, "sec-fetch-site": "cross-site" }, 403],
  ["POST", "callback/credentials", { origin: publicUrl }, 413],
  ["POST", "callback/credentials", { ...small, "content-length": "9000" }, 413],
  ["DELETE", "session", small, 404],
])("%s %s with %o: %s", (method, path, headers, status) => {
  const request = new Request(`${publicUrl}/api/auth/${path}`, { method, headers });
  expect(refuseAuthRequest(request, path.split("/"), publicUrl)?.status ?? null).toBe(status);
});
