import { reasonCodes, type ReasonCode } from "@/lib/features/recordings/constants";

export type Reason = {
  /** A few words for a row of the list. */
  brief: string;
  /** What happened, what it means and what to do. */
  sentence: string;
  /** Where the remedy is, if a page of this console has it. */
  remedy?: "storage" | "settings" | "start";
};

/** Every code that can stand beside a status. */
export const reasonSentences: Record<ReasonCode, Reason> = {
  stopRequested: {
    brief: "stop ordered",
    sentence: "Stop was ordered and is carried out by an engine as soon as the recording's present step allows it.",
  },
  agoraUnreachable: {
    brief: "Agora cannot be reached",
    sentence: "Agora's servers cannot be reached from here. The engine tries again by itself.",
  },
  agoraNotAnswering: {
    brief: "Agora does not answer",
    sentence: "Agora did not answer in time or not in a readable form. The engine tries again by itself.",
  },
  agoraInternalError: {
    brief: "error at Agora",
    sentence: "Agora reports an error of its own. The engine tries again by itself.",
  },
  rateLimited: {
    brief: "waiting for a free slot",
    sentence: "Too many requests at once for this Agora account. The request waits its turn and is sent by itself.",
  },
  capacityReached: {
    brief: "too many recordings at once",
    sentence:
      "The project records as many channels at once as Agora allows it. Stop a recording that is no longer needed, or ask Agora for a higher limit; the engine tries again by itself.",
  },
  credentialsRefused: {
    brief: "credentials refused",
    sentence:
      "Agora refused the customer ID and secret of this project. Correct them in the project's settings; the engine then goes on by itself.",
    remedy: "settings",
  },
  credentialsMissing: {
    brief: "no credentials",
    sentence: "The project has no Agora credentials. Enter them in its settings; the engine then goes on by itself.",
    remedy: "settings",
  },
  secretsLocked: {
    brief: "secrets cannot be read",
    sentence:
      "The stored secrets cannot be decrypted: the key in TALLY_SECRET_KEY is not the one they were stored with. Restore that key, or enter the secrets again.",
    remedy: "settings",
  },
  addressUnknown: {
    brief: "address not known to Agora",
    sentence:
      "The address answers that it knows no such service. Check the App ID and the hosts in the project's settings.",
    remedy: "settings",
  },
  startTooLate: {
    brief: "start was too slow",
    sentence:
      "The start did not leave within two seconds of its resource id, as Agora wants it. A fresh resource id is taken and the start is tried again by itself.",
  },
  startUnanswered: {
    brief: "start not answered",
    sentence:
      "The start was sent but its answer was lost. The same start is sent again, which cannot begin a second recording.",
  },
  startedElsewhere: {
    brief: "runs already",
    sentence:
      "Agora says that a recorder with this uid already records the channel, and it is not one that this console started.",
  },
  notAnswering: {
    brief: "not found for now",
    sentence:
      "Agora does not find the recording. That is normal for up to 90 seconds while it moves to another server.",
  },
  stopRefused: {
    brief: "stop refused",
    sentence: "Agora refused the stop. The engine tries again by itself; the recording may go on until then.",
  },
  uploadUnknown: {
    brief: "upload not known",
    sentence:
      "The recording has stopped. Whether everything was uploaded is not known yet: it is proven by a notification or by looking into the bucket.",
  },
  bucketRefused: {
    brief: "bucket refuses reading",
    sentence:
      "The bucket refuses the read-only key of the storage profile, so its files cannot be checked. The recording itself is not affected.",
    remedy: "storage",
  },
  bucketUnreachable: {
    brief: "bucket cannot be reached",
    sentence:
      "The bucket cannot be reached from here, so its files cannot be checked. The recording itself is not affected.",
    remedy: "storage",
  },
  cancelled: {
    brief: "stopped before it began",
    sentence: "It was stopped before a recorder had started. Nothing was recorded.",
  },
  notConfirmed: {
    brief: "never confirmed",
    sentence:
      "Agora took the start, but the recorder never ran within 90 seconds. Most often the storage settings or the picture settings were wrong. Check the storage profile, then start again.",
    remedy: "storage",
  },
  vanished: {
    brief: "disappeared",
    sentence:
      "The recording disappeared at Agora while it ran, and did not come back. The files listed here were uploaded before that.",
    remedy: "start",
  },
  exitedAbnormally: {
    brief: "recorder broke off",
    sentence:
      "The recorder broke off abnormally. The files listed here were uploaded before that. Start again if it is still needed.",
    remedy: "start",
  },
  controlLost: {
    brief: "control time has ended",
    sentence:
      "The control time has ended: Agora takes no more queries, layouts or stops for it, while it goes on and is billed until the channel is empty for the idle time. Its end is told by notifications and by the bucket.",
  },
  pageUnreachable: {
    brief: "nobody can stop it now",
    sentence:
      "Its end is wanted, and Agora gives no way to bring it about: a page's recorder is in no channel that it could be put out of. It ends by itself when the longest time of the recording is over.",
  },
  closedByHand: {
    brief: "closed by hand",
    sentence:
      "Somebody closed it by hand, so nothing more is done or looked for. The timeline says who and why. Should it still speak, it is listed among the recordings that are not this console's.",
  },
  putOut: {
    brief: "put out of the channel",
    sentence:
      "It could not be stopped by the API, so its recorder was put out of the channel, and seen to be out. What it had recorded lies in its folder of the bucket.",
    remedy: "storage",
  },
  endedByItself: {
    brief: "ended by itself",
    sentence:
      "The recorder left by itself, usually because nobody was in the channel for the idle time. A longer idle time lets it wait for people to come back.",
  },
  storageRejected: {
    brief: "bucket refused the files",
    sentence:
      "Agora could not write into the bucket: its name, region or keys are wrong, or the key may not write. Correct the storage profile, then start again.",
    remedy: "storage",
  },
  uploadFailed: {
    brief: "upload failed",
    sentence: "Agora could not upload all files into the bucket. Check the storage profile and the bucket's quota.",
    remedy: "storage",
  },
  tokenRejected: {
    brief: "token refused",
    sentence:
      "The recorder's token was refused, so it could not join the channel. The token must be for this channel and this App ID, and not have ended.",
    remedy: "start",
  },
  tokenExpired: {
    brief: "token ended",
    sentence:
      "The recorder's token ended, and with it the recording. A recorder's token cannot be renewed: give the next one a longer life.",
    remedy: "start",
  },
  recorderError: {
    brief: "recorder error",
    sentence: "The recorder reported a serious error. The timeline says which; start again if it is still needed.",
    remedy: "start",
  },
  uploadNotProven: {
    brief: "upload never proven",
    sentence:
      "Neither a notification nor the bucket proved that all files arrived. Look into the bucket itself; a read-only key in the storage profile lets this console do that.",
    remedy: "storage",
  },
  nothingRecorded: {
    brief: "nobody published",
    sentence:
      "Nobody published in the channel while the recorder was there, so there are no files. Check the channel name and the channel profile.",
  },
  uploadedByNotification: {
    brief: "Agora says so",
    sentence: "Agora's notification says that every file was uploaded.",
  },
  uploadedByListing: {
    brief: "seen in the bucket",
    sentence: "Every file was seen in the bucket itself, the end of the playlist included.",
  },
  stillsByListing: {
    brief: "stills seen in the bucket",
    sentence:
      "Stills were seen in the bucket itself, and none can be on its way any more. How many Agora took is told nowhere.",
  },
  uploadedByAnswer: {
    brief: "Agora says so",
    sentence:
      "Agora said so when it stopped. The bucket itself was not looked into: the storage profile has no read-only key.",
  },
};

/** The words for a reason: of its code, or the sentence itself that stands where there is none. */
export function reasonOf(statusReason: string | null): Reason | null {
  if (statusReason === null) return null;
  if (isReasonCode(statusReason)) return reasonSentences[statusReason];
  // Such a sentence begins with what was refused and ends with what Agora said; the end is what tells them apart.
  return { brief: statusReason.replace(/^.*Agora says: /s, ""), sentence: statusReason };
}

function isReasonCode(text: string): text is ReasonCode {
  return reasonCodes.some((code) => code === text);
}
