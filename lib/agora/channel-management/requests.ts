import { isChannelName, isUid } from "../cloud-recording/schemas/common";
import { AgoraInvalidRequest } from "../errors";
import { type RequestIssue, requestIssues } from "../issues";
import { AgoraRequest } from "../request";
import type {
  CreateRuleInput,
  ListChannelsInput,
  RulePrivilege,
  RuleSubject,
  UpdateRuleInput,
  UserInChannel,
} from "./input";
import { createRuleRequest, ruleIssues, ruleSeconds, type WirePrivilege } from "./wire-rules";

const rulePath = "/dev/v1/kicking-rule";

/** Agora's word for each privilege (channel contract §3.1). */
export const wirePrivilegeOf: Readonly<Record<RulePrivilege, WirePrivilege>> = {
  joinChannel: "join_channel",
  publishAudio: "publish_audio",
  publishVideo: "publish_video",
};

/**
 * The requests of channel management, checked and complete but not sent, so that they can be written down first. Every
 * function here is pure.
 * @throws AgoraInvalidRequest naming each field that breaks a documented rule, in Agora's words
 */
export function describeListChannels(
  appId: string,
  { page = 0, pageSize = 100 }: ListChannelsInput = {},
): AgoraRequest {
  demand("listChannels", [
    ...(Number.isSafeInteger(page) && page >= 0 ? [] : [{ path: "page_no", message: "must be a whole number from 0" }]),
    ...(Number.isInteger(pageSize) && pageSize >= 1 && pageSize <= 500
      ? []
      : [{ path: "page_size", message: "must be a whole number from 1 to 500" }]),
  ]);
  const path = `/dev/v1/channel/${encodeURIComponent(appId)}?page_no=${page}&page_size=${pageSize}`;
  return new AgoraRequest("listChannels", "GET", path);
}

export function describeListUsers(appId: string, channelName: string): AgoraRequest {
  demand("listUsers", channelNameIssues(channelName));
  return new AgoraRequest("listUsers", "GET", usersPath(appId, channelName));
}

/** The form with the path, not the query parameter: both are documented (channel contract §2.4). */
export function describeListHosts(appId: string, channelName: string): AgoraRequest {
  demand("listHosts", channelNameIssues(channelName));
  return new AgoraRequest("listHosts", "GET", `${usersPath(appId, channelName)}/hosts_only`);
}

export function describeUserStatus(appId: string, { channelName, uid }: UserInChannel): AgoraRequest {
  demand("userStatus", [...channelNameIssues(channelName), ...uidIssues(uid)]);
  const ids = [appId, uid, channelName].map(encodeURIComponent).join("/");
  return new AgoraRequest("userStatus", "GET", `/dev/v1/channel/user/property/${ids}`);
}

export function describeCreateRule(appId: string, { subject, takes, durationSeconds }: CreateRuleInput): AgoraRequest {
  const body = {
    appid: appId,
    ...fieldsOf(subject),
    time_in_seconds: durationSeconds,
    privileges: [...new Set(takes)].map((privilege) => wirePrivilegeOf[privilege]),
  };
  return checkedRule("createKickingRule", body, [...subjectIssues(subject), ...durationIssues(durationSeconds)]);
}

/**
 * Puts one user out of one channel without keeping them out: for a recorder whose task cannot be reached (channel
 * contract §5). It names both, always, and `time: 0`: anything less would hit others, or last for an hour.
 */
export function describeKickRecorder(appId: string, { channelName, uid }: UserInChannel): AgoraRequest {
  const subject = { kind: "userInChannel", channelName, uid } as const;
  const body = { appid: appId, ...fieldsOf(subject), time: 0, privileges: [wirePrivilegeOf.joinChannel] };
  return checkedRule("kickRecorder", body, subjectIssues(subject));
}

export function describeListRules(appId: string): AgoraRequest {
  return new AgoraRequest("listKickingRules", "GET", `${rulePath}?appid=${encodeURIComponent(appId)}`);
}

export function describeUpdateRule(appId: string, { ruleId, durationSeconds }: UpdateRuleInput): AgoraRequest {
  demand("updateKickingRule", [...ruleIdIssues(ruleId), ...durationIssues(durationSeconds)]);
  const body = { appid: appId, id: Number(ruleId), time_in_seconds: durationSeconds };
  return new AgoraRequest("updateKickingRule", "PUT", rulePath, body);
}

/** Its body is JSON, although it is a DELETE (channel contract §3.1). */
export function describeDeleteRule(appId: string, ruleId: string): AgoraRequest {
  demand("deleteKickingRule", ruleIdIssues(ruleId));
  return new AgoraRequest("deleteKickingRule", "DELETE", rulePath, { appid: appId, id: Number(ruleId) });
}

function usersPath(appId: string, channelName: string): string {
  return `/dev/v1/channel/user/${encodeURIComponent(appId)}/${encodeURIComponent(channelName)}`;
}

/** The fields of a kind, and no others: a field that is there by mistake would widen whom the rule hits. */
function fieldsOf(subject: RuleSubject): { cname?: string; uid?: number; ip?: string } {
  switch (subject.kind) {
    case "userInChannel":
      return { cname: subject.channelName, uid: Number(subject.uid) };
    case "userEverywhere":
      return { uid: Number(subject.uid) };
    case "everyoneInChannel":
      return { cname: subject.channelName };
    case "everyoneBehindAddress":
      return { ip: subject.ip };
  }
}

function subjectIssues(subject: RuleSubject): RequestIssue[] {
  return [
    ...("channelName" in subject ? channelNameIssues(subject.channelName) : []),
    ...("uid" in subject ? uidIssues(subject.uid) : []),
    ...("ip" in subject && !subject.ip ? [{ path: "ip", message: "must not be empty" }] : []),
  ];
}

function channelNameIssues(channelName: unknown): RequestIssue[] {
  const isGood = typeof channelName === "string" && isChannelName(channelName);
  return isGood ? [] : [{ path: "cname", message: "is not a valid channel name" }];
}

function uidIssues(uid: unknown): RequestIssue[] {
  const isGood = typeof uid === "string" && isUid(uid);
  return isGood ? [] : [{ path: "uid", message: "must be a whole number from 1 to 4294967295, never 0" }];
}

function ruleIdIssues(ruleId: string): RequestIssue[] {
  const isGood = /^\d{1,15}$/.test(ruleId);
  return isGood ? [] : [{ path: "id", message: "must be a whole number" }];
}

function durationIssues(seconds: number): RequestIssue[] {
  const { least, most } = ruleSeconds;
  const isGood = Number.isInteger(seconds) && seconds >= least && seconds <= most;
  return isGood ? [] : [{ path: "time_in_seconds", message: `must be a whole number from ${least} to ${most}` }];
}

function checkedRule(operation: string, body: Record<string, unknown>, own: readonly RequestIssue[]): AgoraRequest {
  const result = createRuleRequest.safeParse(body);
  demand(operation, [...own, ...(result.success ? ruleIssues(result.data) : requestIssues(result.error))]);
  return new AgoraRequest(operation, "POST", rulePath, body);
}

function demand(operation: string, issues: readonly RequestIssue[]): void {
  if (issues.length > 0) throw new AgoraInvalidRequest(operation, issues);
}
