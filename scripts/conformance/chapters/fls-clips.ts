import { check } from "../check";
import { expectLike, expectSame, expectThat } from "../expect";
import {
  adminOf,
  dayMs,
  expectDone,
  expectRefused,
  fileOf,
  fls,
  later,
  listed,
  live,
  longRow,
  minuteMs,
  type Row,
  timeFromNow,
} from "../fls";
import type { Json } from "../json";
import type { Lab } from "../lab";
import { standardStory } from "../stories-fls";

/** A name that no other check uses. */
const newName = (lab: Lab, extension: string) => `n${lab.newUid()}.${extension}`;
const cut = (lab: Lab, body: Json, stream = "cam1", region = "cn") =>
  fls(lab, "POST", `${adminOf(live, region)}/cutting/${stream}`, body);
const picture = (lab: Lab, body: Json, stream = "cam1", region = "cn") =>
  fls(lab, "POST", `${adminOf(live, region)}/snapshot/${stream}`, body);

/** The playlist of a clip. */
async function clipText(lab: Lab, fileName: string, stream = "cam1"): Promise<string> {
  const response = await fileOf(lab, `record/live/${stream}/${fileName}`);
  expectLike(response.status, 200, "status of the clip");
  return response.text();
}

const secondsIn = (text: string) =>
  [...text.matchAll(/#EXTINF:([\d.]+)/g)].reduce((sum, [, one]) => sum + Number(one), 0);

check({
  section: "FLS 2.6",
  title: "A clip is accepted with an empty answer and is a playlist of the slices that overlap it",
  async run(lab) {
    const { startTime } = await longRow(lab);
    const fileName = newName(lab, "m3u8");
    expectDone(
      await cut(lab, { startTime: later(startTime, 5 * minuteMs), endTime: later(startTime, 6 * minuteMs), fileName }),
    );
    const text = await clipText(lab, fileName);
    const seconds = secondsIn(text);
    // Up to a slice of two seconds more at each end.
    expectThat(seconds >= 60 && seconds <= 64, "60 to 64 seconds", seconds);
    expectThat(
      text.endsWith("#EXT-X-ENDLIST\n") && !text.includes("DISCONTINUITY"),
      "one unbroken list that has ended",
      text.slice(-200),
    );
  },
});

check({
  section: "FLS 4",
  title: "A time with an offset and one in UTC are the same moment, decimals are taken",
  async run(lab) {
    const { startTime } = await longRow(lab);
    const texts = [];
    for (const offset of [0, 8, -9.5]) {
      const zone = offset === 0 ? ".000Z" : offset === 8 ? "+08:00" : "-09:30";
      const at = (ms: number) => later(startTime, ms + offset * 60 * minuteMs).replace("Z", zone);
      const fileName = newName(lab, "m3u8");
      expectDone(await cut(lab, { startTime: at(10 * minuteMs), endTime: at(11 * minuteMs), fileName }));
      texts.push(await clipText(lab, fileName));
    }
    expectSame(texts[1], texts[0], "the clip in +08:00");
    expectSame(texts[2], texts[0], "the clip in -09:30");
  },
});

check({
  section: "FLS 2.6",
  title: "A clip over a break of the stream holds both sides and a discontinuity",
  async run(lab) {
    const rows = await listed(lab, live, "cam1");
    const at = rows.findIndex(
      ({ endTime }, i) => Date.parse(rows[i + 1]?.startTime ?? "") - Date.parse(endTime) < 5 * minuteMs,
    );
    const [before, after] = [rows[at], rows[at + 1]];
    expectThat(before !== undefined && after !== undefined, "two recordings close to each other", rows.length);
    const fileName = newName(lab, "m3u8");
    expectDone(
      await cut(lab, { startTime: later(before.endTime, -30_000), endTime: later(after.startTime, 30_000), fileName }),
    );
    const text = await clipText(lab, fileName);
    expectSame(text.match(/#EXT-X-DISCONTINUITY/g)?.length, 1, "discontinuities");
    const idOf = (row: Row) => /([0-9a-f]{32})_/.exec(row.fileName)?.[1] ?? "";
    const [left = "", right = ""] = text.split("#EXT-X-DISCONTINUITY");
    expectThat(left.includes(idOf(before)) && right.includes(idOf(after)), "slices of both", text.slice(0, 300));
  },
});

for (const [what, ending] of [
  ["absent", {}],
  ["empty", { endTime: "" }],
] as const) {
  check({
    section: "FLS 2.6",
    title: `With endTime ${what} a clip ends with the latest file`,
    async run(lab) {
      const fileName = newName(lab, "m3u8");
      expectDone(await cut(lab, { startTime: await timeFromNow(lab, -2 * minuteMs), fileName, ...ending }, "stage"));
      const seconds = secondsIn(await clipText(lab, fileName, "stage"));
      expectThat(seconds >= 108 && seconds <= 124, "nearly two minutes", seconds);
    },
  });
}

type Refused = [what: string, status: number, named: RegExp, body: (lab: Lab, row: Row) => Json | Promise<Json>];
const badClips: Refused[] = [
  ["without startTime", 400, /startTime/, () => ({ startTime: undefined })],
  ["without fileName", 400, /fileName/, () => ({ fileName: undefined })],
  ["with an empty fileName", 400, /fileName/, () => ({ fileName: "" })],
  ["with a slash in fileName", 400, /fileName/, () => ({ fileName: "a/b.m3u8" })],
  ["with a startTime that is a number", 400, /startTime/, () => ({ startTime: 1_630_000_000 })],
  ["with a time without offset", 400, /startTime/, () => ({ startTime: "2021-08-25T10:44:40" })],
  ["with a day that is none", 400, /endTime/, () => ({ endTime: "2021-02-30T10:44:40Z" })],
  ["that ends before it starts", 400, /endTime/, (_, row) => ({ endTime: later(row.startTime, -minuteMs) })],
  [
    "that ends in the future",
    400,
    /endTime must not be in the future/,
    async (lab) => ({ endTime: await timeFromNow(lab, minuteMs) }),
  ],
  [
    "of a time that was not recorded",
    404,
    /no recording/,
    (_, row) => ({ startTime: later(row.startTime, -40 * dayMs), endTime: later(row.startTime, -39 * dayMs) }),
  ],
];
for (const [what, status, named, change] of badClips) {
  check({
    section: "FLS 2.6",
    title: `A clip ${what} is ${status}`,
    async run(lab) {
      const row = await longRow(lab);
      const good = {
        startTime: later(row.startTime, minuteMs),
        endTime: later(row.startTime, 2 * minuteMs),
        fileName: newName(lab, "m3u8"),
      };
      expectRefused(await cut(lab, { ...good, ...(await change(lab, row)) }), status, named);
    },
  });
}

const badStills: Refused[] = [
  ["without fileName", 400, /fileName/, () => ({ fileName: undefined })],
  ["with a backslash in fileName", 400, /fileName/, () => ({ fileName: "a\\b.jpg" })],
  ["of the future", 400, /time must not be in the future/, async (lab) => ({ time: await timeFromNow(lab, minuteMs) })],
  ["with a time that is none", 400, /time/, () => ({ time: "noon" })],
  ["of a moment that was not recorded", 404, /no recording/, (_, row) => ({ time: later(row.startTime, -40 * dayMs) })],
  ["of a moment between two recordings", 404, /no recording/, (_, row) => ({ time: later(row.endTime, 10_000) })],
];
for (const [what, status, named, change] of badStills) {
  check({
    section: "FLS 2.6",
    title: `A snapshot ${what} is ${status}`,
    async run(lab) {
      const row = await longRow(lab);
      const good = { time: later(row.startTime, minuteMs), fileName: newName(lab, "jpg") };
      expectRefused(await picture(lab, { ...good, ...(await change(lab, row)) }), status, named);
    },
  });
}

check({
  section: "FLS 2.6",
  title: "Clips and snapshots of a stream that nobody recorded, or in another region than it was, are 404",
  async run(lab) {
    const { startTime: begin } = await longRow(lab);
    const [startTime, endTime] = [later(begin, minuteMs), later(begin, 2 * minuteMs)];
    for (const [stream, region] of [
      ["nobody", "cn"],
      ["cam1", "eu"],
    ] as const) {
      expectRefused(
        await cut(lab, { startTime, endTime, fileName: newName(lab, "m3u8") }, stream, region),
        404,
        /no recording/,
      );
      expectRefused(
        await picture(lab, { time: startTime, fileName: newName(lab, "jpg") }, stream, region),
        404,
        /no recording/,
      );
    }
  },
});

check({
  section: "FLS 2.6",
  title: "A fileName can be had once for a stream, whatever it is of; another stream may have it too",
  async run(lab) {
    const fileName = newName(lab, "m3u8");
    const startTime = await timeFromNow(lab, -minuteMs);
    expectDone(await cut(lab, { startTime, fileName }));
    expectRefused(await cut(lab, { startTime, fileName }), 400, /fileName exists/);
    expectRefused(await picture(lab, { fileName }), 400, /fileName exists/);
    expectDone(await cut(lab, { startTime, fileName }, "stage"));
  },
});

check({
  section: "FLS 2.6",
  title: "A clip cannot take the name of a recording: that is 400, and the recording is still there",
  async run(lab) {
    const { fileName: path, startTime } = await longRow(lab);
    const fileName = path.split("/").at(-1);
    const before = await (await fileOf(lab, path)).text();
    expectRefused(
      await cut(lab, { startTime: later(startTime, minuteMs), endTime: later(startTime, 2 * minuteMs), fileName }),
      400,
      /fileName/,
    );
    expectSame(await (await fileOf(lab, path)).text(), before, "the recording's playlist");
  },
});

for (const [what, time] of [
  ["of a moment", true],
  ["of the latest file, where time is absent", false],
] as const) {
  check({
    section: "FLS 2.6",
    title: `A snapshot ${what} is accepted with an empty answer and is a JPEG`,
    async run(lab) {
      const fileName = newName(lab, "jpg");
      expectDone(
        await picture(lab, { fileName, ...(time ? { time: later((await longRow(lab)).startTime, minuteMs) } : {}) }),
      );
      const response = await fileOf(lab, `snapshot/live/cam1/${fileName}`);
      expectLike([response.status, response.headers.get("content-type")], [200, "image/jpeg"], "status and type");
      const bytes = Buffer.from(await response.arrayBuffer());
      expectSame(bytes.subarray(0, 3).toString("hex"), "ffd8ff", "the beginning of a JPEG");
    },
  });
}

check({
  section: "FLS 2.6",
  title: "By switch names must end with .m3u8 and .jpg, and a clip can be had only after a while",
  isAlone: true,
  async run(lab) {
    await lab.setSwitches({ flsNeedsExtension: true, flsClipSeconds: 600 });
    const startTime = await timeFromNow(lab, -minuteMs);
    expectRefused(await cut(lab, { startTime, fileName: "a.mp4" }), 400, /\.m3u8/);
    expectRefused(await picture(lab, { fileName: "a.png" }), 400, /\.jpg/);
    expectDone(await cut(lab, { startTime, fileName: "a.m3u8" }));
    expectLike((await fileOf(lab, "record/live/cam1/a.m3u8")).status, 404, "at once");
    await lab.advance(601);
    expectLike((await fileOf(lab, "record/live/cam1/a.m3u8")).status, 200, "ten minutes later");
  },
});

check({
  section: "FLS 2.6",
  title: "No event tells of clips and snapshots",
  async run(lab) {
    const fileName = newName(lab, "m3u8");
    expectDone(await cut(lab, { startTime: await timeFromNow(lab, -minuteMs), fileName }));
    await clipText(lab, fileName);
    // Whatever was made before this story's last event has come by then.
    await standardStory(lab);
    const names = lab.receiver.deliveries.map(({ payload }) => String(payload.fileName));
    expectThat(!names.some((name) => name.endsWith(fileName)), `nothing of ${fileName}`, names);
  },
});
