import { expectAnswer } from "../agora";
import { check } from "../check";
import { aString, expectLike, expectSame, expectThat, listOf, nothing } from "../expect";
import {
  adminOf,
  autoOf,
  expectDone,
  expectRefused,
  fls,
  flsPath,
  live,
  newPoint,
  settingsOf,
  signedHeaders,
  stillsOf,
} from "../fls";
import type { Lab } from "../lab";

const noRoute = { message: "no Route matched with those values" };

const noRoutes: [what: string, method: string, tail: string][] = [
  ["PUT of domains", "PUT", "domains"],
  ["DELETE of the list of entry points", "DELETE", "entry_points"],
  ["GET of one entry point", "GET", live],
  ["GET of whether recording is on", "GET", autoOf(live, "standard")],
  ["DELETE of a recording configuration", "DELETE", settingsOf(live, "custom")],
  ["GET of a clip", "GET", `${adminOf(live)}/cutting/cam1`],
  ["PUT of a clip", "PUT", `${adminOf(live)}/cutting/cam1`],
  ["A clip of a custom recording", "POST", `${live}/admin/record/custom/regions/cn/cutting/cam1`],
  ["The path that custom recording had in 2021", "PATCH", `${live}/settings/record/regions/cn`],
  ["The path that snapshots had in 2021", "PATCH", `${live}/settings/snapshot/regions/cn`],
  ["Domains in capitals", "GET", "DOMAINS"],
  ["A report that does not exist", "GET", `${live}/reports/offline_streams`],
];
for (const [what, method, tail] of noRoutes) {
  check({
    section: "FLS 2.0",
    title: `${what} is 404 no Route`,
    async run(lab) {
      expectAnswer(await fls(lab, method, tail), 404, noRoute);
    },
  });
}

check({
  section: "FLS 1.1",
  title: "Live streaming takes a body without asking for its content type",
  async run(lab) {
    const point = await newPoint(lab);
    for (const contentType of ["application/json", "text/plain"]) {
      expectDone(await fls(lab, "PATCH", autoOf(point, "standard"), { enabled: false }, { contentType }));
    }
  },
});

check({
  section: "FLS 1.1",
  title: "Names are case-sensitive: LIVE is another entry point, CN no region and Enabled no field",
  async run(lab) {
    expectRefused(await fls(lab, "GET", "entry_points/LIVE/admin/banned_streams"), 404, /entry point/);
    expectRefused(await fls(lab, "GET", settingsOf(live, "standard", "CN")), 400, /region/);
    expectRefused(await fls(lab, "PATCH", autoOf(await newPoint(lab), "standard"), { Enabled: true }), 400, /enabled/);
  },
});

check({
  section: "FLS 1.1",
  title: "Fields that nobody documented are left alone",
  async run(lab) {
    expectDone(await fls(lab, "PATCH", autoOf(await newPoint(lab), "standard"), { enabled: false, extra: { a: [1] } }));
  },
});

check({
  section: "FLS 1.5",
  title: "Answers of live streaming have an X-Request-Id, refusals a message and no code",
  async run(lab) {
    for (const answer of [await fls(lab, "GET", "domains"), await fls(lab, "GET", "domains/none.example.com")]) {
      expectLike(answer.headers.get("x-request-id"), aString, "X-Request-Id");
    }
    expectAnswer(await fls(lab, "GET", "domains/none.example.com"), 404, { message: /domain/, code: nothing });
  },
});

check({
  section: "FLS 1.5",
  title: "An App ID that is not the account's is 400",
  async run(lab) {
    expectRefused(await lab.request("GET", flsPath(lab, "domains", "0".repeat(32))), 400, "appid is invalid");
  },
});

for (const [what, raw] of [
  ["is cut off", '{"enabled":'],
  ["names a field twice", '{"enabled":true,"enabled":false}'],
  ["is a list", "[]"],
] as const) {
  check({
    section: "FLS 1.5",
    title: `A body that ${what} is 400`,
    async run(lab) {
      expectRefused(await fls(lab, "PATCH", autoOf(await newPoint(lab), "standard"), undefined, { raw }), 400, /body/);
    },
  });
}

for (const status of [500, 504]) {
  check({
    section: "FLS 1.5",
    title: `${status} can be had, with the call carried out and without`,
    isAlone: true,
    async run(lab) {
      const exists = async (name: string) =>
        (await fls(lab, "GET", `entry_points/${name}/admin/banned_streams`)).status === 200;
      for (const timing of ["before", "after"]) {
        const answer = { kind: "json", status, body: { message: "internal error" } };
        await lab.control("POST", "faults", { operation: "createEntryPoint", timing, answer });
        expectRefused(await fls(lab, "POST", `entry_points?id=${timing}`), status, "internal error");
      }
      expectSame([await exists("before"), await exists("after")], [false, true], "what was carried out");
    },
  });
}

async function statusesOfMany(lab: Lab, count: number): Promise<[served: number, refused: number]> {
  const answers = await Promise.all(Array.from({ length: count }, () => fls(lab, "GET", "domains")));
  for (const answer of answers.filter(({ status }) => status === 429)) {
    expectRefused(answer, 429, "API rate limit exceeded");
  }
  return [answers.filter(({ status }) => status === 200).length, answers.filter(({ status }) => status === 429).length];
}

check({
  section: "FLS 1.4",
  title: "Of sixty calls at once fifty are served and ten are 429; a second later it is served again",
  isAlone: true,
  async run(lab) {
    // A busy machine, too, sends them within a second of a slow clock.
    await lab.control("PUT", "clock", { rate: 0.1 });
    expectSame(await statusesOfMany(lab, 60), [50, 10], "served and refused");
    await lab.advance(1);
    expectSame(await statusesOfMany(lab, 1), [1, 0], "served and refused a second later");
  },
});

check({
  section: "FLS 1.4",
  title: "Cloud Recording's calls do not count against live streaming",
  isAlone: true,
  async run(lab) {
    await lab.control("PUT", "clock", { rate: 0.1 });
    const nobody = { cname: "x", uid: "1", resourceId: "A".repeat(256), sid: "0".repeat(32) };
    const queries = await Promise.all(Array.from({ length: 15 }, () => lab.query(nobody)));
    expectThat(
      queries.some(({ status }) => status === 429),
      "Cloud Recording to refuse",
      queries.map(({ status }) => status),
    );
    expectSame(await statusesOfMany(lab, 40), [40, 0], "served and refused");
  },
});

const wrongEverywhere = "entry_points/nowhere/settings/record/custom/regions/mars";
const order: [
  what: string,
  status: number,
  named: RegExp,
  ask: (lab: Lab) => Promise<Awaited<ReturnType<typeof fls>>>,
][] = [
  [
    "The address comes before credentials",
    404,
    /no Route/,
    (lab) => fls(lab, "PUT", wrongEverywhere, {}, { authorization: null }),
  ],
  [
    "Credentials come before the entry point",
    401,
    /^Unauthorized$/,
    (lab) => fls(lab, "PATCH", wrongEverywhere, {}, { authorization: null }),
  ],
  [
    "The digest of the body comes before the entry point",
    401,
    /signature does not match/,
    async (lab) => {
      const headers = await signedHeaders(lab, "PATCH", wrongEverywhere, { body: '{"a":1}' });
      return fls(lab, "PATCH", wrongEverywhere, undefined, { raw: '{"a":2}', headers });
    },
  ],
  [
    "The App ID comes before the entry point",
    400,
    /appid/,
    (lab) => lab.request("PATCH", flsPath(lab, wrongEverywhere, "x"), { body: {} }),
  ],
  ["The entry point comes before the region", 404, /entry point/, (lab) => fls(lab, "PATCH", wrongEverywhere, {})],
  [
    "The region comes before JSON",
    400,
    /region/,
    (lab) => fls(lab, "PATCH", settingsOf(live, "custom", "mars"), undefined, { raw: "{" }),
  ],
  [
    "JSON comes before the fields",
    400,
    /JSON/,
    (lab) => fls(lab, "PATCH", stillsOf(live, "standard"), undefined, { raw: '{"snapshotInterval":1' }),
  ],
];
for (const [what, status, named, ask] of order) {
  check({
    section: "FLS 7",
    title: `${what}: what is wrong with both is ${status}`,
    async run(lab) {
      // The server is not one that refuses whatever it gets.
      expectAnswer(await fls(lab, "GET", "entry_points"), 200, { entryPointList: listOf({ name: aString }) });
      expectRefused(await ask(lab), status, named);
    },
  });
}

check({
  section: "FLS 7",
  title: "The rate comes before the entry point: beyond it an unknown one is 429",
  isAlone: true,
  async run(lab) {
    await lab.control("PUT", "clock", { rate: 0.1 });
    expectSame(await statusesOfMany(lab, 50), [50, 0], "served and refused");
    expectRefused(await fls(lab, "GET", "entry_points/nowhere/admin/banned_streams"), 429, "API rate limit exceeded");
  },
});
