import { type Agora, type Answer, expectAnswer, fieldOf } from "../agora";
import { check } from "../check";
import { aNumber, anyOf, aString, expectLike, expectThat } from "../expect";
import { goodAcquire, isAccepted } from "../good-acquire";

/** Bodies of acquire that no client should send, and that no server may fall over. */
const bodies: [what: string, raw: string][] = [
  ["an empty body", ""],
  ["half a body", '{"cname":"a"'],
  ["a list", "[]"],
  ["null", "null"],
  ["a number", "7"],
  ["text that is not JSON", "cname=a&uid=1"],
  ["lists within lists, five thousand deep", "[".repeat(5000) + "]".repeat(5000)],
  ["objects within objects in clientRequest", `{"cname":"a","uid":"1","clientRequest":${deep(500)}}`],
  ["a cname of a megabyte and a half", JSON.stringify({ cname: "a".repeat(1.5e6), uid: "1", clientRequest: {} })],
  ["an object in place of each field", '{"cname":{},"uid":{},"clientRequest":[]}'],
  ["a uid of a thousand digits", JSON.stringify({ cname: "a", uid: "9".repeat(1000), clientRequest: {} })],
  ["__proto__ as a key", '{"__proto__":{"cname":"a"},"uid":"1","clientRequest":{}}'],
];
for (const [what, raw] of bodies) {
  check({
    section: "6.1",
    title: `acquire with ${what} is refused in a documented form`,
    isHarmless: true,
    run: (agora) => refusesSafely(agora, (one) => one.request("POST", one.path("acquire"), { raw })),
  });
}

/** Paths that lead nowhere, however they are written. */
const paths: [what: string, path: (agora: Agora) => string][] = [
  ["an empty App ID", () => "/v1/apps//cloud_recording/acquire"],
  ["a broken escape", () => "/v1/apps/%zz/cloud_recording/acquire"],
  ["an escaped slash", ({ account }) => `/v1/apps/${account.appId}%2Fcloud_recording/acquire`],
  ["a path of ten thousand characters", (agora) => agora.path(`resourceid/${"x".repeat(10_000)}/mode/mix/begin`)],
  ["the root", () => "/"],
];
for (const [what, path] of paths) {
  check({
    section: "6.1",
    title: `A POST to ${what} is refused in a documented form`,
    isHarmless: true,
    run: (agora) => refusesSafely(agora, (one) => one.request("POST", path(one), { body: goodAcquire(one) })),
  });
}

check({
  section: "6.1",
  title: "After all that is wrong the next good acquire is served",
  isHarmless: true,
  async run(agora) {
    const raw = "{".repeat(100);
    const answer = await agora.request("POST", agora.path("acquire"), { raw });
    expectThat(answer.status >= 400 && answer.status < 500, "a refusal", answer.status);
    expectAnswer(await agora.acquire(goodAcquire(agora)), 200, { resourceId: aString });
  },
});

/** 4xx, and a body of one of the two documented forms: never a crash, never a fault of the server's own. */
async function refusesSafely(agora: Agora, send: (agora: Agora) => Promise<Answer>): Promise<void> {
  await isAccepted(agora);
  const answer = await send(agora);
  expectThat(answer.status >= 400 && answer.status < 500, "a status from 400 to 499", answer.status);
  expectLike(answer.body, anyOf({ message: aString }, { code: aNumber, reason: aString }), "body");
  expectThat(fieldOf(answer, "resourceId") === undefined, "no resourceId", answer.body);
}

/** An object nested so deep. */
function deep(levels: number): string {
  return '{"a":'.repeat(levels) + "1" + "}".repeat(levels);
}
