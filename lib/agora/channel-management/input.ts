/** Whom a kicking rule is about (channel contract §3.2). Each kind sends the fields of its own and no others. */
export type RuleSubject =
  | { kind: "userInChannel"; channelName: string; uid: string }
  /** In every channel of the App ID. */
  | { kind: "userEverywhere"; uid: string }
  /** Everybody in the channel, recorders included: it is destroyed. */
  | { kind: "everyoneInChannel"; channelName: string }
  /** Everybody behind an address in every channel, bystanders included. */
  | { kind: "everyoneBehindAddress"; ip: string };

/** What a rule takes away: being in the channel, or sending there. */
export type RulePrivilege = "joinChannel" | "publishAudio" | "publishVideo";

export type CreateRuleInput = {
  subject: RuleSubject;
  /** `joinChannel` alone, or one or both of the others. */
  takes: readonly RulePrivilege[];
  /**
   * How long it keeps them out, 10 to 86430. It has to be said: left out, Agora would make it an hour, and 0 is no ban
   * but a kick, for which there is `kickRecorder` (channel contract §0.1).
   */
  durationSeconds: number;
};

/** A rule that was made before. `durationSeconds` counts from the call. */
export type UpdateRuleInput = { ruleId: string; durationSeconds: number };

/** One user of one channel; both are always needed (channel contract §0.2). */
export type UserInChannel = { channelName: string; uid: string };

export type ListChannelsInput = {
  /** From 0; default 0. */
  page?: number;
  /** 1 to 500; default 100. */
  pageSize?: number;
};
