import type { TestSandbox } from "../../test-sandbox";
import type { Malformed } from "../test-malformer";
import type { GoodFlsRequest } from "./test-requests";
import { signed } from "./test-signatures";

/** For tests: whatever may stand where a name or a time is expected, percent-encoded or not. */
const junk = [
  "",
  "%",
  "%zz",
  "%00",
  "%0a",
  "%20",
  "%ff%fe",
  "%c0%ae",
  "%ed%a0%80",
  "%2F",
  "%5C",
  "%25",
  "%252F",
  "%2e%2e",
  "%23",
  "%3F",
  "+",
  "*",
  "~",
  "null",
  "undefined",
  "__proto__",
  "constructor",
  "%F0%9F%8E%A5",
  "%E2%80%AE",
  "😀",
  "a".repeat(300),
  "a".repeat(4_000),
  "-1",
  "1e999",
  "2019-01-07T12:00:00+08:00",
  "2019-13-40T25:61:61Z",
  "9999-12-31T23:59:59Z",
  "0000-01-01T00:00:00Z",
];

const headers = { "content-type": "application/json" };

/** For tests: junk in each parameter of each query, parameters that are left out, repeated, and too many. */
export function oddQueries(base: string, good: readonly GoodFlsRequest[]): Malformed[] {
  return good.flatMap(({ name, method, path, query, body }) => {
    const [address = ""] = path.split("?");
    const send = (text: string, what: string): Malformed => ({
      what: `${name}: ${what.slice(0, 60)}`,
      method,
      path: `${base}${address}?${text}`,
      ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
      headers,
      statuses: [200, 201, 400, 404],
    });
    const replaced = (key: string, value: string) =>
      Object.entries({ ...query, [key]: value })
        .map(([one, text]) => `${one}=${one === key ? text : encodeURIComponent(text)}`)
        .join("&");
    const isTime = (key: string) => key.endsWith("_time");
    return Object.keys(query).flatMap((key) => [
      ...junk.map((value) => ({
        ...send(replaced(key, value), `${key}=${value}`),
        // Texts that are times at all may even be right.
        ...(isTime(key) && value !== "" && !/^\d{4}-/.test(value) ? { statuses: [400] } : {}),
      })),
      { ...send(key, `${key} alone`), statuses: isTime(key) || name.startsWith("list") ? [200, 400] : [400] },
      send(`${replaced(key, "a")}&${key}=b`, `${key} twice`),
      send(`${key}[]=a&${key}[b]=c&=&&&==`, `${key} as a list`),
      send(Array.from({ length: 500 }, (_, i) => `${key}${i}=${i}`).join("&"), `${key}, 500 like it`),
    ]);
  });
}

/** For tests: junk in place of each part of a path that names something, in every operation. */
export function oddNames(base: string, good: readonly GoodFlsRequest[]): Malformed[] {
  return good.flatMap(({ name, method, path, body }) => {
    const parts = path.split(/(?<=\/)/);
    return parts.flatMap((part, i) => {
      if (!/^(desk|spare|live|cn|cam1|new\.example\.com)\/?(\?.*)?$/.test(part)) return [];
      const isArea = part.startsWith("cn");
      return junk.slice(1).map((value): Malformed => {
        const changed = parts
          .with(
            i,
            part.replace(/^[^/?]+/, () => value),
          )
          .join("");
        return {
          what: `${name}: ${changed.slice(0, 80)}`,
          method,
          path: base + changed,
          ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
          headers,
          // A stream may be called nearly anything.
          statuses: isArea ? [400, 404] : [200, 400, 404],
        };
      });
    });
  });
}

/** For tests: every address with every method that it does not have. */
export function oddMethods(base: string, good: readonly GoodFlsRequest[]): Malformed[] {
  const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"];
  const byAddress = Map.groupBy(good, ({ path }) => path.split("?")[0] ?? "");
  return [...byAddress].flatMap(([address, ones]) =>
    methods
      .filter((method) => ones.every((one) => one.method !== method) && !isAnother(good, method, address))
      .map((method) => ({ what: `${method} ${address}`, method, path: base + address, headers, statuses: [404] })),
  );
}

/** Whether an address is one of another operation, such as `entry_points/{id}` of deletion. */
function isAnother(good: readonly GoodFlsRequest[], method: string, address: string): boolean {
  const shape = (path: string) => path.split("?")[0]?.replaceAll(/\b(desk|spare|live)\b/g, "*");
  return good.some((one) => one.method === method && shape(one.path) === shape(address));
}

/** For tests: signatures that are wrong in some way, each over another operation. */
export function oddSignatures(
  box: TestSandbox,
  base: string,
  good: readonly GoodFlsRequest[],
  rounds: number,
): Malformed[] {
  type Headers = Record<string, string>;
  type Spoil = (all: Headers, again: (change: object) => Headers) => Headers;
  const text =
    (change: (authorization: string) => string): Spoil =>
    (all) => ({
      ...all,
      authorization: change(all.authorization ?? ""),
    });
  const at =
    (ms: number): Spoil =>
    (_, again) =>
      again({ date: new Date(Date.now() + ms).toUTCString() });
  const spoils: [string, Spoil][] = [
    ["another secret", (_, again) => again({ secret: "x" })],
    ["an empty user", (_, again) => again({ username: "" })],
    ["another user", (_, again) => again({ username: "nobody" })],
    ["another method", (_, again) => again({ method: "HEAD" })],
    ["another path", (_, again) => again({ target: `${base}nothing` })],
    ["another host", (_, again) => again({ host: "api.agora.io" })],
    ["another version", (_, again) => again({ version: "2.0" })],
    ["hmac-sha1", (_, again) => again({ algorithm: "hmac-sha1" })],
    ["an algorithm that is none", (_, again) => again({ algorithm: "none" })],
    ["headers in another order", (_, again) => again({ names: "date host request-line digest" })],
    ["headers that are not there", (_, again) => again({ names: "host date request-line digest x-nothing" })],
    ["no headers", (_, again) => again({ names: "" })],
    ["one header 1,000 times", (_, again) => again({ names: "date ".repeat(1_000).trim() })],
    ["ten minutes ago", at(-600_000)],
    ["in ten minutes", at(600_000)],
    ["a date that is none", (_, again) => again({ date: "yesterday" })],
    ["the year 275760", (_, again) => again({ date: "Sat, 13 Sep 275760 00:00:01 GMT" })],
    ["another date in the header", (all) => ({ ...all, date: new Date(Date.now() - 5_000).toUTCString() })],
    ["no date", ({ authorization, digest }) => ({ authorization: authorization ?? "", digest: digest ?? "" })],
    ["an x-date that is none", (all) => ({ ...all, "x-date": "soon" })],
    ["another digest", (all) => ({ ...all, digest: "SHA-256=AAAA" })],
    [
      "no digest, though it is signed",
      ({ authorization, date }) => ({ authorization: authorization ?? "", date: date ?? "" }),
    ],
    ["no quotes", text((it) => it.replaceAll('"', ""))],
    ["single quotes", text((it) => it.replaceAll('"', "'"))],
    ["no signature", text((it) => it.replace(/, signature=.*/, ""))],
    ["an empty signature", text((it) => it.replace(/signature="[^"]*"/, 'signature=""'))],
    ["a signature cut short", text((it) => it.replace(/..="$/, '"'))],
    [
      "a signature in hexadecimal",
      text((it) =>
        it.replace(
          /signature="([^"]*)"/,
          (_, sign: string) => `signature="${Buffer.from(sign, "base64").toString("hex")}"`,
        ),
      ),
    ],
    ["a long signature", text((it) => it.replace(/signature="[^"]*"/, `signature="${"A".repeat(5_000)}"`))],
    ["the scheme alone", text(() => "hmac ")],
    ["another scheme", text((it) => it.replace("hmac", "Signature"))],
    ["junk", text(() => 'hmac =,="",,, username=""" algorithm')],
  ];
  return Array.from({ length: rounds }, (_, round) =>
    spoils.map(([what, spoil], i): Malformed => {
      const { name, method, path, body } = good[(round * 7 + i) % good.length]!;
      const sent = method === "GET" ? undefined : JSON.stringify(body);
      const again = (change: object): Headers =>
        signed(box, { method, target: base + path, ...(sent === undefined ? {} : { body: sent }), ...change });
      return {
        what: `${name}: ${what}`,
        method,
        path: base + path,
        ...(sent === undefined ? {} : { body: sent }),
        headers: spoil(again({}), again),
        statuses: [401],
      };
    }),
  ).flat();
}
