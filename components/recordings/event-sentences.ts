import type { RecordingEventType } from "@/lib/features/recordings/constants";
import type { Tone } from "../ui/tone";
import { explainError, textOf } from "./agora-codes";
import { leaveSentence, moduleWord, taskStatusSentence, webStopSentence } from "./agora-numbers";
import { reasonOf } from "./reason-sentences";

/** What an event's details may hold; which ones depends on its type, and each may be missing. */
type Details = Record<string, unknown>;

export type EventSentence = {
  /** What happened, as one sentence without a full stop. */
  text: string;
  /** Neutral unless the event itself is good, bad or wants a person. */
  tone?: Tone;
  /** What it means, where the sentence alone does not say it. */
  note?: string;
};

const plain = (text: string, tone?: Tone, note?: string) => (): EventSentence => ({ text, tone, note });

/** One sentence for every type of event a timeline can hold. The map is typed by the list, so a new type needs its words. */
const sentences: Record<RecordingEventType, (details: Details) => EventSentence> = {
  "recording.requested": ({ besides }) => ({
    text: "The recording was ordered",
    note: Array.isArray(besides) && besides.length > 0 ? "The channel was being recorded already." : undefined,
  }),
  "recording.stopRequested": plain("Stop was ordered"),
  "recording.checkRequested": plain("A check was ordered"),
  "recording.adopted": plain("A recording that was started elsewhere was taken over"),
  "recording.closed": ({ reason }) => ({
    text: "It was closed by hand",
    tone: "warning",
    note: text(reason) ?? undefined,
  }),
  "layout.requested": ({ revision }) => ({ text: `A new layout was ordered${numbered(revision)}` }),

  "attempt.planned": plain("The start was planned"),
  "attempt.replanned": ({ why }) => ({ text: `The start is planned anew: ${replanWords(text(why))}` }),
  "attempt.acquired": plain("Agora gave a resource id"),
  "attempt.startSent": (details) => ({ text: `The start was sent${nth(details["try"])}` }),
  "attempt.started": ({ wasResent }) => ({
    text: wasResent === true ? "Agora took the repeated start" : "Agora took the start",
  }),
  "attempt.startUncertain": plain(
    "The answer to the start is missing",
    "unknown",
    "The recorder may run. The same start is repeated, which cannot begin a second recording.",
  ),
  "attempt.sidAdopted": ({ from }) => ({
    text: from === "bucket" ? "The sid was learnt from a file in the bucket" : "The sid was learnt from a notification",
    tone: "ok",
  }),
  "attempt.running": plain("The recorder runs", "live"),
  "attempt.notFound": plain(
    "Agora does not find the recording",
    "unknown",
    "That is normal for up to 90 seconds while it moves to another server.",
  ),
  "attempt.answering": plain("Agora finds the recording again", "ok"),
  "attempt.statusChanged": ({ agoraStatus }) => ({ text: taskStatusSentence(agoraStatus) }),
  "attempt.stopSent": (details) => ({ text: `The stop was sent${nth(details["try"])}` }),
  "attempt.stopAccepted": ({ outcome, uploadingStatus }) => stopWords(text(outcome), text(uploadingStatus)),
  "attempt.cancelled": plain("Stopped before anything was sent to Agora"),
  "attempt.ended": ({ code, agoraStatus, why }) => ({
    text: "The recording has ended",
    note:
      endWords(text(why)) ??
      reasonOf(text(code))?.sentence ??
      (agoraStatus === undefined ? undefined : taskStatusSentence(agoraStatus)),
  }),
  "attempt.failed": ({ code, reason }) => ({
    text: "The recording failed",
    tone: "danger",
    note: code === "refused" ? (text(reason) ?? undefined) : reasonOf(text(code))?.sentence,
  }),
  "attempt.controlLost": plain(
    "The control time has ended",
    "warning",
    "Agora takes no more queries, layouts or stops for it, while it goes on and is billed.",
  ),
  "attempt.vanished": ({ successor }) => ({
    text: `Agora lost the recording: try ${typeof successor === "number" ? successor : 2} takes its place`,
    tone: "warning",
    note: "It was not found for 90 seconds and did not say anything. Should it come back, it is stopped: two recordings are billed as two.",
  }),
  "attempt.double": plain(
    "A recording that was given up is back, and is stopped",
    "danger",
    "Until it has stopped, two recordings of this channel run and both are billed.",
  ),
  "attempt.kicked": (details) => ({
    text: `The recorder was put out of the channel${nth(details["try"])}`,
    tone: "warning",
    note: "That Agora took the order is no proof: the channel is looked at until the recorder is seen to be out.",
  }),
  "attempt.outOfChannel": plain("The recorder is out of the channel, under every uid it is known by", "ok"),
  "attempt.backInChannel": plain("The recorder is back in the channel", "warning", "It is put out again."),
  "attempt.noData": plain("It ended without a file", "warning", "Nobody published in the channel while it ran."),
  "attempt.waiting": ({ code }) => {
    const reason = reasonOf(text(code));
    return {
      text: `Waiting: ${reason?.brief ?? "the step could not be done"}`,
      tone: "warning",
      note: reason?.sentence,
    };
  },
  "layout.applied": ({ revision }) => ({ text: `Agora applied the layout${numbered(revision)}` }),
  "layout.refused": ({ revision, reason }) => ({
    text: `Agora refused the layout${numbered(revision)}`,
    tone: "danger",
    note: ["The layout before it stays in force.", text(reason)].filter(Boolean).join(" "),
  }),
  "update.requested": (details) => ({
    text: `${updateWords(details)} ordered${numbered(details["revision"])}`,
  }),
  "update.applied": ({ revision }) => ({ text: `Agora took the change${numbered(revision)}` }),
  "update.readBack": ({ revision }) => ({
    text: `Agora has the change${numbered(revision)}: a query shows it`,
    tone: "ok",
    note: "The answer to the change itself had been lost.",
  }),
  "update.refused": ({ revision, reason }) => ({
    text: `Agora refused the change${numbered(revision)}`,
    tone: "danger",
    note: ["What was in force before stays.", text(reason)].filter(Boolean).join(" "),
  }),
  "upload.firstFile": plain("The first file was seen in the bucket", "ok"),
  "upload.complete": ({ sliceCount, stillCount }) => ({
    text: `Every file was seen in the bucket${sliceCount === 0 ? count(stillCount, "still") : count(sliceCount, "slice")}`,
    tone: "ok",
  }),
  "upload.backedUp": plain("Files are in Agora's backup, not in your bucket", "warning"),

  "notice.error": (details) => ({
    text: `${moduleWord(details["module"])} reports an error${code(details["errorCode"])}`,
    tone: details["errorLevel"] === 5 || details["errorLevel"] === 4 ? "danger" : "warning",
    note: errorNote(details),
  }),
  "notice.warning": (details) => ({
    text: `${moduleWord(details["module"])} warns${code(details["warnCode"])}`,
    tone: "warning",
    note: warningNote(details["warnCode"]),
  }),
  "notice.status": ({ agoraStatus }) => ({ text: taskStatusSentence(agoraStatus) }),
  "notice.fileInfo": plain("Agora named the playlist"),
  "notice.sessionExit": ({ exitStatus }) =>
    exitStatus === 1
      ? { text: "The session exited abnormally", tone: "danger" }
      : { text: "The session exited normally" },
  "notice.failover": ({ newUid }) => ({
    text: `The recording moved to another server${newUid === undefined || newUid === null ? "" : ` as uid ${word(newUid)}`}`,
    tone: "warning",
    note: "It goes on. Files from here on begin with bak and a number.",
  }),
  "notice.failoverReady": plain("Agora is ready to move the recording to another server if need be"),
  "notice.uploadStarted": plain("The upload began"),
  "notice.uploaded": plain("Agora says that every file was uploaded", "ok"),
  "notice.backedUp": plain(
    "Agora keeps files in its own backup",
    "warning",
    "Your bucket could not be written. Ask Agora's support to have them moved.",
  ),
  "notice.uploadProgress": ({ progress }) => ({
    text:
      typeof progress === "number"
        ? `${Math.floor(progress / 100)} % of what is recorded was uploaded`
        : "Upload goes on",
  }),
  "notice.recorderStarted": plain("The recorder joined the channel", "live"),
  "notice.recorderLeft": ({ leaveCode }) => ({ text: "The recorder left the channel", note: leaveSentence(leaveCode) }),
  "notice.sliceStarted": ({ startedAt, discontinuedAt }) =>
    startedAt !== undefined && discontinuedAt !== undefined && discontinuedAt !== null && startedAt !== discontinuedAt
      ? { text: "Recording went on after a gap", tone: "warning" }
      : { text: "Recording of files began" },
  "notice.audioStream": (details) => streamWords("sound", details),
  "notice.videoStream": (details) => streamWords("picture", details),
  "notice.snapshot": ({ fileName }) => ({ text: `A still was taken${ofPerson(fileName)}` }),
  "notice.webStarted": plain("The page recorder began", "live"),
  "notice.webStopped": ({ code: stopCode }) => ({ text: "The page recorder stopped", note: webStopSentence(stopCode) }),
  "notice.webLimit": ({ limitType }) => ({
    text: `The page recorder reached a limit: ${word(limitType)}`,
    tone: "warning",
  }),
  "notice.webReloaded": ({ reason }) => ({ text: `The page was loaded again: ${word(reason)}`, tone: "warning" }),
  "notice.pushStatus": ({ status }) => ({ text: `The push to a stream address is ${word(status)}` }),
  "notice.other": ({ eventType, name }) => ({ text: `Agora sent notification ${word(eventType ?? name)}` }),
};

/** The words of one event; an unknown type keeps its code, so that nothing of a timeline is hidden. */
export function sentenceOf(type: string, details: Details): EventSentence {
  return isKnown(type) ? sentences[type](details) : { text: type };
}

function isKnown(type: string): type is RecordingEventType {
  return Object.hasOwn(sentences, type);
}

function updateWords({ isOnHold, pushHost }: Details): string {
  if (typeof isOnHold === "boolean") return isOnHold ? "A hold was" : "Resuming was";
  return text(pushHost) === null ? "Other streams were" : `A push to ${text(pushHost)} was`;
}

/** Why nothing took the place of a recording that vanished. */
function endWords(why: string | null): string | null {
  if (why === "channelEmpty")
    return "Agora does not find it any more, and nobody is in the channel: it ended by itself.";
  if (why === "tooOften")
    return "It disappeared at Agora once more. No other try is made: the cause seems to be lasting.";
  if (why === "adopted")
    return "It disappeared at Agora. No other try can be made: how it was started is not known here.";
  if (why === "tokenOfOneUid") {
    return "It disappeared at Agora. No other try can be made: its token is for one recorder uid alone.";
  }
  return null;
}

function replanWords(why: string | null): string {
  if (why === "fenced") return "what it had begun is out of the channel";
  if (why === "resourceIdDead") return "the resource id has ended unused";
  if (why === "acquireInterrupted") return "the request for a resource id was interrupted";
  return "the resource id was not used in time";
}

function stopWords(outcome: string | null, uploading: string | null): EventSentence {
  if (uploading === "backedUp") {
    return { text: "Stopped; Agora keeps files in its backup", tone: "warning" };
  }
  if (outcome === "uploadUnknown") return { text: "Stopped; whether the upload is complete is not known yet" };
  if (outcome === "notFound") return { text: "Agora does not find the recording any more: it has ended" };
  if (outcome === "alreadyStopping") return { text: "Agora was stopping it already" };
  return {
    text: uploading === "uploaded" ? "Stopped; Agora says that every file was uploaded" : "Agora stopped the recording",
  };
}

function streamWords(what: string, { streamUid, isReceiving }: Details): EventSentence {
  const whose = streamUid === undefined || streamUid === null || streamUid === "0" ? "" : ` of uid ${word(streamUid)}`;
  return isReceiving === false
    ? { text: `No ${what}${whose} arrives any more`, tone: "warning" }
    : { text: `The ${what}${whose} arrives` };
}

/** Whose file it is, by its name (contract §4.2). */
function ofPerson(fileName: unknown): string {
  const uid = /__uid_s_(\d+)__/.exec(text(fileName) ?? "")?.[1];
  return uid === undefined ? "" : ` of uid ${uid}`;
}

/** Agora's own words stand beside ours: they may say more. */
function errorNote({ module, errorCode, errorMsg }: Details): string {
  const known = explainError(module, errorCode);
  return [known === null ? "" : textOf(known), agoraSaid(errorMsg)].filter(Boolean).join(" ");
}

function warningNote(warnCode: unknown): string | undefined {
  if (warnCode === 31) return "A slice had to be uploaded again to your bucket.";
  if (warnCode === 32) return "A slice was uploaded to Agora's backup instead of your bucket.";
  return undefined;
}

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const word = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "without details";
const code = (value: unknown): string => (typeof value === "number" ? ` (${value})` : "");
const numbered = (value: unknown): string => (typeof value === "number" && value > 0 ? ` (number ${value})` : "");
const nth = (value: unknown): string => (typeof value === "number" && value > 1 ? `, try ${value}` : "");
const count = (value: unknown, noun: string): string =>
  typeof value === "number" ? `: ${value} ${noun}${value === 1 ? "" : "s"}` : "";
const agoraSaid = (value: unknown): string => (text(value) === null ? "" : `Agora's words: ${text(value)}`);
