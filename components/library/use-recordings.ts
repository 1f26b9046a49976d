"use client";

import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { bucketFilesOptions, recordingFilesOptions } from "@/lib/features/library/queries";
import type { BucketListing, RecordedRange, StreamPlace } from "@/lib/features/library/types";
import { bucketFileUrl, libraryFileUrl } from "./media-urls";
import type { Span } from "@/lib/timeline/span";
import { blocksOf, latestIn, newestBlocks } from "./recorded-blocks";

/** Something that plays on the timeline: a recording at Agora or in the customer's bucket. */
export type TimelineFile = Span & {
  id: string;
  url: string;
  kind: "hls" | "mp4";
  startMs: number;
  positionSeconds: number | null;
};

export type Recordings = {
  files: readonly TimelineFile[];
  /** What was asked for and could not be read. */
  unread: readonly Span[];
  /** The same, and what no answer came for yet: of this nothing is known. */
  unknown: readonly Span[];
  /** A bucket holds more objects than these, which are all that were read; null: it does not. */
  readOnly: number | null;
  isLoading: boolean;
  error: Error | null;
  /** When the newest answer was given. */
  readAt: string | null;
  retry: () => void;
};

/** A block that reaches to now still grows, so it is asked for again. */
const isGrowing = ({ toMs }: Span, nowMs: number) => toMs > nowMs - 3_600_000;

const optionsOf = (projectId: string, place: StreamPlace, block: Span, nowMs: number) =>
  recordingFilesOptions(
    { projectId, ...place, from: new Date(block.fromMs).toISOString(), to: new Date(block.toMs).toISOString() },
    isGrowing(block, nowMs),
  );

/** What was recorded of a stream around a stretch of time, from Agora's lists. */
export function useStandardRecordings(projectId: string, place: StreamPlace, around: Span, nowMs: number): Recordings {
  const blocks = blocksOf(around, nowMs);
  return useQueries({
    queries: blocks.map((block) => ({ ...optionsOf(projectId, place, block, nowMs), placeholderData: undefined })),
    combine: (results) => {
      const answers = results.map(({ data }) => data);
      const readAts = answers.flatMap((answer) => answer?.readAt ?? []).toSorted();
      const unread = answers.flatMap((answer) => answer?.unread ?? []);
      return {
        files: filesOf(projectId, answers),
        unread,
        readOnly: null,
        unknown: [...unread, ...blocks.filter((_, index) => answers[index] === undefined)],
        isLoading: results.some(({ isLoading }) => isLoading),
        error: results.find(({ error }) => error !== null)?.error ?? null,
        readAt: readAts.at(-1) ?? null,
        retry: () => results.forEach(({ isError, refetch }) => isError && void refetch()),
      };
    },
  });
}

/** Blocks may tell of one recording twice, and of one that grew in between: the longer counts. */
function filesOf(projectId: string, answers: readonly (RecordedRange | undefined)[]): TimelineFile[] {
  const files = new Map<string, TimelineFile>();
  for (const { fileName, startMs, endMs, positionSeconds } of answers.flatMap((answer) => answer?.files ?? [])) {
    const known = files.get(fileName);
    if (known !== undefined && known.toMs >= endMs) continue;
    const url = libraryFileUrl(projectId, fileName);
    files.set(fileName, {
      id: fileName,
      url,
      kind: "hls",
      fromMs: startMs,
      toMs: endMs,
      startMs,
      positionSeconds,
    });
  }
  return [...files.values()].toSorted((a, b) => a.fromMs - b.fromMs);
}

/**
 * Where the newest recording of a stream ends, wherever the timeline is: asked for from now backwards, block by block, until
 * one holds a recording. Null while it is not known.
 */
export function useLatest(projectId: string, place: StreamPlace, nowMs: number): number | null {
  const [count, setCount] = useState(1);
  const { atMs, isFurtherBack } = useQueries({
    queries: newestBlocks(nowMs, count).map((block) => optionsOf(projectId, place, block, nowMs)),
    combine: (results) => latestIn(results.map(({ data }) => data)),
  });
  // Asked for in this very pass: nothing was shown of it yet.
  if (isFurtherBack && newestBlocks(nowMs, count + 1).length > count) setCount(count + 1);
  return atMs;
}

/** All of the time, as of now. */
const all: readonly Span[] = [{ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }];

/** A bucket that was not read to its end may hold recordings of any time. */
function unreadOf(listing: BucketListing | undefined): readonly Span[] {
  return listing?.isComplete === false ? all : [];
}

/** What lies of a stream in the bucket of a storage profile. */
export function useBucketRecordings(projectId: string, profileId: string, place: StreamPlace): Recordings {
  const { entryPoint, streamName } = place;
  const { data, error, isLoading, refetch, dataUpdatedAt } = useQuery(
    bucketFilesOptions({ projectId, profileId, entryPoint, streamName }),
  );
  return useMemo(
    () => ({
      files: (data?.files ?? []).map(({ key, kind, startMs, endMs }) => ({
        id: key,
        url: bucketFileUrl(projectId, profileId, key),
        kind,
        fromMs: startMs,
        toMs: endMs,
        startMs,
        positionSeconds: 0,
      })),
      unread: unreadOf(data),
      readOnly: data?.isComplete === false ? data.objectCount : null,
      unknown: data === undefined ? all : unreadOf(data),
      isLoading,
      error,
      readAt: dataUpdatedAt === 0 ? null : new Date(dataUpdatedAt).toISOString(),
      retry: () => void refetch(),
    }),
    [data, error, isLoading, refetch, dataUpdatedAt, projectId, profileId],
  );
}
