import { z } from "zod";
import { listOf, looseBoolean, looseNumber, looseText, looseTime, maybe } from "../loose";
import { parseRfc3339 } from "../rfc3339";

/**
 * Agora's answers, read leniently (FLS contract §0, §2.15): every field may be missing, numbers and booleans may be
 * strings, both spellings that its pages use are taken, unknown keys are dropped. A list that is missing is empty.
 */

/** RFC 3339 with any offset; a number is a Unix time. */
const time = maybe(
  z.union([
    z.string().transform((text) => {
      const ms = parseRfc3339(text);
      return ms === null ? (looseTime.safeParse(text).data ?? null) : new Date(ms);
    }),
    looseTime,
  ]),
);
const word = maybe(looseText);
const number = maybe(looseNumber);
const truth = maybe(looseBoolean);

export const domain = z.object({
  appid: word,
  name: word,
  type: word,
  region: word,
  authKey: word,
  cname: word,
});
export const domainList = z.object({ domainList: listOf(domain) });

const named = z.object({ name: looseText });
export const entryPointList = z.object({ entryPointList: listOf(named) });

const format = maybe(z.object({ enabled: truth }));
const storageConfig = maybe(
  z.object({ vendor: number, region: number, bucket: word, accessKey: word, secretKey: word }),
);
/** Of both kinds; the standard one has no storage. The documented example of the custom one leaves out the bucket. */
export const recordingSettings = z.object({ mp4Config: format, hlsConfig: format, storageConfig });

export const periodicSnapshots = z.object({
  enabled: truth,
  snapshotInterval: number,
  enableModeration: truth,
  storageConfig,
});

export const previewList = z.object({
  list: listOf(z.object({ fileName: looseText, startTime: time, endTime: time, position: number })),
});

export const bannedStreamList = z.object({ bannedStreamList: listOf(named.extend({ resumeTime: time })) });
export const onlineStreamList = z.object({ streamList: listOf(named.extend({ startTime: time })) });
export const onlineStream = z.object({ startTime: time });

export const publishHistory = z.object({
  publishHistory: listOf(named.extend({ startTime: time, endTime: time, duration: number })),
});

const quality = named.extend({
  time,
  bitrate: number,
  frameRate: number,
  framerate: number,
  cdnIp: word,
  clientIp: word,
});
/** The table of the page and its example disagree on the list's name and the rate's (FLS contract §2.8). */
export const publishQuality = z
  .object({
    publishHistory: listOf(quality),
    QualityHistory: listOf(quality),
    qualityHistory: listOf(quality),
    publishQuality: listOf(quality),
  })
  .transform((body) => [
    ...body.QualityHistory,
    ...body.qualityHistory,
    ...body.publishQuality,
    ...body.publishHistory,
  ]);

export const playStatistic = z.object({ playStatistic: listOf(named.extend({ time, linkNum: number })) });
