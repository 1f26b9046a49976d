import { lookup } from "node:dns/promises";
import { expect, test } from "vitest";
import { isPublicAddress, publicLookup, requirePublicUrl } from "./public-address";

test.each(["127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"])(
  "%s is not public",
  (address) => {
    expect(isPublicAddress(address)).toBe(false);
    expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
    expect(() => requirePublicUrl(new URL(`https://${address}/x`))).toThrow(/public/);
  },
);
test.each(["::1", "fe80::1", "fd00::1", "ff02::1"])("%s is not public", (address) => {
  expect(isPublicAddress(address)).toBe(false);
  expect(() => requirePublicUrl(new URL(`https://[${address}]/x`))).toThrow(/public/);
});
test.each(["100.100.100.200", "192.0.0.192", "64:ff9b::7f00:1", "2002:7f00:1::", "localhost", "2130706433"])(
  "%s is not public either",
  (address) => {
    expect(isPublicAddress(address)).toBe(false);
  },
);
test.each(["8.8.8.8", "2606:4700:4700::1111"])("%s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test("only https, and no names of this machine", () => {
  expect(() => requirePublicUrl(new URL("http://play.example.com/x"))).toThrow(/https/);
  expect(() => requirePublicUrl(new URL("https://user:pw@play.example.com/x"))).toThrow();
  expect(() => requirePublicUrl(new URL("https://api.localhost/x"))).toThrow();
  expect(() => requirePublicUrl(new URL("https://play.example.com/x"))).not.toThrow();
});

test("a name that leads to a private address is not connected to", async () => {
  const { address } = await lookup("localhost");
  expect(isPublicAddress(address)).toBe(false);
  const error = await new Promise((resolve) => publicLookup("localhost", {}, (failure) => resolve(failure)));
  expect(error).toMatchObject({ code: "EPRIVATE" });
});
