import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type TestTask, TestSandbox } from "../test-sandbox";
import { TestChannels } from "./test-channels";

const patience = { timeout: 90_000, interval: 50 };

const box = await TestSandbox.start({ clockRate: 5 });
const channels = new TestChannels(box);
afterAll(() => box.close());

beforeEach(async () => {
  await box.control("POST", "reset");
  await box.control("PATCH", "switches", { channelCallsPerSecond: 1000, channelQueriesPerSecond: 1000 });
});

const joinChannel = ["join_channel"];
const people = (channel: string) => `channels/${encodeURIComponent(channel)}/people`;
const join = (channel: string, uid: string, choices = {}) => box.control("POST", people(channel), { uid, ...choices });
const nowMs = async () => Date.parse(String((await box.control("GET", "clock")).body.now));

async function uidsOf(channel: string): Promise<unknown> {
  const data = await channels.users(channel);
  return data.channel_exist ? data.broadcasters : [];
}

async function personOf(channel: string, uid: string) {
  const { body } = await box.control("GET", people(channel));
  return (body.people as { uid: string }[]).find((person) => person.uid === uid);
}

describe("a rule puts out whom it is about, and keeps them out", () => {
  beforeEach(async () => {
    await join("class-101", "1001");
  });

  test.each([
    ["a user of a channel", { cname: "lobby", uid: 1001 }, [[1002, 1003], 6 + 1], [409, 201]],
    ["a user anywhere", { uid: 1001 }, [[1002, 1003], 6], [409, 409]],
    ["a whole channel", { cname: "lobby" }, [[], 6 + 1], [409, 201]],
    ["a user of no channel, in words", { cname: "", ip: "", uid: 1001 }, [[1002, 1003], 6], [409, 409]],
  ] as const)("%s", async (_, subject, [lobby, inClass], again) => {
    const { status, body } = await channels.rule("POST", { ...subject, time: 5, privileges: joinChannel });
    expect({ status, body }).toEqual({ status: 200, body: { status: "success", id: expect.any(Number) } });
    expect(await uidsOf("lobby")).toEqual(lobby);
    expect(await uidsOf("class-101")).toHaveLength(inClass);
    await box.control("DELETE", `${people("class-101")}/1001`);
    expect([(await join("lobby", "1001")).status, (await join("class-101", "1001")).status]).toEqual(again);
  });

  test("everybody behind an address", async () => {
    await join("lobby", "1", { ip: "203.0.113.9" });
    await join("class-101", "2", { ip: "203.0.113.9" });
    await channels.rule("POST", { ip: "203.0.113.9", privileges: joinChannel });
    expect([await uidsOf("lobby"), await personOf("class-101", "2")]).toEqual([[1001, 1002, 1003], undefined]);
    expect((await join("lobby", "3", { ip: "203.0.113.9" })).status).toBe(409);
    expect((await join("lobby", "1", { ip: "203.0.113.10" })).status).toBe(201);
  });

  test("the same uid on two devices: one rule removes both", async () => {
    const task = await box.record("lobby", "77", { recordingConfig: { maxIdleTime: 3600 } });
    await expect.poll(() => uidsOf("lobby"), patience).toEqual([1001, 1002, 1003, 77]);
    await join("lobby", "77");
    await channels.rule("POST", { cname: "lobby", uid: 77, time: 0, privileges: joinChannel });
    expect(await uidsOf("lobby")).toEqual([1001, 1002, 1003]);
    expect(await box.events(task)).toContain(41);
  });
});

describe("how long it lasts", () => {
  async function secondsOf(fields: object): Promise<number> {
    await channels.rule("POST", { cname: "nowhere", uid: 1, privileges: joinChannel, ...fields });
    const rule = (await channels.rules()).at(-1) ?? {};
    return (Date.parse(String(rule.ts)) - Date.parse(String(rule.createAt))) / 1000;
  }

  test.each([
    [{}, 3600],
    [{ time: null, time_in_seconds: null }, 3600],
    [{ time: 5 }, 300],
    [{ time: 0.5 }, 60],
    [{ time: -5 }, 60],
    [{ time: 2000 }, 86_400],
    [{ time_in_seconds: 30 }, 30],
    [{ time_in_seconds: 5 }, 10],
    [{ time_in_seconds: 100_000 }, 86_430],
    [{ time: 0, time_in_seconds: 30 }, 30],
  ])("%o is %i seconds", async (fields, seconds) => {
    expect(await secondsOf(fields)).toBe(seconds);
  });

  test.each([{ time: 0 }, { time_in_seconds: 0 }, { time: 30, time_in_seconds: 0 }])(
    "%o is a kick: nobody is kept out, and no rule remains",
    async (fields) => {
      const { body } = await channels.rule("POST", { cname: "lobby", uid: 1001, privileges: joinChannel, ...fields });
      expect(body).toEqual({ status: "success", id: expect.any(Number) });
      expect(await uidsOf("lobby")).toEqual([1002, 1003]);
      expect(await channels.rules()).toEqual([]);
      expect((await join("lobby", "1001")).status).toBe(201);
    },
  );

  test("by the sandbox's clock; an end brings nobody back", async () => {
    await channels.rule("POST", { cname: "lobby", uid: 1001, time_in_seconds: 600, privileges: joinChannel });
    await box.control("PUT", "clock", { advanceSeconds: 500 });
    expect((await join("lobby", "1001")).status).toBe(409);
    await box.control("PUT", "clock", { advanceSeconds: 100 });
    expect([await uidsOf("lobby"), await channels.rules()]).toEqual([[1002, 1003], []]);
    expect((await join("lobby", "1001")).status).toBe(201);
  });

  test("an update counts from its call, and changes nothing else", async () => {
    const { body } = await channels.rule("POST", { cname: "lobby", uid: 1001, time: 1, privileges: joinChannel });
    await box.control("PUT", "clock", { advanceSeconds: 30 });
    const [before] = await channels.rules();
    const updated = await channels.rule("PUT", { id: body.id, time: 10 });
    expect(updated).toMatchObject({ status: 200, body: { status: "success", result: { id: body.id } } });
    const [after] = await channels.rules();
    expect(after).toEqual({ ...before, ts: expect.any(String), updateAt: expect.any(String) });
    const { ts } = updated.body.result as { ts: string };
    expect(after?.ts).toBe(ts);
    expect(Math.abs(Date.parse(ts) - (await nowMs()) - 600_000)).toBeLessThan(10_000);
  });

  test("an update to 0 ends it, and a deletion lifts it", async () => {
    const make = () => channels.rule("POST", { cname: "lobby", uid: 1001, privileges: joinChannel });
    const [first, second] = [(await make()).body.id, (await make()).body.id];
    expect((await channels.rule("PUT", { id: first, time: 0 })).status).toBe(200);
    expect((await channels.rules()).map(({ id }) => id)).toEqual([second]);
    expect((await channels.rule("DELETE", { id: String(second) })).body).toEqual({
      status: "success",
      id: second,
    });
    expect(await channels.rules()).toEqual([]);
    for (const method of ["PUT", "DELETE"] as const) {
      expect(await channels.rule(method, { id: second })).toMatchObject({ status: 404 });
    }
  });

  test("a rule outlives a restart", async () => {
    await channels.rule("POST", { cname: "lobby", uid: 1001, privileges: joinChannel });
    await box.restart();
    expect((await join("lobby", "1001")).status).toBe(409);
    expect(await uidsOf("lobby")).toEqual([1002, 1003]);
  });
});

describe("a rule about streams", () => {
  test("silences who is there, keeps newcomers silent, and brings nothing back by its end", async () => {
    const rule = { cname: "lobby", privileges: ["publish_audio", "publish_video"], time: 10 };
    await channels.rule("POST", rule);
    expect(await uidsOf("lobby")).toEqual([1001, 1002, 1003]);
    expect(await personOf("lobby", "1001")).toMatchObject({ audio: false, video: false });
    expect(await join("lobby", "9")).toMatchObject({ status: 201, body: { audio: false, video: false } });
    const path = `${people("lobby")}/1001`;
    expect((await box.control("PATCH", path, { audio: true })).body).toMatchObject({ audio: false });
    await box.control("PUT", "clock", { advanceSeconds: 600 });
    expect(await personOf("lobby", "1001")).toMatchObject({ audio: false, video: false });
    expect((await box.control("PATCH", path, { audio: true })).body).toMatchObject({ audio: true, video: false });
  });

  test("may be about one medium of one user", async () => {
    await channels.rule("POST", { uid: 1001, privileges: ["publish_audio"] });
    expect(await personOf("lobby", "1001")).toMatchObject({ audio: false, video: true });
    expect(await personOf("lobby", "1002")).toMatchObject({ audio: true, video: true });
  });
});

describe("a recorder", () => {
  const recordingConfig = { maxIdleTime: 3600, streamTypes: 0 };

  async function recording(channel = "lobby", uid = "77"): Promise<TestTask> {
    const task = await box.record(channel, uid, { recordingConfig });
    await expect.poll(() => uidsOf(channel), patience).toContain(Number(uid));
    return task;
  }

  const kick = (uid: number) => channels.rule("POST", { cname: "lobby", uid, time: 0, privileges: joinChannel });

  test("is a user of its channel: Linux, since it joined", async () => {
    await recording();
    expect(await channels.data("user/property/APP/77/lobby")).toMatchObject({ in_channel: true, platform: 6, role: 2 });
    const { body } = await box.control("GET", "channels/lobby/users");
    expect(body.users).toMatchObject([{ uid: "1001" }, {}, {}, { uid: "77", platform: 6, clientType: 10 }]);
  });

  test("that is kicked leaves, and its recording ends as if stopped: 400 code 49, then 404", async () => {
    const task = await recording();
    await expect.poll(() => box.slices(task), patience).not.toEqual([]);
    await kick(77);
    expect(await channels.data("user/property/APP/77/lobby")).toEqual({ in_channel: false });
    expect(await box.stop(task)).toMatchObject({ status: 400, body: { code: 49 } });
    await expect.poll(async () => (await box.stop(task)).status, patience).toBe(404);
    const ending = (await box.events(task)).filter((number) => [41, 33, 31, 11].includes(number));
    expect(ending).toEqual([41, 33, 31, 11]);
    expect(await box.objectKeys(task.sid)).toContain(`${task.sid}_lobby.m3u8`);
  });

  test("that is kicked may also fail", async () => {
    await box.control("PATCH", "switches", { kickedRecorder: "fails" });
    const task = await recording();
    await kick(77);
    await expect.poll(async () => (await box.query(task)).status, patience).toBe(404);
    const ending = (await box.events(task)).filter((number) => [1, 41, 31, 11].includes(number));
    expect(ending).toEqual([41, 11]);
  });

  test("that is kicked may also come back under another uid, unless the channel is closed to it", async () => {
    await box.control("PATCH", "switches", { kickedRecorder: "returns" });
    const task = await recording();
    await kick(77);
    expect(await uidsOf("lobby")).toEqual([1001, 1002, 1003]);
    await expect.poll(() => uidsOf("lobby"), patience).toHaveLength(4);
    expect(await uidsOf("lobby")).not.toContain(77);
    await channels.rule("POST", { cname: "lobby", privileges: joinChannel });
    await expect.poll(async () => (await box.query(task)).status, patience).toBe(404);
    await expect.poll(() => box.events(task), patience).toContain(11);
    expect(await uidsOf("lobby")).toEqual([]);
  });

  test("that starts where it is banned dies as with a wrong token", async () => {
    await channels.rule("POST", { cname: "lobby", uid: 77, privileges: joinChannel });
    const task = await box.record("lobby", "77", { recordingConfig });
    await expect.poll(() => box.events(task), patience).toEqual([1, 41, 11]);
    const { body } = await box.control("GET", `notifications?sid=${task.sid}&limit=1`);
    expect(body.notifications).toMatchObject([
      { envelope: { payload: { details: { errorMsg: "banned by server" } } } },
    ]);
    expect((await box.events(task)).includes(40)).toBe(false);
  });

  test("of a web page joins no channel: there is nobody to kick", async () => {
    const param = {
      url: "http://127.0.0.1:9/",
      audioProfile: 0,
      videoWidth: 320,
      videoHeight: 240,
      maxRecordingHour: 1,
    };
    const services = [{ serviceName: "web_recorder_service", errorHandlePolicy: "error_abort", serviceParam: param }];
    const task = await box.record("lobby", "77", { extensionServiceConfig: { extensionServices: services } }, "web");
    await expect.poll(() => box.events(task), patience).toContain(11);
    expect(await channels.events("lobby")).toEqual([]);
  });

  test("a kick may miss, as often as it is told to", async () => {
    const task = await recording();
    await box.control("POST", "faults", { operation: "kick", kind: "miss", uid: "77", count: 2 });
    for (const isIn of [true, true, false]) {
      expect((await kick(77)).body).toMatchObject({ status: "success" });
      expect((await channels.data("user/property/APP/77/lobby")).in_channel).toBe(isIn);
    }
    expect(await box.events(task)).toContain(41);
  });
});

describe("what is refused", () => {
  test.each([
    ["nobody at all", {}],
    ["nobody at all, in words", { cname: "", ip: "" }],
    ["an address with a user", { ip: "203.0.113.9", uid: 1001 }],
    ["an address in a channel", { ip: "203.0.113.9", cname: "lobby" }],
    ["uid 0", { cname: "lobby", uid: 0 }],
    ["a uid as a text", { cname: "lobby", uid: "1001" }],
    ["a uid beyond 32 bits", { uid: 4_294_967_296 }],
    ["the address 0", { ip: "0" }],
    ["no privileges", { uid: 1001, privileges: [] }],
    ["an unknown privilege", { uid: 1001, privileges: ["publish_data"] }],
    ["privileges that no page describes together", { uid: 1001, privileges: ["join_channel", "publish_audio"] }],
    ["a time that is no number", { uid: 1001, time: "5" }],
  ])("%s", async (_, fields) => {
    const { status, body } = await channels.rule("POST", { privileges: joinChannel, ...fields });
    expect({ status, body }).toEqual({ status: 400, body: { message: expect.any(String) } });
    expect(await uidsOf("lobby")).toEqual([1001, 1002, 1003]);
    expect(await channels.rules()).toEqual([]);
  });

  test("another content type is 415, and a text that is not JSON 400", async () => {
    const text = { headers: { "content-type": "text/plain" } };
    expect((await channels.rule("POST", { uid: 1001, privileges: joinChannel }, text)).status).toBe(415);
    expect((await channels.rule("DELETE", { id: 1 }, { body: "{" })).status).toBe(400);
    expect((await channels.rule("PUT", { id: 1 }, { body: "[]" })).status).toBe(400);
  });
});

test("a call may be made to fail after it has had its effect", async () => {
  const answer = { kind: "json", status: 504, body: {} };
  await box.control("POST", "faults", { operation: "createKickingRule", timing: "after", uid: "1001", answer });
  expect((await channels.rule("POST", { uid: 1001, privileges: joinChannel })).status).toBe(504);
  expect(await channels.rules()).toMatchObject([{ uid: 1001 }]);
});
