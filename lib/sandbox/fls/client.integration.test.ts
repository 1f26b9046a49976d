import { afterAll, beforeAll, expect, test } from "vitest";
import { type AgoraClient, createAgoraClient } from "@/lib/agora/client";
import { AgoraRefused } from "@/lib/agora/errors";
import { fileAddress } from "@/lib/agora/live-streaming/addresses";
import { parseFileName } from "@/lib/agora/live-streaming/file-names";
import { Secret } from "@/lib/agora/secret";
import { createSlidingWindow } from "@/lib/agora/sliding-window";
import { TestSandbox } from "../test-sandbox";

/** Tally's own client against the sandbox: every operation of live streaming, signed and by Basic. */

let box: TestSandbox;
let clients: AgoraClient[];

beforeAll(async () => {
  box = await TestSandbox.start({ sliceSeconds: 2 });
  const { baseUrl, appId, customerId, customerSecret } = box.sandbox;
  clients = (["hmac", "basic"] as const).map((flsAuth) =>
    createAgoraClient({
      hosts: [baseUrl],
      appId,
      credentials: { customerId, customerSecret: new Secret(customerSecret) },
      rateLimit: createSlidingWindow(),
      flsAuth,
    }),
  );
});

afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await box.close();
});

/** The client that signs. */
function live() {
  const [signing] = clients;
  if (!signing) throw new Error("no client");
  return signing.liveStreaming;
}

const place = { entryPoint: "live", flsArea: "cn" } as const;
const stream = { ...place, streamName: "cam1" };
const day = 24 * 3_600_000;

test("both ways of saying who asks are taken", async () => {
  for (const { liveStreaming } of clients) {
    await expect(liveStreaming.listEntryPoints()).resolves.toMatchObject({ entryPoints: ["live"] });
  }
});

test("domains and entry points are made, listed, changed and deleted", async () => {
  const domain = "second.example.com";
  const made = await live().createDomain({ domain, type: "play" });
  expect(made.receipt.httpStatus).toBe(201);
  await live().updateDomain({ domain, authKey: new Secret("key-of-the-second") });
  const { domain: found } = await live().getDomain({ domain });
  expect(found).toMatchObject({ name: domain, type: "play", flsArea: null });
  expect(found.authKey?.reveal()).toBe("key-of-the-second");
  expect((await live().listDomains()).domains.map(({ name }) => name)).toContain(domain);
  await live().deleteDomain({ domain });
  await expect(live().getDomain({ domain })).rejects.toThrow("does not know this domain");

  await live().createEntryPoint({ entryPoint: "show" });
  await expect(live().createEntryPoint({ entryPoint: "show" })).rejects.toThrow("may exist already");
  await live().deleteEntryPoint({ entryPoint: "show" });
  await expect(live().deleteEntryPoint({ entryPoint: "live" })).rejects.toThrow("cannot be deleted");
});

test("recording is set, read back with its keys hidden, and switched", async () => {
  const { bucket, accessKey, secretKey } = box.sandbox.objectStore;
  const storage = {
    vendor: "alibaba",
    storageRegion: 3,
    bucket,
    accessKey: new Secret(accessKey),
    secretKey: new Secret(secretKey),
  } as const;
  await expect(live().setCustomRecording({ ...place, isHlsEnabled: true })).rejects.toThrow(AgoraRefused);
  await live().setCustomRecording({ ...place, isHlsEnabled: true, isMp4Enabled: false, storage });
  const custom = await live().getCustomRecording(place);
  expect(custom).toMatchObject({ isHlsEnabled: true, isMp4Enabled: false, storage: { vendor: "alibaba" } });
  expect(custom.storage?.secretKey?.reveal()).toBe(secretKey);
  expect(JSON.stringify(custom)).not.toContain(secretKey);

  await live().setStandardRecording({ ...place, isHlsEnabled: true });
  await expect(live().getStandardRecording(place)).resolves.toMatchObject({ isHlsEnabled: true });
  for (const recordingKind of ["standard", "custom"] as const) {
    await live().setAutomaticRecording({ ...place, recordingKind, isEnabled: false });
    await live().addRecordingTask({ ...stream, recordingKind });
    await live().removeRecordingTask({ ...stream, recordingKind });
  }
});

test("snapshots are set and read back, for both kinds", async () => {
  await live().setPeriodicSnapshots({ ...place, recordingKind: "standard", isEnabled: true, intervalSeconds: 60 });
  await expect(live().getPeriodicSnapshots({ ...place, recordingKind: "standard" })).resolves.toMatchObject({
    isEnabled: true,
    intervalSeconds: 60,
    storage: null,
  });
  await live().setPeriodicSnapshots({ ...place, recordingKind: "standard", isEnabled: false });
});

test("a clip and a snapshot of a recording are made and served", async () => {
  await box.control("PATCH", "switches", { flsClipSeconds: 0 });
  const to = new Date();
  const { files } = await live().listRecordingFiles({ ...stream, from: new Date(to.getTime() - 8 * day), to });
  const [file] = files;
  if (!file?.startedAt || !file.endedAt) throw new Error("no recording");
  expect(parseFileName(file.fileName)).toMatchObject({ recordingKind: "standard", streamName: "cam1" });
  const startsAt = new Date(file.startedAt.getTime() + 10_000);
  const clip = { ...stream, startsAt, endsAt: new Date(startsAt.getTime() + 6000), fileName: "client.m3u8" };
  await live().createClip(clip);
  await expect(live().createClip(clip)).rejects.toThrow("taken already");
  await live().createSnapshot({ ...stream, takenAt: startsAt, fileName: "client.jpg" });

  const host = new URL(box.sandbox.baseUrl).host;
  const statusOf = async (fileName: string) =>
    (await fetch(fileAddress({ template: "http://{host}/{fileName}", host, fileName }))).status;
  expect(await statusOf(file.fileName)).toBe(200);
});

test("streams on air are found, banned and let back; the reports are read", async () => {
  const { streams } = await live().listOnlineStreams(place);
  expect(streams.map(({ streamName }) => streamName)).toEqual(expect.arrayContaining(["cam1", "cam2", "stage"]));
  await expect(live().getOnlineStream(stream)).resolves.toMatchObject({ isOnline: true });
  await expect(live().getOnlineStream({ ...place, streamName: "nobody" })).resolves.toMatchObject({ isOnline: false });

  const until = new Date(Math.floor(Date.now() / 1000) * 1000 + day);
  await live().banStream({ ...place, streamName: "stage", until });
  await expect(live().listBannedStreams(place)).resolves.toMatchObject({ streams: [{ streamName: "stage", until }] });
  await live().unbanStream({ ...place, streamName: "stage" });
  await expect(live().listBannedStreams(place)).resolves.toMatchObject({ streams: [] });

  const { pushes } = await live().listPublishHistory(stream);
  expect(pushes.length).toBeGreaterThan(3);
  for (const { startedAt, endedAt, durationSeconds } of pushes) {
    const seconds = ((endedAt?.getTime() ?? 0) - (startedAt?.getTime() ?? 0)) / 1000;
    // Both times and what lies between them are cut to whole seconds.
    expect(Math.abs((durationSeconds ?? 0) - seconds)).toBeLessThanOrEqual(1);
  }
  const { minutes } = await live().listPublishQuality(stream);
  expect(minutes[0]).toMatchObject({ streamName: "cam1", at: expect.any(Date), framesPerSecond: expect.any(Number) });
  const { minutes: played } = await live().listPlayStatistics(stream);
  expect(played[0]).toMatchObject({ streamName: "cam1", connections: expect.any(Number) });
});
