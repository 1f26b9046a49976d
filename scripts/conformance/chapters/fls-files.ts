import { createHash } from "node:crypto";
import { check } from "../check";
import { expectLike, expectSame, expectThat } from "../expect";
import { expectDone, fileOf, fls, listed, live, nameOf } from "../fls";
import type { Lab } from "../lab";
import { type Aired, customStory, standardStory } from "../stories-fls";

/** The files that a story's notifications of a type tell of. */
function filesOf({ deliveries }: Aired, eventType: number): string[] {
  return deliveries
    .filter(({ envelope }) => envelope.eventType === eventType)
    .map(({ payload }) => String(payload.fileName));
}

const base = "[0-9a-f]{32}_\\d{17}";
const kinds = [
  ["custom", 3, "", customStory],
  ["standard", 101, "record/", standardStory],
] as const;
for (const [kind, eventType, folder, story] of kinds) {
  check({
    section: "FLS 4",
    title: `The playlist and the MP4 of a ${kind} recording are named by the documented grammar`,
    async run(lab) {
      const aired = await story(lab);
      const begin = `^${folder}${nameOf(aired.point)}/${aired.stream}/${base}`;
      const names = filesOf(aired, eventType);
      const playlist = names.filter((name) => new RegExp(`${begin}\\.m3u8$`).test(name));
      const mp4 = names.filter((name) => new RegExp(`${begin}_0_\\d{17}\\.mp4$`).test(name));
      expectSame(
        [playlist.length, mp4.length, names.length],
        [1, 1, 2],
        `playlists, MP4s and files of ${names.join(", ")}`,
      );
      const [, begun = "", made = ""] = /_(\d{17})_0_(\d{17})/.exec(mp4[0] ?? "") ?? [];
      const ms = (digits: string) =>
        Date.parse(digits.replace(/^(....)(..)(..)(..)(..)(..)(...)$/, "$1-$2-$3T$4:$5:$6.$7Z"));
      expectThat(
        ms(begun) >= aired.fromMs && ms(made) > ms(begun) && ms(made) <= aired.toMs,
        "times of the recording",
        mp4,
      );
    },
  });
}

check({
  section: "FLS 4",
  title: "A custom playlist lists the slices that lie beside it in the bucket, and the MP4 is there",
  async run(lab) {
    const { keys } = await customStory(lab);
    const index = keys.find((key) => key.endsWith(".m3u8")) ?? "";
    const text = await lab.bucket.text(index);
    const slices = text.split("\n").filter((line) => line.endsWith(".ts"));
    const folder = index.slice(0, index.lastIndexOf("/") + 1);
    expectThat(
      slices.length >= 2 && slices.every((name) => keys.includes(folder + name)),
      "its slices in the bucket",
      keys,
    );
    expectThat(text.includes("#EXT-X-ENDLIST"), "an end", text.slice(-100));
    const bytes = await lab.bucket.bytes(keys.find((key) => key.endsWith(".mp4")) ?? "");
    expectSame(bytes.subarray(4, 8).toString(), "ftyp", "the head of an MP4");
  },
});

check({
  section: "FLS 4",
  title: "Standard recordings are served at their fileName: playlist, slices and MP4, each with its type",
  async run(lab) {
    const aired = await standardStory(lab);
    const names = filesOf(aired, 101);
    const index = names.find((name) => name.endsWith(".m3u8")) ?? "";
    const text = await (await fileOf(lab, index)).text();
    const [slice = ""] = text.split("\n").filter((line) => line.endsWith(".ts"));
    for (const [name, type] of [
      [index, "application/vnd.apple.mpegurl"],
      [index.slice(0, index.lastIndexOf("/") + 1) + slice, "video/mp2t"],
      [names.find((one) => one.endsWith(".mp4")) ?? "", "video/mp4"],
    ] as const) {
      const response = await fileOf(lab, name, { method: "HEAD" });
      expectLike([response.status, response.headers.get("content-type")], [200, type], name);
    }
  },
});

/** A slice of a recording of the seven days that are there. */
async function oldSlice(lab: Lab): Promise<string> {
  const [row] = await listed(lab, live, "stage");
  return `${row?.fileName.replace(".m3u8", "")}_3.ts`;
}

check({
  section: "FLS 4",
  title: "A file is served to the pages of any origin, also after asking first",
  async run(lab) {
    const name = await oldSlice(lab);
    const headers = { origin: "https://console.example" };
    for (const method of ["GET", "HEAD", "OPTIONS"]) {
      const response = await fileOf(lab, name, { method, headers });
      await response.arrayBuffer();
      expectThat(response.ok, `a success of ${method}`, response.status);
      expectLike(response.headers.get("access-control-allow-origin"), "*", `${method}: allowed origin`);
    }
  },
});

check({
  section: "FLS 4",
  title: "A part of a file is 206 with its bytes, one beyond its end is 416",
  async run(lab) {
    const name = await oldSlice(lab);
    const whole = Buffer.from(await (await fileOf(lab, name)).arrayBuffer());
    for (const [range, from, to] of [
      ["bytes=10-19", 10, 20],
      ["bytes=100-", 100, whole.length],
      ["bytes=-7", whole.length - 7, whole.length],
    ] as const) {
      const part = await fileOf(lab, name, { headers: { range } });
      expectLike(
        [part.status, part.headers.get("content-range")],
        [206, `bytes ${from}-${to - 1}/${whole.length}`],
        range,
      );
      expectThat(
        whole.subarray(from, to).equals(Buffer.from(await part.arrayBuffer())),
        `the bytes of ${range}`,
        whole.length,
      );
    }
    expectLike((await fileOf(lab, name, { headers: { range: "bytes=99999999-" } })).status, 416, "beyond the end");
  },
});

check({
  section: "FLS 4",
  title: "A file that was never made is 404, as are one of another stream and a slice that does not exist",
  async run(lab) {
    const name = await oldSlice(lab);
    expectLike((await fileOf(lab, name, { method: "HEAD" })).status, 200, "the file");
    const others = [
      "record/live/stage/none.m3u8",
      name.replace("/stage/", "/cam1/"),
      name.replace("_3.ts", "_99999.ts"),
      name.replace(".ts", ".mp3"),
    ];
    for (const other of others) expectLike((await fileOf(lab, other)).status, 404, other);
  },
});

check({
  section: "FLS 2.14",
  title: "A play domain with a key asks for ts and sign on playlists: MD5 of key, path and ts, until that time",
  isAlone: true,
  async run(lab) {
    const key = "z2tn3uiny0aasebz";
    const sign = (path: string, ts: number) => createHash("md5").update(`${key}${path}${ts}`).digest("hex");
    expectSame(sign("/live/stream.flv", 1_634_955_000), "b6ceec4cf7c1bd88e911b72cf39e4715", "the sample's signature");
    expectDone(await fls(lab, "PATCH", "domains/play.sandbox.example", { authKey: key }));
    const [row] = await listed(lab, live, "stage");
    const name = row?.fileName ?? "";
    const ts = Math.floor((await lab.nowMs()) / 1000) + 300;
    const statusWith = async (query: string) => (await fileOf(lab, name + query)).status;
    expectSame(await statusWith(""), 403, "without a signature");
    expectSame(await statusWith(`?ts=${ts}&sign=${sign(`/${name}`, ts)}`), 200, "signed");
    expectSame(await statusWith(`?ts=${ts + 1}&sign=${sign(`/${name}`, ts)}`), 403, "with another time");
    expectSame(await statusWith(`?ts=${ts - 400}&sign=${sign(`/${name}`, ts - 400)}`), 403, "after its time");
  },
});
