import { type Agora, basic, expectAnswer, fieldOf } from "../agora";
import { check } from "../check";
import { anyOf, aString, expectLike, expectThat, nothing } from "../expect";
import { goodAcquire, isAccepted } from "../good-acquire";

/** Ids of the right form that belong to nothing. */
const nobody = { resourceId: "A".repeat(256), sid: "0".repeat(32) };

const operations = [
  ["acquire", "POST", (agora: Agora) => agora.path("acquire")],
  ["start", "POST", (agora: Agora) => agora.path(`resourceid/${nobody.resourceId}/mode/mix/start`)],
  ["query", "GET", (agora: Agora) => agora.taskPath(nobody, "query")],
  ["update", "POST", (agora: Agora) => agora.taskPath(nobody, "update")],
  ["updateLayout", "POST", (agora: Agora) => agora.taskPath(nobody, "updateLayout")],
  ["stop", "POST", (agora: Agora) => agora.taskPath(nobody, "stop")],
] as const;

/** A body for a POST, so that nothing but what a check is about is wrong. */
const bodyFor = (agora: Agora, method: string) => (method === "POST" ? { body: goodAcquire(agora) } : {});

for (const [name, method, path] of operations) {
  check({
    section: "1.2",
    title: `${name} without an Authorization header is 401 Unauthorized`,
    isHarmless: true,
    async run(agora) {
      const answer = await agora.request(method, path(agora), { ...bodyFor(agora, method), authorization: null });
      expectAnswer(answer, 401, { message: "Unauthorized" });
    },
  });
  check({
    section: "1.2",
    title: `${name} with a wrong customer secret is 401 Invalid authentication credentials`,
    isHarmless: true,
    async run(agora) {
      const authorization = basic(agora.account.customerId, "not-the-secret");
      const answer = await agora.request(method, path(agora), { ...bodyFor(agora, method), authorization });
      expectAnswer(answer, 401, { message: "Invalid authentication credentials" });
    },
  });
}

const wrongHeaders: [string, (agora: Agora) => string][] = [
  ["an unknown customer ID", ({ account }) => basic("nobody", account.customerSecret)],
  ["the right pair but no word Basic before it", ({ authorization }) => authorization.replace("Basic ", "")],
  ["the pair in clear instead of base64", ({ account }) => `Basic ${account.customerId}:${account.customerSecret}`],
  ["the word Basic and nothing else", () => "Basic "],
];
for (const [what, authorization] of wrongHeaders) {
  check({
    section: "1.2",
    title: `${what} is 401 Invalid authentication credentials`,
    isHarmless: true,
    async run(agora) {
      const answer = await agora.acquire(goodAcquire(agora), { authorization: authorization(agora) });
      expectAnswer(answer, 401, { message: "Invalid authentication credentials" });
    },
  });
}

check({
  section: "1.2",
  title: "A refusal of the gateway has a message and no code",
  isHarmless: true,
  async run(agora) {
    const answer = await agora.acquire(goodAcquire(agora), { authorization: null });
    expectAnswer(answer, 401, { message: aString, code: nothing });
  },
});

check({
  section: "6.2",
  title: "acquire for an App ID that is not the account's is refused in a documented way",
  isHarmless: true,
  async run(agora) {
    await isAccepted(agora);
    const path = agora.path("acquire", "0".repeat(32));
    const answer = await agora.request("POST", path, { body: goodAcquire(agora) });
    expectLike(
      { status: answer.status, body: answer.body },
      anyOf(
        { status: 400, body: { code: 400, reason: "invalid_appid" } },
        { status: 400, body: { message: "appid is invalid" } },
        { status: 401, body: { message: "Invalid authentication credentials" } },
      ),
    );
  },
});

const noRoute = { message: "no Route matched with those values" };

/** Addresses that do not exist, by method. */
const noRoutes: [string, string, (agora: Agora) => string][] = [
  ["GET of acquire", "GET", (agora) => agora.path("acquire")],
  ["PUT of acquire", "PUT", (agora) => agora.path("acquire")],
  ["POST of query", "POST", (agora) => agora.taskPath(nobody, "query")],
  ["GET of start", "GET", (agora) => agora.path(`resourceid/${nobody.resourceId}/mode/mix/start`)],
  ["GET of stop", "GET", (agora) => agora.taskPath(nobody, "stop")],
  ["An operation that does not exist", "POST", (agora) => agora.taskPath(nobody, "pause")],
  ["A path without cloud_recording", "POST", ({ account }) => `/v1/apps/${account.appId}/acquire`],
  ["A path of another version", "POST", ({ account }) => `/v9/apps/${account.appId}/cloud_recording/acquire`],
  ["ACQUIRE in capitals", "POST", (agora) => agora.path("ACQUIRE")],
  ["updatelayout without its capital", "POST", (agora) => agora.taskPath(nobody, "updatelayout")],
];
for (const [what, method, path] of noRoutes) {
  check({
    section: "2.0",
    title: `${what} is 404 no Route`,
    isHarmless: true,
    async run(agora) {
      expectAnswer(await agora.request(method, path(agora), bodyFor(agora, method)), 404, noRoute);
    },
  });
}

check({
  section: "1.1",
  title: "A browser's preflight is not answered: OPTIONS is no route and allows no origin",
  isHarmless: true,
  async run(agora) {
    await isAccepted(agora);
    const answer = await agora.request("OPTIONS", agora.path("acquire"));
    expectThat(answer.status >= 400, "a refusal of OPTIONS", answer.status);
    expectLike(answer.headers.get("access-control-allow-origin"), null, "allowed origin");
  },
});

for (const contentType of ["application/json", "application/json;charset=utf-8", "application/json; charset=utf-8"]) {
  check({
    section: "1.3",
    title: `Content type ${contentType} is accepted`,
    isHarmless: true,
    async run(agora) {
      const body = goodAcquire(agora);
      expectAnswer(await agora.acquire(body, { contentType }), 200, { resourceId: aString });
    },
  });
}

check({
  section: "1.3",
  title: "Another content type is refused with code 8",
  isHarmless: true,
  async run(agora) {
    await isAccepted(agora);
    const answer = await agora.acquire(goodAcquire(agora), { contentType: "text/plain" });
    expectAnswer(answer, 400, { code: 8, reason: aString });
  },
});

check({
  section: "6.3",
  title: "A body that is not JSON is refused with code 8",
  isHarmless: true,
  async run(agora) {
    await isAccepted(agora);
    for (const raw of ["", "cname=a&uid=1", '{"cname":"a",']) {
      const answer = await agora.request("POST", agora.path("acquire"), { raw });
      expectAnswer(answer, 400, { code: 8, reason: aString });
    }
  },
});

check({
  section: "1.3",
  title: "Answers are JSON: of success, of the gateway and of the API",
  isHarmless: true,
  async run(agora) {
    const body = goodAcquire(agora);
    for (const [status, answer] of [
      [200, await agora.acquire(body)],
      [401, await agora.acquire(body, { authorization: null })],
      [400, await agora.acquire({ ...body, uid: "0" })],
    ] as const) {
      expectLike(answer.status, status, "status");
      expectLike(answer.headers.get("content-type"), /^application\/json/, "content type");
      expectThat(typeof answer.body === "object", "a JSON object", answer.text);
    }
  },
});

check({
  section: "1.3",
  title: "Every answer has an X-Request-Id, another one each time",
  isHarmless: true,
  async run(agora) {
    const good = await agora.acquire(goodAcquire(agora));
    expectAnswer(good, 200, { resourceId: aString });
    const refused = await agora.acquire(goodAcquire(agora), { authorization: null });
    const ids = [good, refused].map(({ headers }) => headers.get("x-request-id"));
    expectLike(ids, [aString, aString], "X-Request-Id");
    expectThat(ids[0] !== ids[1], "two different ids", ids);
  },
});

check({
  section: "1.1",
  title: "Keys of a body are case-sensitive: Cname is no cname",
  isHarmless: true,
  async run(agora) {
    const { cname, ...rest } = goodAcquire(agora);
    await isAccepted(agora);
    const answer = await agora.acquire({ Cname: cname, ...rest });
    expectThat(answer.status === 400, "status 400", answer.status);
    expectLike(fieldOf(answer, "code"), anyOf(2, 401, 1013), "code");
  },
});
