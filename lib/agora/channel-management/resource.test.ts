import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AgoraClient } from "../client";
import { AgoraInvalidRequest, AgoraRefused, AgoraUnreadableAnswer } from "../errors";
import { createSlidingWindow } from "../sliding-window";
import { json, startTestServer, testClient, type TestServer } from "../test-server";
import answers from "./fixtures/answers.json";
import type { RuleSubject } from "./input";

const appId = "0123456789abcdef0123456789abcdef";

let status = 200;
let body: unknown = {};
let server: TestServer;
let client: AgoraClient;

beforeEach(async () => {
  status = 200;
  server = await startTestServer((response) => json(response, status, body));
  client = testClient([server.url]);
});

afterEach(async () => {
  await Promise.all([client.close(), server.close()]);
});

const rule = {
  subject: { kind: "userInChannel", channelName: "room", uid: "5" },
  takes: ["joinChannel"],
  durationSeconds: 60,
} as const;

/** Each operation once, by the name that its requests have. */
const calls: Record<string, () => Promise<unknown>> = {
  listChannels: () => client.channelManagement.listChannels(),
  listUsers: () => client.channelManagement.listUsers("room"),
  listHosts: () => client.channelManagement.listHosts("room"),
  userStatus: () => client.channelManagement.userStatus({ channelName: "room", uid: "5" }),
  createKickingRule: () => client.channelManagement.createKickingRule(rule),
  kickRecorder: () => client.channelManagement.kickRecorder({ channelName: "room", uid: "5" }),
  listKickingRules: () => client.channelManagement.listKickingRules(),
  updateKickingRule: () => client.channelManagement.updateKickingRule({ ruleId: "7", durationSeconds: 60 }),
  deleteKickingRule: () => client.channelManagement.deleteKickingRule("7"),
};

/** What each documented answer is read as, in the order of the fixtures. */
const expected: object[] = [
  { channels: [{ channelName: "lkj144", userCount: 3 }], total: 1 },
  { channels: [], total: 3 },
  { channels: [], total: 3 },
  { outcome: "communication", users: ["906218805"], total: 1 },
  { outcome: "live", hosts: ["2206227541", "2845863044"], audience: ["906218805"], audienceTotal: 1 },
  { outcome: "noChannel" },
  { outcome: "live", hosts: ["2206227541", "2845863044"] },
  { isInChannel: true, joinedAt: new Date(1549073054_000), role: "host", platform: "web" },
  { isInChannel: false },
  { ruleId: "1953" },
  {
    rules: [
      {
        ruleId: "1953",
        channelName: "11",
        uid: "589517928",
        ip: null,
        takes: ["joinChannel"],
        expiresAt: new Date("2026-01-09T07:23:06.000Z"),
        createdAt: new Date("2026-01-09T06:23:06.000Z"),
      },
    ],
  },
  { rules: [{ ruleId: "1953", channelName: "11", uid: "589517928", ip: null, takes: [], createdAt: null }] },
  { expiresAt: new Date("2026-01-09T08:45:54.545Z") },
  { expiresAt: new Date("2018-01-09T08:45:54.545Z") },
  { outcome: "deleted" },
  { outcome: "deleted" },
];

describe("documented answers", () => {
  it.each(answers.map((answer, at) => ({ ...answer, read: expected[at] })))(
    "$operation, $source, $date: $note",
    async ({ operation, body: documented, read }) => {
      body = documented;
      expect(await calls[operation]?.()).toMatchObject({ ...read, receipt: { httpStatus: 200 } });
    },
  );

  it("numbers may come as texts, and truths too", async () => {
    body = { success: "true", data: { channel_exist: "true", mode: "2", broadcasters: ["7"], audience_total: "0" } };
    expect(await calls.listUsers?.()).toMatchObject({ outcome: "live", hosts: ["7"], audience: [], audienceTotal: 0 });
  });

  it("a role or a platform of another number is unknown, and no error", async () => {
    body = { success: true, data: { in_channel: true, role: 9, platform: 77, join: "soon" } };
    expect(await calls.userStatus?.()).toMatchObject({ role: "unknown", platform: "other", joinedAt: null });
  });

  it("rules that cannot be read are left out, the others stay", async () => {
    body = { status: "success", rules: [null, { cname: "x" }, 3, { id: 4, ts: "yesterday", uid: 0 }] };
    expect(await calls.listKickingRules?.()).toMatchObject({ rules: [{ ruleId: "4", uid: null, expiresAt: null }] });
    body = { status: "success", rules: null };
    expect(await calls.listKickingRules?.()).toMatchObject({ rules: [] });
  });

  it("one odd item of a list does not take the others with it", async () => {
    body = { data: { channel_exist: true, mode: 2, broadcasters: [7, null, {}], audience: ["8", [9]] } };
    expect(await calls.listUsers?.()).toMatchObject({ outcome: "live", hosts: ["7"], audience: ["8"] });
    body = { data: { channels: [{ channel_name: "a", user_count: 1 }, null, { user_count: 2 }], total_size: 3 } };
    expect(await calls.listChannels?.()).toMatchObject({ channels: [{ channelName: "a", userCount: 1 }], total: 3 });
    body = { status: "success", rules: [{ id: 4, privileges: ["join_channel", 5] }] };
    expect(await calls.listKickingRules?.()).toMatchObject({ rules: [{ ruleId: "4", takes: ["joinChannel"] }] });
  });

  it.each([
    ["listUsers", { success: false, data: { channel_exist: true, mode: 1 } }],
    ["listUsers", { success: true, data: { channel_exist: true, mode: 3 } }],
    ["listHosts", { success: true, data: {} }],
    ["userStatus", { success: true }],
    ["createKickingRule", { status: "success" }],
    ["createKickingRule", { status: "failed", id: 5 }],
    ["listKickingRules", { rules: [] }],
  ])("%s cannot rely on %o", async (operation, answer) => {
    body = answer;
    await expect(calls[operation]?.()).rejects.toBeInstanceOf(AgoraUnreadableAnswer);
  });
});

describe("requests", () => {
  async function sent(operation: string) {
    body = { success: true, status: "success", id: 1, data: { channel_exist: false, in_channel: false } };
    await calls[operation]?.();
    const [seen] = server.seen;
    return [seen?.method, seen?.url, seen?.body === "" ? null : JSON.parse(seen?.body ?? "null")];
  }

  it.each([
    ["listChannels", "GET", `/dev/v1/channel/${appId}?page_no=0&page_size=100`, null],
    ["listUsers", "GET", `/dev/v1/channel/user/${appId}/room`, null],
    ["listHosts", "GET", `/dev/v1/channel/user/${appId}/room/hosts_only`, null],
    ["userStatus", "GET", `/dev/v1/channel/user/property/${appId}/5/room`, null],
    [
      "createKickingRule",
      "POST",
      "/dev/v1/kicking-rule",
      { appid: appId, cname: "room", uid: 5, time_in_seconds: 60, privileges: ["join_channel"] },
    ],
    [
      "kickRecorder",
      "POST",
      "/dev/v1/kicking-rule",
      { appid: appId, cname: "room", uid: 5, time: 0, privileges: ["join_channel"] },
    ],
    ["listKickingRules", "GET", `/dev/v1/kicking-rule?appid=${appId}`, null],
    ["updateKickingRule", "PUT", "/dev/v1/kicking-rule", { appid: appId, id: 7, time_in_seconds: 60 }],
    ["deleteKickingRule", "DELETE", "/dev/v1/kicking-rule", { appid: appId, id: 7 }],
  ])("%s", async (operation, ...request) => {
    expect(await sent(operation)).toEqual(request);
    expect(server.seen[0]?.headers.authorization).toMatch(/^Basic [A-Za-z0-9+/]+=*$/);
  });

  it("a channel's name is escaped in a path, and kept as it is in a body", async () => {
    body = { success: true, data: { channel_exist: false } };
    await client.channelManagement.listUsers("a b#?%");
    expect(server.seen[0]?.url).toBe(`/dev/v1/channel/user/${appId}/a%20b%23%3F%25`);
  });

  it.each<[RuleSubject, object]>([
    [{ kind: "userEverywhere", uid: "5" }, { uid: 5 }],
    [{ kind: "everyoneInChannel", channelName: "room" }, { cname: "room" }],
    [{ kind: "everyoneBehindAddress", ip: "203.0.113.9" }, { ip: "203.0.113.9" }],
  ])("a rule about %o names nothing else", async (subject, fields) => {
    body = { status: "success", id: 1 };
    await client.channelManagement.createKickingRule({ ...rule, subject, takes: ["publishAudio", "publishVideo"] });
    expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({
      appid: appId,
      ...fields,
      time_in_seconds: 60,
      privileges: ["publish_audio", "publish_video"],
    });
  });

  const wrong: [string, () => Promise<unknown>][] = [
    ["uid 0", () => client.channelManagement.kickRecorder({ channelName: "room", uid: "0" })],
    ["no uid", () => client.channelManagement.kickRecorder({ channelName: "room", uid: "" })],
    ["no channel", () => client.channelManagement.kickRecorder({ channelName: "", uid: "5" })],
    ["a uid that is no number", () => client.channelManagement.kickRecorder({ channelName: "room", uid: "5x" })],
    ["a uid beyond 32 bits", () => client.channelManagement.userStatus({ channelName: "room", uid: "4294967296" })],
    ["a status of no channel", () => client.channelManagement.userStatus({ channelName: "", uid: "5" })],
    ["an empty address", () => create({ subject: { kind: "everyoneBehindAddress", ip: "" } })],
    ['the address "0"', () => create({ subject: { kind: "everyoneBehindAddress", ip: "0" } })],
    ["nothing to take", () => create({ takes: [] })],
    ["both kinds of privilege", () => create({ takes: ["joinChannel", "publishAudio"] })],
    ["a duration of 0", () => create({ durationSeconds: 0 })],
    ["a duration below the least", () => create({ durationSeconds: 9 })],
    ["a duration above the most", () => create({ durationSeconds: 86_431 })],
    ["a duration that is none", () => create({ durationSeconds: Number.NaN })],
    ["an update to 0", () => client.channelManagement.updateKickingRule({ ruleId: "7", durationSeconds: 0 })],
    ["a rule without a number", () => client.channelManagement.deleteKickingRule("")],
    ["a page below the first", () => client.channelManagement.listChannels({ page: -1 })],
    ["a page of nothing", () => client.channelManagement.listChannels({ pageSize: 0 })],
    ["a page that is too large", () => client.channelManagement.listChannels({ pageSize: 501 })],
  ];

  function create(changes: object) {
    return client.channelManagement.createKickingRule({ ...rule, ...changes });
  }

  it.each(wrong)("%s is never sent", async (_, run) => {
    await expect(run()).rejects.toBeInstanceOf(AgoraInvalidRequest);
    expect(server.seen).toEqual([]);
  });
});

describe("refusals", () => {
  const cases: [operation: string, httpStatus: number, answer: object, effect: string, isRetryable: boolean][] = [
    ["listUsers", 400, { message: "invalid appid" }, "none", false],
    ["listUsers", 401, { message: "Invalid authentication credentials" }, "none", false],
    ["createKickingRule", 403, { reason: "forbidden" }, "none", false],
    ["createKickingRule", 404, { message: "no Route matched with those values" }, "none", false],
    ["createKickingRule", 415, {}, "none", false],
    ["createKickingRule", 429, { message: "API rate limit exceeded" }, "none", true],
    ["createKickingRule", 500, {}, "unknown", true],
    ["createKickingRule", 504, {}, "unknown", true],
    ["kickRecorder", 504, {}, "unknown", true],
    ["listUsers", 500, {}, "none", true],
    ["createKickingRule", 202, {}, "unknown", true],
  ];

  it.each(cases)("%s %i %o", async (operation, httpStatus, answer, effect, isRetryable) => {
    status = httpStatus;
    body = answer;
    const error: unknown = await calls[operation]?.().catch((reason: unknown) => reason);
    if (!(error instanceof AgoraRefused)) throw error;
    expect(error).toMatchObject({ httpStatus, effect, isRetryable, operation });
    expect(error.message).toMatch(/^[A-Z].+/);
    expect(error.retryDelaysMs.length > 0).toBe(isRetryable);
  });

  it("a rule that is gone is found to be so by its deletion, and a wrong address is not", async () => {
    status = 404;
    body = { message: "rule not found" };
    expect(await calls.deleteKickingRule?.()).toMatchObject({ outcome: "notFound" });
    body = { message: "no Route matched with those values" };
    await expect(calls.deleteKickingRule?.()).rejects.toBeInstanceOf(AgoraRefused);
  });

  it("a broken connection is tried again for a kick, and never for a ban", async () => {
    const broken = await startTestServer((response) => response.destroy());
    const other = testClient([broken.url, server.url]);
    body = { status: "success", id: 1 };
    const { channelManagement } = other;
    await expect(channelManagement.createKickingRule(rule)).rejects.toMatchObject({ effect: "unknown" });
    expect(broken.seen).toHaveLength(1);
    await expect(channelManagement.kickRecorder({ channelName: "room", uid: "5" })).resolves.toBeDefined();
    await Promise.all([other.close(), broken.close()]);
  });
});

it("queries and rules have limits of their own, twenty and ten a second", async () => {
  const own = testClient([server.url], { rateLimit: createSlidingWindow() });
  body = { success: true, status: "success", id: 1, data: { channel_exist: false } };
  const from = performance.now();
  const after = async (calling: Promise<unknown>) => {
    await calling;
    return performance.now() - from;
  };
  const { channelManagement } = own;
  const queries = Array.from({ length: 21 }, () => after(channelManagement.listUsers("room")));
  const kicks = Array.from({ length: 11 }, () =>
    after(channelManagement.kickRecorder({ channelName: "room", uid: "5" })),
  );
  const late = (times: number[]) => times.filter((ms) => ms >= 1000).length;
  expect([late(await Promise.all(queries)), late(await Promise.all(kicks))]).toEqual([1, 1]);
  await own.close();
});
