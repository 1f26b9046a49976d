import type { LiveJob } from "@/lib/features/live-jobs/types";
import type { FlsArea } from "@/lib/features/storage/constants";
import type { CellField } from "@/lib/features/storage/lifecycle";
import type { CellConfiguration, CellFailure, ProofDoubt, StorageCell } from "@/lib/features/storage/types";
import type { Tone } from "../../ui/tone";

/** Areas of live streaming as people know them. */
export const areaNames: Record<FlsArea, string> = {
  cn: "Mainland China",
  ap: "Asia without mainland China",
  eu: "Europe",
  na: "North America",
};

export const fieldNames: Record<CellField, string> = {
  configuration: "Recording",
  hls: "HLS",
  mp4: "MP4",
  storage: "Storage",
  vendor: "Provider",
  storageRegion: "Region",
  bucket: "Bucket",
  accessKey: "Access key",
  secretKey: "Secret key",
};

type Words = { title: string; meaning: string };

/** The five documented statuses (FLS contract §1.5), and what happens before one. */
const failures: Readonly<Record<string, Words>> = {
  http400: {
    title: "Agora refused a value",
    meaning: "The App ID or the entry point is empty, or the area is none that Agora knows.",
  },
  http401: {
    title: "Agora refused the credentials",
    meaning:
      "The customer ID and the customer secret do not match, or Agora wants another way of proving them. Look at the project's settings.",
  },
  http404: {
    title: "Agora does not find it",
    meaning: "The entry point does not exist, or live streaming is not enabled for this App ID.",
  },
  http429: { title: "Agora asks to slow down", meaning: "Too many questions in one second. It is asked again." },
  http500: {
    title: "Agora had an internal error",
    meaning: "Nothing is wrong here. What is recorded goes on; it is asked again.",
  },
  http504: {
    title: "Agora's gateway got no answer in time",
    meaning: "The service behind it is slow or away. What is recorded goes on; it is asked again.",
  },
  timeout: { title: "Agora did not answer in time", meaning: "It was asked and stayed silent. It is asked again." },
  noAnswer: { title: "Agora's answer was lost", meaning: "The connection broke or the answer could not be read." },
  unreachable: { title: "Agora cannot be reached", meaning: "No connection could be made from this console." },
};

/** What a failed question means, in plain words. */
export function failureWords({ code, message }: Pick<CellFailure, "code" | "message">): Words {
  return failures[code] ?? { title: "Agora could not be asked", meaning: message };
}

export type JobWords = { tone: Tone; label: string; sentence: string };

const doneWords: Readonly<Record<string, JobWords>> = {
  readBackAfterLoss: {
    tone: "ok",
    label: "Set",
    sentence: "Agora's answer was lost. It reads back exactly what was set, so the change arrived.",
  },
  readsDifferently: {
    tone: "warning",
    label: "Set, reads differently",
    sentence: "Agora took the change, but reads back something else.",
  },
  notReadBack: {
    tone: "warning",
    label: "Set, not read back",
    sentence: "Agora took the change, but could not be asked what it holds now.",
  },
};

const calledOff: JobWords = {
  tone: "neutral",
  label: "Called off",
  sentence: "It was called off before Agora carried it out. Nothing was changed.",
};

const failedWords: Readonly<Record<string, string>> = {
  gaveUp: "It could not be sent for 15 minutes and was given up. Nothing was changed.",
  changedMeanwhile: "The answer was lost, and somebody else changed the entry point meanwhile. It was not sent again.",
  notTellable:
    "The answer was lost, and Agora reads back the same as before: it does not tell the bucket. Applying it again is safe, because it sets the same values.",
  notReadable: "The answer was lost, and Agora could not be asked for an hour what it holds.",
};

/** Why Agora holds something else than what was set here last, as far as that is known. */
export function driftSentence({ version, job }: Pick<CellConfiguration, "version" | "job">): string {
  switch (job.code) {
    case "readsDifferently":
      return `Agora took change ${version}, but has read back something else ever since.`;
    case "notReadBack":
      return `Agora took change ${version}, but could not be asked right after it. Whether it was changed elsewhere since then is not known.`;
    default:
      return `It was changed elsewhere after change ${version}, for instance by another program with the same credentials.`;
  }
}

/** Why a file that was seen proves nothing about the storage that is in force. */
export function doubtWords(doubt: ProofDoubt): { short: string; sentence: string } {
  switch (doubt.kind) {
    case "beforeChange":
      return {
        short: `before change ${doubt.version}`,
        sentence: `It is from before change ${doubt.version} set the storage, so it proves nothing about that.`,
      };
    case "unsettledChange":
      return {
        short: `change ${doubt.version} is not settled`,
        sentence: `Change ${doubt.version} may have set other storage; while that is not settled, it proves nothing.`,
      };
    case "changedElsewhere":
      return {
        short: "storage set elsewhere",
        sentence: "The storage that Agora holds was set elsewhere, and when is not known: it may be from before.",
      };
    case "severalAreas":
      return {
        short: "area not told",
        sentence: "Several areas of the entry point are set, and nothing tells which of them it is of.",
      };
  }
}

/** What is known of a change and why. */
export function jobWords({ state, code, reason }: Pick<LiveJob, "state" | "code" | "reason">): JobWords {
  switch (state) {
    case "requested":
      return code === null
        ? { tone: "accent", label: "Waiting", sentence: "It waits for the engine to send it." }
        : {
            tone: "accent",
            label: "Trying again",
            sentence: `Nothing was changed yet; it is sent again. ${reason ?? ""}`.trim(),
          };
    case "sending":
      return { tone: "accent", label: "Sending", sentence: "It is on its way to Agora." };
    case "accepted":
      return { tone: "accent", label: "Reading back", sentence: "Agora took it. It is being read back." };
    case "unknown":
      return {
        tone: "unknown",
        label: "Unknown",
        sentence:
          "No clear answer came. What Agora holds is being read back; nothing is sent again until that is known.",
      };
    case "done":
      return doneWords[code ?? ""] ?? { tone: "ok", label: "Set", sentence: "Agora reads back what was set." };
    case "refused": {
      const { title, meaning } = failureWords({ code: code ?? "", message: reason ?? "" });
      return { tone: "danger", label: "Refused", sentence: `${title}. ${meaning} Nothing was changed.` };
    }
    case "failed":
      if (code === "calledOff") return calledOff;
      return {
        tone: "warning",
        label: "Not settled",
        sentence: failedWords[code ?? ""] ?? reason ?? "It was given up.",
      };
  }
}

/** The state of a cell in one word, and the tone that goes with it. */
export function cellWords({ reading, drift, newest }: StorageCell): { tone: Tone; label: string } {
  if (newest !== null && !newest.job.isTerminal) return jobWords(newest.job);
  if (reading.state === "failed") return { tone: "unknown", label: failureWords(reading.failure).title };
  if (drift.length > 0) return { tone: "warning", label: "Differs from what was set here" };
  if (newest !== null && newest.job.state !== "done" && newest.job.code !== "calledOff") {
    return { tone: "warning", label: `Last change ${newest.job.state === "refused" ? "refused" : "not settled"}` };
  }
  return reading.state === "set" ? { tone: "ok", label: "Set" } : { tone: "neutral", label: "Nothing set" };
}

/**
 * The bucket of a cell. Agora's documented answer leaves it out: what was set here then counts, as long as nothing else of
 * the storage differs.
 */
export function bucketOf({ reading, wanted, drift }: StorageCell): { bucket: string; isOurs: boolean } | null {
  const told = reading.state === "set" ? (reading.truth.storage?.bucket ?? null) : null;
  if (told !== null) return { bucket: told, isOurs: false };
  const isOther = drift.some(({ field }) => field !== "hls" && field !== "mp4");
  const ours = wanted?.storage?.bucket ?? null;
  return ours === null || isOther || reading.state === "none" ? null : { bucket: ours, isOurs: true };
}

/**
 * Entry points that are set and that are not, where there are both: Agora asks that all of a project record alike (FLS
 * contract §2.4). Null while that holds, or while a reading is missing.
 */
export function unlikePoints(cells: readonly StorageCell[]): { set: string[]; unset: string[] } | null {
  if (cells.some(({ reading }) => reading.state === "failed")) return null;
  const points = [...new Set(cells.map(({ entryPoint }) => entryPoint))];
  const isSet = (point: string) =>
    cells.some(({ entryPoint, reading }) => entryPoint === point && reading.state === "set");
  const set = points.filter(isSet);
  return set.length === 0 || set.length === points.length
    ? null
    : { set, unset: points.filter((point) => !isSet(point)) };
}
