import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Secret } from "@/lib/agora/secret";
import { putBlob, signedPut, stringToSign, type AzureBlob } from "./azure-blob";
import { explainWrite } from "./explain-write";
import { trialWrite } from "./trial-write";

const account = "myaccount";
const accountKey = Buffer.from("a key of thirty-two bytes, or so").toString("base64");
const container = "mycontainer";

type Answer = { status: number; body: string; headers: Record<string, string> };

let answerWith: Answer | null = null;
let received: { request: IncomingMessage; body: string }[] = [];
let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ request, body: Buffer.concat(chunks).toString() });
      const { status, headers, body } = answerWith ?? answerLikeAzure(request);
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Checks the signature: everything that is signed is taken from what came over the wire. */
function answerLikeAzure({ method, url, headers }: IncomingMessage): Answer {
  const own = ["x-ms-blob-type", "x-ms-date", "x-ms-version"].map((name) => `${name}:${String(headers[name])}`);
  const length = headers["content-length"] ?? "";
  const lines = [method, "", "", length, "", headers["content-type"], "", "", "", "", "", "", ...own];
  const text = [...lines, `/${account}${url}`].join("\n");
  const signature = createHmac("sha256", Buffer.from(accountKey, "base64")).update(text).digest("base64");
  if (headers.authorization === `SharedKey ${account}:${signature}`) return { status: 201, body: "", headers: {} };
  return { status: 403, body: "", headers: { "x-ms-error-code": "AuthenticationFailed" } };
}

function blob(changes: Partial<AzureBlob> = {}): AzureBlob {
  return { origin, account, accountKey, container, key: "live/tally-check.txt", text: "Tally", ...changes };
}
const put = (changes: Partial<AzureBlob> = {}) =>
  putBlob(blob(changes), { now: new Date(), signal: AbortSignal.timeout(5_000) });

test("signs what Microsoft's page says is signed, in its order", () => {
  // The form of the page: method, eleven headers, those of Azure's own in alphabetical order, the resource.
  const headers = {
    "x-ms-version": "2015-02-21",
    "x-ms-date": "Fri, 26 Jun 2015 23:39:12 GMT",
    "x-ms-blob-type": "BlockBlob",
    "content-type": "text/plain; charset=UTF-8",
    "content-length": "11",
  };
  expect(stringToSign("PUT", { account, path: "/mycontainer/hello.txt" }, headers)).toBe(
    "PUT\n\n\n11\n\ntext/plain; charset=UTF-8\n\n\n\n\n\n\nx-ms-blob-type:BlockBlob\nx-ms-date:Fri, 26 Jun 2015 23:39:12 GMT\nx-ms-version:2015-02-21\n/myaccount/mycontainer/hello.txt",
  );
  // Without a body its length is empty, not 0.
  const { "x-ms-date": date, "x-ms-version": version } = headers;
  expect(stringToSign("GET", { account, path: "/mycontainer" }, { "x-ms-date": date, "x-ms-version": version })).toBe(
    "GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:Fri, 26 Jun 2015 23:39:12 GMT\nx-ms-version:2015-02-21\n/myaccount/mycontainer",
  );
});

test("puts one small block blob with a header that holds the account and no key", async () => {
  received = [];
  expect(await put()).toBeNull();
  expect(received).toHaveLength(1);
  const [{ request, body } = { request: null, body: "" }] = received;
  expect(request?.method).toBe("PUT");
  expect(request?.url).toBe("/mycontainer/live/tally-check.txt");
  expect(body).toBe("Tally");
  expect(JSON.stringify(request?.headers)).not.toContain(accountKey);
  expect(signedPut(blob({ key: "a b/ä" }), new Date()).path).toBe("/mycontainer/a%20b/%C3%A4");
});

test("a wrong key is told as such, also one that is no base64", async () => {
  for (const wrong of [Buffer.from("another key").toString("base64"), "not base64"]) {
    expect(await put({ accountKey: wrong })).toEqual({ status: 403, code: "AuthenticationFailed" });
  }
});

test.each([
  [403, "AuthenticationFailed", "wrongSecretKey"],
  [403, "AuthorizationPermissionMismatch", "denied"],
  [403, "AuthorizationFailure", "denied"],
  [403, "KeyBasedAuthenticationNotPermitted", "denied"],
  [403, "AccountIsDisabled", "denied"],
  [404, "ContainerNotFound", "noBucket"],
  [409, "ContainerBeingDeleted", "noBucket"],
  [503, "ServerBusy", "refused"],
] as const)("Azure's %s %s means %s, whether a header or the body names it", async (status, code, outcome) => {
  const storage = { vendor: "azure", storageRegion: null, bucket: container, storageVersionId: null } as const;
  const keys = { accessKey: new Secret(account), secretKey: new Secret(accountKey) };
  const endpoint = { protocol: "azureBlob", origin, signingRegion: "", isPathStyle: true, bucketUrl: "" } as const;
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>No.</Message></Error>`;
  const answers: Answer[] = [
    { status, body: "", headers: { "x-ms-error-code": code } },
    { status, body, headers: {} },
  ];
  for (answerWith of answers) {
    const object = { key: "live/tally-check.txt", text: "Tally" };
    const fault = await trialWrite({ endpoint, isSandbox: true }, { ...storage, ...keys }, object);
    expect(fault).toEqual({ status, code, region: null });
    expect(fault && explainWrite(fault)).toBe(outcome);
  }
  answerWith = null;
});

test("a redirect is not followed, and a connection that fails is told by its code", async () => {
  answerWith = { status: 307, body: "", headers: { location: `${origin}/elsewhere` } };
  received = [];
  expect(await put()).toEqual({ status: 307, code: "none" });
  expect(received).toHaveLength(1);
  answerWith = null;
  await expect(put({ origin: "http://127.0.0.1:1" })).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
