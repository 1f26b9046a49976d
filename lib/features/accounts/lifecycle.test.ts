import { expect, test } from "vitest";
import { accountWaitMs, emailKey, networkKey, passwordFault } from "./lifecycle";

test("one address has one key, however it is written", () => {
  expect(emailKey("  Ada@Example.COM ")).toBe("ada@example.com");
  expect(emailKey("\uFF41da@example.com")).toBe("ada@example.com");
  expect(emailKey("ada@example.com")).not.toBe(emailKey("bda@example.com"));
});

test.each([
  ["seven77", "Must be at least 8 characters."],
  ["x".repeat(64) + "yz".repeat(33), "Must be at most 128 characters."],
  ["password", "This is one of the passwords that are tried first."],
  ["Password123!", "This is one of the passwords that are tried first."],
  ["12345678", "This is a row of repeated or neighbouring characters."],
  ["hgfedcba", "This is a row of repeated or neighbouring characters."],
  ["aaaaaaaaaaaa", "This is a row of repeated or neighbouring characters."],
  ["lovelace2026", "This is made of your name, address or the product."],
  ["TallyTally1", "This is made of your name, address or the product."],
])("%s is refused", (password, fault) => {
  expect(passwordFault(password, ["Ada Lovelace", "ada@example.com", "tally"])).toBe(fault);
});

test.each(["correct horse battery staple", "xq9 Wv!p2", "ö".repeat(4) + "ßçñé", "Zp" + "7k".repeat(60)])(
  "%s may be used",
  (password) => {
    expect(passwordFault(password, ["Ada Lovelace", "ada@example.com", "tally"])).toBeNull();
  },
);

test("five failures are free, then the wait doubles from a minute to an hour", () => {
  expect([0, 1, 4, 5, 6, 7, 10, 11, 12, 1000].map((failures) => accountWaitMs(failures) / 60_000)).toEqual([
    0, 0, 0, 1, 2, 4, 32, 60, 60, 60,
  ]);
});

test.each([
  ["203.0.113.7", "203.0.113.0/24"],
  ["::ffff:203.0.113.9", "203.0.113.0/24"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["127.0.0.1", null],
  ["::1", null],
  ["::ffff:127.0.0.1", null],
  [null, null],
])("%s is of the network %s", (address, key) => {
  expect(networkKey(address)).toBe(key);
});
