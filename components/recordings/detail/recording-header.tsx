"use client";

import { CircleX, Copy, Ellipsis, LayoutTemplate, Pause, Play, Radio, RefreshCw, Square, Users } from "lucide-react";
import { canBeStopped, isFinished, isLive } from "@/lib/features/recordings/lifecycle";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { Button, ButtonLink } from "../../ui/button";
import { Menu, MenuItem } from "../../ui/menu";
import { PageHeader } from "../../ui/page-header";
import { Badge } from "../../ui/status";
import { Time } from "../../ui/time";
import { Belief } from "../belief";
import { reasonOf } from "../reason-sentences";
import { wordsOf } from "../status-words";

/** What one may do with recordings of this project. */
export type RecordingRights = {
  canStart: boolean;
  canClose: boolean;
  canStop: boolean;
  canQuery: boolean;
  canUpdate: boolean;
  canUpdateLayout: boolean;
};

export type RecordingActs = {
  stop: () => void;
  check: () => void;
  changeStreams: () => void;
  holdOrResume: () => void;
  changePush: () => void;
  startTwin: () => void;
  close: () => void;
  isChecking: boolean;
};

/** Channel, state with its reason, why it is believed, and what can be done now. */
export function RecordingHeader({
  recording,
  rights,
  acts,
}: {
  recording: RecordingDetail;
  rights: RecordingRights;
  acts: RecordingActs;
}) {
  const { word, tone, meaning } = wordsOf(recording);
  const reason = reasonOf(recording.statusReason);
  const checkedAt = recording.attempts.at(-1)?.checkedAt ?? null;
  const offered = offeredActs(recording, rights);
  const { wanted } = recording.update;
  const isOnHold = wanted.kind === "page" && wanted.isOnHold;
  return (
    <PageHeader
      parents={[{ label: "Recordings", href: "/recordings" }]}
      title={recording.channelName}
      status={
        <output aria-label="Recording state">
          <Badge tone={tone} isSolid={tone === "live" || tone === "danger"}>
            {word}
          </Badge>
          {isOnHold && !isFinished(recording.status) && <Badge tone="warning">On hold</Badge>}
        </output>
      }
      description={
        <>
          <p className="max-w-180">{reason?.sentence ?? meaning}</p>
          <p className="mt-0.5 text-xs">
            <Belief recording={recording} />
            {checkedAt !== null && !isFinished(recording.status) && (
              <span className="text-subtle">
                {" · Agora asked "}
                <Time at={checkedAt} format="age" />
              </span>
            )}
          </p>
        </>
      }
      actions={
        <>
          {offered.check && (
            <Button icon={<RefreshCw aria-hidden="true" />} isLoading={acts.isChecking} onClick={acts.check}>
              Check now
            </Button>
          )}
          {recording.layout !== null && (
            <ButtonLink
              href={`/recordings/${recording.recordingId}/layout`}
              icon={<LayoutTemplate aria-hidden="true" />}
            >
              Layout
            </ButtonLink>
          )}
          {offered.streams && (
            <Button icon={<Users aria-hidden="true" />} onClick={acts.changeStreams}>
              Streams
            </Button>
          )}
          {offered.push && (
            <Button icon={<Radio aria-hidden="true" />} onClick={acts.changePush}>
              Push
            </Button>
          )}
          {offered.hold && (
            <Button
              icon={isOnHold ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
              onClick={acts.holdOrResume}
            >
              {isOnHold ? "Resume" : "Hold"}
            </Button>
          )}
          {(offered.twin || offered.close) && (
            <Menu align="end" trigger={<Button aria-label="More" icon={<Ellipsis aria-hidden="true" />} />}>
              {offered.twin && (
                <MenuItem icon={<Copy />} hint="A second recording on other servers" onSelect={acts.startTwin}>
                  Start a twin
                </MenuItem>
              )}
              {offered.close && (
                <MenuItem icon={<CircleX />} hint="Give it up, with a reason" isDangerous onSelect={acts.close}>
                  Close by hand
                </MenuItem>
              )}
            </Menu>
          )}
          {offered.stop && (
            <Button variant="danger" icon={<Square aria-hidden="true" />} onClick={acts.stop}>
              Stop recording
            </Button>
          )}
        </>
      }
    />
  );
}

/** Which acts make sense in this state and are within the role. A stop that is on its way is not offered again. */
export function offeredActs(
  { status, stopRequestedAt, origin, mode, update: { wanted } }: RecordingDetail,
  rights: RecordingRights,
) {
  const isStopping = stopRequestedAt !== null;
  const canChange = rights.canUpdate && isLive(status) && !isStopping && origin !== "adopted";
  return {
    stop: rights.canStop && canBeStopped(status, mode) && !isStopping,
    check: rights.canQuery && !isFinished(status),
    twin: rights.canStart && isLive(status) && !isStopping && origin === "ordered",
    close: rights.canClose && !isFinished(status),
    layout: mode === "composite" && origin !== "adopted" && rights.canUpdateLayout && isLive(status) && !isStopping,
    streams: mode !== "web" && canChange,
    hold: mode === "web" && canChange,
    push: wanted.kind === "page" && wanted.pushTo !== undefined && canChange,
  };
}
