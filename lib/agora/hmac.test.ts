import { createSecureServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { Agent } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import { hmacHeaders } from "./hmac";
import { Secret } from "./secret";
import { selfSignedCertificate } from "./test-certificate";
import { createDispatcher, send } from "./transport";

const credentials = { customerId: "testid", customerSecret: new Secret("testsecret") };
const date = new Date("2021-11-30T03:00:00Z");
const root = "/v1/projects/testappid/fls";
const standard = `${root}/entry_points/live/admin/record/standard/regions/cn`;
const list = `${standard}/preview_list`;
const query =
  "start_time=2019-01-07T12%3A00%3A00%2B08%3A00&end_time=2019-01-07T12%3A30%3A00%2B08%3A00&stream_name=test";
const clip = '{"startTime":"2019-01-07T12:00:00+08:00","endTime":"2019-01-07T12:30:00+08:00","fileName":"test.m3u8"}';
const digestOfNothing = "SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const digestOfClip = "SHA-256=eXp4Fpowy8kHmPa19gg1d6JiGXnjvDxFeYWfcEJ5E/Y=";

describe("signed requests: the test vectors of FLS contract §1.2", () => {
  it.each([
    ["GET", `${root}/domains`, "api.agora.io", "", digestOfNothing, "/vqeKV1m0gD3bqh5pH6zHZjF4BRGziv5q+VZKzMo8Oc="],
    ["GET", `${root}/domains`, "127.0.0.1:8089", "", digestOfNothing, "84u/OPdqvOxd9rpI9bzU/QF2EWJv3gAG5gb1Kui+cR4="],
    [
      "POST",
      `${standard}/cutting/test`,
      "api.agora.io",
      clip,
      digestOfClip,
      "GbR3wTsqMXC7cEWFF9r+yISFtjOEbJRQhllYoXUxtZQ=",
    ],
    ["GET", `${list}?${query}`, "api.agora.io", "", digestOfNothing, "p/eY2ufGtqbTMMf9m+IvgJ6/gm7QeL4p8aUf91h3vug="],
    ["GET", list, "api.agora.io", "", digestOfNothing, "FUkBaDp03tJ8d2YUPlrLBI1pskSn/4qMv38VO1e30FU="],
  ])("%s %s at %s", (method, path, host, body, digest, signature) => {
    expect(hmacHeaders(credentials, { method, path, host, body, date })).toEqual({
      host,
      date: "Tue, 30 Nov 2021 03:00:00 GMT",
      digest,
      authorization: `hmac username="testid", algorithm="hmac-sha256", headers="host date request-line digest", signature="${signature}"`,
    });
  });

  it("a body is digested as the bytes it is sent as", () => {
    const digest = (body: string) =>
      hmacHeaders(credentials, { method: "POST", path: "/", host: "h", body, date })["digest"];
    expect(digest("ä")).toBe("SHA-256=M+bXP+6CkEyNevt43hFU0ejcKg7bCBIOY99bk4XC2cw=");
  });
});

describe("a server that offers HTTP/2", () => {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((close) => close()));
  });

  /** Answers with the version of HTTP that the request came in. */
  async function serve() {
    const { cert, key } = selfSignedCertificate();
    const server = createSecureServer({ cert, key, allowHTTP1: true }, (request, response) => {
      response.end(request.httpVersion);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    open.push(() => new Promise((resolve) => server.close(() => resolve())));
    return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`, cert };
  }

  const ask = async (url: string, dispatcher: Agent) => {
    open.unshift(() => dispatcher.destroy());
    return send(dispatcher, { method: "GET", url, headers: {}, deadlineMs: 5000 });
  };

  it("is spoken to in HTTP/1.1, which the signature names", async () => {
    const { url, cert } = await serve();
    expect((await ask(url, createDispatcher({ ca: cert }))).text).toBe("1.1");
    // The same server, asked without that rule: it does offer HTTP/2.
    expect((await ask(url, new Agent({ allowH2: true, connect: { ca: cert } }))).text).toBe("2.0");
  });
});
