import type { Receipt } from "../answer";
import type { RulePrivilege } from "./input";

/** Every result carries the record of its answer. */
type WithReceipt = { receipt: Receipt };

/** While people come and go a channel may be on two pages, or on none (channel contract §2.1). */
export type ChannelList = WithReceipt & {
  channels: readonly { channelName: string; userCount: number | null }[];
  /** Channels of the App ID on all pages; null where Agora does not say. */
  total: number | null;
};

/**
 * Who is in a channel. A channel that nobody is in is no error. uids are as everywhere in the product: decimal text. Our
 * own recorders are among them (channel contract §0.7); the order is not that of joining.
 */
export type ChannelUsers = WithReceipt &
  (
    | { outcome: "noChannel" }
    | { outcome: "communication"; users: readonly string[]; total: number | null }
    /** Of the audience only the first 10,000 are listed; `audienceTotal` counts all. */
    | { outcome: "live"; hosts: readonly string[]; audience: readonly string[]; audienceTotal: number | null }
  );

/** The hosts of a live channel; a communication channel has none to tell apart. */
export type ChannelHosts = WithReceipt &
  ({ outcome: "noChannel" } | { outcome: "communication" } | { outcome: "live"; hosts: readonly string[] });

export type UserStatus = WithReceipt &
  (
    | { isInChannel: false }
    | {
        isInChannel: true;
        joinedAt: Date | null;
        role: "user" | "host" | "audience" | "unknown";
        platform: "android" | "ios" | "windows" | "linux" | "web" | "macos" | "other";
      }
  );

/** Agora took the rule. That somebody was removed shows only in `userStatus` or in events (channel contract §3.3). */
export type CreatedRule = WithReceipt & { ruleId: string };

/** Agora took the kick, which may still miss; `ruleId` is evidence, not a rule that lasts (channel contract §3.3). */
export type Kick = WithReceipt & { ruleId: string | null };

export type UpdatedRule = WithReceipt & { expiresAt: Date | null };

/** `notFound`: it has ended, or was lifted before. */
export type DeletedRule = WithReceipt & { outcome: "deleted" | "notFound" };

export type KickingRule = {
  ruleId: string;
  channelName: string | null;
  uid: string | null;
  ip: string | null;
  takes: readonly RulePrivilege[];
  expiresAt: Date | null;
  createdAt: Date | null;
  updatedAt: Date | null;
};

/** Agora's list may leave rules out: that one is not in it proves nothing (channel contract §3.4). */
export type KickingRules = WithReceipt & { rules: readonly KickingRule[] };
