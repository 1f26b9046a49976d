import { expect, test } from "vitest";
import { isPublicAddress, publicLookup } from "./public-lookup";

test.each([
  "127.0.0.1",
  "10.1.2.3",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.100.100.200",
  "192.0.0.192",
  "0.0.0.0",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:169.254.169.254",
  "::ffff:10.0.0.1",
  "64:ff9b::7f00:1",
  "fd00::1",
  "fe80::1",
  "ff02::1",
  "2002:7f00:1::",
  "localhost",
  "2130706433",
])("%s is not to be connected to", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(["52.219.0.1", "8.8.8.8", "2600:1f18::1", "::ffff:8.8.8.8"])("%s may be connected to", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test("a name that leads into a network is refused before anything is connected", async () => {
  const code = await new Promise((resolve) =>
    publicLookup("localhost", {}, (error) => resolve(error && "code" in error ? error.code : null)),
  );
  expect(code).toBe("EUNSAFE");
});
