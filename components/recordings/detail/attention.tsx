"use client";

import { isFinished } from "@/lib/features/recordings/lifecycle";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { ButtonLink } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { useTicking } from "../../ui/clock";
import { Time } from "../../ui/time";
import { formatSpan } from "../../ui/time-format";
import { EngineNotice } from "../engine-notice";
import { CallExplanation, remedies } from "../explanation";
import { reasonOf } from "../reason-sentences";
import { wordsOf } from "../status-words";
import { TechnicalDetails } from "../../ui/states";

/** What needs a person now: what it means for the recording, Agora's own words, and the way to the remedy. */
export function Attention({ recording }: { recording: RecordingDetail }) {
  const { status, layout } = recording;
  const { tone, meaning } = wordsOf(recording);
  const reason = reasonOf(recording.statusReason);
  const remedy = reason?.remedy === undefined ? null : remedies[reason.remedy];
  const attempt = recording.attempts.at(-1);
  // The newest call, where it is what went wrong: an answer since then says more than it does.
  const last = recording.calls.at(-1);
  const failedCall = last?.outcome === "refused" || last?.outcome === "unknown" ? last : undefined;
  const isTroubled = tone === "danger" || tone === "warning" || tone === "unknown" || attempt?.trouble != null;
  return (
    <>
      {!recording.isEngineAlive && !isFinished(status) && <EngineNotice />}
      {runsTwice(recording) && (
        <Notice tone="danger" isAlert title="Two recordings of this order run">
          One that was given up is back at Agora and is being stopped. Until then both record and are billed.
        </Notice>
      )}
      {isTroubled && (
        <Notice
          tone={tone === "danger" || tone === "unknown" ? tone : "warning"}
          title={reason === null || reason.brief.length > 40 ? undefined : capital(reason.brief)}
          action={
            remedy !== null && (
              <ButtonLink size="sm" href={remedy.href}>
                {remedy.label}
              </ButtonLink>
            )
          }
        >
          {meaning}
          {failedCall === undefined ? (
            <TechnicalDetails code={attempt?.failureCode ?? undefined} raw={attempt?.failureReason ?? undefined} />
          ) : (
            <div className="mt-2 border-t border-line pt-2">
              <CallExplanation call={failedCall} />
            </div>
          )}
        </Notice>
      )}
      {!isFinished(status) && <Deadlines recording={recording} />}
      {layout !== null && !layout.isApplied && status === "recording" && (
        <Notice tone="accent">A new layout is on its way to Agora. The picture changes when Agora has it.</Notice>
      )}
    </>
  );
}

/** A try that was replaced is back. */
function runsTwice({ attempts }: RecordingDetail): boolean {
  return attempts
    .slice(0, -1)
    .some(
      ({ state, sideState }) => ["STARTED", "CONFIRMED", "RUNNING", "STOPPING"].includes(state) && sideState === null,
    );
}

const warnBeforeMs = 2 * 3_600_000;

/** Ends that are near: of the token, which ends the recording, and of the control over it. */
function Deadlines({ recording }: { recording: RecordingDetail }) {
  const { tokenExpiresAt, controlEndsAt, longestUntil, status } = recording;
  const token = useNear(tokenExpiresAt);
  const control = useNear(controlEndsAt);
  const isOutOfReach = status === "unknown" || status === "controlExpired";
  return (
    <>
      {longestUntil !== null && isOutOfReach && (
        <Notice tone="warning" title="Nobody can put the recorder of a page out">
          It is in no channel. It ends by itself at the latest <Time at={longestUntil} />, when the longest time of the
          recording is over.
        </Notice>
      )}
      {token !== "" && (
        <Notice
          tone="warning"
          title={token === "now" ? "The recorder's token has ended" : `The recorder's token ends in ${token}`}
        >
          The recording ends with it: a recorder's token cannot be renewed. Start another recording of this channel in
          time.
        </Notice>
      )}
      {control !== "" && control !== "now" && (
        <Notice tone="warning" title={`Control over this recording ends in ${control}`}>
          Afterwards it goes on and is billed, but can no longer be queried, changed or stopped from here. Stop it and
          start another one before, if it is to go on.
        </Notice>
      )}
    </>
  );
}

/** How long until an instant that is near; "now" once it has passed, "" while it is far or not known. */
function useNear(at: string | null): string {
  const atMs = at === null ? null : Date.parse(at);
  return useTicking((nowMs) => {
    if (atMs === null || atMs - nowMs > warnBeforeMs) return "";
    return atMs <= nowMs ? "now" : formatSpan(atMs - nowMs);
  });
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
