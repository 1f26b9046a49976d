import { type Answer, readBody, undocumented } from "../answer";
import { rateBuckets } from "../auth";
import { basicDialect } from "../dialect";
import { type CallOptions, type Connection, exchange, type OperationRules } from "../exchange";
import type { AgoraRequest } from "../request";
import type { CreateRuleInput, ListChannelsInput, UpdateRuleInput, UserInChannel } from "./input";
import { refusal } from "./refusal";
import * as describe from "./requests";
import * as responses from "./responses";
import type * as results from "./results";
import { platformOf, roleOf, toRule, usersOf } from "./translate";

/** Agora's documented limits a second, per account and not per App ID (channel contract §1.2). */
export const channelLimits = { queries: 20, others: 10 } as const;

/** Longer than any documented pause of the service, as its pages advise (channel contract §3.4). */
const deadlineMs = 20_000;

/** A kick or a change of a rule may be carried out twice; a ban made twice would be two rules (channel contract §3.4). */
const rules = {
  listChannels: { deadlineMs, priority: "list", isSafe: true },
  listUsers: { deadlineMs, priority: "monitor", isSafe: true },
  listHosts: { deadlineMs, priority: "monitor", isSafe: true },
  userStatus: { deadlineMs, priority: "confirm", isSafe: true },
  createRule: { deadlineMs, priority: "stop", isSafe: false },
  kickRecorder: { deadlineMs, priority: "stop", isSafe: false, afterLoss: "repeat" },
  listRules: { deadlineMs, priority: "list", isSafe: true },
  updateRule: { deadlineMs, priority: "update", isSafe: false, afterLoss: "repeat" },
  deleteRule: { deadlineMs, priority: "update", isSafe: false, afterLoss: "repeat" },
} as const satisfies Record<string, OperationRules>;

/**
 * Channel management (channel contract §2, §3). Every method checks its input, makes one call and reads the answer. Each
 * throws AgoraInvalidRequest before sending; AgoraUnreachable when nothing could be sent; AgoraNoAnswer and
 * AgoraUnreadableAnswer when it is unknown what happened; AgoraRefused for a clear no.
 */
export type ChannelManagement = {
  /** One page of the channels with somebody in them. */
  listChannels(input?: ListChannelsInput, options?: CallOptions): Promise<results.ChannelList>;
  /** Everybody in a channel, recorders included. */
  listUsers(channelName: string, options?: CallOptions): Promise<results.ChannelUsers>;
  /** The hosts alone, for channels with a large audience. */
  listHosts(channelName: string, options?: CallOptions): Promise<results.ChannelHosts>;
  userStatus(user: UserInChannel, options?: CallOptions): Promise<results.UserStatus>;
  /**
   * Puts somebody out, or their streams, and keeps them out. After AgoraNoAnswer or a status from 500 on, look for the
   * rule with `listKickingRules` before making it again.
   */
  createKickingRule(input: CreateRuleInput, options?: CallOptions): Promise<results.CreatedRule>;
  /** Puts a recorder out of its channel once. Verify by `userStatus`: the kick may miss, or the recorder come back. */
  kickRecorder(recorder: UserInChannel, options?: CallOptions): Promise<results.Kick>;
  listKickingRules(options?: CallOptions): Promise<results.KickingRules>;
  /** Lets a rule last so long from now on. */
  updateKickingRule(input: UpdateRuleInput, options?: CallOptions): Promise<results.UpdatedRule>;
  /** Lifts a rule; nobody is brought back by that. */
  deleteKickingRule(ruleId: string, options?: CallOptions): Promise<results.DeletedRule>;
};

export function createChannelManagement(connection: Connection): ChannelManagement {
  const { appId, credentials } = connection;
  const [account = ""] = rateBuckets(credentials.customerId, appId);
  const withLimit = (name: string, limit: number): Connection => ({
    ...connection,
    dialect: { ...basicDialect(credentials, appId), rate: { buckets: [`${account}:${name}`], limit } },
  });
  const queries = withLimit("channel-queries", channelLimits.queries);
  const others = withLimit("channel-rules", channelLimits.others);

  /** Makes one call that answers 200, or throws. */
  async function call(
    over: Connection,
    request: AgoraRequest,
    how: OperationRules,
    options: CallOptions | undefined,
  ): Promise<Answer> {
    const answer = await exchange(over, request, how, options);
    if (answer.receipt.httpStatus !== 200) throw refusal(request, answer.receipt);
    return answer;
  }

  return {
    async listChannels(input, options) {
      const request = describe.describeListChannels(appId, input);
      const answer = await call(queries, request, rules.listChannels, options);
      const { data } = readBody(request, answer, responses.channelListResponse, "none");
      const channels = data.channels.map((one) => ({ channelName: one.channel_name, userCount: one.user_count }));
      return { channels, total: data.total_size, receipt: answer.receipt };
    },

    async listUsers(channelName, options) {
      const request = describe.describeListUsers(appId, channelName);
      const answer = await call(queries, request, rules.listUsers, options);
      const { data } = readBody(request, answer, responses.channelUsersResponse, "none");
      const users = usersOf(data);
      if (users === null) throw undocumented(request, answer.receipt, "its mode is not a documented one", "none");
      return { ...users, receipt: answer.receipt };
    },

    async listHosts(channelName, options) {
      const request = describe.describeListHosts(appId, channelName);
      const answer = await call(queries, request, rules.listHosts, options);
      const { data } = readBody(request, answer, responses.channelUsersResponse, "none");
      const users = usersOf(data);
      const { receipt } = answer;
      if (users === null) throw undocumented(request, receipt, "its mode is not a documented one", "none");
      const { outcome } = users;
      return outcome === "live" ? { outcome, hosts: users.hosts, receipt } : { outcome, receipt };
    },

    async userStatus(user, options) {
      const request = describe.describeUserStatus(appId, user);
      const answer = await call(queries, request, rules.userStatus, options);
      const { data } = readBody(request, answer, responses.userStatusResponse, "none");
      const { receipt } = answer;
      if (!data.in_channel) return { isInChannel: false, receipt };
      const { join: joinedAt, role, platform } = data;
      return { isInChannel: true, joinedAt, role: roleOf(role), platform: platformOf(platform), receipt };
    },

    async createKickingRule(input, options) {
      const request = describe.describeCreateRule(appId, input);
      const answer = await call(others, request, rules.createRule, options);
      const { id } = readBody(request, answer, responses.createdRuleResponse);
      return { ruleId: id, receipt: answer.receipt };
    },

    async kickRecorder(recorder, options) {
      const request = describe.describeKickRecorder(appId, recorder);
      const answer = await call(others, request, rules.kickRecorder, options);
      const { id } = readBody(request, answer, responses.kickResponse);
      return { ruleId: id, receipt: answer.receipt };
    },

    async listKickingRules(options) {
      const request = describe.describeListRules(appId);
      const answer = await call(others, request, rules.listRules, options);
      const { rules: found } = readBody(request, answer, responses.rulesResponse, "none");
      return { rules: found.map(toRule), receipt: answer.receipt };
    },

    async updateKickingRule(input, options) {
      const request = describe.describeUpdateRule(appId, input);
      const answer = await call(others, request, rules.updateRule, options);
      const { result } = readBody(request, answer, responses.updatedRuleResponse);
      return { expiresAt: result?.ts ?? null, receipt: answer.receipt };
    },

    async deleteKickingRule(ruleId, options) {
      const request = describe.describeDeleteRule(appId, ruleId);
      const answer = await exchange(others, request, rules.deleteRule, options);
      const { receipt } = answer;
      const isUnknownAddress = /route/i.test(receipt.reason ?? "");
      if (receipt.httpStatus === 404 && !isUnknownAddress) return { outcome: "notFound", receipt };
      if (receipt.httpStatus !== 200) throw refusal(request, receipt);
      readBody(request, answer, responses.deletedRuleResponse);
      return { outcome: "deleted", receipt };
    },
  };
}
