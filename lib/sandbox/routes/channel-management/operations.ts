import type { Operation } from "../call";
import { createKickingRule, deleteKickingRule, listKickingRules, updateKickingRule } from "./kicking-rules";
import { listChannels, listHosts, listUsers, userStatus } from "./queries";

/** The eight endpoints of channel management (channel contract §2, §3). */
export const channelOperations: readonly Operation[] = [
  listChannels,
  listHosts,
  userStatus,
  listUsers,
  createKickingRule,
  listKickingRules,
  updateKickingRule,
  deleteKickingRule,
];
