"use client";

import Link from "next/link";
import type { RecordingLayoutState } from "@/lib/features/recordings/types";
import { EngineNotice } from "../recordings/engine-notice";
import { ButtonLink } from "../ui/button";
import { Notice } from "../ui/notice";
import { Badge } from "../ui/status";

/** Which recording it is, whether it is on air, and what keeps its layout from being changed. */
export function LiveHead({
  state,
  isRunning,
  statusWord,
  readError,
}: {
  state: RecordingLayoutState;
  isRunning: boolean;
  statusWord: string;
  readError: Error | null;
}) {
  const { channelName, recordingId } = state;
  return (
    <header className="flex flex-col gap-2 border-b border-line px-4 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="text-md font-semibold">
          Layout of{" "}
          <Link
            href={`/recordings/${recordingId}`}
            className="underline decoration-line-strong underline-offset-4 hover:decoration-fg"
          >
            {channelName}
          </Link>
        </h1>
        <output aria-label="Recording state">
          <Badge tone={isRunning ? "live" : "neutral"} isSolid={isRunning}>
            {statusWord}
          </Badge>
        </output>
        <ButtonLink href={`/recordings/${recordingId}`} variant="ghost" className="ml-auto">
          Open the recording
        </ButtonLink>
      </div>
      {!state.isEngineAlive && isRunning && <EngineNotice />}
      {!isRunning && (
        <Notice tone="warning">
          This recording is no longer running, so its layout stays as it is. The draft can be copied as JSON.
        </Notice>
      )}
      {readError !== null && (
        <Notice tone="warning" isAlert title="What is live could not be brought up to date">
          {readError.message}
        </Notice>
      )}
    </header>
  );
}
