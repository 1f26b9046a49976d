import { createHmac } from "node:crypto";
import { check } from "../check";
import { aString, expectLike, expectSame, expectThat, listOf, nothing, unixMs } from "../expect";
import { expectDone, fls, live, nameOf, newPoint, offAir, onAir, settingsOf, told, toldOf } from "../fls";
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
    expectSame(types, [1, 11, 2, 3, 3], "types");
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
