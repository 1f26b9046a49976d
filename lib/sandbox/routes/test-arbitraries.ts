import fc from "fast-check";
import type { TestMode } from "../test-sandbox";
import type { Json } from "./test-requests";

/*
 * For tests: whatever the contract allows, written down from its tables and not from the schemas that are tested.
 */

const flag = fc.boolean();
const among = <T>(...values: T[]) => fc.constantFrom(...values);
const whole = (min: number, max: number) => fc.oneof(among(min, max), fc.integer({ min, max }));
const letters = (characters: string, minLength: number, maxLength: number) =>
  fc.string({ unit: among(...characters.split("")), minLength, maxLength });
const alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
/** An object with some of its fields. */
const some = (fields: Record<string, fc.Arbitrary<unknown>>, required: string[] = []) =>
  fc.record(fields, { requiredKeys: required });

/** contract §1.6. */
export const uid = whole(1, 4_294_967_295).map(String);
export const cname = letters(`${alphanumeric} !#$%&()+-:;<=.>?@[]^_{}|~,`, 1, 63);
export const webLabel = fc.string({ unit: "grapheme", minLength: 1, maxLength: 80 });

/** contract §2.1. */
export const acquireRequest = (scene: 0 | 1 | 2) =>
  some(
    {
      scene: fc.constant(scene),
      resourceExpiredHour: whole(1, 720),
      excludeResourceIds: fc.array(letters(alphanumeric, 1, 300), { maxLength: 3 }),
      region: among("CN", "AP", "EU", "NA"),
      regionAffinity: whole(0, 4),
    },
    scene === 0 ? [] : ["scene"],
  );

/** The regions of each vendor: contract §2.6. */
const regions: Record<number, number[]> = {
  0: upTo(4),
  1: [...upTo(25), 28],
  2: upTo(27),
  3: upTo(19),
  4: upTo(9),
  5: [0],
  6: [0],
  7: upTo(15),
  8: upTo(7),
};

function upTo(last: number): number[] {
  return Array.from({ length: last + 1 }, (_, i) => i);
}

const prefix = fc
  .array(letters(alphanumeric, 1, 20), { maxLength: 8 })
  .filter((parts) => parts.join("/").length + 1 <= 128);

/** contract §2.6. */
export const storage: fc.Arbitrary<Json> = fc
  .tuple(
    fc.oneof(
      among(...Object.entries(regions).flatMap(([vendor, list]) => list.map((region) => [Number(vendor), region]))),
      fc.constant([11, 0]),
    ),
    some({
      stsToken: letters(alphanumeric, 1, 50),
      stsExpiration: whole(1_900_000_000, 4_294_967_295),
      fileNamePrefix: prefix,
    }),
    some({ sse: among("kms", "aes256"), tag: fc.constant("RETENTION_DAYS=30"), enableNTPtimestamp: flag }),
    letters(alphanumeric, 3, 63),
  )
  .map(([[vendor, region], options, extension, bucket]) => ({
    vendor,
    region,
    bucket,
    accessKey: "key",
    secretKey: "secret",
    ...options,
    extensionParams: vendor === 11 ? { ...extension, endpoint: "storage.example.com" } : extension,
  }));

/** One list of a medium, or none: contract §2.3. */
const lists = (medium: "Audio" | "Video", isForbidden: boolean): fc.Arbitrary<Json> =>
  isForbidden
    ? fc.constant({})
    : fc.oneof(
        fc.constant({}),
        fc.constant({ [`subscribe${medium}Uids`]: ["#allstream#"] }),
        fc.array(uid, { minLength: 1, maxLength: 32 }).map((list) => ({ [`subscribe${medium}Uids`]: list })),
        fc.array(uid, { minLength: 1, maxLength: 32 }).map((list) => ({ [`unsubscribe${medium}Uids`]: list })),
        fc.array(uid, { minLength: 1, maxLength: 32 }).map((list) => ({ [`unSubscribe${medium}Uids`]: list })),
      );

const encryption = fc.oneof(
  fc.constant({}),
  fc.record({ decryptionMode: whole(1, 6), secret: letters(alphanumeric, 1, 30) }),
  fc
    .tuple(whole(7, 8), fc.uint8Array({ minLength: 32, maxLength: 32 }))
    .map(([decryptionMode, salt]) => ({ decryptionMode, secret: "s", salt: Buffer.from(salt).toString("base64") })),
);

/** The fields that composite and individual recordings share: contract §2.3. */
const channel = (streamTypes: 0 | 1 | 2): fc.Arbitrary<Json> =>
  fc
    .tuple(
      some({
        channelType: whole(0, 1),
        maxIdleTime: whole(5, 2_592_000),
        videoStreamType: whole(0, 1),
        privateParams: fc.constant('{"correctEXTINF":true}'),
      }),
      encryption,
      lists("Audio", streamTypes === 1),
      lists("Video", streamTypes === 0),
    )
    .map(([options, ...rest]) => ({ streamTypes, ...options, ...rest[0], ...rest[1], ...rest[2] }));

const anyStreams = among<0 | 1 | 2>(0, 1, 2);
const imageUrl = letters(alphanumeric, 1, 20).map((name) => `https://example.com/${name}.jpg`);
const colour = letters("0123456789abcdefABCDEF", 6, 6).map((digits) => `#${digits}`);

/** Where something begins and how far it reaches on one side of the canvas, by six decimals: contract §2.4. */
const stretch = fc.tuple(whole(0, 1_000_000), whole(0, 1_000_000)).map(([one, other]) => ({
  from: Math.min(one, other) / 1e6,
  length: Math.abs(one - other) / 1e6,
}));

const region = fc
  .tuple(stretch, stretch, some({ uid, alpha: fc.double({ min: 0, max: 1, noNaN: true }), render_mode: whole(0, 1) }))
  .map(([x, y, options]) => ({ x_axis: x.from, y_axis: y.from, width: x.length, height: y.length, ...options }));

/** contract §2.4, §2.12. */
export const layout: fc.Arbitrary<Json> = fc
  .tuple(
    fc.oneof(
      some({ mixedVideoLayout: whole(0, 1) }),
      some({ mixedVideoLayout: fc.constant(2), maxResolutionUid: uid }, ["mixedVideoLayout"]),
      fc.record({ mixedVideoLayout: fc.constant(3), layoutConfig: fc.array(region, { minLength: 1, maxLength: 17 }) }),
    ),
    some({
      backgroundColor: colour,
      backgroundImage: imageUrl,
      defaultUserBackgroundImage: imageUrl,
      backgroundConfig: fc.array(some({ uid, image_url: imageUrl, render_mode: whole(0, 1) }, ["uid", "image_url"]), {
        maxLength: 4,
      }),
    }),
  )
  .map(([arrangement, backgrounds]) => ({ ...arrangement, ...backgrounds }));

const sizes = among([360, 640], [1920, 1080], [1080, 1920], [640, 360], [160, 120], [2, 2], [1280, 720]);
const canvas = fc
  .tuple(sizes, among(1, 7, 10, 15, 24, 30, 60, 13), whole(1, 6500), layout)
  .map(([[width, height], fps, bitrate, rest]) => ({ width, height, fps, bitrate, ...rest }));

const fileTypes = (isMp4Allowed: boolean) =>
  some({ avFileType: isMp4Allowed ? among(["hls"], ["hls", "mp4"], ["mp4", "hls"]) : fc.constant(["hls"]) });

const composite = anyStreams.chain((streamTypes) =>
  some({
    token: letters(alphanumeric, 1, 100),
    recordingConfig: fc
      .tuple(
        channel(streamTypes),
        some({ audioProfile: whole(0, 2), subscribeUidGroup: whole(0, 5), transcodingConfig: canvas }),
      )
      .map(([shared, own]) => ({ ...shared, ...own })),
    recordingFileConfig: fileTypes(true),
  }),
);

/** Contract §2.8: mixing takes the original sound alone, into anything but MP4; transcoding makes MP4 and nothing else. */
const later = (isOriginal: boolean) => {
  const transConfig = { transMode: isOriginal ? "audioMix" : "postponeTranscoding" };
  const audio = some({
    sampleRate: among("48000", "32000", "16000"),
    bitrate: fc.constant("48000"),
    channels: among("1", "2"),
  });
  const container = some({ format: isOriginal ? among("mp3", "m4a", "aac") : fc.constant("mp4") });
  const fields = { transConfig: fc.constant(transConfig), container, ...(isOriginal ? { audio } : {}) };
  const appsCollection = some({ combinationPolicy: among("default", "postpone_transcoding") });
  return fc.oneof(fc.constant({}), fc.record({ appsCollection, transcodeOptions: some(fields, ["transConfig"]) }));
};

/** contract §2.5: never with sound alone, and a list for sound needs one for video. */
const stills = some({ captureInterval: whole(5, 3600), fileType: fc.constant(["jpg"]) }, ["fileType"]);

const individual = fc.tuple(anyStreams, flag, flag).chain(([streamTypes, hasStills, wantsOriginal]) => {
  const isOriginal = wantsOriginal && streamTypes === 0;
  return fc
    .tuple(
      channel(streamTypes).filter(
        (config) => !hasStills || config.subscribeAudioUids === undefined || config.subscribeVideoUids !== undefined,
      ),
      some(
        {
          subscribeUidGroup: whole(0, 5),
          ...(isOriginal ? {} : { streamMode: among("default", "standard") }),
        },
        ["subscribeUidGroup"],
      ),
      some({ token: fc.constant("t"), recordingFileConfig: fileTypes(false) }),
      later(isOriginal),
      stills,
    )
    .map(([shared, own, top, options, snapshotConfig]) => ({
      recordingConfig: { ...shared, ...own, ...(isOriginal ? { streamMode: "original" } : {}) },
      ...top,
      ...options,
      ...(hasStills && streamTypes !== 0 ? { snapshotConfig } : {}),
    }));
});

const rtmpUrl = fc
  .tuple(among("rtmp", "rtmps"), letters(alphanumeric, 1, 20))
  .map(([scheme, key]) => `${scheme}://example.com/live/${key}`);

/** contract §2.7. */
const page = fc
  .tuple(
    among([1920, 1080], [1080, 1920], [1280, 720], [240, 240]),
    fc.record({ audioProfile: whole(0, 2), maxRecordingHour: whole(1, 720) }),
    some({
      videoBitrate: whole(50, 8000),
      videoFps: whole(5, 60),
      mobile: flag,
      maxVideoDuration: whole(30, 240),
      onhold: flag,
      readyTimeout: whole(0, 60),
    }),
  )
  .map(([[videoWidth, videoHeight], required, options]) => ({
    url: "http://127.0.0.1:1/",
    videoWidth,
    videoHeight,
    ...required,
    ...options,
  }));

const policy = among({}, { errorHandlePolicy: "error_abort" }, { errorHandlePolicy: "error_ignore" });

const web = fc
  .tuple(page, policy, fc.option(fc.tuple(rtmpUrl, policy), { nil: null }), fileTypes(true), flag)
  .map(([serviceParam, own, push, recordingFileConfig, hasPolicy]) => ({
    recordingFileConfig,
    extensionServiceConfig: {
      ...(hasPolicy ? { errorHandlePolicy: "error_abort" } : {}),
      extensionServices: [
        { serviceName: "web_recorder_service", serviceParam, ...own },
        ...(push
          ? [{ serviceName: "rtmp_publish_service", serviceParam: { outputs: [{ rtmpUrl: push[0] }] }, ...push[1] }]
          : []),
      ],
    },
  }));

/** `clientRequest` of a start in each mode, with its storage: contract §2.2. */
export const startRequest: Record<TestMode, fc.Arbitrary<Json>> = {
  mix: withStorage(composite),
  individual: withStorage(individual),
  web: withStorage(web),
};

function withStorage(request: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc.tuple(request, storage).map(([rest, storageConfig]) => ({ ...rest, storageConfig }));
}

const channelUpdate = some({
  streamSubscribe: some({ audioUidList: lists("Audio", false), videoUidList: lists("Video", false) }),
  storageConfig: storage,
});

/** `clientRequest` of update in each mode, of a recording of sound and picture: contract §2.11. */
export const updateRequest: Record<TestMode, fc.Arbitrary<Json>> = {
  mix: channelUpdate,
  individual: channelUpdate,
  web: some({
    webRecordingConfig: some({ onhold: flag }),
    rtmpPublishConfig: rtmpUrl.map((url) => ({ outputs: [{ rtmpUrl: url }] })),
    storageConfig: storage,
  }),
};

/** contract §2.13. */
export const stopRequest = some({ async_stop: flag });
