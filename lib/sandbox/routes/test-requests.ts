import type { TestMode, TestSandbox, TestTask } from "../test-sandbox";

/** For tests: JSON as it is sent. */
export type Json = Record<string, unknown>;

/** For tests: a request that nothing is wrong with, and which of its fields must be there. */
export type GoodRequest = {
  name: string;
  method: string;
  /** After what all paths begin with. */
  path: string;
  body: Json;
  /** Paths into the body, without which it is refused. */
  required: readonly string[];
};

/** For tests: the modes, and a recording of nobody in each. */
export type Recordings = Record<TestMode, TestTask>;

const patient = { maxIdleTime: 86_400 };
const size = { videoWidth: 320, videoHeight: 180 };

/** What a page's start needs at least; nobody listens there. */
export const pageParam: Json = {
  url: "http://127.0.0.1:1/",
  audioProfile: 0,
  ...size,
  maxRecordingHour: 1,
};

/** A working request for each mode's start, with as many documented fields as get along with each other. */
export function fullStart(box: TestSandbox, mode: TestMode): Json {
  const storageConfig = box.storage({
    stsToken: "t",
    stsExpiration: 4_000_000_000,
    fileNamePrefix: ["a", "b2"],
    extensionParams: { sse: "aes256", tag: "a=b", endpoint: "storage.example.com", enableNTPtimestamp: true },
  });
  const shared = { token: "t", storageConfig, recordingFileConfig: { avFileType: ["hls"] } };
  const recordingConfig = {
    ...patient,
    channelType: 1,
    decryptionMode: 7,
    secret: "s",
    salt: Buffer.alloc(32, 7).toString("base64"),
    streamTypes: 2,
    videoStreamType: 1,
    subscribeAudioUids: ["1", "#allstream#"],
    unsubscribeVideoUids: ["2"],
    subscribeUidGroup: 1,
    privateParams: "{}",
  };
  switch (mode) {
    case "mix":
      return {
        ...shared,
        recordingConfig: { ...recordingConfig, audioProfile: 1, transcodingConfig: { ...canvas, ...fullLayout } },
      };
    case "individual":
      return {
        ...shared,
        recordingConfig: {
          ...recordingConfig,
          streamMode: "standard",
          subscribeVideoUids: ["1"],
          unsubscribeVideoUids: undefined,
        },
        snapshotConfig: { captureInterval: 60, fileType: ["jpg"] },
        appsCollection: { combinationPolicy: "postpone_transcoding" },
        transcodeOptions: {
          transConfig: { transMode: "postponeTranscoding" },
          container: { format: "mp4" },
          audio: { sampleRate: "16000", bitrate: "48000", channels: "1" },
        },
      };
    case "web": {
      const options = {
        videoBitrate: 500,
        videoFps: 15,
        mobile: true,
        maxVideoDuration: 60,
        onhold: true,
        readyTimeout: 1,
      };
      return {
        ...shared,
        extensionServiceConfig: {
          errorHandlePolicy: "error_abort",
          extensionServices: [
            {
              serviceName: "web_recorder_service",
              errorHandlePolicy: "error_abort",
              serviceParam: { ...pageParam, ...options },
            },
            {
              serviceName: "rtmp_publish_service",
              errorHandlePolicy: "error_ignore",
              serviceParam: { outputs: [{ rtmpUrl: "rtmp://127.0.0.1:1/live/key" }] },
            },
          ],
        },
      };
    }
  }
}

/** The least that each mode's start accepts: nobody is there, and nothing ends it for a day. `url` is the page's. */
export function leastStart(mode: TestMode, url: unknown = pageParam.url): Json {
  switch (mode) {
    case "mix":
      return { recordingConfig: patient };
    case "individual":
      return { recordingConfig: { ...patient, subscribeUidGroup: 0 } };
    case "web": {
      const serviceParam = { ...pageParam, url, onhold: true };
      return { extensionServiceConfig: { extensionServices: [{ serviceName: "web_recorder_service", serviceParam }] } };
    }
  }
}

const canvas = { width: 640, height: 360, fps: 15, bitrate: 500 };

const region = { uid: "1", x_axis: 0, y_axis: 0.5, width: 0.5, height: 0.5, alpha: 0.5, render_mode: 1 };

/** Every field of a layout. */
export const fullLayout: Json = {
  maxResolutionUid: "1",
  mixedVideoLayout: 3,
  backgroundColor: "#0a0B0c",
  backgroundImage: "http://127.0.0.1:1/a.jpg",
  defaultUserBackgroundImage: "http://127.0.0.1:1/b.jpg",
  layoutConfig: [region],
  backgroundConfig: [{ uid: "1", image_url: "http://127.0.0.1:1/c.jpg", render_mode: 1 }],
};

const storageFields = ["vendor", "region", "bucket", "accessKey", "secretKey"];
const envelope = ["cname", "uid", "clientRequest"];
const inRequest = (...paths: string[]) => paths.map((path) => `clientRequest.${path}`);
const inStorage = storageFields.map((field) => `storageConfig.${field}`);

const service = "extensionServiceConfig.extensionServices";

const requiredByMode: Record<TestMode, string[]> = {
  mix: [
    "recordingConfig.secret",
    "recordingConfig.salt",
    ...["x_axis", "y_axis", "width", "height"].map(
      (field) => `recordingConfig.transcodingConfig.layoutConfig.0.${field}`,
    ),
    ...["uid", "image_url"].map((field) => `recordingConfig.transcodingConfig.backgroundConfig.0.${field}`),
  ],
  individual: [
    "recordingConfig",
    "recordingConfig.subscribeUidGroup",
    "snapshotConfig.fileType",
    "transcodeOptions.transConfig",
    "transcodeOptions.transConfig.transMode",
  ],
  web: [
    "extensionServiceConfig",
    service,
    `${service}.0.serviceName`,
    `${service}.0.serviceParam`,
    ...Object.keys(pageParam).map((field) => `${service}.0.serviceParam.${field}`),
    `${service}.1.serviceParam.outputs`,
    `${service}.1.serviceParam.outputs.0.rtmpUrl`,
  ],
};

/** A good request of every operation and mode, about recordings that run. */
export async function goodRequests(box: TestSandbox, running: Recordings): Promise<GoodRequest[]> {
  const acquire: GoodRequest = {
    name: "acquire",
    method: "POST",
    path: "acquire",
    body: {
      cname: "room",
      uid: "77",
      clientRequest: {
        scene: 0,
        resourceExpiredHour: 24,
        excludeResourceIds: ["r"],
        region: "EU",
        regionAffinity: 1,
        startParameter: {},
      },
    },
    required: envelope,
  };
  const requests = [acquire];
  for (const mode of ["mix", "individual", "web"] as const) {
    const { cname, uid, resourceId, sid } = running[mode];
    const task = `resourceid/${resourceId}/sid/${sid}/mode/${mode}`;
    const ids = { cname, uid };
    const scene = { mix: 0, individual: 2, web: 1 }[mode];
    const unused = await box.resource(`${mode}-unused`, "78", { scene });
    requests.push(
      {
        name: `start ${mode}`,
        method: "POST",
        path: `resourceid/${unused}/mode/${mode}/start`,
        body: { cname: `${mode}-unused`, uid: "78", clientRequest: fullStart(box, mode) },
        required: [...envelope, ...inRequest("storageConfig", ...inStorage, ...requiredByMode[mode])],
      },
      {
        name: `update ${mode}`,
        method: "POST",
        path: `${task}/update`,
        body: { ...ids, clientRequest: fullUpdate(box, mode) },
        required: [...envelope, ...inRequest(...inStorage, ...(mode === "web" ? ["rtmpPublishConfig.outputs"] : []))],
      },
    );
    if (mode === "mix") {
      requests.push({
        name: "updateLayout",
        method: "POST",
        path: `${task}/updateLayout`,
        body: { ...ids, clientRequest: fullLayout },
        required: [...envelope, ...inRequest("layoutConfig.0.x_axis", "backgroundConfig.0.image_url")],
      });
    }
    requests.push({
      name: `stop ${mode}`,
      method: "POST",
      path: `${task}/stop`,
      body: { ...ids, clientRequest: { async_stop: true } },
      required: envelope,
    });
  }
  return requests.map((request) => ({ ...request, body: JSON.parse(JSON.stringify(request.body)) as Json }));
}

function fullUpdate(box: TestSandbox, mode: TestMode): Json {
  const storageConfig = box.storage({ stsToken: "t", stsExpiration: 4_000_000_000 });
  if (mode === "web") {
    const outputs = [{ rtmpUrl: "rtmps://127.0.0.1:1/live/key" }];
    return { webRecordingConfig: { onhold: true }, rtmpPublishConfig: { outputs }, storageConfig };
  }
  return {
    streamSubscribe: {
      audioUidList: { subscribeAudioUids: ["1"] },
      videoUidList: { unsubscribeVideoUids: ["2"] },
    },
    storageConfig,
  };
}

/** Starts a recording of nobody in each mode; `url` is of a page that is there. */
export async function startEach(box: TestSandbox, url: string): Promise<Recordings> {
  return {
    mix: await box.record("mix-running", "1", leastStart("mix"), "mix"),
    individual: await box.record("individual-running", "2", leastStart("individual"), "individual"),
    web: await box.record("web-running", "3", leastStart("web", url), "web"),
  };
}

/** The `scene` that the acquire before such a start needs: contract §2.1, §2.8. */
export function sceneFor(mode: TestMode, clientRequest: Json): Json {
  if (mode === "web") return { scene: 1 };
  const { appsCollection, transcodeOptions } = clientRequest as {
    appsCollection?: { combinationPolicy?: string };
    transcodeOptions?: { transConfig: { transMode: string } };
  };
  const isPostponed = appsCollection?.combinationPolicy === "postpone_transcoding";
  return isPostponed && transcodeOptions?.transConfig.transMode !== "audioMix" ? { scene: 2 } : {};
}
