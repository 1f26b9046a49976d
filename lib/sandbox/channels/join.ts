import { type NewPerson, type Person, usualAddress } from "../state/people";
import type { World } from "../world";
import { presenceOf } from "./enforce";

type Needs = Pick<World, "people" | "kickingRules" | "clock" | "db">;

/**
 * Lets somebody into a channel, unless they are there or a kicking rule keeps them out. Streams that a rule takes from
 * them stay off (channel contract §3.2).
 */
export function joinChannel(
  world: Needs,
  channel: string,
  uid: string,
  choices: NewPerson,
): Person | "present" | "banned" {
  const { people, kickingRules, clock, db } = world;
  const nowMs = clock.nowMs();
  return db.transaction(() => {
    if (people.find(channel, uid)) return "present";
    const newcomer = { channel, uid, ip: choices.ip ?? usualAddress(uid) };
    if (kickingRules.taking("join_channel", presenceOf(newcomer), nowMs)) return "banned";
    const allowed = withoutBanned(world, newcomer, { hasAudio: true, hasVideo: true, ...choices });
    return people.join(channel, uid, allowed, nowMs) ?? "present";
  });
}

/** Choices without the streams that a rule in force takes from somebody. */
export function withoutBanned(
  { kickingRules, clock }: Pick<World, "kickingRules" | "clock">,
  person: Pick<Person, "channel" | "uid" | "ip">,
  choices: NewPerson,
): NewPerson {
  const isTaken = (privilege: "publish_audio" | "publish_video") =>
    kickingRules.taking(privilege, presenceOf(person), clock.nowMs()) !== undefined;
  return {
    ...choices,
    ...(choices.hasAudio && isTaken("publish_audio") ? { hasAudio: false } : {}),
    ...(choices.hasVideo && isTaken("publish_video") ? { hasVideo: false } : {}),
  };
}
