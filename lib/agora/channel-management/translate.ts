import type { z } from "zod";
import type { RulePrivilege } from "./input";
import { wirePrivilegeOf } from "./requests";
import type { channelUsersResponse, WireRule } from "./responses";
import type { ChannelUsers, KickingRule, UserStatus } from "./results";

type WireUsers = z.output<typeof channelUsersResponse>["data"];
type WithoutReceipt<T> = T extends unknown ? Omit<T, "receipt"> : never;
type InChannel = Extract<UserStatus, { isInChannel: true }>;

/** Agora's numbers (channel contract §2.3). */
const platforms: Readonly<Record<number, InChannel["platform"]>> = {
  1: "android",
  2: "ios",
  5: "windows",
  6: "linux",
  7: "web",
  8: "macos",
};

/** Who is in a channel, by Agora's number of its profile; null for a number that no page gives (channel contract §2.2). */
export function usersOf(data: WireUsers): WithoutReceipt<ChannelUsers> | null {
  if (!data.channel_exist) return { outcome: "noChannel" };
  if (data.mode === 1) return { outcome: "communication", users: data.users, total: data.total };
  if (data.mode !== 2) return null;
  const { broadcasters: hosts, audience, audience_total: audienceTotal } = data;
  return { outcome: "live", hosts, audience, audienceTotal };
}

export function roleOf(role: number | null): InChannel["role"] {
  const names: Readonly<Record<number, InChannel["role"]>> = { 1: "user", 2: "host", 3: "audience" };
  return names[role ?? 0] ?? "unknown";
}

export function platformOf(platform: number | null): InChannel["platform"] {
  return platforms[platform ?? 0] ?? "other";
}

export function toRule({ id, cname, uid, ip, privileges, ts, createAt, updateAt }: WireRule): KickingRule {
  const known = Object.entries(wirePrivilegeOf) as [RulePrivilege, string][];
  return {
    ruleId: id,
    channelName: cname,
    uid,
    ip,
    takes: known.filter(([, wire]) => privileges.includes(wire)).map(([privilege]) => privilege),
    expiresAt: ts,
    createdAt: createAt,
    updatedAt: updateAt,
  };
}
