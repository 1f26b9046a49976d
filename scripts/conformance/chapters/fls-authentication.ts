import { createHmac } from "node:crypto";
import { basic, expectAnswer } from "../agora";
import { check } from "../check";
import { expectLike, expectSame, listOf } from "../expect";
import {
  fls,
  flsPath,
  live,
  minuteMs,
  newPoint,
  expectDone,
  expectRefused,
  sign,
  signedHeaders,
  type Signing,
  timeFromNow,
  withQuery,
} from "../fls";
import type { Lab } from "../lab";

/** A signed GET of the domains, with something else signed than is sent. */
async function getDomains(lab: Lab, change: Partial<Signing> = {}, headers: Record<string, string> = {}) {
  return fls(lab, "GET", "domains", undefined, {
    headers: { ...(await signedHeaders(lab, "GET", "domains", change)), ...headers },
  });
}

const domains = { domainList: listOf({ name: /./ }) };
const history = withQuery(`${live}/reports/publish_history`, { stream_name: "cam1" });

/** The documented samples, of a customer `testid` with the secret `testsecret`. */
const vectors: [what: string, method: string, target: string, body: string, signature: string][] = [
  ["a GET", "GET", "/v1/projects/testappid/fls/domains", "", "/vqeKV1m0gD3bqh5pH6zHZjF4BRGziv5q+VZKzMo8Oc="],
  [
    "a POST with a body",
    "POST",
    "/v1/projects/testappid/fls/entry_points/live/admin/record/standard/regions/cn/cutting/test",
    '{"startTime":"2019-01-07T12:00:00+08:00","endTime":"2019-01-07T12:30:00+08:00","fileName":"test.m3u8"}',
    "GbR3wTsqMXC7cEWFF9r+yISFtjOEbJRQhllYoXUxtZQ=",
  ],
];

for (const [what, method, target, body, signature] of vectors) {
  check({
    section: "FLS 1.2",
    title: `The signature that samples give for ${what} is made the way that is taken here`,
    async run(lab) {
      const date = "Tue, 30 Nov 2021 03:00:00 GMT";
      const made = sign({
        method,
        target,
        body,
        date,
        host: "api.agora.io",
        customerId: "testid",
        customerSecret: "testsecret",
      });
      expectLike(made.authorization.endsWith(`signature="${signature}"`), true, "the sample's signature");
      expectAnswer(await getDomains(lab), 200, domains);
    },
  });
}

check({
  section: "FLS 1.2",
  title: "A GET that is signed with its query is served",
  async run(lab) {
    expectAnswer(
      await fls(lab, "GET", history, undefined, { headers: await signedHeaders(lab, "GET", history) }),
      200,
      {
        publishHistory: listOf({ name: "cam1" }),
      },
    );
  },
});

check({
  section: "FLS 1.2",
  title: "A PATCH that is signed with its body is carried out",
  async run(lab) {
    const tail = `${await newPoint(lab)}/settings/record/standard/auto`;
    const raw = '{ "enabled": false }';
    expectDone(
      await fls(lab, "PATCH", tail, undefined, {
        raw,
        headers: await signedHeaders(lab, "PATCH", tail, { body: raw }),
      }),
    );
  },
});

const doesNotMatch = "HMAC signature does not match";
const cannotBeVerified = "HMAC signature cannot be verified";
const needsDate = `${cannotBeVerified}, a valid date or x-date header is required for HMAC Authentication`;

const wrongSignatures: [string, Partial<Signing>][] = [
  ["a wrong customer secret", { customerSecret: "not-the-secret" }],
  ["an unknown customer ID", { customerId: "nobody" }],
  ["another method", { method: "POST" }],
  ["another path", { target: "/v1/projects" }],
  ["another host", { host: "api.agora.io" }],
  ["another body", { body: "{}" }],
];
for (const [what, change] of wrongSignatures) {
  check({
    section: "FLS 1.2",
    title: `A signature with ${what} is 401`,
    async run(lab) {
      const right = await signedHeaders(lab, "GET", "domains");
      const { authorization } = await signedHeaders(lab, "GET", "domains", { ...change, date: right.date });
      expectRefused(
        await fls(lab, "GET", "domains", undefined, { headers: { ...right, authorization } }),
        401,
        doesNotMatch,
      );
    },
  });
}

check({
  section: "FLS 1.2",
  title: "A signature over the path alone is 401 where there is a query",
  async run(lab) {
    const target = flsPath(lab, history.split("?")[0] ?? "");
    const headers = await signedHeaders(lab, "GET", history, { target });
    expectRefused(await fls(lab, "GET", history, undefined, { headers }), 401, doesNotMatch);
  },
});

check({
  section: "FLS 1.2",
  title: "A body that is not the one whose digest was signed is 401",
  async run(lab) {
    const tail = `${await newPoint(lab)}/settings/record/standard/auto`;
    const headers = await signedHeaders(lab, "PATCH", tail, { body: '{"enabled":true}' });
    expectRefused(await fls(lab, "PATCH", tail, undefined, { raw: '{"enabled":false}', headers }), 401, doesNotMatch);
  },
});

for (const [what, ms, isTaken] of [
  ["almost five minutes old", -290_000, true],
  ["more than five minutes old", -310_000, false],
  ["almost five minutes ahead", 290_000, true],
  ["more than five minutes ahead", 310_000, false],
] as const) {
  check({
    section: "FLS 1.2",
    title: isTaken ? `A signed date that is ${what} is taken` : `A signed date that is ${what} is 401`,
    async run(lab) {
      const answer = await getDomains(lab, { date: new Date((await lab.nowMs()) + ms).toUTCString() });
      if (isTaken) expectAnswer(answer, 200, domains);
      else expectRefused(answer, 401, needsDate);
    },
  });
}

check({
  section: "FLS 1.2",
  title: "A date that cannot be read is 401",
  async run(lab) {
    expectRefused(await getDomains(lab, { date: "yesterday" }), 401, needsDate);
  },
});

const wrongForms: [string, (authorization: string) => string][] = [
  ["another algorithm", (text) => text.replace("hmac-sha256", "hmac-sha1")],
  ["no signature", (text) => text.replace(/, signature=.*/, "")],
  ["no list of headers", (text) => text.replace(/headers="[^"]*"/, 'headers=""')],
];
for (const [what, spoil] of wrongForms) {
  check({
    section: "FLS 1.2",
    title: `An HMAC header with ${what} is 401`,
    async run(lab) {
      const { authorization } = await signedHeaders(lab, "GET", "domains");
      expectRefused(await getDomains(lab, {}, { authorization: spoil(authorization) }), 401, cannotBeVerified);
    },
  });
}

check({
  section: "FLS 1.2",
  title: "The word hmac may have a capital",
  async run(lab) {
    const { authorization, ...rest } = await signedHeaders(lab, "GET", "domains");
    expectAnswer(
      await getDomains(lab, {}, { ...rest, authorization: authorization.replace("hmac", "Hmac") }),
      200,
      domains,
    );
  },
});

check({
  section: "FLS 1.3",
  title: "Live streaming takes Basic too",
  async run(lab) {
    expectAnswer(await fls(lab, "GET", "domains"), 200, domains);
  },
});

check({
  section: "FLS 1.3",
  title: "Basic with a wrong secret is 401 of live streaming too",
  async run(lab) {
    const authorization = basic(lab.account.customerId, "not-the-secret");
    expectRefused(
      await fls(lab, "GET", "domains", undefined, { authorization }),
      401,
      "Invalid authentication credentials",
    );
  },
});

check({
  section: "FLS 1.3",
  title: "Live streaming without an Authorization header is 401 Unauthorized",
  async run(lab) {
    expectRefused(await fls(lab, "GET", "domains", undefined, { authorization: null }), 401, "Unauthorized");
  },
});

check({
  section: "FLS 1.2",
  title: "By switch only signatures are taken, only Basic, or a signature over the path alone",
  isAlone: true,
  async run(lab) {
    const headers = await signedHeaders(lab, "GET", history, { target: flsPath(lab, history.split("?")[0] ?? "") });
    const statuses = async () => [
      (await getDomains(lab)).status,
      (await fls(lab, "GET", "domains")).status,
      (await fls(lab, "GET", history, undefined, { headers })).status,
    ];
    expectSame(await statuses(), [200, 200, 401], "by default");
    await lab.setSwitches({ flsAuth: "hmac" });
    expectSame(await statuses(), [200, 401, 401], "hmac");
    await lab.setSwitches({ flsAuth: "basic" });
    expectSame(await statuses(), [401, 200, 401], "basic");
    await lab.setSwitches({ flsAuth: "both", flsSignedTarget: "either" });
    expectSame(await statuses(), [200, 200, 200], "either target");
  },
});

check({
  section: "FLS 1.2",
  title: "A signature of the date alone is taken, but by switch it must be over all that samples sign",
  isAlone: true,
  async run(lab) {
    const { customerId, customerSecret } = lab.account;
    const date = new Date(await lab.nowMs()).toUTCString();
    const signature = createHmac("sha256", customerSecret).update(`date: ${date}`).digest("base64");
    const authorization = `hmac username="${customerId}", algorithm="hmac-sha256", headers="date", signature="${signature}"`;
    const ask = () => fls(lab, "GET", "domains", undefined, { headers: { date, authorization } });
    expectAnswer(await ask(), 200, domains);
    await lab.setSwitches({ flsSignsAll: true });
    expectRefused(await ask(), 401, cannotBeVerified);
    expectAnswer(await getDomains(lab), 200, domains);
  },
});

check({
  section: "FLS 1.2",
  title: "By switch the date of a signature may be off by more, or less",
  isAlone: true,
  async run(lab) {
    const old = async () =>
      (await getDomains(lab, { date: new Date(await timeFromNow(lab, -10 * minuteMs)).toUTCString() })).status;
    expectSame(await old(), 401, "ten minutes, by default");
    await lab.setSwitches({ flsClockSkewSeconds: 900 });
    expectSame(await old(), 200, "ten minutes of fifteen");
  },
});
