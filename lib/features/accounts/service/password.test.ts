import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./password";

test("a hash is argon2id with the promised cost and opens to its password only", async () => {
  const hash = await hashPassword("a long enough password");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
  expect(await verifyPassword(hash, "a long enough password")).toBe(true);
  expect(await verifyPassword(hash, "a long enough password ")).toBe(false);
  expect(await verifyPassword(null, "a long enough password")).toBe(false);
});

test("when very many wait, the next one is told to try again instead of waiting for minutes", async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 45 }, () => hashPassword("x")));
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(refused).toHaveLength(3);
  expect(refused[0]?.reason).toMatchObject({ code: "UNAVAILABLE", retryable: true });
  expect(await hashPassword("x")).toMatch(/^\$argon2id/);
});
