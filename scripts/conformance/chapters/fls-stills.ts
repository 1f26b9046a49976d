import { expectAnswer } from "../agora";
import { check } from "../check";
import { expectLike, expectThat, nothing } from "../expect";
import { adminOf, expectDone, expectRefused, fileOf, fls, live, newPoint, stillsOf, timeFromNow } from "../fls";
import { customStory, standardStory } from "../stories-fls";

const usual = { snapshotInterval: 10, enableModeration: false };

for (const kind of ["standard", "custom"] as const) {
  const place = { storageConfig: { vendor: 2, region: 3, bucket: "b", accessKey: "a", secretKey: "s" } };
  const good = kind === "custom" ? { enabled: true, ...place } : { enabled: true };

  check({
    section: "FLS 2.9",
    title: `${kind} snapshots are 404 before they are configured; then every ten seconds without moderation by default`,
    async run(lab) {
      const path = stillsOf(await newPoint(lab), kind);
      expectRefused(await fls(lab, "GET", path), 404, /not configured/);
      expectDone(await fls(lab, "PATCH", path, good));
      expectAnswer(await fls(lab, "GET", path), 200, { enabled: true, ...usual });
      expectDone(
        await fls(lab, "PATCH", path, { ...good, enabled: false, snapshotInterval: 300, enableModeration: true }),
      );
      expectAnswer(await fls(lab, "GET", path), 200, { enabled: false, snapshotInterval: 300, enableModeration: true });
    },
  });

  for (const [field, ...values] of [
    ["snapshotInterval", 4, 301, 0, 5.5, "10"],
    ["enabled", undefined, "true", 1],
    ["enableModeration", "true", 0],
  ] as const) {
    check({
      section: "FLS 2.9",
      title: `${field} of ${kind} snapshots out of its range or of another type is 400`,
      async run(lab) {
        const path = stillsOf(await newPoint(lab), kind);
        for (const value of values) {
          expectRefused(await fls(lab, "PATCH", path, { ...good, [field]: value }), 400, new RegExp(`^${field} `));
        }
        for (const snapshotInterval of [5, 300])
          expectDone(await fls(lab, "PATCH", path, { ...good, snapshotInterval }));
      },
    });
  }
}

check({
  section: "FLS 2.9",
  title: "custom snapshots show their keys and no bucket, keep their storage, and are 400 without one at first",
  async run(lab) {
    const path = stillsOf(await newPoint(lab), "custom");
    expectRefused(await fls(lab, "PATCH", path, { enabled: true }), 400, /storageConfig/);
    const storageConfig = { vendor: 1, region: 26, bucket: "b", accessKey: "a", secretKey: "s" };
    expectDone(await fls(lab, "PATCH", path, { enabled: true, storageConfig }));
    expectDone(await fls(lab, "PATCH", path, { enabled: false }));
    const shown = { ...storageConfig, bucket: nothing };
    expectAnswer(await fls(lab, "GET", path), 200, { enabled: false, storageConfig: shown });
    expectRefused(
      await fls(lab, "PATCH", path, { enabled: true, storageConfig: { ...storageConfig, region: 17 } }),
      400,
      /storageConfig\.region/,
    );
  },
});

check({
  section: "FLS 2.9",
  title: "Periodic stills are told of with event 102 and can be had as JPEG",
  async run(lab) {
    const { deliveries, point, stream } = await standardStory(lab);
    const [still] = deliveries.filter(({ envelope }) => envelope.eventType === 102);
    const name = String(still?.payload.fileName);
    const folder = `snapshot/${point.replace("entry_points/", "")}/${stream}/`;
    expectThat(name.startsWith(folder), folder, name);
    expectLike(name.slice(folder.length), /^[0-9a-f]{32}_\d{17}_\d{14}\.jpg$/, "the rest of its name");
    const response = await fileOf(lab, name);
    expectLike([response.status, response.headers.get("content-type")], [200, "image/jpeg"], "status and type");
    const other = name.replace(/\d(?=\.jpg$)/, (digit) => `${(Number(digit) + 1) % 10}`);
    expectLike((await fileOf(lab, other)).status, 404, "a still of a second at which none was taken");
  },
});

check({
  section: "FLS 2.9",
  title: "Periodic stills of custom snapshots are told of with event 4 and lie in the bucket",
  async run(lab) {
    const { deliveries, point, stream } = await customStory(lab);
    const [still] = deliveries.filter(({ envelope }) => envelope.eventType === 4);
    const key = String(still?.payload.fileName);
    const folder = `${point.replace("entry_points/", "")}/${stream}/`;
    expectThat(key.startsWith(folder), folder, key);
    expectLike(key.slice(folder.length), /^[0-9a-f]{32}_\d{17}_\d{14}\.jpg$/, "the rest of its name");
    const bytes = await lab.bucket.bytes(key);
    expectLike(bytes.subarray(0, 3).toString("hex"), "ffd8ff", "the beginning of a JPEG");
  },
});

check({
  section: "FLS 2.9",
  title: "The three streams that are there from the start have different pictures",
  async run(lab) {
    const pictures = [];
    for (const stream of ["cam1", "cam2", "stage"]) {
      const fileName = `of-${lab.newUid()}.jpg`;
      const time = await timeFromNow(lab, -60_000);
      expectDone(await fls(lab, "POST", `${adminOf(live)}/snapshot/${stream}`, { time, fileName }));
      const response = await fileOf(lab, `snapshot/live/${stream}/${fileName}`);
      const bytes = Buffer.from(await response.arrayBuffer());
      expectThat(response.status === 200 && bytes.length > 1000, `a picture of ${stream}`, response.status);
      pictures.push(bytes.toString("base64"));
    }
    expectThat(new Set(pictures).size === 3, "three different pictures", new Set(pictures).size);
  },
});
