"use client";

import { clsx } from "clsx";
import Link from "next/link";
import type { RefObject } from "react";
import { canBeStopped } from "@/lib/features/recordings/lifecycle";
import type { RecordingPage, RecordingSummary } from "@/lib/features/recordings/types";
import { Button } from "../ui/button";
import { SkeletonRows } from "../ui/skeleton";
import { Status } from "../ui/status";
import { Cell, HeadCell, Row, Table, TableHead } from "../ui/table";
import { Duration, Time, TimeZoneName } from "../ui/time";
import { useRowKeys, type RowKeyProps } from "../ui/use-row-keys";
import { Belief } from "./belief";
import { reasonOf } from "./reason-sentences";
import { wordsOf } from "./status-words";
import { UploadState } from "./upload-state";
import { modeNames } from "./mode-words";

/** The rows of a page; without one, their skeleton. `j k Enter` move and open, `/` goes to the search field. */
export function RecordingsTable({
  page,
  isStale,
  searchRef,
  onOpen,
  onStop,
}: {
  page: RecordingPage | undefined;
  /** The rows are those of the view before. */
  isStale: boolean;
  searchRef: RefObject<HTMLInputElement | null>;
  onOpen: (recordingId: string) => void;
  /** Absent: the role does not include stopping. */
  onStop?: (recording: RecordingSummary) => void;
}) {
  const items = page?.items ?? [];
  const { activeIndex, rowProps } = useRowKeys({
    count: items.length,
    onOpen: (index) => {
      const item = items[index];
      if (item) onOpen(item.recordingId);
    },
    searchRef,
  });
  return (
    <Table label="Recordings" className={clsx("transition-opacity", isStale && "opacity-60")}>
      <RecordingsHead />
      {page === undefined ? (
        <SkeletonRows columns={10} />
      ) : (
        <tbody>
          {items.map((recording, index) => (
            <RecordingRow
              key={recording.recordingId}
              recording={recording}
              isActive={index === activeIndex}
              rowProps={rowProps(index)}
              onOpen={() => onOpen(recording.recordingId)}
              onStop={onStop}
            />
          ))}
        </tbody>
      )}
    </Table>
  );
}

export function RecordingsHead() {
  return (
    <TableHead>
      <HeadCell>State</HeadCell>
      <HeadCell>Known from</HeadCell>
      <HeadCell>Channel</HeadCell>
      <HeadCell>Mode</HeadCell>
      <HeadCell>
        Started <TimeZoneName />
      </HeadCell>
      <HeadCell isNumeric>Duration</HeadCell>
      <HeadCell isNumeric>Files</HeadCell>
      <HeadCell>Upload</HeadCell>
      <HeadCell>By</HeadCell>
      <HeadCell isHidden isPinned>
        Actions
      </HeadCell>
    </TableHead>
  );
}

function RecordingRow({
  recording,
  isActive,
  rowProps,
  onOpen,
  onStop,
}: {
  recording: RecordingSummary;
  isActive: boolean;
  rowProps: RowKeyProps;
  onOpen: () => void;
  onStop?: (recording: RecordingSummary) => void;
}) {
  const { word, tone, meaning } = wordsOf(recording);
  const reason = reasonOf(recording.statusReason);
  return (
    <Row {...rowProps} isActive={isActive} onClick={onOpen} className="cursor-pointer">
      <Cell title={reason?.sentence ?? meaning}>
        <span className="flex max-w-72 items-baseline gap-1.5">
          <Status tone={tone}>{word}</Status>
          {reason !== null && <span className="truncate text-xs text-subtle">{reason.brief}</span>}
        </span>
      </Cell>
      <Cell className="text-xs">
        <Belief recording={recording} />
      </Cell>
      <Cell className="max-w-64">
        <Link
          href={`/recordings/${recording.recordingId}`}
          onClick={(event) => event.stopPropagation()}
          className="block truncate rounded-sm font-medium hover:underline"
          title={recording.channelName}
        >
          {recording.channelName}
        </Link>
      </Cell>
      <Cell className="text-muted">{modeNames[recording.mode]}</Cell>
      <Cell>
        <Time at={recording.startedAt} isZoneShown={false} />
      </Cell>
      <Cell isNumeric>
        <Duration since={recording.startedAt} until={recording.stoppedAt ?? recording.finishedAt} />
      </Cell>
      <Cell isNumeric>{recording.fileCount}</Cell>
      <Cell className="text-xs">
        <UploadState recording={recording} />
      </Cell>
      <Cell className="max-w-40 truncate text-muted">{recording.createdBy}</Cell>
      <Cell isPinned className="text-right">
        {onStop !== undefined && canBeStopped(recording.status, recording.mode) && (
          <Button
            size="sm"
            variant="danger-quiet"
            aria-label={`Stop recording ${recording.channelName}`}
            onClick={(event) => {
              event.stopPropagation();
              onStop(recording);
            }}
          >
            Stop
          </Button>
        )}
      </Cell>
    </Row>
  );
}
