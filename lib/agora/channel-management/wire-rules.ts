import { z } from "zod";
import { isChannelName, maxUid } from "../cloud-recording/schemas/common";
import { oneOf, text } from "../fields";
import type { RequestIssue } from "../issues";

/** What a kicking rule can take away, in Agora's words (channel contract §3.1). */
export const wirePrivileges = ["join_channel", "publish_audio", "publish_video"] as const;
export type WirePrivilege = (typeof wirePrivileges)[number];

/** Agora's bounds on how long a rule lasts, in its two units (channel contract §3.1). */
export const ruleMinutes = { least: 1, most: 1440, usual: 60 } as const;
export const ruleSeconds = { least: 10, most: 86_430 } as const;

const duration = {
  /** Minutes. 0: matching users are put out and may come back at once. */
  time: z.number("must be a number").nullish(),
  /** Seconds; counts when both are sent. */
  time_in_seconds: z.number("must be a number").nullish(),
};

const ruleId = z.union([
  z.int("must be a whole number").min(0, "must not be negative"),
  z.string("must be a number").regex(/^\d{1,15}$/, "must be a number"),
]);

/** Body of a rule's creation. An empty text and null stand for "not given". */
export const createRuleRequest = z.object({
  appid: text,
  cname: z
    .string("must be a string")
    .refine((name) => name === "" || isChannelName(name), "is not a valid channel name")
    .nullish(),
  uid: z
    .int("must be a whole number")
    .min(1, "must be a whole number from 1 to 4294967295, never 0")
    .max(maxUid, "must be a whole number from 1 to 4294967295, never 0")
    .nullish(),
  ip: z
    .string("must be a string")
    .refine((ip) => ip !== "0", 'must not be "0"')
    .nullish(),
  ...duration,
  privileges: z.array(oneOf(...wirePrivileges), "must be a list").min(1, "must name at least one privilege"),
});
export type CreateRuleRequest = z.output<typeof createRuleRequest>;

export const updateRuleRequest = z.object({ appid: text, id: ruleId, ...duration });

export const deleteRuleRequest = z.object({ appid: text, id: ruleId });

/** Whom a rule is about, or null for a combination that no page describes (channel contract §3.2). */
export type RuleScope = "userInChannel" | "userEverywhere" | "channel" | "address";

export function scopeOf({ cname, uid, ip }: Pick<CreateRuleRequest, "cname" | "uid" | "ip">): RuleScope | null {
  const has = { cname: Boolean(cname), uid: uid != null, ip: Boolean(ip) };
  if (has.ip) return has.cname || has.uid ? null : "address";
  if (has.uid) return has.cname ? "userInChannel" : "userEverywhere";
  return has.cname ? "channel" : null;
}

/** What is wrong with a rule beyond its fields: combinations that no page describes (channel contract §3.1, §3.2). */
export function ruleIssues(rule: CreateRuleRequest): RequestIssue[] {
  const issues: RequestIssue[] = [];
  if (scopeOf(rule) === null) {
    issues.push({ path: "cname", message: "must be given alone or with uid, uid alone, or ip alone" });
  }
  if (rule.privileges.includes("join_channel") && rule.privileges.some((one) => one !== "join_channel")) {
    issues.push({ path: "privileges", message: "must not name join_channel together with others" });
  }
  return issues;
}

/**
 * For how many seconds a rule lasts: 0 when users are only put out, 3600 when neither field is given. What is out of
 * range counts as the nearest bound (channel contract §3.1).
 */
export function secondsOf({
  time,
  time_in_seconds: seconds,
}: Pick<CreateRuleRequest, "time" | "time_in_seconds">): number {
  if (seconds != null) return seconds === 0 ? 0 : within(seconds, ruleSeconds);
  if (time === 0) return 0;
  return 60 * (time == null ? ruleMinutes.usual : within(time, ruleMinutes));
}

function within(value: number, { least, most }: { least: number; most: number }): number {
  return Math.min(most, Math.max(least, value));
}
