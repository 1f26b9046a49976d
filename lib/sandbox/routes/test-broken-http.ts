import { connect } from "node:net";
import type { Malformer } from "./test-malformer";

/** For tests: requests that break HTTP itself, as bytes for a socket. `path` is one that a good request could have. */
export function brokenHttp(
  malformer: Malformer,
  path: string,
  authorization: string,
): { what: string; bytes: string | Buffer }[] {
  const host = "127.0.0.1";
  const head = (lines: string[], line = `POST ${path} HTTP/1.1`) =>
    `${[line, `Host: ${host}`, `Authorization: ${authorization}`, "Content-Type: application/json", ...lines].join("\r\n")}\r\n\r\n`;
  const body = '{"cname":"a"}';
  const sized = `Content-Length: ${body.length}`;
  const raw: [string, string | Buffer][] = [
    ["a Transfer-Encoding that is none", head(["Transfer-Encoding: rot13"]) + body],
    ["Transfer-Encoding and Content-Length", `${head(["Transfer-Encoding: chunked", sized])}d\r\n${body}\r\n0\r\n\r\n`],
    ["Transfer-Encoding chunked twice", `${head(["Transfer-Encoding: chunked, chunked"])}d\r\n${body}\r\n0\r\n\r\n`],
    ["chunked, but not last", `${head(["Transfer-Encoding: chunked, gzip"])}d\r\n${body}\r\n0\r\n\r\n`],
    ["a Transfer-Encoding with a tab", `${head(["Transfer-Encoding:\tchunked\u000b"])}d\r\n${body}\r\n0\r\n\r\n`],
    ["a chunk size that is none", `${head(["Transfer-Encoding: chunked"])}zz\r\n${body}\r\n0\r\n\r\n`],
    ["a negative chunk size", `${head(["Transfer-Encoding: chunked"])}-1\r\n${body}\r\n0\r\n\r\n`],
    ["a chunk size beyond all bounds", `${head(["Transfer-Encoding: chunked"])}fffffffffffffffff\r\n${body}`],
    ["a chunk longer than it said", `${head(["Transfer-Encoding: chunked"])}1\r\n${body}\r\n0\r\n\r\n`],
    ["two Content-Lengths", head([sized, "Content-Length: 1"]) + body],
    ["a negative Content-Length", head(["Content-Length: -5"]) + body],
    ["a Content-Length in words", head(["Content-Length: all"]) + body],
    ["a Content-Length that is too long", head(["Content-Length: 99999999999999999999"]) + body],
    ["a header with a NUL", head(["X-A: a\u0000b", sized]) + body],
    ["a header without a colon", head(["X-A", sized]) + body],
    ["a space before the colon", head(["X-A : a", sized]) + body],
    ["a folded header", head(["X-A: a", " b", sized]) + body],
    ["a header of 100,000 bytes", head([`X-A: ${"a".repeat(100_000)}`, sized]) + body],
    ["ten thousand headers", head([...Array.from({ length: 10_000 }, (_, i) => `X-${i}: a`), sized]) + body],
    ["a path of 100,000 bytes", head([sized], `POST /${"a".repeat(100_000)} HTTP/1.1`) + body],
    ["no path", head([sized], "POST HTTP/1.1") + body],
    ["a method that is none", head([sized], `RECORD ${path} HTTP/1.1`) + body],
    ["a method in small letters", head([sized], `post ${path} HTTP/1.1`) + body],
    ["CONNECT", head([], `CONNECT ${host} HTTP/1.1`)],
    ["TRACE", head([], `TRACE ${path} HTTP/1.1`)],
    ["OPTIONS *", head([], "OPTIONS * HTTP/1.1")],
    ["HTTP/9.9", head([sized], `POST ${path} HTTP/9.9`) + body],
    ["HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["no Host", `POST ${path} HTTP/1.1\r\n${sized}\r\n\r\n${body}`],
    ["a Host that is none", `GET /%zz HTTP/1.1\r\nHost: [\r\n\r\n`],
    ["a whole address that is none", head([sized], "POST http://[::1/x HTTP/1.1") + body],
    ["another whole address", head([sized], "POST http://example.com/v1/nothing HTTP/1.1") + body],
    ["an Expect that is none", head(["Expect: a-miracle", sized]) + body],
    ["line feeds alone", head([sized]).replaceAll("\r\n", "\n") + body],
    ["TLS", Buffer.from("16030100a5010000a10303", "hex")],
    ["nothing but line ends", "\r\n".repeat(2_000)],
    ["a NUL in the path", head([sized], `POST ${path}\u0000 HTTP/1.1`) + body],
    ["letters beyond ASCII in the path", Buffer.from(head([sized], `POST ${path}é HTTP/1.1`) + body, "utf8")],
    ...Array.from({ length: 30 }, (): [string, Buffer] => ["bytes", Buffer.from(malformer.noise(200))]),
  ];
  return raw.map(([what, bytes]) => ({ what, bytes }));
}

/** For tests: sends bytes as they are, and returns all that comes back until the connection is closed, by whomever. */
export function rawAnswer(hostname: string, port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(port, hostname, () => socket.write(bytes));
    const end = () => socket.destroy();
    socket.setTimeout(3_000, end);
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (/\r\n\r\n/.test(text)) setTimeout(end, 20);
    });
    // A connection that is reset is closed too.
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(text));
  });
}
