import { at, kindOf, pathsOf, replaced, wrongValues } from "./test-mutations";
import type { GoodRequest, Json } from "./test-requests";

/** For tests: a request with something wrong, and how it must be refused. */
export type Malformed = {
  what: string;
  method: string;
  /** The whole path. */
  path: string;
  body?: string | Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
  /** Which statuses are right. */
  statuses: readonly number[];
  /** The code of the body, where there is one right one. */
  code?: number;
  /** The answer has no body. */
  isHead?: boolean;
};

const jsonHeaders = { "content-type": "application/json" };

/** For tests: makes requests that must be refused out of good ones; the same ones for the same seed. */
export class Malformer {
  readonly #random: () => number;
  readonly #base: string;
  readonly #good: readonly GoodRequest[];

  constructor(seed: number, base: string, good: readonly GoodRequest[]) {
    this.#random = generator(seed);
    this.#base = base;
    this.#good = good;
  }

  /** Each field of each request, with so many values of another kind. */
  wrongTypes(each: number): Malformed[] {
    return this.#good.flatMap((good) =>
      pathsOf(good.body).flatMap((path) => {
        const values = wrongValues[kindOf(at(good.body, path))];
        const first = this.#below(values.length);
        return Array.from({ length: Math.min(each, values.length) }, (_, i) => {
          const value = values[(first + i) % values.length];
          return this.#changed(good, replaced(good.body, path, value), `${path.join(".")} is ${JSON.stringify(value)}`);
        });
      }),
    );
  }

  missingFields(): Malformed[] {
    return this.#good.flatMap((good) =>
      good.required.map((path) =>
        this.#changed(good, replaced(good.body, path.split("."), undefined), `${path} is missing`),
      ),
    );
  }

  /** `each`: how often each request is cut off somewhere. */
  brokenTexts(each: number): Malformed[] {
    const deep = 10_000;
    return this.#good.flatMap((good) => {
      const text = JSON.stringify(good.body);
      const texts: [string, string | Uint8Array<ArrayBuffer>][] = [
        ["lists, 10,000 deep", "[".repeat(deep) + "]".repeat(deep)],
        ["objects, 10,000 deep", '{"a":'.repeat(deep) + "1" + "}".repeat(deep)],
        ["a deep field", text.replace("{", `{"x":${"[".repeat(deep)}${"]".repeat(deep)},`)],
        ["an open end, 10,000 deep", "[".repeat(deep)],
        ["a key twice", text.replace("{", `{${JSON.stringify(Object.keys(good.body)[0])}:"1",`)],
        ["two bodies", text + text],
        ["a comma too many", text.replace(/}$/, ",}")],
        ["single quotes", text.replaceAll('"', "'")],
        ["a comment", `/* hello */${text}`],
        ["nothing at all", ""],
        ["white space", " \r\n\t"],
        ["NaN", text.replace("{", '{"a":NaN,')],
        ["a form", "cname=a&uid=1"],
        ["XML", '<?xml version="1.0"?><start/>'],
        ["a NUL before it", `\u0000${text}`],
        ["UTF-16", Buffer.from(text, "utf16le")],
        ["bytes", this.noise(64)],
        ["a raw line feed in a text", text.replace('{"', '{"\n')],
        ["a broken escape", text.replace('{"', String.raw`{"\uzz`)],
        ...Array.from({ length: each }, (): [string, string] => {
          const length = this.#below(text.length);
          return [`cut off after ${length} characters`, text.slice(0, length)];
        }),
      ];
      return texts.map(([what, body]) => ({ ...this.#refused(good, what), body, statuses: [400], code: 8 }));
    });
  }

  wrongContentTypes(): Malformed[] {
    const types = [
      "text/plain",
      "text/json",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/jsonp",
      "application/json2; charset=utf-8",
      "application",
      "*/*",
      "application/xml",
      "",
    ];
    return this.#good.flatMap((good) =>
      types.map((type) => ({
        ...this.#refused(good, `content type "${type}"`),
        body: JSON.stringify(good.body),
        headers: { "content-type": type },
        statuses: [400],
        code: 8,
      })),
    );
  }

  hugeBodies(): Malformed[] {
    return this.#good.flatMap((good) =>
      [1_100_000, 3_000_000].map((size) => ({
        ...this.#refused(good, `${size} bytes`),
        body: JSON.stringify({ ...good.body, padding: "x".repeat(size) }),
        statuses: [413],
      })),
    );
  }

  /** In acquire, where names are checked by their characters; a web page's label may be anything. */
  oddCharacters(): Malformed[] {
    const odd = [
      "\u0000",
      "\ud800",
      "\udfff",
      "\u0001",
      "\u007f",
      "\n",
      "é",
      "名",
      "🎥",
      "\u200b",
      "\u202e",
      "/",
      "\\",
      '"',
      "*",
    ];
    const acquire = this.#good.find(({ name }) => name === "acquire");
    if (!acquire) return [];
    return odd.flatMap((character) => {
      const of = (field: string, value: string) => `${field} is ${JSON.stringify(value)}`;
      const names = [character, `a${character}b`, `${character}${"a".repeat(20)}`];
      return [
        ...names.map((cname) => ({
          ...this.#changed(acquire, { ...acquire.body, cname }, of("cname", cname)),
          code: 401,
        })),
        ...[character, `1${character}`, `${character}1`].map((uid) =>
          this.#changed(acquire, { ...acquire.body, uid }, of("uid", uid)),
        ),
      ];
    });
  }

  /** Parts of good paths replaced, repeated, escaped and left out; and the rest of the server's addresses. */
  strangePaths(count: number): Malformed[] {
    const junk = [
      "%",
      "%zz",
      "%00",
      "%2e%2e",
      "..",
      "%ff%fe",
      "%c0%ae",
      "~",
      "a".repeat(4_000),
      "%F0%9F%8E%A5",
      "$",
      "null",
      "undefined",
      "__proto__",
      "constructor",
      "*",
      ":sid",
      "%2F",
      "%25",
      ";",
      "a b".replace(" ", "%20"),
      "0",
      "-1",
      "😀",
    ];
    const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"];
    return Array.from({ length: count }, () => {
      const good = this.#good[this.#below(this.#good.length)]!;
      const parts = `${this.#base}${good.path}`.split("/");
      const index = 1 + this.#below(parts.length - 1);
      const piece = junk[this.#below(junk.length)]!;
      const change = this.#below(4);
      if (change === 0) parts.splice(index, 1, piece);
      else if (change === 1) parts.splice(index, 0, piece);
      else if (change === 2) parts.splice(index, 1);
      else parts.splice(index, 1, `${parts[index]}${piece}`);
      const method = methods[this.#below(methods.length)]!;
      const path = parts.join("/");
      const hasBody = method !== "GET" && method !== "HEAD";
      return {
        what: `${method} ${path.slice(0, 100)}`,
        method,
        path: path === "" ? "/" : path,
        ...(hasBody ? { body: JSON.stringify(good.body) } : {}),
        headers: jsonHeaders,
        statuses: [400, 404],
        isHead: method === "HEAD",
      };
    });
  }

  wrongCredentials(right: string, count: number): Malformed[] {
    const pair = Buffer.from(right.slice("Basic ".length), "base64").toString();
    const encoded = (text: string) => Buffer.from(text).toString("base64");
    const makers: (() => string)[] = [
      () => "",
      () => "Basic",
      () => "Basic ",
      () => right.replace("Basic ", ""),
      () => right.replace("Basic", "Bearer"),
      () => `Basic ${pair}`,
      () => `Basic ${encoded(pair.replace(":", ""))}`,
      () => `Basic ${encoded(`${pair}x`)}`,
      () => `Basic ${encoded(`x${pair}`)}`,
      () => `Basic ${encoded(pair.slice(0, -1))}`,
      () => `Basic ${encoded(pair.toUpperCase())}`,
      () => `Basic ${encoded(":")}`,
      () => `Basic ${encoded("\u0000:\u0000")}`,
      () => `Basic ${"A".repeat(8_000)}`,
      () => `Basic ${right}`,
      () => "Basic %%%%",
      () => `Digest username="${encoded(pair)}"`,
      () => `Basic ${encoded(`${pair}\u0000`)}`,
      () => `Basic ${encoded(String.fromCodePoint(...Array.from({ length: 20 }, () => 33 + this.#below(90))))}`,
    ];
    return Array.from({ length: count }, (_, i) => {
      const good = this.#good[this.#below(this.#good.length)]!;
      const authorization = makers[i % makers.length]!();
      return {
        ...this.#refused(good, `Authorization: ${authorization.slice(0, 40)}`),
        body: JSON.stringify(good.body),
        headers: { ...jsonHeaders, authorization },
        statuses: [401],
      };
    });
  }

  /** So many bytes of any kind. */
  noise(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, () => this.#below(256));
  }

  #changed(good: GoodRequest, body: Json, what: string): Malformed {
    return { ...this.#refused(good, what), body: JSON.stringify(body), code: 2 };
  }

  #refused({ name, method, path }: GoodRequest, what: string): Malformed {
    return { what: `${name}: ${what}`, method, path: this.#base + path, headers: jsonHeaders, statuses: [400] };
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }
}

/** How many requests are under way at a time. */
const atOnce = 8;

/** For tests: what is to complain about each request, the first five of it; null is nothing. */
export async function complaints(
  requests: readonly Malformed[],
  complaintAbout: (request: Malformed) => Promise<unknown>,
): Promise<unknown[]> {
  const wrong: unknown[] = [];
  const waiting = [...requests];
  const work = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const complaint = await complaintAbout(one);
      if (complaint !== null) wrong.push(complaint);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return wrong.slice(0, 5);
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
