import { z } from "zod";
import { listOf, looseBoolean, looseNumber, looseText, looseTime, maybe } from "../loose";

/**
 * Agora's answers, read leniently: ids and uids may be numbers or texts, lists may be missing or null, times may be in
 * any documented form (channel contract §2, §3); of a list only the items that cannot be read are lost. Strict only where a wrong reading would decide something.
 */
const uids = listOf(looseText);

const count = maybe(looseNumber);

function answerOf<S extends z.ZodType>(data: S) {
  // `false` is reserved for later (channel contract §2): it is no answer to rely on.
  return z.object({ success: looseBoolean.pipe(z.literal(true)).optional(), data });
}

export const channelListResponse = answerOf(
  z.object({
    channels: listOf(z.object({ channel_name: looseText, user_count: count })),
    total_size: count,
  }),
);

/** Of the user list and the host list. */
export const channelUsersResponse = answerOf(
  z.object({
    channel_exist: looseBoolean,
    mode: maybe(looseNumber),
    total: count,
    users: uids,
    broadcasters: uids,
    audience: uids,
    audience_total: count,
  }),
);

export const userStatusResponse = answerOf(
  z.object({
    in_channel: looseBoolean,
    join: maybe(looseTime),
    role: maybe(looseNumber),
    platform: maybe(looseNumber),
  }),
);

/** Older answers carry ids as texts. */
const ruleId = looseText.pipe(z.string().regex(/^\d+$/));

const status = z.literal("success");

const instant = z.union([looseTime, z.string().transform(dateOf)]);

export const createdRuleResponse = z.object({ status, id: ruleId });
export const kickResponse = z.object({ status, id: maybe(ruleId) });
export const deletedRuleResponse = z.object({ status });
export const updatedRuleResponse = z.object({
  status,
  result: maybe(z.object({ ts: maybe(instant) })),
});

const rule = z.object({
  id: ruleId,
  uid: maybe(looseText).transform((uid) => (uid === "0" || uid === "" ? null : uid)),
  cname: maybe(z.string().min(1)),
  ip: maybe(z.string().min(1)),
  ts: maybe(instant),
  privileges: listOf(z.string()),
  createAt: maybe(instant),
  updateAt: maybe(instant),
});

/** A rule without an id is left out: nothing could be done with it. */
export const rulesResponse = z.object({
  status,
  rules: listOf(rule),
});

export type WireRule = z.output<typeof rule>;

function dateOf(text: string): Date | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms);
}
