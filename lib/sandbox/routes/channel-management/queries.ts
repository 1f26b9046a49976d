import { isUid } from "@/lib/agora/cloud-recording/schemas";
import type { Attendee } from "../../state/attendance";
import type { World } from "../../world";
import type { Answer, Call, Operation } from "../call";
import { admitTo, checkAppId, refusal } from "./admission";

/** More of the audience is not listed (channel contract §2.2). */
const mostListed = 10_000;

const pageSizes = { least: 1, most: 500, usual: 100 } as const;

/** `mode` of a channel, and `role` of its users, in Agora's numbers (channel contract §2.2, §2.3). */
const modes = { communication: 1, live: 2 } as const;
const roles = { user: 1, host: 2, audience: 3 } as const;

const admit = admitTo("query");

/** Every channel with somebody in it, page by page (channel contract §2.1). */
export const listChannels: Operation = {
  name: "listChannels",
  method: "GET",
  path: "/dev/v1/channel/:appid",
  admit,
  handle(world, call) {
    checkAppId(world, call.appId);
    const page = wholeOf(call.query.page_no, "page_no", 0, Number.MAX_SAFE_INTEGER) ?? 0;
    const size = wholeOf(call.query.page_size, "page_size", pageSizes.least, pageSizes.most) ?? pageSizes.usual;
    const all = world.attendance.channels();
    const channels = all
      .slice(page * size, (page + 1) * size)
      .map(({ channel, users }) => ({ channel_name: channel, user_count: users }));
    return success({ channels, total_size: all.length });
  },
};

/** Who is in a channel; only the hosts when `hosts_only` is given, whatever its value (channel contract §2.2, §2.4). */
export const listUsers: Operation = {
  name: "listUsers",
  method: "GET",
  path: "/dev/v1/channel/user/:appid/:channelName",
  admit,
  handle: (world, call) => usersOf(world, call, call.query.hosts_only !== undefined),
};

/** The hosts of a live channel (channel contract §2.4). */
export const listHosts: Operation = {
  name: "listHosts",
  method: "GET",
  path: "/dev/v1/channel/user/:appid/:channelName/hosts_only",
  admit,
  handle: (world, call) => usersOf(world, call, true),
};

/** Whether somebody is in a channel, since when and as what (channel contract §2.3). */
export const userStatus: Operation = {
  name: "userStatus",
  method: "GET",
  path: "/dev/v1/channel/user/property/:appid/:uid/:channelName",
  admit,
  handle(world, call) {
    checkAppId(world, call.appId);
    const { uid = "", channelName = "" } = call.params;
    if (!isUid(uid)) throw refusal(400, "uid must be a whole number from 1 to 4294967295");
    const user = world.attendance.find(channelName, uid);
    if (!user) return success({ in_channel: false });
    const isLive = world.channels.profileOf(channelName) === "live";
    return success({
      in_channel: true,
      uid: Number(uid),
      join: Math.floor(user.joinedAtMs / 1000),
      role: isLive ? roles[user.role] : roles.user,
      platform: user.platform,
    });
  },
};

function usersOf({ attendance, channels, keys, switches }: World, call: Call, isHostsOnly: boolean): Answer {
  checkAppId({ keys, switches }, call.appId);
  const { channelName = "" } = call.params;
  const users = attendance.in(channelName);
  if (users.length === 0) return success({ channel_exist: false });
  const mode = modes[channels.profileOf(channelName)];
  const found = { channel_exist: true, mode };
  if (mode === modes.communication) {
    return success(isHostsOnly ? found : { ...found, total: users.length, users: users.map(uidOf) });
  }
  const broadcasters = users.filter(({ role }) => role === "host").map(uidOf);
  if (isHostsOnly) return success({ ...found, broadcasters });
  const audience = users.filter(({ role }) => role === "audience").map(uidOf);
  return success({
    ...found,
    broadcasters,
    audience: audience.slice(0, mostListed),
    audience_total: audience.length,
  });
}

function uidOf({ uid }: Attendee): number {
  return Number(uid);
}

function success(data: Record<string, unknown>): Answer {
  return { status: 200, body: { success: true, data } };
}

/** A number of the query, or undefined where it is not given. @throws Refusal 400 for anything else */
function wholeOf(text: string | undefined, name: string, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw refusal(400, `${name} must be a whole number from ${least} to ${most}`);
  return value;
}
