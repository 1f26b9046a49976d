import type { RecordingStatus } from "@/lib/features/recordings/lifecycle";
import type { RecordingSummary, StatusSource } from "@/lib/features/recordings/types";
import type { Tone } from "../ui/tone";

export type StatusWords = {
  /** The one or few words beside the mark. */
  word: string;
  tone: Tone;
  /** What it means for the recording and, where a person can help, what to do. */
  meaning: string;
};

/** What each status is called and means. Green only where the files are proven to be in the customer's bucket. */
export const statusWords: Record<RecordingStatus, StatusWords> = {
  requested: {
    word: "Requested",
    tone: "accent",
    meaning: "The order is written down and an engine will carry it out. Nothing is recorded yet.",
  },
  acquiring: {
    word: "Acquiring",
    tone: "accent",
    meaning: "Agora is asked for a resource id, the ticket for one start. Nothing is recorded yet.",
  },
  starting: {
    word: "Starting",
    tone: "accent",
    meaning: "The start was sent to Agora and its answer is awaited. Nothing is known to be recorded yet.",
  },
  confirming: {
    word: "Confirming",
    tone: "accent",
    meaning:
      "Agora took the start. It can still fail within the next 90 seconds, so the recorder is asked until it says that it runs.",
  },
  recording: {
    word: "Recording",
    tone: "live",
    meaning: "The recorder runs and writes its files into your bucket, slice by slice.",
  },
  recovering: {
    word: "Recovering",
    tone: "unknown",
    meaning:
      "Agora does not find the recording at the moment. It often goes on: a failover takes up to 90 seconds. Nothing needs to be done until they have passed.",
  },
  unknown: {
    word: "Unknown",
    tone: "unknown",
    meaning:
      "A request went out and its answer was lost, so it is not known whether the recorder runs. The engine finds out without starting a second one.",
  },
  stopping: {
    word: "Stopping",
    tone: "accent",
    meaning: "The stop was sent. The recorder leaves the channel and uploads what is left.",
  },
  uploading: {
    word: "Uploading",
    tone: "accent",
    meaning: "The recording has ended. Its last files are on their way to your bucket.",
  },
  uploaded: {
    word: "Safe in your bucket",
    tone: "ok",
    meaning: "All files are in your bucket.",
  },
  backedUp: {
    word: "In Agora's backup",
    tone: "warning",
    meaning:
      "Your bucket could not be written, so Agora keeps files in its own backup. Ask Agora's support to have them moved, and check the keys and the region of the storage profile before the next recording.",
  },
  noData: {
    word: "Nothing recorded",
    tone: "warning",
    meaning:
      "The recorder ran but nobody published in the channel, so there are no files. Check the channel name, capital letters and spaces included, and the channel profile.",
  },
  failed: {
    word: "Failed",
    tone: "danger",
    meaning:
      "It did not come to a good end. What is listed under its files is all there is of it. Correct what is named here before the next start.",
  },
  lost: {
    word: "Not proven",
    tone: "warning",
    meaning:
      "The recording ended and nothing proves that all of its files arrived. Look into the bucket: files listed here may be all there is.",
  },
  controlExpired: {
    word: "Out of control",
    tone: "danger",
    meaning:
      "The control time has ended: Agora takes no more queries, layouts or stops for it, while it goes on and is billed until the channel is empty for the idle time. A stop puts its recorder out of the channel instead; a page's ends when its longest time is over.",
  },
};

/** An order that was taken back in time: the same end as an empty channel, for a reason that asks nothing of anybody. */
const cancelledWords: StatusWords = {
  ...statusWords.noData,
  tone: "neutral",
  meaning: "It was stopped before its start was sent to Agora, so no recorder ran and there are no files.",
};

/** The words for a recording's status, by its reason where that changes what the status means. */
export function wordsOf({ status, statusReason }: Pick<RecordingSummary, "status" | "statusReason">): StatusWords {
  return status === "noData" && statusReason === "cancelled" ? cancelledWords : statusWords[status];
}

/** Who told us a status, in a word. */
export const sourceWords: Record<StatusSource | "call", string> = {
  operator: "operator",
  engine: "engine",
  poll: "poll",
  notification: "notification",
  listing: "bucket listing",
  call: "call",
};
