import { describe, expect, test } from "vitest";
import { meaningOf } from "@/lib/agora/documented-codes";
import refusals from "@/lib/agora/cloud-recording/fixtures/refusals.json";
import { agoraCodes, explainCall, explainError, textOf } from "./agora-codes";

const call = (change: Partial<Parameters<typeof explainCall>[0]>) => ({
  operation: "query",
  outcome: "refused" as const,
  httpStatus: 400,
  code: null,
  reason: null,
  ...change,
});

/** Every code that contract §6.2 and §6.3 name, with the operation and the HTTP status it comes with. */
const documented = [
  ["acquire", 400, 2], ["acquire", 400, 400], ["acquire", 400, 401], ["acquire", 400, 405], ["acquire", 400, 406],
  ["acquire", 500, 500], ["acquire", 500, 501], ["acquire", 500, 504], ["acquire", 400, 62],
  ["start", 201, 7], ["start", 206, 65], ["start", 400, 2], ["start", 400, 53], ["start", 500, 502], ["start", 500, 62],
  ["start", 500, 15], ["query", 404, 404], ["query", 404, 501], ["query", 504, 62], ["update", 206, 65],
  ["update", 400, 2], ["updateLayout", 400, 1028], ["stop", 206, 435], ["stop", 400, 49], ["stop", 206, 50],
  ["start", 400, 8], ["start", 400, 109], ["start", 400, 110], ["start", 400, 432], ["start", 400, 433],
  ["query", 400, 1001], ["stop", 400, 1003], ["acquire", 400, 1013],
] as const; // prettier-ignore

describe("the codes of Agora", () => {
  test.each(documented)("%s answered %i with code %i says what happened, what it means and what to do", (...one) => {
    const [operation, httpStatus, code] = one;
    const found = explainCall(call({ operation, httpStatus, code: String(code) }));
    expect(found).toBe(agoraCodes[`${operation} ${code}`] ?? agoraCodes[code]);
    expect(textOf(found ?? { happened: "", means: "", todo: "" }).split(". ").length).toBeGreaterThanOrEqual(3);
  });

  test("each is a whole: no part is empty, each ends as a sentence", () => {
    for (const [code, { happened, means, todo }] of Object.entries(agoraCodes)) {
      for (const part of [happened, means, todo]) expect(part, code).toMatch(/^[A-Z].{6,}\.$/s);
    }
  });

  test("no refusal that the contract shows is left without words of its own", () => {
    for (const { operation, httpStatus: status, body } of refusals as Refusal[]) {
      const code = body.code === undefined ? null : String(body.code);
      const found = explainCall(
        call({ operation, httpStatus: status, code, reason: body.reason ?? body.message ?? null }),
      );
      expect(found?.happened, `${operation} ${status} ${code}`).not.toMatch(/no page of Agora's explains\.$/);
      expect(found, `${operation} ${status} ${code}`).not.toBeNull();
    }
  });

  test("says of no code that nothing was started where the client holds that it may have been", () => {
    for (const [operation, httpStatus, code] of documented) {
      const { effect } = meaningOf({ operation, httpStatus, code, reason: null });
      const found = explainCall(call({ operation, httpStatus, code: String(code) }));
      if (effect === "unknown") expect(found?.means, `${operation} ${code}`).not.toMatch(/Nothing was started\.$/);
    }
  });
});

type Refusal = {
  operation: string;
  httpStatus: number;
  body: { code?: number; reason?: string; message?: string };
};

describe("answers without a code", () => {
  test.each([
    [{ httpStatus: 401 }, "customer ID"],
    [{ httpStatus: 429 }, "Too many requests"],
    [{ httpStatus: 404, reason: "no Route matched with those values" }, "no such service"],
    [{ httpStatus: 400, reason: "appid is invalid" }, "App ID"],
    [{ httpStatus: 503 }, "error of its own"],
    [{ httpStatus: null, outcome: "unknown" as const }, "no readable answer"],
    [{ httpStatus: null }, "could not be sent"],
    [{ httpStatus: 400, code: "98765" }, "no page of Agora's explains"],
  ])("%j", (change, words) => {
    expect(explainCall(call(change))?.happened).toContain(words);
  });

  test("a success is nothing to explain, and neither is a call that is on its way", () => {
    expect(explainCall(call({ outcome: "ok", httpStatus: 200 }))).toBeNull();
    expect(explainCall(call({ outcome: null, httpStatus: null }))).toBeNull();
    // A repeated start that had won before is a success with something to say.
    expect(explainCall(call({ operation: "start", outcome: "ok", httpStatus: 201, code: "7" }))?.means).toContain(
      "exists",
    );
  });
});

test("errors that notifications tell of are explained by their part", () => {
  expect(explainError(1, 32)).toMatchObject({ remedy: "storage" });
  expect(explainError(2, 52)?.happened).toContain("start");
  expect(explainError(0, 109)).toBe(agoraCodes["109"]);
  expect(explainError(0, 32)).toBeNull();
  expect(explainError(1, "32")).toBeNull();
});
