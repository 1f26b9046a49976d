"use client";

import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { bucketFilesOptions, recordingFilesOptions } from "@/lib/features/library/queries";
import type { StreamPlace } from "@/lib/features/library/types";
import { libraryFileUrl, bucketFileUrl } from "./media-urls";
import type { Span } from "@/lib/timeline/span";
import { dayMs } from "@/lib/timeline/zone";

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
  unread: readonly Span[];
  isLoading: boolean;
  error: Error | null;
  /** When the newest answer was given. */
  readAt: string | null;
  retry: () => void;
};

/** Recordings are asked for in blocks of a week, so that panning and zooming ask for nothing twice. */
const blockMs = 7 * dayMs;

/** The blocks that a stretch of time and a little around it lies in. */
export function blocksOf({ fromMs, toMs }: Span, nowMs: number): Span[] {
  const first = Math.floor((fromMs - dayMs) / blockMs);
  const last = Math.floor(Math.min(toMs + dayMs, nowMs) / blockMs);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({
    fromMs: (first + index) * blockMs,
    toMs: (first + index + 1) * blockMs,
  }));
}

/** What was recorded of a stream around a stretch of time, from Agora's lists. */
export function useStandardRecordings(projectId: string, place: StreamPlace, around: Span, nowMs: number): Recordings {
  const blocks = blocksOf(around, nowMs);
  return useQueries({
    queries: blocks.map(({ fromMs, toMs }) => ({
      ...recordingFilesOptions(
        { projectId, ...place, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() },
        toMs > nowMs - 3_600_000,
      ),
      placeholderData: undefined,
    })),
    combine: (results) => {
      const files = new Map<string, TimelineFile>();
      for (const { data } of results) {
        for (const { fileName, startMs, endMs, positionSeconds } of data?.files ?? []) {
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
      }
      const readAts = results.flatMap(({ data }) => data?.readAt ?? []).toSorted();
      return {
        files: [...files.values()].toSorted((a, b) => a.fromMs - b.fromMs),
        unread: results.flatMap(({ data }) => data?.unread ?? []),
        isLoading: results.some(({ isLoading }) => isLoading),
        error: results.find(({ error }) => error !== null)?.error ?? null,
        readAt: readAts.at(-1) ?? null,
        retry: () => results.forEach(({ isError, refetch }) => isError && void refetch()),
      };
    },
  });
}

/** What lies of a stream in the bucket of a storage profile. */
export function useBucketRecordings(projectId: string, profileId: string, place: StreamPlace): Recordings {
  const { entryPoint, streamName } = place;
  const { data, error, isLoading, refetch, dataUpdatedAt } = useQuery(
    bucketFilesOptions({ projectId, profileId, entryPoint, streamName }),
  );
  return useMemo(
    () => ({
      files: (data ?? []).map(({ key, kind, startMs, endMs }) => ({
        id: key,
        url: bucketFileUrl(projectId, profileId, key),
        kind,
        fromMs: startMs,
        toMs: endMs,
        startMs,
        positionSeconds: 0,
      })),
      unread: [],
      isLoading,
      error,
      readAt: dataUpdatedAt === 0 ? null : new Date(dataUpdatedAt).toISOString(),
      retry: () => void refetch(),
    }),
    [data, error, isLoading, refetch, dataUpdatedAt, projectId, profileId],
  );
}
