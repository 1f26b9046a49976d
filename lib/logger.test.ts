import { expect, test } from "vitest";
import { describeError } from "./logger";

test("a failed query is described without its values", () => {
  const error = new Error("Failed query: insert into users values ($1)\nparams: hunter2,ada@example.com", {
    cause: Object.assign(new Error("duplicate key (email)=(ada@example.com)"), { code: "23505" }),
  });
  const described = JSON.stringify(describeError(error));
  expect(described).toContain("Failed query: insert into users");
  expect(described).toContain("23505");
  expect(described).toContain("logger.test.ts");
  expect(described).not.toMatch(/hunter2|ada@example/);
});

test("what is thrown and is no error says only what it is", () => {
  expect(describeError("a secret")).toEqual({ type: "string" });
});
