import { z } from "zod";
import { everyStream, isUid, oneOf, text, uid, whole } from "./common";
import { transcodingConfig } from "./transcoding-config";

/** The most entries of a subscription list (contract §1.4). */
export const maxListLength = 32;

export const subscribeList = z
  .array(
    z
      .string("must be a string")
      .refine((entry) => entry === everyStream || isUid(entry), "must be uids or #allstream#"),
    "must be a list",
  )
  .max(maxListLength, "may hold at most 32 uids");

export const unsubscribeList = z.array(uid, "must be a list").max(maxListLength, "may hold at most 32 uids");

const fields = {
  channelType: oneOf(0, 1).default(0),
  decryptionMode: oneOf(0, 1, 2, 3, 4, 5, 6, 7, 8).default(0),
  secret: text.optional(),
  salt: text.optional(),
  maxIdleTime: whole(5, 2_592_000, "seconds").default(30),
  streamTypes: oneOf(0, 1, 2).default(2),
  videoStreamType: oneOf(0, 1).default(0),
  subscribeAudioUids: subscribeList.optional(),
  unsubscribeAudioUids: unsubscribeList.optional(),
  subscribeVideoUids: subscribeList.optional(),
  unsubscribeVideoUids: unsubscribeList.optional(),
  privateParams: text.optional(),
};

const group = oneOf(0, 1, 2, 3, 4, 5);

/** `recordingConfig` of a composite recording (contract §2.3). */
export const compositeRecordingConfig = z
  .object({
    ...fields,
    subscribeUidGroup: group.optional(),
    audioProfile: oneOf(0, 1, 2).default(0),
    transcodingConfig: transcodingConfig.optional(),
  })
  .superRefine(crossRules);

/** `recordingConfig` of an individual recording (contract §2.3). */
export const individualRecordingConfig = z
  .object({
    ...fields,
    subscribeUidGroup: group,
    streamMode: oneOf("default", "standard", "original").default("default"),
    audioProfile: oneOf(0, 1, 2).optional(),
    transcodingConfig: transcodingConfig.optional(),
  })
  .superRefine((config, check) => {
    crossRules(config, check);
    if (config.streamMode === "original" && config.streamTypes !== 0) {
      check.addIssue({ code: "custom", path: ["streamMode"], message: '"original" needs streamTypes 0' });
    }
  });

/** The parts of a recordingConfig that other fields depend on. */
type Crossed = {
  decryptionMode: number;
  secret?: string | undefined;
  salt?: string | undefined;
  streamTypes: number;
} & SubscriptionLists;

/** The four subscription lists, as they stand in start; in update they are grouped by medium. */
export type SubscriptionLists = {
  subscribeAudioUids?: string[] | undefined;
  unsubscribeAudioUids?: string[] | undefined;
  subscribeVideoUids?: string[] | undefined;
  unsubscribeVideoUids?: string[] | undefined;
};

function crossRules(
  config: Crossed,
  check: { addIssue(issue: { code: "custom"; path: string[]; message: string }): void },
) {
  const refuse = (field: string, message: string) => check.addIssue({ code: "custom", path: [field], message });
  for (const medium of ["Audio", "Video"] as const) {
    if (config[`subscribe${medium}Uids`] && config[`unsubscribe${medium}Uids`]) {
      refuse(`unsubscribe${medium}Uids`, `cannot be set together with subscribe${medium}Uids`);
    }
  }
  const contradiction = contradictsStreamTypes(config.streamTypes, config);
  if (contradiction) refuse(contradiction, "contradicts streamTypes");
  if (config.decryptionMode !== 0 && config.secret === undefined) {
    refuse("secret", "is required with a decryptionMode other than 0");
  }
  if (config.decryptionMode >= 7 && !isSalt(config.salt)) {
    refuse("salt", "must be 32 bytes in base64 with decryptionMode 7 and 8");
  }
}

/**
 * The list that asks for a medium which `streamTypes` leaves out, or null: a video list with 0 (audio only), an audio
 * list with 1 (video only). Holds for start and for update, where streamTypes is the running task's (contract §2.3, §2.11).
 */
export function contradictsStreamTypes(streamTypes: number, lists: SubscriptionLists): keyof SubscriptionLists | null {
  const forbidden =
    streamTypes === 0
      ? (["subscribeVideoUids", "unsubscribeVideoUids"] as const)
      : streamTypes === 1
        ? (["subscribeAudioUids", "unsubscribeAudioUids"] as const)
        : [];
  return forbidden.find((name) => lists[name] !== undefined) ?? null;
}

function isSalt(salt: string | undefined): boolean {
  if (salt === undefined || !/^[A-Za-z0-9+/]{43}=$/.test(salt)) return false;
  return atob(salt).length === 32;
}
