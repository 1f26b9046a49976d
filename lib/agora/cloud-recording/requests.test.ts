import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AgoraInvalidRequest } from "../errors";
import { toCurl } from "../request";
import { Secret } from "../secret";
import type { CompositeStart, IndividualStart, LayoutRegion, StartInput, StartPlan, TaskRef, WebStart } from "./input";
import {
  describeAcquire,
  describeQuery,
  describeStart,
  describeStop,
  describeUpdate,
  describeUpdateLayout,
} from "./requests";

const appId = "0123456789abcdef0123456789abcdef";
const storage: StartPlan["storage"] = {
  vendor: "alibaba",
  storageRegion: 7,
  bucket: "b",
  accessKey: new Secret("access-key-value"),
  secretKey: new Secret("secret-key-value"),
  filePrefix: ["dir1", "01J8ZQ4Y0000000000000000AB"],
};
const composite: CompositeStart = {
  mode: "composite",
  channelProfile: "live",
  maxIdleSeconds: 300,
  video: { width: 1280, height: 720, fps: 15, bitrateKbps: 2260 },
  audioProfile: 1,
  layout: { preset: "vertical", largeUid: "5" },
  withMp4: true,
};
const plan: StartInput = {
  ...composite,
  channelName: "room1",
  recorderUid: "527841",
  resourceId: "a/b+c=",
  token: new Secret("token-value"),
  storage,
};
const people: StartInput & IndividualStart = {
  mode: "individual",
  channelName: "room1",
  recorderUid: "527841",
  resourceId: "r",
  storage,
  channelProfile: "live",
  uidGroup: 1,
  media: "audio",
  streamMode: "original",
  afterwards: { kind: "mixAudio" },
};
const task: TaskRef = { channelName: "room1", recorderUid: "527841", mode: "composite", resourceId: "r", sid: "s" };

function issuesOf(make: () => unknown): string[] {
  try {
    make();
    return [];
  } catch (error) {
    if (error instanceof AgoraInvalidRequest) return error.issues.map(({ path }) => path.replace("clientRequest.", ""));
    throw error;
  }
}

describe("our words on the wire", () => {
  it("start of a composite", () => {
    const request = describeStart(appId, plan);
    expect(request.path).toBe(`/v1/apps/${appId}/cloud_recording/resourceid/a%2Fb%2Bc%3D/mode/mix/start`);
    expect(JSON.parse(JSON.stringify(request.reveal()))).toEqual({
      cname: "room1",
      uid: "527841",
      clientRequest: {
        token: "token-value",
        storageConfig: {
          vendor: 2,
          region: 7,
          bucket: "b",
          accessKey: "access-key-value",
          secretKey: "secret-key-value",
          fileNamePrefix: ["dir1", "01J8ZQ4Y0000000000000000AB"],
        },
        recordingConfig: {
          channelType: 1,
          streamTypes: 2,
          videoStreamType: 0,
          maxIdleTime: 300,
          audioProfile: 1,
          transcodingConfig: {
            width: 1280,
            height: 720,
            fps: 15,
            bitrate: 2260,
            mixedVideoLayout: 2,
            maxResolutionUid: "5",
            backgroundColor: "#000000",
          },
        },
        recordingFileConfig: { avFileType: ["hls", "mp4"] },
      },
    });
  });

  it("start of an individual recording that is put together afterwards", () => {
    const { layout: _, video: __, withMp4: ___, audioProfile: ____, ...channel } = plan;
    const individual = { ...channel, mode: "individual", uidGroup: 1, streamMode: "original", media: "audio" } as const;
    const afterwards = { kind: "mixAudio", format: "m4a", sampleRate: 32_000, channels: 1, bitrate: 64_000 } as const;
    const sent = (request: { reveal(): unknown }): { clientRequest: Record<string, unknown> } =>
      JSON.parse(JSON.stringify(request.reveal()));
    expect(sent(describeStart(appId, { ...individual, afterwards })).clientRequest).toMatchObject({
      appsCollection: { combinationPolicy: "postpone_transcoding" },
      transcodeOptions: {
        transConfig: { transMode: "audioMix" },
        container: { format: "m4a" },
        audio: { sampleRate: "32000", bitrate: "64000", channels: "1" },
      },
    });
    const transcode = sent(describeStart(appId, { ...individual, afterwards: { kind: "transcode" } })).clientRequest;
    expect(transcode.transcodeOptions).toEqual({ transConfig: { transMode: "postponeTranscoding" } });
    const ticket = { ...plan, mode: "individual", isTranscodedAfterwards: true, regionAffinity: 3 } as const;
    expect(sent(describeAcquire(appId, ticket)).clientRequest).toMatchObject({ scene: 2, regionAffinity: 3 });
  });

  it("acquire, and its startParameter the very same as the coming start", () => {
    const acquire = describeAcquire(appId, {
      ...plan,
      mode: "composite",
      controlHours: 24,
      serviceArea: "AP",
      coming: plan,
    });
    expect(acquire.reveal()).toMatchObject({
      clientRequest: { scene: 0, resourceExpiredHour: 24, region: "AP" },
    });
    const sent = (request: { reveal(): unknown }): { clientRequest: { startParameter?: unknown } } =>
      JSON.parse(JSON.stringify(request.reveal()));
    expect(sent(acquire).clientRequest.startParameter).toEqual(sent(describeStart(appId, plan)).clientRequest);
  });

  it("query, updateLayout and stop name task and mode in the path", () => {
    const root = `/v1/apps/${appId}/cloud_recording/resourceid/r/sid/s/mode`;
    expect(describeQuery(appId, task)).toMatchObject({ method: "GET", path: `${root}/mix/query`, hasBody: false });
    expect(describeStop(appId, { ...task, mode: "web" }).path).toBe(`${root}/web/stop`);
    expect(describeStop(appId, task).reveal()).toMatchObject({ clientRequest: { async_stop: true } });
    const layout = describeUpdateLayout(appId, { ...task, mode: "composite", layout: { preset: "bestFit" } });
    expect(layout.path).toBe(`${root}/mix/updateLayout`);
    expect(JSON.parse(JSON.stringify(layout.reveal()))).toMatchObject({
      clientRequest: { mixedVideoLayout: 1, backgroundColor: "#000000" },
    });
  });

  it("subscription lists, by everyone, some and all but some", () => {
    const request = describeUpdate(appId, {
      ...task,
      subscription: { audio: { only: "everyone" }, video: { except: ["7"] } },
    });
    expect(JSON.parse(JSON.stringify(request.reveal()))).toMatchObject({
      clientRequest: {
        streamSubscribe: {
          audioUidList: { subscribeAudioUids: ["#allstream#"] },
          videoUidList: { unsubscribeVideoUids: ["7"] },
        },
      },
    });
  });

  it("a web page with a push", () => {
    const page: WebStart["page"] = { url: "https://e.test/", audioProfile: 1, width: 1280, height: 720, maxHours: 3 };
    const start = describeStart(appId, {
      mode: "web",
      channelName: "My page ä",
      recorderUid: "1",
      resourceId: "r",
      storage,
      page,
      pushTo: new Secret("rtmp://e.test/live/key"),
    });
    expect(JSON.stringify(start.reveal())).toContain('"rtmpUrl":"rtmp://e.test/live/key"');
    expect(JSON.stringify(start.redacted())).not.toContain("live/key");
  });

  it("the error policies of a page and its push", () => {
    const page: WebStart["page"] = { url: "https://e.test/", audioProfile: 1, width: 1280, height: 720, maxHours: 3 };
    const web = { mode: "web", channelName: "p", recorderUid: "1", resourceId: "r", storage, page } as const;
    const policies = (changes: Partial<WebStart>) => {
      const request = describeStart(appId, { ...web, pushTo: new Secret("rtmp://e.test/live/key"), ...changes });
      return JSON.stringify(request.reveal()).match(/error_\w+/g);
    };
    expect(policies({})).toEqual(["error_abort", "error_abort", "error_ignore"]);
    const others = policies({ page: { ...page, onError: "ignore" }, onPushError: "abort" });
    expect(others).toEqual(["error_abort", "error_ignore", "error_abort"]);
  });

  it("video on demand, and times by NTP", () => {
    const keys = { accessKey: new Secret("vod-access-value"), secretKey: new Secret("vod-secret-value") };
    const videoOnDemand = { ...keys, regionId: "cn-shanghai", video: { title: "A talk" } };
    const request = describeStart(appId, { ...plan, videoOnDemand, storage: { ...storage, hasNtpTimestamps: true } });
    expect(request.reveal()).toMatchObject({
      clientRequest: {
        storageConfig: { extensionParams: { enableNTPtimestamp: true } },
        extensionServiceConfig: {
          extensionServices: [
            {
              serviceName: "aliyun_vod_service",
              serviceParam: { accessKey: "vod-access-value", apiData: { videoData: { title: "A talk" } } },
            },
          ],
        },
      },
    });
    expect(JSON.stringify(request.redacted())).not.toMatch(/vod-\w+-value/);
  });

  it("any region within the canvas stays within it after rounding", () => {
    const fraction = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fraction, fraction, fraction, fraction, (a, b, c, d) => {
        const [x, right] = a < b ? [a, b] : [b, a];
        const [y, bottom] = c < d ? [c, d] : [d, c];
        const region: LayoutRegion = { x, y, width: right - x, height: bottom - y };
        const layout = { preset: "custom" as const, regions: [region] };
        expect(issuesOf(() => describeUpdateLayout(appId, { ...task, mode: "composite", layout }))).toEqual([]);
      }),
      // Position and size of this one both end in half a millionth and are rounded up.
      { examples: [[1 / 128, 1, 1 / 128, 1]] },
    );
  });
});

describe("refused before it is sent", () => {
  const changed = (changes: Partial<CompositeStart>) => () =>
    describeStart(appId, { ...plan, ...composite, ...changes });
  const stored = (changes: Partial<StartPlan["storage"]>) => () =>
    describeStart(appId, { ...plan, storage: { ...storage, ...changes } }, Date.UTC(2026, 0, 1));
  const video = composite.video;
  const only = ["1", "2", "3", "4", "5", "6", "7", "8"];

  it.each<[string, () => unknown]>([
    ["recordingConfig.transcodingConfig.bitrate", changed({ video: { ...video, bitrateKbps: 6501 } })],
    ["recordingConfig.transcodingConfig.width", changed({ video: { ...video, width: 1920, height: 1081 } })],
    ["recordingConfig.transcodingConfig.fps", changed({ video: { ...video, fps: 25 } })],
    ["recordingConfig.transcodingConfig.layoutConfig", changed({ layout: { preset: "custom", regions: [] } })],
    [
      "recordingConfig.transcodingConfig.backgroundImage",
      changed({ layout: { preset: "bestFit", backgroundImageUrl: "ftp://e.test/a.jpg" } }),
    ],
    ["recordingConfig.privateParams", changed({ privateParams: "{" })],
    ["storageConfig.region", stored({ storageRegion: 99 })],
    ["storageConfig.extensionParams.sse", stored({ serverSideEncryption: "kms" })],
    [
      "storageConfig.stsExpiration",
      stored({ session: { token: new Secret("t"), expiresAt: new Date(Date.UTC(2026, 0, 1, 3, 59)) } }),
    ],
    ["storageConfig.extensionParams.endpoint", stored({ vendor: "s3Compatible", storageRegion: 0 })],
    ["cname", () => describeStart(appId, { ...plan, channelName: "a/b" })],
    ["uid", () => describeStart(appId, { ...plan, recorderUid: "0" })],
    ["recordingConfig.subscribeUidGroup", () => describeStart(appId, { ...people, subscription: { audio: { only } } })],
    ["recordingConfig.streamTypes", () => describeStart(appId, { ...people, media: "both" })],
    ["recordingConfig.streamMode", () => describeStart(appId, { ...people, streamMode: "standard" })],
    ["scene", () => describeAcquire(appId, { ...people, isTranscodedAfterwards: true, coming: people })],
    ["scene", () => describeAcquire(appId, { ...people, coming: { ...people, afterwards: { kind: "transcode" } } })],
    ["startParameter.storageConfig.region", () => describeAcquire(appId, { ...plan, serviceArea: "CN", coming: plan })],
    ["scene", () => describeAcquire(appId, { ...plan, isTranscodedAfterwards: true })],
    ["webRecordingConfig", () => describeUpdate(appId, { ...task, isOnHold: true })],
  ])("%s", (path, make) => {
    expect(issuesOf(make)).toContain(path);
  });

  it("a vertical layout's uid, but not temporary credentials that live four hours", () => {
    expect(issuesOf(changed({ layout: { preset: "vertical", largeUid: "0" } }))).toEqual([
      "recordingConfig.transcodingConfig.maxResolutionUid",
    ]);
    const session = { token: new Secret("t"), expiresAt: new Date(Date.UTC(2026, 0, 1, 4)) };
    expect(issuesOf(stored({ session }))).toEqual([]);
  });
});

describe("a request before it is sent", () => {
  const secrets = /access-key-value|secret-key-value|token-value/;

  it("never prints a secret", () => {
    const request = describeStart(appId, plan);
    expect(JSON.stringify(request)).not.toMatch(secrets);
    expect(JSON.stringify(request)).toContain('"bucket":"b"');
    expect(JSON.stringify(request.redacted())).not.toMatch(secrets);
    expect(toCurl(request, "https://api.agora.io")).not.toMatch(secrets);
  });

  it("prints a cURL line that a shell reads back", () => {
    const request = describeStart(appId, { ...plan, channelName: "it is ok", storage: { ...storage, bucket: "o'b" } });
    const line = toCurl(request, "https://api.agora.io");
    expect(line).toContain("curl -X POST 'https://api.agora.io/v1/apps/");
    expect(line).toContain(`"bucket":"o'\\''b"`);
  });
});
