import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { newSessionToken } from "@/lib/db/session-token";
import { readSessionToken } from "./session-cookie";

const secret = "one secret of the installation";

test("the token comes out of a cookie sealed with our key, and out of nothing else", async () => {
  const sid = newSessionToken();
  const cookie = await encode({ token: { sid }, secret, maxAge: 60 });
  expect(cookie).not.toContain(sid);
  expect(await readSessionToken(cookie, secret)).toBe(sid);
  expect(await readSessionToken(cookie, "another secret")).toBeNull();
  expect(await readSessionToken(`${cookie.slice(0, -4)}AAAA`, secret)).toBeNull();
  expect(await readSessionToken(await encode({ token: { sid }, secret, maxAge: -60 }), secret)).toBeNull();
  expect(await readSessionToken(await encode({ token: { sub: sid }, secret, maxAge: 60 }), secret)).toBeNull();
  expect(await readSessionToken("eyJhbGciOiJub25lIn0.eyJzaWQiOiJ4In0.", secret)).toBeNull();
  expect(await readSessionToken(undefined, secret)).toBeNull();
});
