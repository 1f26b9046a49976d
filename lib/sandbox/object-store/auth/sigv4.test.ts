import * as fc from "fast-check";
import { expect, test } from "vitest";
import { RequestHeaders } from "../request-headers";
import { signedHeaders } from "../test-store";
import { uriDecode, uriEncode, uriEncodePath } from "../uri";
import { authenticate } from "./authenticate";
import { readClaim } from "./claim";
import { canonicalQuery } from "./sigv4";

const keys = { accessKey: "AKIATEST", secretKey: "s3cret/+=key" };
const row = {
  ...keys,
  grant: { permission: "readWrite" as const },
  createdAt: new Date(0),
  session: undefined,
};

/** RFC 3986 by bytes, written without the functions under test. */
function encodeByBytes(text: string): string {
  return [...Buffer.from(text, "utf8")]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9._~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");
}

const anyText = fc.string({ unit: "grapheme", maxLength: 40 });

test("any text is encoded as SigV4 asks, and decoded to itself", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(uriEncode(text)).toBe(encodeByBytes(text));
      expect(uriDecode(uriEncode(text))).toBe(text);
    }),
  );
});

test("a path keeps every slash, double or leading", () => {
  expect(uriEncodePath("/a//b/../%2e/ü")).toBe("/a//b/../%252e/%C3%BC");
});

test("bytes that were sent without encoding are read as UTF-8, broken escapes are refused", () => {
  expect(uriDecode(Buffer.from("/ü/€", "utf8").toString("latin1"))).toBe("/ü/€");
  for (const broken of ["%", "%zz", "%ff", "%c3%28"]) {
    expect(() => uriDecode(broken)).toThrow(expect.objectContaining({ code: "InvalidURI" }));
  }
});

test("parameters are sorted by their encoded bytes, then by value", () => {
  const query = [
    ["b", "2"],
    ["a b", ""],
    ["B", "x"],
    ["b", "1/+"],
    ["ä", "ü"],
  ] as const;
  expect(canonicalQuery(query)).toBe("%C3%A4=%C3%BC&B=x&a%20b=&b=1%2F%2B&b=2");
});

test("accepts what the AWS SDK's signer makes, for any path, parameters and headers, and nothing altered", async () => {
  const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9-]{0,12}$/);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("GET", "PUT", "DELETE"),
      fc.array(anyText, { minLength: 1, maxLength: 4 }),
      fc.dictionary(name, anyText, { maxKeys: 4 }),
      fc.dictionary(name, fc.stringMatching(/^[ -~]{0,20}$/), { maxKeys: 3 }),
      async (method, segments, query, metadata) => {
        const path = `/${segments.join("/")}`;
        const headers = Object.fromEntries(
          Object.entries(metadata).map(([key, value]) => [`x-amz-meta-${key.toLowerCase()}`, value]),
        );
        const call = { method, path: path.split("/").map(encodeByBytes).join("/"), query, headers };
        const signed = await signedHeaders(call, { keys, host: "store.test" });
        const verify = (change: { method?: string; path?: string }) => {
          const sent = new RequestHeaders(Object.entries(signed).flat());
          const claim = readClaim(sent, []);
          if (!claim) throw new Error("the request carries no signature");
          const request = { method, path, query: Object.entries(query), headers: sent, ...change };
          return authenticate(request, claim, row, { signing: new Date(), session: new Date() }).key.accessKey;
        };
        expect(verify({})).toBe(keys.accessKey);
        const mismatch = expect.objectContaining({ code: "SignatureDoesNotMatch" });
        expect(() => verify({ path: `${path}x` })).toThrow(mismatch);
        expect(() => verify({ method: "POST" })).toThrow(mismatch);
      },
    ),
    { numRuns: 200 },
  );
});
