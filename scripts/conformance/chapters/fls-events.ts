import { createHmac } from "node:crypto";
import { check } from "../check";
import { aString, expectLike, expectSame, expectThat, listOf, nothing, unixMs } from "../expect";
import {
  adminOf,
  expectDone,
  fileOf,
  fls,
  listed,
  live,
  minuteMs,
  nameOf,
  newPoint,
  offAir,
  onAir,
  settingsOf,
  stillsOf,
  timeFromNow,
  told,
  toldOf,
} from "../fls";
import { customStory, standardStory } from "../stories-fls";

const ofPush = { domain: aString, clientIp: aString, nodeIp: aString };
const ofFile = { fileName: aString, sid: nothing };

/** What each type has beside entryPoint and streamName, and which story tells it. */
const events = [
  [1, "publish_start", ofPush, standardStory],
  [2, "publish_end", ofPush, standardStory],
  [
    11,
    "publish_media_info",
    {
      domain: aString,
      videoCodec: "H264",
      videoFps: /^\d+$/,
      videoRate: /^\d+$/,
      height: "360",
      width: "640",
      audioCodec: "AAC",
    },
    standardStory,
  ],
  [101, "new_standard_record_file", ofFile, standardStory],
  [102, "new_custom_snapshot_file", ofFile, standardStory],
  [3, "new_custom_record_file", ofFile, customStory],
  [4, "new_custom_snapshot_file", ofFile, customStory],
] as const;
for (const [eventType, eventName, fields, story] of events) {
  check({
    section: "FLS 5",
    title: `Event ${eventType} is ${eventName} with its documented fields`,
    async run(lab) {
      const { deliveries, point, stream } = await story(lab);
      const payloads = deliveries
        .filter(({ envelope }) => envelope.eventType === eventType)
        .map(({ payload }) => payload);
      expectLike(
        payloads,
        listOf({ eventName, entryPoint: nameOf(point), streamName: stream, ...fields }),
        `event ${eventType}`,
      );
    },
  });
}

check({
  section: "FLS 5",
  title: "The envelope has productId 7, noticeId, eventType, notifyMs and payload, and nothing else",
  async run(lab) {
    const { deliveries } = await standardStory(lab);
    expectThat(deliveries.length >= 6, "six notifications and more", deliveries.length);
    for (const { envelope, headers } of deliveries) {
      expectLike(headers["content-type"], "application/json;charset=utf-8", "content type");
      expectLike(envelope, { productId: 7, noticeId: aString, notifyMs: unixMs, payload: {} });
      expectSame(
        Object.keys(envelope).toSorted(),
        ["eventType", "noticeId", "notifyMs", "payload", "productId"],
        "fields",
      );
    }
    const ids = deliveries.map(({ envelope }) => envelope.noticeId);
    expectSame(new Set(ids).size, ids.length, "different noticeIds");
  },
});

for (const [header, algorithm] of [
  ["agora-signature", "sha1"],
  ["agora-signature-v2", "sha256"],
] as const) {
  check({
    section: "FLS 5",
    title: `${header} of live streaming is the HMAC-${algorithm.toUpperCase()} of the raw body with its own secret`,
    async run(lab) {
      const { deliveries } = await customStory(lab);
      expectThat(deliveries.length > 0, "notifications", deliveries.length);
      for (const { headers, raw } of deliveries) {
        const expected = createHmac(algorithm, lab.address.notificationSecrets.fls).update(raw).digest("hex");
        expectLike(headers[header], expected, header);
      }
    },
  });
}

check({
  section: "FLS 5",
  title: "A stream is told of in order: on air, what it sends, off air, then its files",
  async run(lab) {
    const { deliveries } = await customStory(lab);
    const types = deliveries.map(({ envelope }) => envelope.eventType);
    // Stills come whenever they are taken.
    expectSame(
      types.filter((type) => type !== 4),
      [1, 11, 2, 3, 3],
      "types",
    );
  },
});

check({
  section: "FLS 5",
  title: "A notification of live streaming that is not taken comes again, with its id and a later time",
  isAlone: true,
  async run(lab) {
    const refused: unknown[] = [];
    lab.receiver.reply = ({ envelope }) => {
      if (envelope.eventType !== 2 || refused.length > 0) return { status: 200, text: "{}" };
      refused.push(envelope.noticeId);
      return { status: 500, text: "{}" };
    };
    await offAir(lab, live, "stage");
    const tries = await lab.until("event 2 to come again", () => {
      const those = told(lab, live, "stage").filter(({ envelope }) => envelope.eventType === 2);
      return Promise.resolve(those.length > 1 ? those : undefined);
    });
    const [first, second] = tries.map(({ envelope }) => envelope);
    expectSame(first?.noticeId, second?.noticeId, "noticeId");
    expectThat(Number(second?.notifyMs) >= Number(first?.notifyMs), "a later notifyMs", [first, second]);
  },
});

check({
  section: "FLS 5",
  title: "By switch clips and stills that were asked for are told of, once they can be had",
  isAlone: true,
  async run(lab) {
    await lab.setSwitches({ flsClipEvents: true, flsClipSeconds: 600 });
    const startTime = await timeFromNow(lab, -minuteMs);
    expectDone(await fls(lab, "POST", `${adminOf(live)}/cutting/cam1`, { startTime, fileName: "a.m3u8" }));
    expectDone(await fls(lab, "POST", `${adminOf(live)}/snapshot/cam2`, { fileName: "b.jpg" }));
    expectSame(told(lab, live, "cam1"), [], "before they can be had");
    await lab.advance(601);
    const clip = await toldOf(lab, live, "cam1", 101);
    expectLike(clip.payload, { eventName: "new_standard_record_file", fileName: "record/live/cam1/a.m3u8" });
    const still = await toldOf(lab, live, "cam2", 102);
    expectLike(still.payload, { eventName: "new_custom_snapshot_file", fileName: "snapshot/live/cam2/b.jpg" });
  },
});

check({
  section: "FLS 5",
  title:
    "The MP4s of a recording are told of one by one, while it goes on; one without a playlist is listed by its first",
  isAlone: true,
  async run(lab) {
    await lab.setSwitches({ flsMp4Minutes: 0.05 });
    const point = await newPoint(lab);
    const formats = { hlsConfig: { enabled: false }, mp4Config: { enabled: true } };
    expectDone(await fls(lab, "PATCH", settingsOf(point, "standard"), formats));
    await onAir(lab, point, "hill");
    const first = await toldOf(lab, point, "hill", 101);
    expectSame(
      told(lab, point, "hill").some(({ envelope }) => envelope.eventType === 2),
      false,
      "the end of the push",
    );
    const [row] = await listed(lab, point, "hill");
    expectLike(first.payload.fileName, /_0_\d{17}\.mp4$/, "an MP4");
    expectSame(row?.fileName, first.payload.fileName, "the name in the list");
    const file = await fileOf(lab, row?.fileName ?? "", { method: "HEAD" });
    expectLike([file.status, file.headers.get("content-type")], [200, "video/mp4"], "the file");
    const clip = { startTime: row?.startTime, fileName: "c.m3u8" };
    expectDone(await fls(lab, "POST", `${adminOf(point)}/cutting/hill`, clip));
    await lab.until("the second MP4", () =>
      Promise.resolve(told(lab, point, "hill").filter(({ envelope }) => envelope.eventType === 101)[1]),
    );
  },
});

check({
  section: "FLS 5",
  title: "Keys that do not work are silent: neither a file nor event 3, and the call itself was accepted",
  async run(lab) {
    const point = await newPoint(lab);
    const storageConfig = lab.storage({ secretKey: "wrong" });
    expectDone(await fls(lab, "PATCH", settingsOf(point, "custom"), { hlsConfig: { enabled: true }, storageConfig }));
    await onAir(lab, point, "dark");
    await lab.until("the sandbox to know of it", async () => {
      const { failed } = await lab.control("GET", "streams/recordings");
      return JSON.stringify(failed).includes(nameOf(point)) ? true : undefined;
    });
    await offAir(lab, point, "dark");
    await toldOf(lab, point, "dark", 2);
    expectSame(
      told(lab, point, "dark").map(({ envelope }) => envelope.eventType),
      [1, 11, 2],
      "types",
    );
    expectSame(await lab.bucket.list(nameOf(point), nameOf(point)), [], "objects");
  },
});

check({
  section: "FLS 5",
  title: "Stills with keys that do not work are silent; a push that is given keys that do is recorded from then on",
  async run(lab) {
    const point = await newPoint(lab);
    const storageConfig = lab.storage({ secretKey: "wrong" });
    const hlsConfig = { enabled: true };
    expectDone(await fls(lab, "PATCH", settingsOf(point, "custom"), { hlsConfig, storageConfig }));
    expectDone(await fls(lab, "PATCH", stillsOf(point, "custom"), { enabled: true, storageConfig }));
    await onAir(lab, point, "dusk");
    await lab.until("the sandbox to know of both", async () => {
      const { failed, failedStills } = await lab.control("GET", "streams/recordings");
      const isOf = (list: unknown) => JSON.stringify(list).includes(nameOf(point));
      return (isOf(failed) && isOf(failedStills)) || undefined;
    });
    expectDone(await fls(lab, "PATCH", stillsOf(point, "custom"), { enabled: false }));
    expectDone(await fls(lab, "PATCH", settingsOf(point, "custom"), { hlsConfig, storageConfig: lab.storage() }));
    const prefix = `${nameOf(point)}/dusk/`;
    await lab.until("a playlist in the bucket", async () =>
      (await lab.bucket.list(prefix, prefix)).some(({ key }) => key.endsWith(".m3u8")) ? true : undefined,
    );
    await offAir(lab, point, "dusk");
    await toldOf(lab, point, "dusk", 3);
    expectSame(
      told(lab, point, "dusk").map(({ envelope }) => envelope.eventType),
      [1, 11, 2, 3],
      "types",
    );
  },
});

check({
  section: "FLS 5",
  title: "A push that breaks ends with event 2 and begins again with 1 and 11, another recording",
  isAlone: true,
  async run(lab) {
    await lab.control("POST", "streams/live/stage/restart");
    await toldOf(lab, live, "stage", 11);
    const file = await toldOf(lab, live, "stage", 101);
    const types = told(lab, live, "stage").map(({ envelope }) => envelope.eventType);
    expectSame(
      types.filter((type) => type !== 101),
      [2, 1, 11],
      "types",
    );
    expectLike(file.payload, { fileName: /^record\/live\/stage\/.*\.m3u8$/ });
  },
});
