import { type Agora, expectAnswer, fieldOf } from "../agora";
import { check } from "../check";
import { aString, expectLike, expectThat } from "../expect";
import { goodAcquire, isAccepted } from "../good-acquire";
import type { Json } from "../json";

check({
  section: "2.1",
  title: "acquire answers cname, uid and a resourceId, all strings",
  isHarmless: true,
  async run(agora) {
    const body = goodAcquire(agora);
    expectAnswer(await agora.acquire(body), 200, { cname: body.cname, uid: body.uid, resourceId: aString });
  },
});

check({
  section: "1.6",
  title: "A resourceId is a long opaque text, another one each time",
  isHarmless: true,
  async run(agora) {
    const body = goodAcquire(agora);
    const ids = [await agora.acquire(body), await agora.acquire(body)].map((one) => fieldOf(one, "resourceId"));
    expectLike(ids, [/^[A-Za-z0-9_=+/-]{64,}$/, /^[A-Za-z0-9_=+/-]{64,}$/], "resourceIds");
    expectThat(ids[0] !== ids[1], "two different ids", ids);
  },
});

/** Requests that are good, each with what it changes in a plain one. */
const accepted: [section: string, what: string, change: Json][] = [
  ["1.6", "uid 1", { uid: "1" }],
  ["1.6", "uid 4294967295", { uid: "4294967295" }],
  ["1.6", "a cname of 63 bytes", { cname: "c".repeat(63) }],
  ["1.6", "a cname of every special character", { cname: "a Z0!#$%&()+-:;<=.>?@[]^_{}|~," }],
  ["1.6", "a web label of 1024 bytes", { cname: "l".repeat(1024), clientRequest: { scene: 1 } }],
  ["1.6", "a web label of other characters", { cname: "Übung/*\\ №1", clientRequest: { scene: 1 } }],
  ["2.1", "scene 0", { clientRequest: { scene: 0 } }],
  ["2.1", "scene 1", { clientRequest: { scene: 1 } }],
  ["2.1", "resourceExpiredHour 1", { clientRequest: { resourceExpiredHour: 1 } }],
  ["2.1", "resourceExpiredHour 720", { clientRequest: { resourceExpiredHour: 720 } }],
  ["2.1", "region CN", { clientRequest: { region: "CN" } }],
  ["2.1", "region AP", { clientRequest: { region: "AP" } }],
  ["2.1", "region EU", { clientRequest: { region: "EU" } }],
  ["2.1", "region NA", { clientRequest: { region: "NA" } }],
  ["2.1", "regionAffinity 4", { clientRequest: { regionAffinity: 4 } }],
  ["2.1", "excludeResourceIds", { clientRequest: { excludeResourceIds: ["x".repeat(256)] } }],
  ["2.1", "a startParameter that start would refuse", { clientRequest: { startParameter: { storageConfig: {} } } }],
  ["2.1", "a field that nobody knows", { clientRequest: { somethingNew: { a: 1 } } }],
];
for (const [section, what, change] of accepted) {
  check({
    section,
    title: `acquire accepts ${what}`,
    isHarmless: true,
    async run(agora) {
      const body = { ...goodAcquire(agora), ...change };
      expectAnswer(await agora.acquire(body), 200, { cname: body.cname, uid: body.uid, resourceId: aString });
    },
  });
}

/** Requests with one thing wrong: `undefined` leaves a field out. */
const refused: [section: string, what: string, change: Json][] = [
  ["2.1", "no cname", { cname: undefined }],
  ["2.1", "no uid", { uid: undefined }],
  ["2.1", "no clientRequest", { clientRequest: undefined }],
  ["2.1", "a clientRequest that is no object", { clientRequest: "{}" }],
  ["1.6", "a uid that is a number", { uid: 527_841 }],
  ["1.6", "uid 0", { uid: "0" }],
  ["1.6", "uid 4294967296", { uid: "4294967296" }],
  ["1.6", "a negative uid", { uid: "-1" }],
  ["1.6", "a uid with a fraction", { uid: "1.5" }],
  ["1.6", "a uid of letters", { uid: "alice" }],
  ["1.6", "an empty uid", { uid: "" }],
  ["2.1", "scene 3", { clientRequest: { scene: 3 } }],
  ["2.1", "a scene that is a text", { clientRequest: { scene: "0" } }],
  ["2.1", "resourceExpiredHour 721", { clientRequest: { resourceExpiredHour: 721 } }],
  ["2.1", "a resourceExpiredHour that is a text", { clientRequest: { resourceExpiredHour: "24" } }],
  ["2.1", "a region that does not exist", { clientRequest: { region: "US" } }],
  ["1.1", "a region in small letters", { clientRequest: { region: "eu" } }],
];
for (const [section, what, change] of refused) {
  check({
    section,
    title: `acquire refuses ${what} with 400 code 2`,
    isHarmless: true,
    run: (agora) => refuses(agora, change, { code: 2, reason: aString }),
  });
}

check({
  section: "6.1",
  title: "The reason names the field as documented: Acquire: invalid resourceExpiredHour value!",
  isHarmless: true,
  run: (agora) =>
    refuses(
      agora,
      { clientRequest: { resourceExpiredHour: 0 } },
      { code: 2, reason: "Acquire: invalid resourceExpiredHour value!" },
    ),
});

const badNames: [string, string][] = [
  ["of 64 bytes", "c".repeat(64)],
  ["with a slash", "room/7"],
  ["with a letter beyond ASCII", "Zürich"],
  ["with a quotation mark", 'a"b'],
  ["with an asterisk", "a*b"],
];
for (const [what, cname] of badNames) {
  check({
    section: "1.6",
    title: `acquire refuses a cname ${what}: 400 code 401 invalid_channel_name`,
    isHarmless: true,
    run: (agora) => refuses(agora, { cname }, { code: 401, reason: "invalid_channel_name" }),
  });
}

check({
  section: "1.6",
  title: "acquire refuses a web label of 1025 bytes",
  isHarmless: true,
  async run(agora) {
    await isAccepted(agora);
    const answer = await agora.acquire({ ...goodAcquire(agora), cname: "l".repeat(1025), clientRequest: { scene: 1 } });
    expectThat(answer.status === 400, "status 400", answer.status);
    expectThat(
      [2, 401, 1013].some((code) => code === fieldOf(answer, "code")),
      "code 2, 401 or 1013",
      answer.body,
    );
  },
});

async function refuses(agora: Agora, change: Json, body: Json): Promise<void> {
  await isAccepted(agora);
  expectAnswer(await agora.acquire({ ...goodAcquire(agora), ...change }), 400, body);
}
