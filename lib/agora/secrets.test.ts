import { inspect } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { basicAuthorization, rateBuckets, readBasicAuthorization } from "./auth";
import { JsonError, parseJson } from "./json";
import { redact, redactText, secretValues } from "./redact";
import { Secret } from "./secret";

describe("Secret", () => {
  const secret = new Secret("hunter2-hunter2");

  it("is the mark wherever it is printed", () => {
    for (const printed of [
      String(secret),
      secret.toString(),
      JSON.stringify({ secret }),
      inspect({ deep: [secret] }),
    ]) {
      expect(printed).toContain("[secret]");
      expect(printed).not.toContain("hunter2");
    }
    expect(Object.keys(secret)).toEqual([]);
  });

  it("can be compared by a keyed fingerprint", () => {
    expect(secret.fingerprint("key")).toBe(new Secret("hunter2-hunter2").fingerprint("key"));
    expect(secret.fingerprint("key")).not.toBe(secret.fingerprint("other key"));
    expect(secret.fingerprint("key")).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("redaction", () => {
  const names = ["secretKey", "accessKey", "token", "stsToken", "secret", "salt", "Authorization", "AppCertificate"];

  it("takes every secret value out of any JSON, at any depth", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...names), (value, name) => {
        const carried = { a: [value, { b: { [name]: "the-secret-value", c: value } }] };
        expect(JSON.stringify(redact(carried))).not.toContain("the-secret-value");
        expect(secretValues(carried)).toContain("the-secret-value");
      }),
    );
  });

  it("leaves the rest, and what is empty, as it was", () => {
    expect(redact({ bucket: "b", token: "", stsToken: null, region: 0, secretKey: { a: 1 } })).toEqual({
      bucket: "b",
      token: "",
      stsToken: null,
      region: 0,
      secretKey: "[secret]",
    });
  });

  it("works on text that is no JSON", () => {
    expect(redactText('x "secretKey": "ab\\"c", "bucket":"b", "token":12 "salt":"cut')).toBe(
      'x "secretKey": "[secret]", "bucket":"b", "token":"[secret]" "salt":"[secret]"',
    );
    expect(redactText("is long-value there, or long-value-2?", ["long-value", "long-value-2", "is"])).toBe(
      "is [secret] there, or [secret]?",
    );
  });
});

describe("Basic credentials", () => {
  it("are read back as they were written, colons in the secret included", () => {
    const header = basicAuthorization({ customerId: "id", customerSecret: new Secret("a:b") });
    expect(readBasicAuthorization(header)).toEqual({ customerId: "id", customerSecret: "a:b" });
  });

  it.each([null, "", "Basic", "Bearer abc", "Basic ???", `Basic ${Buffer.from("nocolon").toString("base64")}`])(
    "%o is none",
    (header) => expect(readBasicAuthorization(header)).toBeNull(),
  );

  it("name the buckets without showing the customer ID", () => {
    const [account, app] = rateBuckets("customer-id", "app-id");
    expect(account).toMatch(/^account:[0-9a-f]{16}$/);
    expect(app).toBe("app:app-id");
  });
});

describe("strict JSON", () => {
  it("reads what JSON.parse reads", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    '{"a":1,"a":1}',
    '{"a":{"b":[{"c":1,"c":2}]}}',
    '{"a":1,"\\u0061":2}',
    "{",
    "",
    "[".repeat(65) + "]".repeat(65),
  ])("refuses %s", (text) => expect(() => parseJson(text)).toThrow(JsonError));

  it("the same key in different objects, and strings that look like keys, are fine", () => {
    expect(parseJson('[{"a":"b\\":"},{"a":["a","a"]}]')).toHaveLength(2);
  });
});
