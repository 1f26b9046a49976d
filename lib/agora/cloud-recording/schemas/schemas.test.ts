import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  acquireRequest,
  refusalOf,
  requestIssues,
  startRequests,
  stopRequest,
  tolerateRequest,
  updateLayoutRequest,
  updateRequests,
} from ".";

const storageConfig = { vendor: 1, region: 0, bucket: "b", accessKey: "k", secretKey: "s" };
const ids = { cname: "room1", uid: "527841" };
const mix = (clientRequest: object) => ({ ...ids, clientRequest: { storageConfig, ...clientRequest } });
const mixConfig = (recordingConfig: object) => mix({ recordingConfig });
const individual = (recordingConfig: object, rest: object = {}) =>
  mix({ recordingConfig: { subscribeUidGroup: 0, ...recordingConfig }, ...rest });
const page = { url: "https://example.test", audioProfile: 1, videoWidth: 1280, videoHeight: 720, maxRecordingHour: 3 };
const web = (serviceParam: object, rest: object = {}) =>
  mix({
    extensionServiceConfig: { extensionServices: [{ serviceName: "web_recorder_service", serviceParam }] },
    ...rest,
  });

/** The paths of the issues of a body, as a server that tolerates what Agora tolerates sees them. */
function refused(schema: (typeof startRequests)["mix" | "individual" | "web"], body: unknown): string[] {
  const result = schema.safeParse(tolerateRequest(body));
  return result.success ? [] : requestIssues(result.error).map(({ path }) => path.replace("clientRequest.", ""));
}

describe("acquire", () => {
  const acquire = (changes: object, clientRequest: object = {}) =>
    acquireRequest.safeParse(tolerateRequest({ ...ids, clientRequest, ...changes }));

  it("fills in the documented defaults", () => {
    expect(acquire({}).data?.clientRequest).toEqual({ scene: 0, resourceExpiredHour: 72, regionAffinity: 0 });
  });

  it.each([0, 721, 1.5, "24"])("refuses %o hours in the documented words", (resourceExpiredHour) => {
    const result = acquire({}, { resourceExpiredHour });
    expect(refusalOf("acquire", requestIssues(result.error!))).toEqual({
      code: 2,
      reason: "Acquire: invalid resourceExpiredHour value!",
    });
  });

  it.each(["0", "4294967296", "-1", "1.5", "abc", "", "007", 527841])("refuses the uid %o", (uid) => {
    expect(requestIssues(acquire({ uid }).error!)[0]?.path).toBe("uid");
  });

  it.each(["1", "4294967295"])("takes the uid %s", (uid) => {
    expect(acquire({ uid }).success).toBe(true);
  });

  it.each(["", "a".repeat(64), "ä", "a/b", 'a"b'])("names a bad channel %o by code 401", (cname) => {
    const result = acquire({ cname });
    expect(refusalOf("acquire", requestIssues(result.error!))).toEqual({ code: 401, reason: "invalid_channel_name" });
  });

  it.each([undefined, 7])("names the cname %o, which is no text, by code 2", (cname) => {
    const result = acquire({ cname });
    expect(refusalOf("acquire", requestIssues(result.error!))).toEqual({
      code: 2,
      reason: "Acquire: invalid cname value!",
    });
  });

  it("takes every documented character, 63 of them, and a long label for a web page", () => {
    expect(acquire({ cname: "aZ9 !#$%&()+-:;<=.>?@[]^_{}|~," }).success).toBe(true);
    expect(acquire({ cname: "a".repeat(63) }).success).toBe(true);
    expect(acquire({ cname: "ä".repeat(512) }, { scene: 1 }).success).toBe(true);
    expect(acquire({ cname: "ä".repeat(513) }, { scene: 1 }).success).toBe(false);
  });

  it("leaves startParameter unexamined: only the later start refuses it", () => {
    expect(acquire({}, { startParameter: { anything: 1 } }).success).toBe(true);
    expect(acquire({}, { region: "XX" }).success).toBe(false);
  });
});

describe("start, composite", () => {
  it("takes the body of Agora's sample program, vendor 0 included", () => {
    const layoutConfig = [
      { x_axis: 0.0, y_axis: 0.0, width: 0.3, height: 0.3, alpha: 0.9, render_mode: 1 },
      { x_axis: 0.3, y_axis: 0.0, width: 0.3, height: 0.3, alpha: 0.77, render_mode: 0 },
    ];
    const body = mix({
      storageConfig: { ...storageConfig, vendor: 0 },
      recordingConfig: {
        audioProfile: 0,
        channelType: 0,
        maxIdleTime: 30,
        transcodingConfig: {
          width: 640,
          height: 360,
          fps: 15,
          bitrate: 600,
          mixedVideoLayout: 3,
          backgroundColor: "#fff000",
          layoutConfig,
        },
      },
    });
    expect(refused(startRequests.mix, body)).toEqual([]);
  });

  it("tolerates what SDKs send", () => {
    const body = mix({
      storageConfig: { ...storageConfig, vendor: 5, region: 9, stsToken: null, extensionParams: { sse: "", tag: "" } },
      recordingConfig: {
        unSubscribeAudioUids: ["1"],
        unknownField: 1,
        transcodingConfig: {
          mixedVideoLayout: 3,
          layoutConfig: [{ uid: "", x_axis: 0, y_axis: 0, width: 1, height: 1 }],
        },
      },
    });
    const { clientRequest } = startRequests.mix.parse(tolerateRequest(body));
    expect(clientRequest.storageConfig).toEqual({ ...storageConfig, vendor: 5, region: 9, extensionParams: {} });
    expect(clientRequest.recordingConfig?.unsubscribeAudioUids).toEqual(["1"]);
    expect(clientRequest.recordingConfig?.transcodingConfig?.layoutConfig).toEqual([
      { x_axis: 0, y_axis: 0, width: 1, height: 1, alpha: 1, render_mode: 0 },
    ]);
  });

  it.each<[string, object]>([
    ["storageConfig.bucket", mix({ storageConfig: { ...storageConfig, bucket: undefined } })],
    ["storageConfig.vendor", mix({ storageConfig: { ...storageConfig, vendor: 9 } })],
    ["storageConfig.region", mix({ storageConfig: { ...storageConfig, region: 26 } })],
    ["storageConfig.region", mix({ storageConfig: { ...storageConfig, region: 27 } })],
    ["storageConfig.extensionParams.endpoint", mix({ storageConfig: { ...storageConfig, vendor: 11 } })],
    ["storageConfig.fileNamePrefix.0", mix({ storageConfig: { ...storageConfig, fileNamePrefix: ["a_b"] } })],
    ["storageConfig.fileNamePrefix", mix({ storageConfig: { ...storageConfig, fileNamePrefix: ["a".repeat(128)] } })],
    ["recordingFileConfig.avFileType", mix({ recordingFileConfig: { avFileType: ["mp4"] } })],
    ["recordingFileConfig.avFileType.0", mix({ recordingFileConfig: { avFileType: ["webm"] } })],
    ["snapshotConfig", mix({ snapshotConfig: { fileType: ["jpg"] } })],
    ["recordingConfig.maxIdleTime", mixConfig({ maxIdleTime: 4 })],
    ["recordingConfig.maxIdleTime", mixConfig({ maxIdleTime: 2_592_001 })],
    ["recordingConfig.audioProfile", mixConfig({ audioProfile: 3 })],
    ["recordingConfig.secret", mixConfig({ decryptionMode: 1 })],
    ["recordingConfig.salt", mixConfig({ decryptionMode: 7, secret: "s", salt: "c2hvcnQ=" })],
    ["recordingConfig.decryptionMode", mixConfig({ decryptionMode: 9 })],
    ["recordingConfig.subscribeAudioUids", mixConfig({ subscribeAudioUids: Array.from({ length: 33 }, () => "1") })],
    ["recordingConfig.unsubscribeAudioUids", mixConfig({ subscribeAudioUids: ["1"], unsubscribeAudioUids: ["2"] })],
    ["recordingConfig.subscribeVideoUids", mixConfig({ streamTypes: 0, subscribeVideoUids: ["1"] })],
    ["recordingConfig.unsubscribeAudioUids", mixConfig({ streamTypes: 1, unsubscribeAudioUids: ["1"] })],
    ["recordingConfig.transcodingConfig.mixedVideoLayout", mixConfig({ transcodingConfig: { mixedVideoLayout: 4 } })],
    ["recordingConfig.transcodingConfig.backgroundColor", mixConfig({ transcodingConfig: { backgroundColor: "red" } })],
  ])("refuses %s", (path, body) => {
    expect(refused(startRequests.mix, body)).toEqual([path]);
  });

  it("refuses regions beyond the canvas and more than 17", () => {
    const region = { x_axis: 0.5, y_axis: 0, width: 0.5, height: 1 };
    const at = (layoutConfig: object[]) => mixConfig({ transcodingConfig: { mixedVideoLayout: 3, layoutConfig } });
    const prefix = "recordingConfig.transcodingConfig.layoutConfig";
    expect(refused(startRequests.mix, at(Array.from({ length: 17 }, () => region)))).toEqual([]);
    expect(refused(startRequests.mix, at(Array.from({ length: 18 }, () => region)))).toEqual([prefix]);
    expect(refused(startRequests.mix, at([{ ...region, width: 0.500001 }]))).toEqual([`${prefix}.0.width`]);
    expect(refused(startRequests.mix, at([{ ...region, x_axis: -0.1 }]))).toEqual([`${prefix}.0.x_axis`]);
    expect(refused(startRequests.mix, at([{ ...region, alpha: 1.1 }]))).toEqual([`${prefix}.0.alpha`]);
  });

  it("answers 200 where Agora finds the fault only later", () => {
    expect(
      refused(startRequests.mix, mixConfig({ transcodingConfig: { bitrate: 9000, width: 4000, height: 4000 } })),
    ).toEqual([]);
  });
});

describe("start, individual", () => {
  const stills = { snapshotConfig: { fileType: ["jpg"] } };
  it.each<[string, object]>([
    ["recordingConfig.subscribeUidGroup", individual({ subscribeUidGroup: undefined })],
    ["recordingConfig.subscribeUidGroup", individual({ subscribeUidGroup: 6 })],
    ["recordingConfig.streamMode", individual({ streamMode: "original" })],
    ["recordingConfig.streamTypes", individual({ streamTypes: 0 }, stills)],
    ["snapshotConfig.fileType.0", individual({}, { snapshotConfig: { fileType: ["png"] } })],
    [
      "snapshotConfig.captureInterval",
      individual({}, { snapshotConfig: { fileType: ["jpg"], captureInterval: 3601 } }),
    ],
    ["recordingConfig.subscribeVideoUids", individual({ subscribeAudioUids: ["1"] }, stills)],
  ])("refuses %s", (path, body) => {
    expect(refused(startRequests.individual, body)).toEqual([path]);
  });

  const later = (transMode: string, format?: string) => ({
    appsCollection: { combinationPolicy: "postpone_transcoding" },
    transcodeOptions: { transConfig: { transMode }, ...(format === undefined ? {} : { container: { format } }) },
  });
  const sound = { streamTypes: 0, streamMode: "original" };

  it.each<[string, object]>([
    ["transcodeOptions.container.format", individual({}, later("postponeTranscoding", "mp3"))],
    ["transcodeOptions.container.format", individual(sound, later("audioMix", "mp4"))],
    ["recordingConfig.streamTypes", individual({}, later("audioMix"))],
    ["recordingConfig.streamMode", individual({ streamTypes: 0 }, later("audioMix"))],
  ])("refuses %s of what is made afterwards", (path, body) => {
    expect(refused(startRequests.individual, body)).toContain(path);
  });

  it("takes what postponed transcoding and audio mixing may be", () => {
    const bodies = ["mp3", "m4a", "aac", undefined].map((format) => individual(sound, later("audioMix", format)));
    bodies.push(individual({}, later("postponeTranscoding", "mp4")));
    expect(bodies.flatMap((body) => refused(startRequests.individual, body))).toEqual([]);
  });

  it("takes stills alone, both, and the original sound of audio only", () => {
    const bodies = [individual({}, stills), individual({ streamMode: "original", streamTypes: 0 })];
    expect(bodies.flatMap((body) => refused(startRequests.individual, body))).toEqual([]);
  });
});

describe("start, web page", () => {
  it.each<[string, object]>([
    ["extensionServiceConfig", mix({})],
    ["extensionServiceConfig.extensionServices.0.serviceParam.url", web({ ...page, url: undefined })],
    [
      "extensionServiceConfig.extensionServices.0.serviceParam.videoWidth",
      web({ ...page, videoWidth: 1921, videoHeight: 1080 }),
    ],
    ["extensionServiceConfig.extensionServices.0.serviceParam.maxRecordingHour", web({ ...page, maxRecordingHour: 0 })],
    ["extensionServiceConfig.extensionServices.0.serviceParam.readyTimeout", web({ ...page, readyTimeout: -1 })],
    ["extensionServiceConfig.extensionServices.0.serviceParam.videoFps", web({ ...page, videoFps: 4 })],
    [
      "extensionServiceConfig.extensionServices.0.serviceParam.maxVideoDuration",
      web({ ...page, maxVideoDuration: 241 }),
    ],
  ])("refuses %s", (path, body) => {
    expect(refused(startRequests.web, body)).toEqual([path]);
  });

  it("reads the bitrate under the name the Go SDK gives it", () => {
    const read = startRequests.web.parse(tolerateRequest(web({ ...page, VideoBitrate: 1234 })));
    const [service] = read.clientRequest.extensionServiceConfig.extensionServices;
    expect(service?.serviceParam).toMatchObject({ videoBitrate: 1234, videoFps: 15, maxVideoDuration: 120 });
  });
});

describe("update, updateLayout, stop", () => {
  it("an update's lists are not empty and exclude each other", () => {
    const update = (audioUidList: object) =>
      updateRequests.mix.safeParse(tolerateRequest({ ...ids, clientRequest: { streamSubscribe: { audioUidList } } }));
    expect(update({ subscribeAudioUids: ["#allstream#"] }).success).toBe(true);
    expect(update({ subscribeAudioUids: [] }).success).toBe(false);
    expect(update({ subscribeAudioUids: ["1"], unSubscribeAudioUids: ["2"] }).success).toBe(false);
  });

  it("a layout's missing fields go back to their defaults", () => {
    expect(updateLayoutRequest.parse({ ...ids, clientRequest: {} }).clientRequest).toEqual({
      mixedVideoLayout: 0,
      backgroundColor: "#000000",
    });
  });

  it("stop waits for the upload unless told otherwise", () => {
    expect(stopRequest.parse({ ...ids, clientRequest: {} }).clientRequest.async_stop).toBe(false);
    expect(stopRequest.safeParse({ ...ids, clientRequest: { async_stop: "true" } }).success).toBe(false);
  });
});

describe("whatever is sent", () => {
  const anything = fc.anything({ maxDepth: 6 });
  it("is judged without a crash, and a refusal always has the documented form", () => {
    fc.assert(
      fc.property(anything, anything, (clientRequest, storage) => {
        for (const schema of [...Object.values(startRequests), acquireRequest, stopRequest]) {
          const body = { ...ids, clientRequest, storageConfig: storage };
          const result = schema.safeParse(tolerateRequest(body));
          if (!result.success) {
            const { code, reason } = refusalOf("start", requestIssues(result.error));
            expect(code).toBe(2);
            expect(reason).toMatch(/^Start: invalid .+ value!$/);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("survives nesting that would exhaust a careless reader", () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`);
    expect(startRequests.mix.safeParse(tolerateRequest(deep)).success).toBe(false);
  });

  it("tolerating a body changes nothing in place and nothing the second time", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const before = JSON.stringify(body);
        const once = tolerateRequest(body);
        expect(JSON.stringify(body)).toBe(before);
        expect(tolerateRequest(once)).toEqual(once);
      }),
    );
  });
});
