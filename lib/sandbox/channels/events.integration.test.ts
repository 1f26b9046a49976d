import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type AgoraNotification, parseNotification, verifyNotification } from "@/lib/agora/notifications";
import { Secret } from "@/lib/agora/secret";
import { json, startTestServer } from "@/lib/agora/test-server";
import { TestSandbox } from "../test-sandbox";
import { TestChannels } from "./test-channels";

const patience = { timeout: 90_000, interval: 50 };

const receiver = await startTestServer((response) => json(response, 200, {}));
const box = await TestSandbox.start({ clockRate: 10 });
const channels = new TestChannels(box);
afterAll(() => Promise.all([box.close(), receiver.close()]));

beforeEach(async () => {
  await box.control("POST", "reset");
  await box.control("PUT", "notifications/target", { urls: [receiver.url], products: [1] });
  receiver.seen.length = 0;
});

const people = (channel: string) => `channels/${channel}/people`;
const join = (channel: string, uid: string, choices = {}) => box.control("POST", people(channel), { uid, ...choices });
const leave = (channel: string, uid: string, reason = 1) =>
  box.control("DELETE", `${people(channel)}/${uid}?reason=${reason}`);
const numbers = async (channel: string) => (await channels.events(channel)).map(({ eventType }) => eventType);

/** What the receiver has got, as the client reads it. */
const received = (): AgoraNotification[] => receiver.seen.map(({ body }) => parseNotification(body));

describe("people who come and go", () => {
  test("in a live channel: created, joined, roles, left, destroyed", async () => {
    await join("room", "5");
    await join("room", "6", { role: "audience", platform: 2, account: "amy" });
    await box.control("PATCH", `${people("room")}/6`, { role: "host" });
    await box.control("PATCH", `${people("room")}/6`, { video: false });
    await box.control("PATCH", `${people("room")}/6`, { role: "audience" });
    await leave("room", "6");
    await leave("room", "5", 999);
    const events = await channels.events("room");
    expect(events.map(({ eventType }) => eventType)).toEqual([101, 103, 105, 111, 112, 106, 104, 102]);
    const frame = { channelName: "room", ts: expect.any(Number) };
    const of = (uid: number) => ({ ...frame, uid, clientSeq: expect.stringMatching(/^\d{13}$/) });
    expect(events.map(({ eventType: _, ...payload }) => payload)).toEqual([
      frame,
      { ...of(5), platform: 7 },
      { ...of(6), account: "amy", platform: 2 },
      { ...of(6), account: "amy" },
      { ...of(6), account: "amy" },
      { ...of(6), account: "amy", platform: 2, reason: 1, duration: expect.any(Number) },
      { ...of(5), platform: 7, reason: 999, duration: expect.any(Number) },
      { ...frame, lastUid: 5 },
    ]);
  });

  test("in a communication channel: 107 and 108", async () => {
    await box.control("PATCH", "channels/talk", { profile: "communication" });
    await join("talk", "5");
    await leave("talk", "5", 5);
    expect(await channels.events("talk")).toMatchObject([
      { eventType: 101 },
      { eventType: 107, uid: 5, platform: 7 },
      { eventType: 108, uid: 5, reason: 5 },
      { eventType: 102, lastUid: 5 },
    ]);
  });

  test("the seeded cast was there before: its first event is the first leave", async () => {
    await leave("lobby", "1001");
    expect(await numbers("lobby")).toEqual([104]);
  });

  test("whoever loses the network is missed after ten seconds, with the duration until then", async () => {
    await box.control("PUT", "clock", { rate: 1 });
    await join("room", "5");
    await join("room", "6");
    await leave("room", "5", 2);
    await leave("room", "6", 2);
    const { body } = await box.control("GET", people("room"));
    expect(body.people).toMatchObject([{ uid: "5", isLost: true, audio: false, video: false }, { isLost: true }]);
    await box.control("PATCH", `${people("room")}/6`, { audio: true });
    expect(await channels.users("room")).toMatchObject({ broadcasters: [5, 6] });
    await box.control("PUT", "clock", { advanceSeconds: 11 });
    await expect.poll(() => channels.users("room"), patience).toMatchObject({ broadcasters: [6] });
    expect((await channels.events("room")).at(-1)).toMatchObject({ eventType: 104, uid: 5, reason: 2 });
  });

  test("whoever is lost twice is missed after the second time", async () => {
    await box.control("PUT", "clock", { rate: 1 });
    await join("room", "5");
    await leave("room", "5", 2);
    await box.control("PUT", "clock", { advanceSeconds: 5 });
    await leave("room", "5", 2);
    await box.control("PUT", "clock", { advanceSeconds: 6 });
    expect(await channels.users("room")).toMatchObject({ broadcasters: [5] });
    await box.control("PUT", "clock", { advanceSeconds: 5 });
    await expect.poll(() => channels.users("room"), patience).toEqual({ channel_exist: false });
  });

  test("somebody lost before a restart is missed after it", async () => {
    await box.control("PUT", "clock", { rate: 1 });
    await join("room", "5");
    await leave("room", "5", 2);
    await box.restart();
    await box.control("PUT", "clock", { advanceSeconds: 11 });
    await expect.poll(() => numbers("room"), patience).toEqual([101, 103, 104, 102]);
  });

  test("a kicked one leaves for reason 3", async () => {
    await channels.rule("POST", { cname: "lobby", privileges: ["join_channel"] });
    expect(await channels.events("lobby")).toMatchObject([
      { eventType: 104, uid: 1001, reason: 3 },
      { eventType: 104, uid: 1002, reason: 3 },
      { eventType: 104, uid: 1003, reason: 3 },
      { eventType: 102, lastUid: 1003 },
    ]);
  });
});

describe("clientSeq", () => {
  test("grows over the events of one user, whatever the channel", async () => {
    for (const channel of ["a", "b"]) {
      await join(channel, "5");
      await leave(channel, "5");
    }
    const all = [...(await channels.events("a")), ...(await channels.events("b"))];
    const seqs = all.filter(({ uid }) => uid === 5).map(({ clientSeq }) => BigInt(String(clientSeq)));
    expect(seqs).toHaveLength(4);
    for (const [at, seq] of seqs.entries()) expect(seq > (seqs[at - 1] ?? 0n)).toBe(true);
  });

  test("is sent as a number that may be beyond 2^53, and is read without loss", async () => {
    await box.control("PATCH", "switches", { hugeClientSeq: true });
    await join("room", "5");
    await join("room", "6");
    await expect.poll(() => received().length, patience).toBe(3);
    const kept = (await channels.events("room")).map(({ clientSeq }) => clientSeq);
    const read = received().map((one) =>
      one.product === "rtc" && "clientSeq" in one.event ? one.event.clientSeq : undefined,
    );
    expect(read).toEqual(kept);
    expect(BigInt(String(kept[1]))).toBeGreaterThan(2n ** 62n);
    expect(receiver.seen[1]?.body).toContain(`"clientSeq":${String(kept[1])},`);
  });
});

describe("recorders", () => {
  const record = (channel: string, uid: string) =>
    box.record(channel, uid, { recordingConfig: { maxIdleTime: 86_400, channelType: 1 } });

  test("are the first user of an empty channel, and the last", async () => {
    const task = await record("room", "77");
    await expect.poll(() => numbers("room"), patience).toEqual([101, 103]);
    await box.stop(task);
    const events = await channels.events("room");
    expect(events).toMatchObject([
      { eventType: 101 },
      { eventType: 103, uid: 77, platform: 6, clientType: 10 },
      { eventType: 104, uid: 77, platform: 6, clientType: 10, reason: 1 },
      { eventType: 102, lastUid: 77 },
    ]);
  });

  test("may be audience, and show no client type in a communication channel", async () => {
    await box.control("PATCH", "switches", { recorderRole: "audience" });
    await record("room", "77");
    await expect.poll(() => numbers("room"), patience).toEqual([101, 105]);
    await box.control("PATCH", "channels/talk", { profile: "communication" });
    await record("talk", "77");
    await expect.poll(() => numbers("talk"), patience).toEqual([101, 107]);
    expect((await channels.events("talk"))[1]).not.toHaveProperty("clientType");
  });

  test("leave for a reason: kicked 3, replaced 5, moved to another server 2", async () => {
    const reasonOf = async (channel: string, uid: number) =>
      (await channels.events(channel)).find((event) => event.eventType === 104 && event.uid === uid)?.reason;
    await join("room", "1");
    const [kicked, replaced, moved] = [
      await record("room", "77"),
      await record("room", "78"),
      await record("room", "79"),
    ];
    for (const task of [kicked, replaced, moved]) await expect.poll(() => box.events(task), patience).toContain(40);
    await channels.rule("POST", { cname: "room", uid: 77, time: 0, privileges: ["join_channel"] });
    expect(await reasonOf("room", 77)).toBe(3);
    await join("room", "78");
    await expect.poll(() => reasonOf("room", 78), patience).toBe(5);
    await box.control("POST", `tasks/${moved.sid}/failover`, { windowSeconds: 1 });
    expect(await reasonOf("room", 79)).toBe(2);
    const joined = async () =>
      (await channels.events("room")).filter(({ eventType, clientType }) => eventType === 103 && clientType === 10);
    await expect.poll(joined, patience).toHaveLength(4);
    expect((await channels.users("room")).broadcasters).toEqual([1, 78, (await joined()).at(-1)?.uid]);
  });

  test("that go on after a restart have not joined a second time", async () => {
    await record("room", "77");
    await expect.poll(() => numbers("room"), patience).toEqual([101, 103]);
    await box.restart();
    await expect.poll(() => channels.users("room"), patience).toMatchObject({ broadcasters: [77] });
    expect(await numbers("room")).toEqual([101, 103]);
  });
});

describe("delivery", () => {
  test("signed with the secret of the product, in order, as the client reads it", async () => {
    await join("room", "5");
    await leave("room", "5");
    await expect.poll(() => received().length, patience).toBe(4);
    expect(received()).toMatchObject([
      { product: "rtc", channelName: "room", event: { name: "channelCreated" } },
      { event: { name: "hostJoined", uid: "5", isCloudRecorder: false } },
      { event: { name: "hostLeft", reason: 1 } },
      { event: { name: "channelDestroyed", lastUid: "5" } },
    ]);
    const { rtc, cloudRecording } = box.sandbox.notificationSecrets;
    for (const { body, headers } of receiver.seen) {
      const check = (secret: string) =>
        verifyNotification({
          rawBody: Buffer.from(body),
          headers: new Headers(headers as HeadersInit),
          secrets: [new Secret(secret)],
        }).isValid;
      expect([check(rtc), check(cloudRecording)]).toEqual([true, false]);
    }
  });

  test("only of the products that are switched on; the others stay in the history", async () => {
    await box.control("PUT", "notifications/target", { urls: [receiver.url], products: [3] });
    await join("room", "5");
    const { body } = await box.control("GET", "notifications?channel=room");
    expect(body.notifications).toMatchObject([{ state: "unaddressed", eventType: 101 }, { state: "unaddressed" }]);
  });

  test("faults strike by event, and by product", async () => {
    const arm = (fault: object) => box.control("POST", "faults", { operation: "notification", ...fault });
    await arm({ kind: "lose", eventType: 101 });
    await arm({ kind: "double", eventType: 103, productId: 1 });
    await arm({ kind: "reorder", eventType: 104, productId: 3 });
    await join("room", "5");
    await leave("room", "5");
    await expect.poll(() => received().length, patience).toBe(4);
    expect(received().map(({ eventType }) => eventType)).toEqual([103, 103, 104, 102]);
    expect(received()[0]?.noticeId).toBe(received()[1]?.noticeId);
    expect((await box.control("GET", "faults")).body.faults).toMatchObject([
      { struck: 1 },
      { struck: 1 },
      { struck: 0 },
    ]);
  });

  test("an event may come after the next one of its channel", async () => {
    await box.control("POST", "faults", { operation: "notification", kind: "reorder", productId: 1, eventType: 103 });
    await join("room", "5");
    await join("room", "6");
    await expect.poll(() => received().length, patience).toBe(3);
    const uids = received().map((one) => (one.product === "rtc" && "uid" in one.event ? one.event.uid : null));
    expect(uids).toEqual([null, "6", "5"]);
  });

  test("test events and events by hand", async () => {
    const { body } = await box.control("POST", "notifications/test", { productId: 1 });
    expect(body.results).toHaveLength(10);
    expect(received()).toHaveLength(10);
    for (const one of received()) {
      expect(one).toMatchObject({ product: "rtc", channelName: "test_webhook" });
      if (one.product === "rtc") expect(one.event.name).not.toBe("unknown");
    }
    expect((await box.control("POST", "notifications/test", { productId: 1, eventTypes: [31] })).status).toBe(400);
    const payload = { channelName: "room", uid: 5, clientSeq: "18446744073709551615", ts: 1 };
    await box.control("POST", "notifications", { productId: 1, eventType: 103, payload });
    await expect
      .poll(() => received().at(-1), patience)
      .toMatchObject({ event: { clientSeq: "18446744073709551615" } });
  });
});
