import type { RecordingCall } from "@/lib/features/recordings/types";

/** What a code of Agora's comes to: what happened, what it means for the recording, and what to do. */
export type Explanation = {
  happened: string;
  means: string;
  todo: string;
  /** Where the remedy is, if a page of this console has it. */
  remedy?: "storage" | "settings" | "start";
};

const byItself = "Nothing: it is tried again by itself.";
const unchanged = "The recording is as it was before.";
const notStarted = "Nothing was started.";

const wrongValue: Explanation = {
  happened: "Agora refused a value of the request: of the wrong kind, misspelt, out of its range or missing.",
  means: notStarted,
  todo: "Agora's own words name the field. Correct it and start again.",
  remedy: "start",
};
const unknownAppId: Explanation = {
  happened: "Agora does not know this App ID, or Cloud Recording is not enabled for it.",
  means: notStarted,
  todo: "Compare the App ID in the project's settings with Agora's console, and enable Cloud Recording there.",
  remedy: "settings",
};
const wrongChannelName: Explanation = {
  happened: "Agora does not accept this channel name.",
  means: notStarted,
  todo: "Use 1 to 63 letters, digits, spaces and the signs that the form names.",
  remedy: "start",
};
const noServer: Explanation = {
  happened: "Agora had no recording server to give.",
  means: "Nothing was started by this try.",
  todo: byItself,
};
const internal: Explanation = {
  happened: "Agora had an error of its own.",
  means: "It is not sure whether the request had its effect; the engine finds out.",
  todo: byItself,
};
const startTimeout: Explanation = {
  happened: "Agora took too long to start the recorder.",
  means: "It may have been started. The same start is sent again, which cannot begin a second recording.",
  todo: byItself,
};
const wrongIds: Explanation = {
  happened: "The App ID, the channel, the uid or the recording's id does not belong to this resource id.",
  means: "The request had no effect.",
  todo: "Nothing for a start: a fresh resource id is taken by itself. If it stays so, report it with the request id.",
};

/**
 * The documented codes (contract §6.2, §6.3), by `<operation> <code>` where the operation decides, else by the code. One
 * table for every place that shows a failure.
 */
export const agoraCodes: Readonly<Record<string, Explanation>> = {
  "2": { ...wrongValue, means: unchanged, todo: "Agora's own words name the field. Correct it and try again." },
  "acquire 2": wrongValue,
  "start 2": wrongValue,
  "7": {
    happened: "This resource id has started a recording already.",
    means: "An earlier try of the same start won: the recording exists. Its id is found out without a second one.",
    todo: byItself,
  },
  "8": {
    happened: "Agora did not accept the form of the request: its method, address or content type.",
    means: "It had no effect.",
    todo: "Check the hosts in the project's settings: something between here and Agora may change requests.",
    remedy: "settings",
  },
  "15": {
    happened: "Agora could not start the recording and did not say why; no page of Agora's explains this code.",
    means: "It may have been started. The same start is sent again.",
    todo: byItself,
  },
  "49": {
    happened:
      "The recording is being stopped already: by an earlier stop, the idle time, or because its uid was taken.",
    means: "It ends; what was recorded is uploaded.",
    todo: "Nothing, if a stop was wanted. Otherwise give the recorder a uid that nobody else uses.",
  },
  "50": {
    happened: "The recording was stopped, but its upload takes longer than Agora waits.",
    means: "Nothing is lost by this: the upload goes on, and its end is told by a notification or seen in the bucket.",
    todo: "Nothing, unless it stays so for minutes: then check the bucket and its keys.",
    remedy: "storage",
  },
  "53": {
    happened: "A recorder with this uid records this channel already.",
    means: "Nothing was started by this try. If an earlier try of ours was not answered, it is the one that runs.",
    todo: "Look whether another system records the channel. A new start here takes another uid.",
    remedy: "start",
  },
  "62": {
    happened: "Agora took too long to answer.",
    means: "It is not sure whether the request had its effect; the engine finds out.",
    todo: byItself,
  },
  "acquire 62": { ...unknownAppId, happened: "Cloud Recording is not enabled for this App ID." },
  "start 62": startTimeout,
  "65": {
    happened: "Agora did not finish the request, mostly because of its network.",
    means: "It is not sure whether it had its effect. The same request is sent again, which does no harm.",
    todo: byItself,
  },
  "109": {
    happened: "The recorder's token has ended.",
    means: "The recorder leaves the channel: the recording ends with its token.",
    todo: "Start another one with a token that lives longer than the recording.",
    remedy: "start",
  },
  "110": {
    happened: "The recorder's token is wrong: for another channel, uid or App ID.",
    means: "The recorder cannot join the channel, so nothing is recorded.",
    todo: "Start again with a token for this channel and this App ID.",
    remedy: "start",
  },
  "acquire 400": unknownAppId,
  "acquire 401": wrongChannelName,
  "404": {
    happened: "Agora does not find this recording.",
    means:
      "It moves to another server, which takes up to 90 seconds; or it has ended; or it never began, most often because its storage, its picture settings or its token were wrong.",
    todo: "Nothing for 90 seconds. If it does not come back, check the storage profile and the token, then start again.",
  },
  "acquire 405": {
    happened: "The Agora account is overdue or disabled.",
    means: notStarted,
    todo: "Settle it in Agora's console. The next start then works.",
  },
  "acquire 406": {
    happened: "Agora's limit of recordings at the same time is reached for this App ID.",
    means: "The start waits; it is tried again, more slowly each time.",
    todo: "Stop a recording that is no longer needed, or ask Agora for a higher limit.",
  },
  "432": wrongIds,
  "433": {
    happened: "The resource id is older than five minutes.",
    means: "Nothing was started with it.",
    todo: "Nothing: a fresh one is taken by itself.",
  },
  "435": {
    happened: "Nothing was recorded: nobody sent sound or picture.",
    means: "The recording has ended, and there are no files.",
    todo: "Check the channel's name, its profile and the subscription lists before the next one.",
    remedy: "start",
  },
  "acquire 500": internal,
  "501": {
    happened: "The recording is ending.",
    means: "It can no longer be queried or changed; what was recorded is uploaded.",
    todo: "Nothing.",
  },
  "acquire 501": noServer,
  "start 502": noServer,
  "acquire 504": { ...noServer, happened: "Agora took too long to give out a recording server." },
  "1001": { ...wrongIds, happened: "Agora cannot read this resource id." },
  "1003": wrongIds,
  "1013": wrongChannelName,
  "1028": {
    happened: "Agora refused the layout.",
    means: "The picture stays as it was.",
    todo: "Agora's own words name the field. Correct the layout and try again.",
  },
};

/** Answers of Agora's gateway, which carry a message instead of a code (contract §6.2), and lost ones. */
const gateway = {
  unauthorized: {
    happened: "Agora does not accept the customer ID and secret, or they do not belong to this App ID.",
    means: "Nothing can be started, changed or stopped with them. What runs goes on.",
    todo: "Correct them in the project's settings. No call is tried meanwhile, so that the account is not locked.",
    remedy: "settings",
  },
  tooMany: {
    happened: "Too many requests a second for this Agora account.",
    means: "The request was not carried out. It waits its turn.",
    todo: byItself,
  },
  noRoute: {
    happened: "The address answers that it knows no such service.",
    means: "The request had no effect.",
    todo: "Check the App ID and the hosts in the project's settings.",
    remedy: "settings",
  },
  internal,
  refused: {
    happened: "Agora refused the request with a code that no page of Agora's explains.",
    means: "It had no effect.",
    todo: "Agora's own words are among the technical details; Agora's support finds the request by its id.",
  },
  lost: {
    happened: "The request was sent, and no readable answer came back.",
    means: "It is not known whether it had its effect. The engine finds out without doing anything twice.",
    todo: byItself,
  },
  notSent: {
    happened: "The request could not be sent: Agora could not be reached, or it breaks a documented rule.",
    means: "Nothing changed at Agora.",
    todo: "The reason is among the technical details.",
  },
} as const satisfies Record<string, Explanation>;

/** What a failed call comes to; null for one that succeeded or is not answered yet. */
export function explainCall(
  call: Pick<RecordingCall, "operation" | "outcome" | "httpStatus" | "code" | "reason">,
): Explanation | null {
  const { operation, outcome, httpStatus, code, reason } = call;
  if (outcome === null || (outcome === "ok" && (code === null || code === "0" || code === "200"))) return null;
  if (httpStatus === 401 && operation !== "acquire") return gateway.unauthorized;
  if (httpStatus === 429) return gateway.tooMany;
  if (code !== null) {
    const known = agoraCodes[`${operation} ${code}`] ?? agoraCodes[code];
    if (known) return known;
  }
  if (httpStatus === null) return outcome === "unknown" ? gateway.lost : gateway.notSent;
  if (httpStatus === 401) return gateway.unauthorized;
  if (httpStatus === 404) return gateway.noRoute;
  if (httpStatus === 400 && /app ?id/i.test(reason ?? "")) return unknownAppId;
  if (httpStatus >= 500) return gateway.internal;
  return outcome === "unknown" ? gateway.lost : gateway.refused;
}

/** Codes of the parts of a recording, told by notifications (contract §5.3), by `<module> <code>`. */
const partCodes: Readonly<Record<string, Explanation>> = {
  "1 32": {
    happened: "The storage settings are wrong: bucket, region or keys.",
    means: "The recording ends, and nothing more is uploaded.",
    todo: "Correct the storage profile and check it, then start again.",
    remedy: "storage",
  },
  "1 47": {
    happened: "A file could not be uploaded.",
    means: "It is tried again; what stays behind is kept in Agora's backup for a while.",
    todo: "Check the keys and the quota of the bucket.",
    remedy: "storage",
  },
  "1 51": {
    happened: "The uploader could not process a file.",
    means: "A part of the recording may be missing.",
    todo: "Compare the files with the timeline. Agora's support finds the recording by its sid.",
  },
  "2 50": {
    happened: "The upload took too long.",
    means: "Files may be in Agora's backup instead of your bucket.",
    todo: "Check the bucket; Agora moves its backup there by itself.",
    remedy: "storage",
  },
  "2 52": {
    happened: "The start took too long.",
    means: "The recorder may never have begun.",
    todo: "Start again if no recorder is seen within 90 seconds.",
    remedy: "start",
  },
};

/** What an error that a notification tells of comes to; null for a number that no page explains. */
export function explainError(module: unknown, errorCode: unknown): Explanation | null {
  if (typeof errorCode !== "number") return null;
  // The token's codes are the same wherever they are told.
  const known = partCodes[`${String(module)} ${errorCode}`];
  return known ?? (errorCode === 109 || errorCode === 110 ? (agoraCodes[String(errorCode)] ?? null) : null);
}

/** The same as one text. */
export function textOf({ happened, means, todo }: Explanation): string {
  return [happened, means, todo].join(" ");
}
