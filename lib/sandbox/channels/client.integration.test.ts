import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createAgoraClient } from "@/lib/agora/client";
import { Secret } from "@/lib/agora/secret";
import { createSlidingWindow } from "@/lib/agora/sliding-window";
import { TestSandbox } from "../test-sandbox";

const patience = { timeout: 90_000, interval: 200 };

const box = await TestSandbox.start({ clockRate: 5 });
const { baseUrl, appId, customerId, customerSecret } = box.sandbox;
const client = createAgoraClient({
  hosts: [baseUrl],
  appId,
  credentials: { customerId, customerSecret: new Secret(customerSecret) },
  rateLimit: createSlidingWindow(),
});
const { channelManagement } = client;
afterAll(() => Promise.all([client.close(), box.close()]));

beforeEach(async () => {
  await box.control("POST", "reset");
  await box.control("PATCH", "switches", { channelCallsPerSecond: 1000, channelQueriesPerSecond: 1000 });
});

describe("the client and the sandbox", () => {
  test("agree on who is where", async () => {
    expect(await channelManagement.listChannels({ pageSize: 2 })).toMatchObject({
      channels: [
        { channelName: "lobby", userCount: 3 },
        { channelName: "class-101", userCount: 6 },
      ],
      total: 3,
    });
    const hosts = { outcome: "live", hosts: ["1001", "1002", "1003"] };
    expect(await channelManagement.listUsers("lobby")).toMatchObject({ ...hosts, audience: [], audienceTotal: 0 });
    expect(await channelManagement.listHosts("lobby")).toMatchObject(hosts);
    expect(await channelManagement.listUsers("nowhere")).toMatchObject({ outcome: "noChannel" });
    await box.control("PATCH", "channels/lobby", { profile: "communication" });
    expect(await channelManagement.listUsers("lobby")).toMatchObject({ outcome: "communication", total: 3 });
    expect(await channelManagement.listHosts("lobby")).toMatchObject({ outcome: "communication" });
    expect(await channelManagement.userStatus({ channelName: "lobby", uid: "1001" })).toMatchObject({
      isInChannel: true,
      joinedAt: expect.any(Date),
      role: "user",
      platform: "web",
    });
    expect(await channelManagement.userStatus({ channelName: "lobby", uid: "1" })).toMatchObject({
      isInChannel: false,
    });
  });

  test("agree on rules from their making to their end", async () => {
    const subject = { kind: "userInChannel", channelName: "lobby", uid: "1001" } as const;
    const { ruleId } = await channelManagement.createKickingRule({
      subject,
      takes: ["joinChannel"],
      durationSeconds: 60,
    });
    const { rules } = await channelManagement.listKickingRules();
    expect(rules).toEqual([
      {
        ruleId,
        channelName: "lobby",
        uid: "1001",
        ip: null,
        takes: ["joinChannel"],
        expiresAt: expect.any(Date),
        createdAt: expect.any(Date),
        updatedAt: expect.any(Date),
      },
    ]);
    const { expiresAt } = await channelManagement.updateKickingRule({ ruleId, durationSeconds: 600 });
    expect(Number(expiresAt) - Number(rules[0]?.expiresAt)).toBeGreaterThan(500_000);
    expect(await channelManagement.deleteKickingRule(ruleId)).toMatchObject({ outcome: "deleted" });
    expect(await channelManagement.deleteKickingRule(ruleId)).toMatchObject({ outcome: "notFound" });
    expect((await channelManagement.listKickingRules()).rules).toEqual([]);
  });

  test("a recorder without a sid is kicked out of its channel, and nobody else", async () => {
    const task = await box.record("lobby", "3000000077", { recordingConfig: { maxIdleTime: 3600, streamTypes: 0 } });
    const recorder = { channelName: "lobby", uid: "3000000077" };
    const status = async () => (await channelManagement.userStatus(recorder)).isInChannel;
    await expect.poll(status, patience).toBe(true);
    await box.control("POST", "faults", { operation: "kick", kind: "miss" });
    await channelManagement.kickRecorder(recorder);
    expect(await status()).toBe(true);
    await channelManagement.kickRecorder(recorder);
    expect(await status()).toBe(false);
    expect(await channelManagement.listUsers("lobby")).toMatchObject({ hosts: ["1001", "1002", "1003"] });
    await expect.poll(() => box.events(task), patience).toContain(11);
  });

  test("agree on refusals", async () => {
    const stranger = createAgoraClient({
      hosts: [baseUrl],
      appId: "f".repeat(32),
      credentials: { customerId, customerSecret: new Secret(customerSecret) },
      rateLimit: createSlidingWindow(),
    });
    await expect(stranger.channelManagement.listUsers("lobby")).rejects.toMatchObject({
      httpStatus: 400,
      message: "Agora does not know this App ID. Agora says: invalid appid",
    });
    await stranger.close();
    await box.control("POST", "faults", {
      operation: "createKickingRule",
      timing: "after",
      answer: { kind: "json", status: 504, body: {} },
    });
    const subject = { kind: "userEverywhere", uid: "1001" } as const;
    const making = channelManagement.createKickingRule({ subject, takes: ["publishVideo"], durationSeconds: 60 });
    await expect(making).rejects.toMatchObject({ effect: "unknown", isRetryable: true, httpStatus: 504 });
    expect((await channelManagement.listKickingRules()).rules).toMatchObject([
      { uid: "1001", takes: ["publishVideo"] },
    ]);
  });
});
