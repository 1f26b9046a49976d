import { expectAnswer } from "../agora";
import { check } from "../check";
import { expectSame, expectThat, nothing } from "../expect";
import {
  autoOf,
  expectDone,
  expectRefused,
  fls,
  listed,
  newPoint,
  offAir,
  onAir,
  settingsOf,
  storage,
  tasksOf,
} from "../fls";
import type { Lab } from "../lab";
import { customStory } from "../stories-fls";

const on = { enabled: true };
const off = { enabled: false };

check({
  section: "FLS 2.3",
  title: "The first custom configuration without storageConfig is 400; before there is one GET is 404",
  async run(lab) {
    const path = settingsOf(await newPoint(lab), "custom");
    expectRefused(await fls(lab, "GET", path), 404, /not configured/);
    expectRefused(await fls(lab, "PATCH", path, { hlsConfig: on, mp4Config: on }), 400, /storageConfig/);
    expectRefused(await fls(lab, "GET", path), 404, /not configured/);
  },
});

check({
  section: "FLS 2.3",
  title: "GET of custom recording shows both keys in clear and leaves the bucket out",
  async run(lab) {
    const { accessKey, secretKey } = lab.address.objectStore;
    const { shown } = await customStory(lab);
    const formats = { hlsConfig: on, mp4Config: on };
    expectAnswer(shown, 200, {
      ...formats,
      storageConfig: { vendor: 2, region: 3, accessKey, secretKey, bucket: nothing },
    });
  },
});

check({
  section: "FLS 2.3",
  title: "What a change of custom recording leaves out stays as it was",
  async run(lab) {
    const path = settingsOf(await newPoint(lab), "custom");
    expectDone(await fls(lab, "PATCH", path, { hlsConfig: on, mp4Config: off, ...storage(2, 3) }));
    expectDone(await fls(lab, "PATCH", path, { mp4Config: on }));
    expectAnswer(await fls(lab, "GET", path), 200, {
      hlsConfig: on,
      mp4Config: on,
      storageConfig: { vendor: 2, region: 3 },
    });
    expectDone(await fls(lab, "PATCH", path, { hlsConfig: off, ...storage(7, 15) }));
    expectAnswer(await fls(lab, "GET", path), 200, {
      hlsConfig: off,
      mp4Config: on,
      storageConfig: { vendor: 7, region: 15 },
    });
    expectDone(await fls(lab, "PATCH", path, {}));
    expectAnswer(await fls(lab, "GET", path), 200, { hlsConfig: off, mp4Config: on });
  },
});

for (const field of ["vendor", "bucket", "accessKey", "secretKey"]) {
  check({
    section: "FLS 2.3",
    title: `A storageConfig without ${field} is 400, also when there was one before`,
    async run(lab) {
      const path = settingsOf(await newPoint(lab), "custom");
      const { storageConfig } = storage(2, 3);
      expectDone(await fls(lab, "PATCH", path, { storageConfig }));
      const { [field]: _, ...rest } = storageConfig;
      expectRefused(
        await fls(lab, "PATCH", path, { storageConfig: rest }),
        400,
        `storageConfig.${field} must be a ${field === "vendor" ? "whole number" : "string"}`,
      );
    },
  });
}

check({
  section: "FLS 2.3",
  title: "Each region has a configuration of its own",
  async run(lab) {
    const point = await newPoint(lab);
    expectDone(await fls(lab, "PATCH", settingsOf(point, "custom", "eu"), storage(1, 4)));
    expectRefused(await fls(lab, "GET", settingsOf(point, "custom", "cn")), 404, /not configured/);
    expectAnswer(await fls(lab, "GET", settingsOf(point, "custom", "eu")), 200, { storageConfig: { region: 4 } });
  },
});

check({
  section: "FLS 2.3",
  title: "Configuring alone puts every stream into the bucket: recording is switched on by it",
  async run(lab) {
    const { keys } = await customStory(lab);
    expectThat(
      keys.some((key) => key.endsWith(".m3u8")),
      "a playlist in the bucket",
      keys,
    );
  },
});

check({
  section: "FLS 2.3",
  title: "By switch GET shows the bucket, and {} before there is a configuration",
  isAlone: true,
  async run(lab) {
    await lab.setSwitches({ flsShowsBucket: true, flsUnconfigured: "empty" });
    const path = settingsOf(await newPoint(lab), "custom");
    expectAnswer(await fls(lab, "GET", path), 200, { storageConfig: nothing, hlsConfig: nothing });
    expectDone(await fls(lab, "PATCH", path, storage(2, 3)));
    expectAnswer(await fls(lab, "GET", path), 200, { storageConfig: { bucket: "b" } });
  },
});

check({
  section: "FLS 2.3",
  title: "By switch a region without a publish domain is 400",
  isAlone: true,
  async run(lab) {
    await lab.setSwitches({ flsStrictArea: true });
    const point = await newPoint(lab);
    expectDone(await fls(lab, "PATCH", settingsOf(point, "standard", "cn"), { hlsConfig: on }));
    expectRefused(await fls(lab, "PATCH", settingsOf(point, "standard", "na"), { hlsConfig: on }), 400, /region/);
  },
});

for (const kind of ["custom", "standard"] as const) {
  for (const [what, field, value] of [
    ["mp4Config.enabled", "mp4Config", { enabled: "true" }],
    ["hlsConfig", "hlsConfig", true],
  ] as const) {
    check({
      section: kind === "custom" ? "FLS 2.3" : "FLS 2.5",
      title: `A wrong type of ${what} is 400 in a ${kind} configuration`,
      async run(lab) {
        const path = settingsOf(await newPoint(lab), kind);
        expectRefused(await fls(lab, "PATCH", path, { ...storage(1, 0), [field]: value }), 400, new RegExp(`^${what}`));
      },
    });
  }
  check({
    section: "FLS 2.4",
    title: `enabled is required to switch ${kind} recording, and a boolean`,
    async run(lab) {
      const path = autoOf(await newPoint(lab), kind);
      for (const body of [{}, { enabled: "true" }, { enabled: 1 }]) {
        expectRefused(await fls(lab, "PATCH", path, body), 400, /enabled/);
      }
      expectDone(await fls(lab, "PATCH", path, on));
    },
  });
  check({
    section: "FLS 2.4",
    title: `A task for one stream is 400 while all are recorded (${kind}), and without an id`,
    async run(lab) {
      const point = await newPoint(lab);
      expectDone(await fls(lab, "PATCH", autoOf(point, kind), on));
      expectRefused(await fls(lab, "PUT", `${tasksOf(point, kind)}?id=a`), 400, /disabled first/);
      expectDone(await fls(lab, "PATCH", autoOf(point, kind), off));
      expectDone(await fls(lab, "PUT", `${tasksOf(point, kind)}?id=a`));
      expectRefused(await fls(lab, "PUT", tasksOf(point, kind)), 400, /^id /);
      expectDone(await fls(lab, "DELETE", `${tasksOf(point, kind)}/a`));
    },
  });
}

check({
  section: "FLS 2.5",
  title: "Standard recording is 404 before it is configured, merges what it is given, and shows no storage",
  async run(lab) {
    const path = settingsOf(await newPoint(lab), "standard");
    expectRefused(await fls(lab, "GET", path), 404, /not configured/);
    expectDone(await fls(lab, "PATCH", path, { hlsConfig: on }));
    expectDone(await fls(lab, "PATCH", path, { mp4Config: on }));
    expectAnswer(await fls(lab, "GET", path), 200, { hlsConfig: on, mp4Config: on, storageConfig: nothing });
  },
});

/** Waits until a stream has so many recordings that can be played. */
function hasRecordings(lab: Lab, point: string, stream: string, count: number) {
  return lab.until(`${count} recordings of ${stream}`, async () => {
    const rows = await listed(lab, point, stream);
    return rows.length === count ? rows : undefined;
  });
}

check({
  section: "FLS 2.5",
  title:
    "Configuring standard recording switches it on; switching it off ends what is recorded, on goes on in another file",
  async run(lab) {
    const point = await newPoint(lab);
    await onAir(lab, point, "a");
    expectDone(await fls(lab, "PATCH", settingsOf(point, "standard"), { hlsConfig: on }));
    await hasRecordings(lab, point, "a", 1);
    expectDone(await fls(lab, "PATCH", autoOf(point, "standard"), off));
    const [before] = await listed(lab, point, "a");
    expectDone(await fls(lab, "PATCH", autoOf(point, "standard"), on));
    const rows = await hasRecordings(lab, point, "a", 2);
    expectSame([rows[0]?.fileName, rows[0]?.endTime], [before?.fileName, before?.endTime], "the first recording");
    await offAir(lab, point, "a");
  },
});

check({
  section: "FLS 2.4",
  title:
    "A task records its stream at once and no other, until it is taken away; a task of another region does nothing",
  async run(lab) {
    const point = await newPoint(lab);
    expectDone(await fls(lab, "PATCH", settingsOf(point, "standard"), { hlsConfig: on }));
    expectDone(await fls(lab, "PATCH", autoOf(point, "standard"), off));
    for (const stream of ["a", "b", "c"]) await onAir(lab, point, stream);
    expectDone(await fls(lab, "PUT", `${tasksOf(point, "standard")}?id=a`));
    expectDone(await fls(lab, "PUT", `${tasksOf(point, "standard", "eu")}?id=c`));
    await hasRecordings(lab, point, "a", 1);
    expectDone(await fls(lab, "DELETE", `${tasksOf(point, "standard")}/a`));
    const [row] = await listed(lab, point, "a");
    await lab.passes(2.5);
    expectSame(
      (await listed(lab, point, "a")).map(({ endTime }) => endTime),
      [row?.endTime],
      "the end of what was recorded",
    );
    for (const stream of ["b", "c"]) expectSame(await listed(lab, point, stream), [], `recordings of ${stream}`);
    for (const stream of ["a", "b", "c"]) await offAir(lab, point, stream);
  },
});

for (const [what, hours, count] of [
  ["is recorded when it begins within a day", 23, 1],
  ["is not recorded when it begins later", 25, 0],
] as const) {
  check({
    section: "FLS 2.4",
    title: `A stream with a task ${what}`,
    isAlone: true,
    async run(lab) {
      const point = await newPoint(lab);
      expectDone(await fls(lab, "PATCH", settingsOf(point, "standard"), { hlsConfig: on }));
      expectDone(await fls(lab, "PATCH", autoOf(point, "standard"), off));
      for (const stream of ["a", "b"]) expectDone(await fls(lab, "PUT", `${tasksOf(point, "standard")}?id=${stream}`));
      await lab.advance(hours * 3600);
      await onAir(lab, point, "a");
      await lab.advance(60);
      expectSame((await listed(lab, point, "a")).length, count, "recordings");
    },
  });
}

check({
  section: "FLS 2.4",
  title: "Entry points may record differently; by switch what would make them differ is 400",
  isAlone: true,
  async run(lab) {
    const point = await newPoint(lab);
    const differ = { hlsConfig: on, ...storage(2, 3) };
    await lab.setSwitches({ flsSameEverywhere: true });
    expectRefused(await fls(lab, "PATCH", settingsOf(point, "custom"), differ), 400, /live records otherwise/);
    expectRefused(await fls(lab, "PUT", `${tasksOf(point, "standard")}?id=x`), 400, /live records otherwise/);
    expectDone(await fls(lab, "PATCH", settingsOf(point, "standard"), { hlsConfig: on }));
    await lab.setSwitches({ flsSameEverywhere: false });
    expectDone(await fls(lab, "PATCH", settingsOf(point, "custom"), differ));
  },
});
