import { recordingEvents } from "@/lib/agora/notifications";

/** Channel and recorder uid of the console's test events; documented for RTC, and taken for recording (contract §5.1). */
export const sampleIds = { cname: "test_webhook", uid: "12121212" } as const;

/** Those that a receiver should at least subscribe to (contract §5.4). */
export const essentialEvents = [40, 11, 1, 12, 31] as const;

/** What an example is made of: times in Unix milliseconds. */
type Scene = { sid: string; nowMs: number };

type Sample = { serviceType: number; details: (scene: Scene) => Record<string, unknown> };

const [cloud, recorder, uploader, extension, web, download] = [0, 1, 2, 4, 6, 8];

const plain = (serviceType: number, details: Record<string, unknown> = {}): Sample => ({
  serviceType,
  details: () => details,
});

const playlistName = ({ sid }: Scene) => `${sid}_${sampleIds.cname}.m3u8`;

const playlist = (scene: Scene) => ({
  fileName: playlistName(scene),
  trackType: "audio_and_video",
  uid: "0",
  mixedAllUser: true,
  isPlayable: true,
  sliceStartTime: scene.nowMs,
});

const streamState: Sample = {
  serviceType: recorder,
  details: ({ nowMs }) => ({ streamUid: "1001", state: 0, UtcMs: nowMs }),
};

const uploadEnd: Sample = {
  serviceType: uploader,
  details: (scene) => ({ status: 0, fileList: [playlist(scene)] }),
};

/** An example of every documented event (contract §5.3), without `msgName`. Services of 80, 81 and 13 are not documented. */
const samples: Record<number, Sample> = {
  1: plain(cloud, { module: 1, errorLevel: 5, errorCode: 47, stat: 1, errorMsg: "upload failed" }),
  2: plain(cloud, { module: 1, warnCode: 31 }),
  3: {
    serviceType: cloud,
    details: (scene) => ({ status: 5, recordingMode: 1, fileList: playlistName(scene) }),
  },
  4: { serviceType: cloud, details: (scene) => ({ fileList: playlistName(scene) }) },
  11: plain(cloud, { exitStatus: 0 }),
  12: plain(cloud, { newUid: 34_343_434 }),
  13: plain(cloud),
  30: plain(uploader, { status: 0 }),
  31: uploadEnd,
  32: uploadEnd,
  33: plain(uploader, { progress: 10_000 }),
  40: plain(recorder, { status: 0 }),
  41: plain(recorder, { leaveCode: 16 }),
  42: {
    serviceType: recorder,
    details: ({ nowMs }) => ({
      startUtcMs: nowMs,
      discontinueUtcMs: nowMs,
      mixedAllUser: true,
      streamUid: "0",
      trackType: "audio_and_video",
    }),
  },
  43: streamState,
  44: streamState,
  45: { serviceType: recorder, details: ({ sid }) => ({ fileName: `snapshots/${sid}_${sampleIds.cname}.jpg` }) },
  60: plain(extension, { aliVodInfo: { videoId: "sample" } }),
  61: plain(extension),
  70: { serviceType: web, details: ({ nowMs }) => ({ recorderStartTime: nowMs }) },
  71: {
    serviceType: web,
    details: ({ sid, nowMs }) => ({
      code: 0,
      message: "ok",
      details: "",
      fileList: [{ fileName: `${sid}_${sampleIds.cname}.m3u8`, sliceStartTime: nowMs }],
    }),
  },
  72: plain(web, { limitType: "resolution" }),
  73: plain(web, { reason: "page_load_timeout" }),
  80: plain(cloud),
  81: {
    serviceType: cloud,
    details: ({ sid }) => ({
      result: "all_success",
      uids: [{ uid: "1001", result: "success", fileList: [{ fileName: `${sid}_${sampleIds.cname}_1001.mp4` }] }],
    }),
  },
  90: {
    serviceType: download,
    details: ({ sid }) => ({ vendor: 1, region: 0, bucket: "sample", fileName: `${sid}_${sampleIds.cname}.m3u8` }),
  },
  100: plain(web, { rtmpUrl: "rtmp://127.0.0.1/live/sample", status: "publishing" }),
  1001: {
    serviceType: cloud,
    details: ({ sid }) => ({ result: "total_success", fileList: [{ fileName: `${sid}_${sampleIds.cname}_0.mp3` }] }),
  },
};

/** Whether the contract has an event of this number. */
export function isDocumented(eventType: number): boolean {
  return Object.hasOwn(samples, eventType);
}

/** The service and the `msgName` of an event; of an undocumented one, the cloud service and none. */
export function frameOf(eventType: number): { serviceType: number; msgName: string | undefined } {
  const msgName = recordingEvents.find(({ number }) => number === eventType)?.agoraName;
  return { serviceType: samples[eventType]?.serviceType ?? cloud, msgName };
}

/** The payload of a test event (contract §5.1, §5.2). */
export function samplePayload(eventType: number, scene: Scene & { sequence: number }): Record<string, unknown> {
  const { serviceType, msgName } = frameOf(eventType);
  return {
    ...sampleIds,
    sid: scene.sid,
    sequence: scene.sequence,
    sendts: scene.nowMs,
    serviceType,
    details: { msgName, ...samples[eventType]?.details(scene) },
  };
}
