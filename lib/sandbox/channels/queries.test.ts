import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { TestSandbox } from "../test-sandbox";
import { TestChannels } from "./test-channels";

const box = await TestSandbox.start();
const channels = new TestChannels(box);
afterAll(() => box.close());

beforeEach(async () => {
  await box.control("POST", "reset");
});

const join = (channel: string, uid: string, choices = {}) =>
  box.control("POST", `channels/${encodeURIComponent(channel)}/people`, { uid, ...choices });

describe("the channel list", () => {
  test("has every channel with somebody in it, and how many there are", async () => {
    expect(await channels.get("APP")).toMatchObject({
      status: 200,
      body: {
        success: true,
        data: {
          channels: [
            { channel_name: "lobby", user_count: 3 },
            { channel_name: "class-101", user_count: 6 },
            { channel_name: "support-7", user_count: 2 },
          ],
          total_size: 3,
        },
      },
    });
  });

  test("comes in pages from 0 on; a page past the end is empty", async () => {
    expect(await channels.data("APP?page_no=1&page_size=2")).toEqual({
      channels: [{ channel_name: "support-7", user_count: 2 }],
      total_size: 3,
    });
    expect(await channels.data("APP?page_no=2&page_size=2")).toEqual({ channels: [], total_size: 3 });
  });

  test.each(["page_size=0", "page_size=501", "page_size=x", "page_no=-1", "page_no=1.5", "page_size="])(
    "%s is refused",
    async (query) => {
      const { status, body } = await channels.get(`APP?${query}`);
      expect({ status, body }).toEqual({
        status: 400,
        body: { message: expect.stringContaining(query.split("=")[0] ?? "") },
      });
    },
  );
});

describe("who is in a channel", () => {
  test("hosts and audience of a live one", async () => {
    await join("stage", "2845863044");
    await join("stage", "5", { role: "audience" });
    const hosts = { channel_exist: true, mode: 2, broadcasters: [2845863044] };
    expect(await channels.users("stage")).toEqual({ ...hosts, audience: [5], audience_total: 1 });
    expect(await channels.data("user/APP/stage/hosts_only")).toEqual(hosts);
    expect(await channels.data("user/APP/stage?hosts_only=")).toEqual(hosts);
    expect(await channels.data("user/APP/stage?hosts_only=false")).toEqual(hosts);
  });

  test("everybody of a communication one", async () => {
    await box.control("PATCH", "channels/talk", { profile: "communication" });
    await join("talk", "7");
    await join("talk", "8", { role: "audience" });
    expect(await channels.users("talk")).toEqual({ channel_exist: true, mode: 1, total: 2, users: [7, 8] });
    expect(await channels.data("user/APP/talk/hosts_only")).toEqual({ channel_exist: true, mode: 1 });
    expect(await channels.data("user/property/APP/7/talk")).toMatchObject({ role: 1 });
  });

  test("nobody: the channel does not exist, which is no error", async () => {
    expect(await channels.users("nowhere")).toEqual({ channel_exist: false });
  });

  test("names with every documented character are found", async () => {
    const name = "a !#$%&()+-:;<=.>?@[]^_{}|~,%41";
    await join(name, "9");
    expect(await channels.users(name)).toMatchObject({ channel_exist: true, broadcasters: [9] });
    expect(await channels.data(`user/property/APP/9/${encodeURIComponent(name)}`)).toMatchObject({ in_channel: true });
  });
});

describe("the status of a user", () => {
  test("says since when, as what and on what they are there", async () => {
    const before = Math.floor(Date.parse(String((await box.control("GET", "clock")).body.now)) / 1000);
    await join("stage", "5", { role: "audience", platform: 2 });
    const status = await channels.data("user/property/APP/5/stage");
    expect(status).toEqual({ in_channel: true, uid: 5, join: expect.any(Number), role: 3, platform: 2 });
    expect(Number(status.join) - before).toBeLessThan(5);
    expect(Number(status.join)).toBeGreaterThanOrEqual(before);
  });

  test("somebody who is not there is no error", async () => {
    expect(await channels.data("user/property/APP/5/nowhere")).toEqual({ in_channel: false });
  });

  test.each(["0", "x", "4294967296", "-1"])("uid %s is refused", async (uid) => {
    expect((await channels.get(`user/property/APP/${uid}/lobby`)).status).toBe(400);
  });
});

describe("the gateway", () => {
  test("asks for the account's credentials", async () => {
    const wrong = `Basic ${Buffer.from("a:b").toString("base64")}`;
    const refused = await channels.get("APP", { headers: { authorization: wrong } });
    expect(refused).toMatchObject({ status: 401, body: { message: "Invalid authentication credentials" } });
    expect(refused.headers.get("x-request-id")).toBeTruthy();
  });

  test("knows one App ID", async () => {
    const refused = { status: 400, body: { message: "invalid appid" } };
    expect(await channels.get("f".repeat(32))).toMatchObject(refused);
    expect(
      await channels.rule("POST", { appid: "f".repeat(32), cname: "lobby", privileges: ["join_channel"] }),
    ).toMatchObject(refused);
    await box.control("PATCH", "switches", { unknownAppStatus: 401 });
    expect((await channels.get("f".repeat(32))).status).toBe(401);
  });

  test("does not need a content type where there is no body", async () => {
    const { baseUrl, appId } = box.sandbox;
    const headers = { authorization: box.authorization };
    expect((await fetch(`${baseUrl}/dev/v1/channel/${appId}`, { headers })).status).toBe(200);
  });

  test("lets twenty queries a second through, of each kind", async () => {
    await box.control("PUT", "clock", { rate: 0.1 });
    const burst = async (path: string) =>
      (await Promise.all(Array.from({ length: 25 }, () => channels.get(path)))).filter(({ status }) => status === 200);
    expect(await burst("APP")).toHaveLength(20);
    expect(await burst("user/APP/lobby")).toHaveLength(20);
    expect((await channels.get("APP")).body).toEqual({ message: "API rate limit exceeded" });
    await box.control("PATCH", "switches", { channelRateScope: "all" });
    expect(await burst("user/APP/lobby/hosts_only")).toHaveLength(20);
    expect((await channels.get("user/property/APP/1001/lobby")).status).toBe(429);
  });

  test("lets ten changes a second through", async () => {
    await box.control("PUT", "clock", { rate: 0.1 });
    const rule = { cname: "nowhere", uid: 1, time: 0, privileges: ["join_channel"] };
    const answers = await Promise.all(Array.from({ length: 12 }, () => channels.rule("POST", rule)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
  });
});
