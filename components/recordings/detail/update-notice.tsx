"use client";

import { isFinished } from "@/lib/features/recordings/lifecycle";
import type { RecordingDetail, RecordingUpdateState } from "@/lib/features/recordings/types";
import { Notice } from "../../ui/notice";
import { Time } from "../../ui/time";
import type { Tone } from "../../ui/tone";
import { CallExplanation } from "../explanation";
import { reasonOf } from "../reason-sentences";

type Words = { tone: Tone; title: string; meaning: string };

const words: Record<Exclude<RecordingUpdateState["state"], "none" | "acknowledged">, Words> = {
  waiting: {
    tone: "accent",
    title: "A change is waiting to be sent",
    meaning: "What was in force before stays until Agora has it.",
  },
  sent: {
    tone: "accent",
    title: "A change was sent to Agora",
    meaning: "Its answer is awaited. What was in force before may still be.",
  },
  unknown: {
    tone: "unknown",
    title: "It is not known whether Agora took the change",
    meaning:
      "The answer was lost. It is found out by asking Agora, or by sending the same whole state again, which cannot do harm.",
  },
  refused: {
    tone: "danger",
    title: "Agora refused the change",
    meaning: "What was in force before stays. Correct the change and try again.",
  },
};

/** A change that Agora does not have yet, or did not take, with its reason; and a page that is on hold. */
export function UpdateNotice({ recording }: { recording: RecordingDetail }) {
  const { update, page, status } = recording;
  if (isFinished(status)) return null;
  const isOnHold = page?.isOnHold ?? (update.wanted.kind === "page" && update.wanted.isOnHold);
  if (update.state === "none" || update.state === "acknowledged")
    return isOnHold ? <OnHold recording={recording} /> : null;
  const { tone, title, meaning } = words[update.state];
  const reason = reasonOf(update.reason);
  const call = recording.calls.findLast(
    ({ operation, outcome }) => operation === "update" && (outcome === "refused" || outcome === "unknown"),
  );
  return (
    <Notice tone={tone} title={title}>
      {meaning} {update.state !== "refused" && reason?.sentence}
      {update.sentAt !== null && update.state !== "waiting" && (
        <span className="text-subtle">
          {" "}
          Sent <Time at={update.sentAt} format="age" />.
        </span>
      )}
      {call !== undefined && (
        <div className="mt-2 border-t border-line pt-2">
          <CallExplanation call={call} />
        </div>
      )}
    </Notice>
  );
}

function OnHold({ recording: { page, attempts } }: { recording: RecordingDetail }) {
  const checkedAt = attempts.at(-1)?.checkedAt ?? null;
  return (
    <Notice tone="warning" title="On hold: nothing is recorded">
      The page stays open and is billed. Resume to record again.
      {page?.isOnHold === true && checkedAt !== null && (
        <span className="text-subtle">
          {" "}
          Agora said so <Time at={checkedAt} format="age" />.
        </span>
      )}
    </Notice>
  );
}
