import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { AccessTokenError, readAccessToken } from "./access-token";
import { createRecorderToken, RecorderTokenError } from "./recorder-token";
import { Secret } from "./secret";

const input = {
  appId: "0123456789abcdef0123456789abcdef",
  appCertificate: new Secret("fedcba9876543210fedcba9876543210"),
  channelName: "room 1",
  recorderUid: "4294967295",
  lifetimeSeconds: 3600,
};

describe("a recorder's token", () => {
  it("says for whom and until when, and is read back so", () => {
    const before = Math.floor(Date.now() / 1000);
    const { token, expiresAt } = createRecorderToken(input);
    const read = readAccessToken(` ${token.reveal()}\n`);
    expect(read).toMatchObject({ appId: input.appId, channelName: "room 1", uid: "4294967295" });
    expect(Math.abs(read.expiresAt.getTime() - expiresAt.getTime())).toBeLessThanOrEqual(1000);
    expect(expiresAt.getTime() / 1000 - before).toBeGreaterThanOrEqual(3600);
    expect(JSON.stringify({ token })).not.toContain("007");
  });

  it("is cut to the 24 hours that Agora takes at most", () => {
    const { token, expiresAt } = createRecorderToken({ ...input, lifetimeSeconds: 720 * 3600 });
    expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(24 * 3_600_000);
    expect(readAccessToken(token.reveal()).expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(24 * 3_600_000);
  });

  it.each([
    { appId: "short" },
    { appCertificate: new Secret("not a certificate") },
    { channelName: "a/b" },
    { recorderUid: "0" },
    { lifetimeSeconds: 0 },
  ])("cannot be made of %o", (changes) => {
    expect(() => createRecorderToken({ ...input, ...changes })).toThrow(RecorderTokenError);
  });
});

describe("a pasted token", () => {
  const { token } = createRecorderToken(input);
  const text = token.reveal();

  it("that ends before its privilege does, or the other way round, counts the earlier", () => {
    expect(readAccessToken(packed({ lifetime: 100, join: 50 })).expiresAt).toEqual(new Date(1_700_000_050_000));
    expect(readAccessToken(packed({ lifetime: 100, join: 500 })).expiresAt).toEqual(new Date(1_700_000_100_000));
    expect(readAccessToken(packed({ lifetime: 100, join: 0 })).expiresAt).toEqual(new Date(1_700_000_100_000));
  });

  it("that claims more than a day counts a day", () => {
    expect(readAccessToken(packed({ lifetime: 720 * 3600, join: 0 })).expiresAt).toEqual(new Date(1_700_086_400_000));
  });

  it("for any uid, or for another service, says so", () => {
    expect(readAccessToken(packed({ lifetime: 100, join: 0, uid: "" })).uid).toBeNull();
    const other = readAccessToken(packed({ lifetime: 100, join: 0, service: 2 }));
    expect(other).toMatchObject({ channelName: null, uid: null, appId: "app" });
  });

  it.each([
    ["", /007/],
    ["hello", /007/],
    [`006${text.slice(3)}`, /older form/],
    ["007!!", /007/],
    [text.slice(0, 60), /damaged/],
  ])("%s gives a sentence", (pasted, sentence) => {
    expect(() => readAccessToken(pasted)).toThrow(AccessTokenError);
    expect(() => readAccessToken(pasted)).toThrow(sentence);
  });

  it("never fails in another way, at whatever byte it is cut, nor unpacks without bound", () => {
    // The padding at the end carries nothing: without it the token is still whole.
    const whole = text.replace(/=+$/, "").length;
    for (let length = 0; length < whole; length += 1) {
      expect(() => readAccessToken(text.slice(0, length))).toThrow(AccessTokenError);
    }
    const bomb = `007${deflateSync(Buffer.alloc(50_000_000)).toString("base64")}`;
    expect(() => readAccessToken(bomb)).toThrow(AccessTokenError);
  });
});

/** A token packed by hand, issued at 1700000000. */
function packed(options: { lifetime: number; join: number; uid?: string; service?: number }): string {
  const u16 = (value: number) => Buffer.from(new Uint16Array([value]).buffer);
  const u32 = (value: number) => Buffer.from(new Uint32Array([value]).buffer);
  const string = (value: string) => Buffer.concat([u16(value.length), Buffer.from(value)]);
  const parts = [string("signature"), string("app"), u32(1_700_000_000), u32(options.lifetime), u32(1), u16(1)];
  const service = [
    u16(options.service ?? 1),
    u16(1),
    u16(1),
    u32(options.join),
    string("room"),
    string(options.uid ?? "7"),
  ];
  return `007${deflateSync(Buffer.concat([...parts, ...service])).toString("base64")}`;
}
