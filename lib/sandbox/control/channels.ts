import { Hono } from "hono";
import { z } from "zod";
import { isUid } from "@/lib/agora/cloud-recording/schemas";
import { documentedLeaveReasons, leaveReasons, reasonsOfHosts } from "../channels/leave-reasons";
import { joinChannel, withoutBanned } from "../channels/join";
import { personColour, personToneHz, sourceSizes } from "../media/person";
import { platforms } from "../state/attendance";
import { channelProfiles } from "../state/channel-settings";
import { isAspect, type NewPerson, type Person, videoCodecs } from "../state/people";
import type { World } from "../world";
import { ControlError, readJson, readQuery } from "./answers";

const choices = z.strictObject({
  role: z.enum(["host", "audience"]).optional(),
  codec: z.enum(videoCodecs).optional(),
  audio: z.boolean().optional(),
  video: z.boolean().optional(),
  aspect: z
    .string()
    .refine(isAspect, `must be ${Object.keys(sourceSizes).join(", ")}`)
    .optional(),
  platform: z.literal(Object.values(platforms)).optional(),
  ip: z.union([z.ipv4(), z.ipv6()]).optional(),
  account: z.string().min(1).max(255).nullable().optional(),
});

const settings = z.strictObject({ profile: z.enum(channelProfiles) });

/** Whoever goes by `timeout` is noticed only after Agora's ten seconds without packets (channel contract §4.3). */
const farewell = z.object({
  reason: z.coerce.number().pipe(z.literal(documentedLeaveReasons)).default(leaveReasons.normal),
});
const noticedAfterMs = 10_000;

const newcomer = choices.extend({
  uid: z.string().refine(isUid, "must be a whole number from 1 to 4294967295 in quotes"),
});

/** People in and out of the channels, and their cameras and microphones on and off. */
export function channelRoutes(world: World): Hono {
  const { people, attendance, channels, clock } = world;
  const app = new Hono();

  app.get("/", (c) => {
    const present = attendance.channels().map(({ channel, users }) => {
      const inside = people.in(channel).length;
      return { channel, people: inside, recorders: users - inside, profile: channels.profileOf(channel) };
    });
    return c.json({ channels: present });
  });

  app.patch("/:channel", async (c) => {
    const channel = c.req.param("channel");
    const { profile } = await readJson(c, settings);
    channels.setProfile(channel, profile);
    return c.json({ channel, profile });
  });

  app.get("/:channel/users", (c) => {
    const users = attendance.in(c.req.param("channel")).map(({ joinedAtMs, channel: _, ...user }) => ({
      ...user,
      joinedAt: new Date(joinedAtMs).toISOString(),
    }));
    return c.json({ users });
  });

  app.get("/:channel/people", (c) => c.json({ people: people.in(c.req.param("channel")).map(view) }));

  app.post("/:channel/people", async (c) => {
    const { uid, ...wanted } = await readJson(c, newcomer);
    const joined = joinChannel(world, c.req.param("channel"), uid, asChoices(wanted));
    if (joined === "present") throw new ControlError(409, `uid ${uid} is in this channel already.`);
    if (joined === "banned") throw new ControlError(409, `A kicking rule keeps uid ${uid} out of this channel.`);
    return c.json(view(joined), 201);
  });

  app.patch("/:channel/people/:uid", async (c) => {
    const wanted = asChoices(await readJson(c, choices));
    const { channel, uid } = c.req.param();
    const before = people.find(channel, uid);
    if (!before) throw notThere(uid);
    const allowed = withoutBanned(world, { ...before, ...wanted }, wanted);
    // Whoever changes something is heard of again.
    const person = people.change(channel, uid, { ...allowed, missedAtMs: null }, clock.nowMs());
    if (!person) throw notThere(uid);
    return c.json(view(person));
  });

  app.delete("/:channel/people/:uid", (c) => {
    const { reason } = readQuery(c, farewell);
    const { channel, uid } = c.req.param();
    const person = people.find(channel, uid);
    if (!person) throw notThere(uid);
    const isHost = person.role === "host" && channels.profileOf(channel) === "live";
    if (reasonsOfHosts.has(reason) && !isHost) {
      throw new ControlError(400, `Only a host of a live channel leaves with reason ${reason}.`);
    }
    const nowMs = clock.nowMs();
    if (reason === leaveReasons.timeout) {
      people.change(channel, uid, { hasAudio: false, hasVideo: false, missedAtMs: nowMs + noticedAfterMs }, nowMs);
    } else people.leave(channel, uid, reason);
    return c.body(null, 204);
  });

  return app;
}

function asChoices({ audio, video, aspect, role, codec, platform, ip, account }: z.output<typeof choices>): NewPerson {
  return {
    ...(role === undefined ? {} : { role }),
    ...(audio === undefined ? {} : { hasAudio: audio }),
    ...(video === undefined ? {} : { hasVideo: video }),
    ...(aspect === undefined ? {} : { aspect }),
    ...(codec === undefined ? {} : { codec }),
    ...(platform === undefined ? {} : { platform }),
    ...(ip === undefined ? {} : { ip }),
    ...(account === undefined ? {} : { account }),
  };
}

function view(person: Person) {
  const { r, g, b } = personColour(Number(person.uid));
  return {
    uid: person.uid,
    role: person.role,
    audio: person.hasAudio,
    video: person.hasVideo,
    aspect: person.aspect,
    codec: person.codec,
    platform: person.platform,
    ip: person.ip,
    account: person.account,
    isLost: person.missedAtMs !== null,
    joinedAt: new Date(person.joinedAtMs).toISOString(),
    colour: `#${[r, g, b].map((channel) => channel.toString(16).padStart(2, "0")).join("")}`,
    toneHz: personToneHz(Number(person.uid)),
  };
}

function notThere(uid: string): ControlError {
  return new ControlError(404, `uid ${uid} is not in this channel.`);
}
