import { expectAnswer } from "../agora";
import { check } from "../check";
import { expectLike, expectSame, expectThat, listOf, nothing } from "../expect";
import { expectDone, expectRefused, fls, listIn, live, nameOf, newPoint } from "../fls";
import type { Json } from "../json";
import type { Lab } from "../lab";
import { Slots } from "../slots";

/** A project has five domains of a type at most, so that checks take turns. */
const turn = new Slots(1);

/** Makes a domain, lets a check look at it, and takes it away. */
function withDomain(lab: Lab, body: Json, look: (name: string, made: Json) => Promise<void>): Promise<void> {
  return turn.use(async () => {
    const name = `d${lab.newUid()}.example.com`;
    const answer = await fls(lab, "POST", `domains?id=${name}`, body);
    expectAnswer(answer, 201, { appid: lab.account.appId, name, type: body.type });
    try {
      await look(name, answer.body as Json);
    } finally {
      await fls(lab, "DELETE", `domains/${name}`);
    }
  });
}

const publish = { type: "publish", region: "ap" };

check({
  section: "FLS 2.1",
  title: "A publish domain is made with 201, and the answer has appid, name, type, region and cname",
  run: (lab) =>
    withDomain(lab, publish, async (name, made) => {
      expectLike(made, { region: "ap", cname: `${name}.v1.agoramdn.com` });
      await Promise.resolve();
    }),
});

check({
  section: "FLS 2.1",
  title: "A play domain is made without a region",
  run: (lab) =>
    withDomain(lab, { type: "play" }, async (name, made) => {
      expectLike(made, { region: nothing, type: "play" });
      expectAnswer(await fls(lab, "GET", `domains/${name}`), 200, { name, region: nothing });
    }),
});

check({
  section: "FLS 2.1",
  title: "A domain is in the list, at its own path, and at the list's path with its id",
  run: (lab) =>
    withDomain(lab, publish, async (name) => {
      const domain = { appid: lab.account.appId, name, type: "publish", region: "ap" };
      const list = listIn(await fls(lab, "GET", "domains"), "domainList");
      expectLike(
        list.find((one) => one.name === name),
        domain,
        "in the list",
      );
      expectAnswer(await fls(lab, "GET", `domains/${name}`), 200, domain);
      expectAnswer(await fls(lab, "GET", `domains?id=${name}`), 200, { ...domain, domainList: nothing });
    }),
});

check({
  section: "FLS 2.1",
  title: "authKey is set with an empty answer, up to 128 bytes, and shown; a longer one is 400",
  run: (lab) =>
    withDomain(lab, publish, async (name) => {
      expectDone(await fls(lab, "PATCH", `domains/${name}`, { authKey: "k".repeat(128) }));
      expectRefused(await fls(lab, "PATCH", `domains/${name}`, { authKey: "k".repeat(129) }), 400, /authKey/);
      expectRefused(await fls(lab, "PATCH", `domains/${name}`, {}), 400, /authKey/);
      expectAnswer(await fls(lab, "GET", `domains/${name}`), 200, { authKey: "k".repeat(128) });
    }),
});

check({
  section: "FLS 2.1",
  title: "A domain that exists already is 400",
  run: (lab) =>
    withDomain(lab, publish, async (name) => {
      expectRefused(await fls(lab, "POST", `domains?id=${name}`, publish), 400, /exists/);
    }),
});

check({
  section: "FLS 2.1",
  title: "A deleted domain is 404 for GET, PATCH and DELETE",
  async run(lab) {
    let gone = "";
    await withDomain(lab, { type: "play" }, async (name) => {
      gone = `domains/${name}`;
      expectDone(await fls(lab, "DELETE", gone));
    });
    expectRefused(await fls(lab, "GET", gone), 404, /domain/);
    expectRefused(await fls(lab, "PATCH", gone, { authKey: "k" }), 404, /domain/);
    expectRefused(await fls(lab, "DELETE", gone), 404, /domain/);
  },
});

const badDomains: [what: string, id: string, body: Json, named: RegExp][] = [
  ["without a type", "a.example.com", { region: "cn" }, /type/],
  ["of an unknown type", "a.example.com", { type: "push", region: "cn" }, /type/],
  ["to publish without a region", "a.example.com", { type: "publish" }, /region/],
  ["to publish in CN, in capitals", "a.example.com", { type: "publish", region: "CN" }, /region/],
  ["to play with a region", "a.example.com", { type: "play", region: "cn" }, /region/],
  ["with a wildcard", "*.example.com", { type: "play" }, /id/],
  ["without a name", "", { type: "play" }, /id/],
];
for (const [what, id, body, named] of badDomains) {
  check({
    section: "FLS 2.1",
    title: `A domain ${what} is 400`,
    async run(lab) {
      expectRefused(await fls(lab, "POST", `domains?id=${id}`, body), 400, named);
    },
  });
}

check({
  section: "FLS 2.2",
  title: "An entry point is made with 201 and no body, listed, and deleted; then its calls are 404",
  async run(lab) {
    const point = await newPoint(lab);
    const list = listIn(await fls(lab, "GET", "entry_points"), "entryPointList");
    expectThat(
      list.some(({ name }) => name === nameOf(point)),
      "it in the list",
      list,
    );
    expectAnswer(await fls(lab, "GET", `${point}/reports/online_streams`), 200, { streamList: [] });
    expectDone(await fls(lab, "DELETE", point));
    expectRefused(await fls(lab, "GET", `${point}/reports/online_streams`), 404, /entry point/);
    expectRefused(await fls(lab, "DELETE", point), 404, /entry point/);
  },
});

check({
  section: "FLS 2.2",
  title: "An entry point that exists already is 400",
  async run(lab) {
    expectRefused(await fls(lab, "POST", `entry_points?id=${nameOf(await newPoint(lab))}`), 400, /exists/);
  },
});

check({
  section: "FLS 2.2",
  title: "The default entry point is listed and cannot be deleted: that is 400",
  async run(lab) {
    expectAnswer(await fls(lab, "GET", "entry_points"), 200, { entryPointList: listOf({ name: /./ }) });
    expectRefused(await fls(lab, "DELETE", live), 400, /default/);
    expectAnswer(await fls(lab, "GET", `${live}/reports/online_streams/cam1`), 200, { startTime: /Z$/ });
  },
});

for (const [what, query] of [
  ["no name", ""],
  ["a name with a slash", "?id=a%2Fb"],
  ["a name of 65 letters", `?id=${"a".repeat(65)}`],
] as const) {
  check({
    section: "FLS 2.2",
    title: `An entry point with ${what} is 400`,
    async run(lab) {
      expectRefused(await fls(lab, "POST", `entry_points${query}`), 400, /^id /);
    },
  });
}

check({
  section: "FLS 2.2",
  title: "An entry point named regions works as any other",
  async run(lab) {
    const point = await newPoint(lab, "regions");
    expectAnswer(await fls(lab, "GET", `${point}/admin/banned_streams`), 200, { bannedStreamList: [] });
  },
});

check({
  section: "FLS 2.2",
  title: "Beyond the limit an entry point is 400, as is a sixth domain of a type",
  isAlone: true,
  async run(lab) {
    await lab.setSwitches({ flsMostEntryPoints: 2 });
    const statuses = [];
    for (const id of ["one", "two"]) statuses.push((await fls(lab, "POST", `entry_points?id=${id}`)).status);
    expectSame(statuses, [201, 400], "beside the default one");
    for (let i = 1; i < 5; i++)
      expectLike((await fls(lab, "POST", `domains?id=p${i}.example.com`, publish)).status, 201);
    expectRefused(await fls(lab, "POST", "domains?id=p5.example.com", publish), 400, /limit/);
    expectLike((await fls(lab, "POST", "domains?id=p5.example.com", { type: "play" })).status, 201);
  },
});
