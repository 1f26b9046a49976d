import { describe, expect, test } from "vitest";
import { grantToSystem } from "@/lib/auth/ability";
import { startRecordingInput } from "@/lib/features/recordings/schema";
import { readRequest, writeRequest } from "@/lib/features/recordings/service/hand-written";
import { initialValues, type StartFormValues } from "./form-values";
import { fromWritten } from "./from-written";
import { toInput } from "./to-input";
import { forWriting } from "./without-secrets";

const grant = grantToSystem({ kind: "system", id: "test" }, "recording.start", "p");
const first = initialValues({
  projectId: "p",
  recordingId: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  storageProfileId: "s",
  hasCertificate: false,
});
const list = (kind: "only" | "except" | "nobody", uids = "") => ({ kind, uids });

async function write(values: StartFormValues) {
  const input = startRecordingInput.parse(forWriting(toInput(values, 0)));
  return writeRequest({ grant, input });
}

const read = (mode: StartFormValues["mode"], request: unknown) =>
  readRequest({
    grant,
    input: { projectId: "p", mode, text: typeof request === "string" ? request : JSON.stringify(request) },
  });

describe("a request written out and read again is the same order", () => {
  const forms: [string, Partial<StartFormValues>][] = [
    ["composite with presets", { layout: { preset: "vertical", largeUid: "42", backgroundColour: "#123456" } }],
    [
      "composite with everything beside",
      {
        media: "video",
        videoStream: "low",
        subscription: { audio: list("nobody"), video: list("except", "7, 8") },
        encryption: { mode: 8, secret: "", salt: "" },
        filePrefix: "events/2026",
        withMp4: true,
        audioProfile: 2,
        other: { serviceArea: "EU", tag: "RETENTION_DAYS=30", serverSideEncryption: "kms", privateParams: '{"a":1}' },
      },
    ],
    [
      "composite with regions of its own",
      {
        layout: {
          preset: "custom",
          largeUid: "",
          backgroundColour: "#000000",
          regions: [{ uid: "7", x: 0, y: 0, w: 500_000, h: 1_000_000, alpha: 900_000, fit: "contain" }],
        },
      },
    ],
    [
      "individual",
      {
        mode: "individual",
        uidGroup: 2,
        streamMode: "default",
        subscription: { audio: list("only", "1, 2"), video: list("nobody") },
        maxIdleSeconds: 60,
      },
    ],
    ["individual stills alone", { mode: "individual", snapshots: { kind: "only", everySeconds: 20 } }],
    [
      "individual sound, mixed afterwards",
      {
        mode: "individual",
        media: "audio",
        streamMode: "original",
        afterwards: { kind: "mixAudio", format: "m4a", sampleRate: 16_000, bitrate: 48_000, channels: 1 },
      },
    ],
    [
      "web page",
      {
        mode: "web",
        withMp4: true,
        pushTo: "rtmp://cdn.example/live/key",
        page: {
          ...first.page,
          url: "https://example.com/",
          fps: 20,
          bitrateKbps: 900,
          maxFileMinutes: 60,
          isMobile: true,
        },
      },
    ],
  ];

  test.each(forms)("%s", async (_, change) => {
    const values: StartFormValues = { ...first, ...change };
    const { text, faults } = await write(values);
    expect(faults).toEqual([]);
    expect(text).not.toMatch(/replaced|secret|rtmp|accessKey|token|"cname"|"uid": "1"/);
    const answer = await read(values.mode, text ?? "");
    expect(answer.faults).toEqual([]);
    if (answer.start === null) throw new Error("not read");
    expect(toInput(fromWritten(values, answer.start), 0)).toEqual(toInput(values, 0));
  });
});

describe("what cannot be taken over is named, with its path and why", () => {
  const individual = (recordingConfig: object, more: object = {}) => ({
    acquire: {},
    start: { recordingConfig: { subscribeUidGroup: 0, ...recordingConfig }, recordingFileConfig: {}, ...more },
  });
  const pathsOf = async (request: unknown, mode: StartFormValues["mode"] = "individual") =>
    (await read(mode, request)).faults.map(({ path }) => path);

  test("secrets, credentials and what is set elsewhere", async () => {
    const request = individual(
      { secret: "s", salt: "s" },
      { token: "t", cname: "c", storageConfig: { vendor: 1, bucket: "b", accessKey: "a", secretKey: "s" } },
    );
    expect(await pathsOf({ ...request, acquire: { cname: "c", uid: "1", scene: 1 } })).toEqual(
      expect.arrayContaining([
        "acquire.cname",
        "acquire.uid",
        "acquire.scene",
        "start.token",
        "start.cname",
        "start.recordingConfig.secret",
        "start.recordingConfig.salt",
        "start.storageConfig.accessKey",
        "start.storageConfig.secretKey",
        "start.storageConfig.bucket",
      ]),
    );
    const { faults } = await read("individual", request);
    expect(faults.find(({ path }) => path === "start.token")?.message).toContain("enter it in the form");
    expect(JSON.stringify(faults)).not.toContain('"a"');
  });

  test("a push address, which carries a stream key", async () => {
    const push = { serviceName: "rtmp_publish_service", serviceParam: { outputs: [{ rtmpUrl: "rtmp://a/b" }] } };
    const request = { start: { extensionServiceConfig: { extensionServices: [push] } } };
    expect(await pathsOf(request, "web")).toContain("start.extensionServiceConfig.extensionServices");
  });

  test("values out of their range, by the schemas that check what is sent", async () => {
    expect(await pathsOf(individual({ maxIdleTime: 1 }))).toEqual(["start.recordingConfig.maxIdleTime"]);
    expect(await pathsOf({ ...individual({}), acquire: { resourceExpiredHour: 721 } })).toEqual([
      "acquire.resourceExpiredHour",
    ]);
    expect(await pathsOf(individual({}, { snapshotConfig: { captureInterval: 2, fileType: ["jpg"] } }))).toEqual([
      "start.snapshotConfig.captureInterval",
    ]);
    expect(await pathsOf({ acquire: {}, start: {} })).toEqual(["start.recordingConfig"]);
  });

  test("fields that Agora would ignore without a word: unknown ones, and known ones at the wrong level", async () => {
    const request = individual({ maxIdelTime: 30 }, { transcodingConfig: { width: 640 } });
    expect(await pathsOf(request)).toEqual(["start.recordingConfig.maxIdelTime", "start.transcodingConfig"]);
    expect(await pathsOf({ ...individual({}), stop: {} })).toEqual(["stop"]);
  });

  test("what is no JSON, or has a key twice", async () => {
    expect((await read("web", "{")).faults[0]?.message).toContain("not complete JSON");
    expect((await read("web", '{"start":{},"start":{}}')).start).toBeNull();
    expect((await read("web", "[]")).faults).toHaveLength(1);
  });
});
