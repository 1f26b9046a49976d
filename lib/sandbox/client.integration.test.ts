import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type AgoraClient, createAgoraClient } from "@/lib/agora/client";
import type { StartPlan } from "@/lib/agora/cloud-recording/input";
import { Secret } from "@/lib/agora/secret";
import { createSlidingWindow } from "@/lib/agora/sliding-window";
import { TestSandbox } from "./test-sandbox";

/** Tally's own client against the sandbox: every mode from acquire to stop. */
const patience = { timeout: 90_000, interval: 250 };

let box: TestSandbox;
let client: AgoraClient;

beforeAll(async () => {
  box = await TestSandbox.start();
  const { baseUrl, appId, customerId, customerSecret } = box.sandbox;
  client = createAgoraClient({
    hosts: [baseUrl],
    appId,
    credentials: { customerId, customerSecret: new Secret(customerSecret) },
    rateLimit: createSlidingWindow(),
  });
});

afterAll(async () => {
  await client.close();
  await box.close();
});

function planFor(recorderUid: string): Pick<StartPlan, "channelName" | "recorderUid" | "storage"> {
  const { bucket, accessKey, secretKey } = box.sandbox.objectStore;
  const keys = { accessKey: new Secret(accessKey), secretKey: new Secret(secretKey) };
  return {
    channelName: "support-7",
    recorderUid,
    storage: { vendor: "s3", storageRegion: 0, bucket, ...keys, filePrefix: ["client", recorderUid] },
  };
}

async function startedBy(plan: StartPlan) {
  const calls = client.cloudRecording;
  const { resourceId } = await calls.acquire({ ...plan, coming: plan });
  const { sid } = await calls.start({ ...plan, resourceId });
  if (sid === null) throw new Error("no sid");
  const { channelName, recorderUid, mode } = plan;
  return { channelName, recorderUid, mode, resourceId, sid };
}

test("composite, with MP4 and a change of layout", async () => {
  const video = { width: 160, height: 90, fps: 15, bitrateKbps: 100 };
  const layout = { preset: "bestFit" } as const;
  const more = { channelProfile: "communication", video, layout, withMp4: true } as const;
  const task = await startedBy({ ...planFor("51"), mode: "composite", ...more });
  const calls = client.cloudRecording;
  await vi.waitFor(async () => expect((await calls.query(task)).files).toHaveLength(1), patience);
  await calls.updateLayout({ ...task, mode: "composite", layout: { preset: "vertical", largeUid: "3001" } });
  await calls.update({ ...task, subscription: { video: { only: ["3001"] }, audio: { only: "everyone" } } });
  const stopped = await calls.stop({ ...task, isAsync: false });
  expect(stopped).toMatchObject({ outcome: "stopped", uploadingStatus: "uploaded" });
  expect(stopped.files.map(({ fileName }) => fileName)).toEqual([
    `client/51/${task.sid}_support-7_0.mp4`,
    `client/51/${task.sid}_support-7.m3u8`,
  ]);
});

test("individual, with stills", async () => {
  const more = { channelProfile: "communication", uidGroup: 0, snapshots: { everySeconds: 5 } } as const;
  const task = await startedBy({ ...planFor("52"), mode: "individual", ...more });
  const calls = client.cloudRecording;
  await vi.waitFor(async () => expect(await box.objectKeys(`client/52/${task.sid}`)).toHaveLength(10), patience);
  expect(await calls.query(task)).toMatchObject({ agoraStatus: 5, files: [] });
  const stopped = await calls.stop({ ...task, isAsync: false });
  expect(stopped.files.map(({ trackType, uid }) => `${trackType} ${uid}`)).toEqual([
    "audio 3001",
    "video 3001",
    "audio 3002",
    "video 3002",
  ]);
});

test("web page, held and resumed", async () => {
  const url = `${box.sandbox.baseUrl}/v1/no-page`;
  const page = { url, audioProfile: 0, width: 320, height: 240, maxHours: 1, startsOnHold: true } as const;
  const task = await startedBy({ ...planFor("53"), mode: "web", page });
  const calls = client.cloudRecording;
  await calls.update({ ...task, isOnHold: false });
  const answer = await calls.query(task);
  expect(answer).toMatchObject({ files: [] });
  await calls.stop(task);
});
