"use client";

import { useQuery } from "@tanstack/react-query";
import { RadioTower, SlidersHorizontal } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { placesOptions } from "@/lib/features/library/queries";
import type { Playback, StreamPlace } from "@/lib/features/library/types";
import { ReadFailure } from "../recordings/read-failure";
import { Button } from "../ui/button";
import { useTicking } from "../ui/clock";
import { Page, PageHeader } from "../ui/page-header";
import { EmptyState } from "../ui/states";
import { Time } from "../ui/time";
import { useHydrated } from "../ui/use-hydrated";
import type { LibraryDesk } from "./desk";
import { LibrarySkeleton } from "./library-skeleton";
import { libraryHref, readLibraryView, type LibraryView } from "./library-url";
import { placeOf } from "./place";
import { type BucketChoice, PlacesBar } from "./places-bar";
import { PlaybackSheet } from "./playback-sheet";
import { NoAddress } from "./stage/no-address";
import { pastDays } from "./timeline-window";
import { useDesk } from "./use-desk";
import { usePinnedPlace } from "./use-pinned-place";
import { type Recordings, useBucketRecordings, useLatest, useStandardRecordings } from "./use-recordings";
import { useValue } from "./value-store";
import { Workspace } from "./workspace";

export type LibraryProps = {
  projectId: string;
  userName: string;
  playback: Playback;
  buckets: readonly BucketChoice[];
  canCreate: boolean;
  canSave: boolean;
};

/** Recordings of live streams on a wall-clock timeline. Drawn in the browser only: everything on it has a place in pixels. */
export function Library(props: LibraryProps) {
  return useHydrated() ? <LiveLibrary {...props} /> : <LibrarySkeleton />;
}

function LiveLibrary(props: LibraryProps) {
  const { projectId, playback, buckets, canSave } = props;
  const view = readLibraryView(useSearchParams());
  const [isSetting, setIsSetting] = useState(false);
  const { data: places, error, refetch } = useQuery(placesOptions(projectId, view.entryPoint ?? undefined));
  const place = placeOf(view, places);
  usePinnedPlace(projectId, view, places);
  const source = buckets.some(({ profileId }) => profileId === view.source) ? view.source : "standard";
  const go = (change: Partial<LibraryView>) =>
    window.history.replaceState(
      null,
      "",
      libraryHref({ ...readLibraryView(new URLSearchParams(window.location.search)), ...change }),
    );
  const bar = (
    <PlacesBar
      source={source}
      place={place}
      places={places}
      buckets={buckets}
      onSource={(next) => go({ source: next })}
      onPlace={({ entryPoint, flsArea, streamName }) =>
        go({
          ...(entryPoint === undefined ? {} : { entryPoint }),
          ...(flsArea === undefined ? {} : { flsArea }),
          ...(streamName === undefined ? {} : { streamName: streamName || null }),
        })
      }
    />
  );
  return (
    <Page>
      <PageHeader
        title="Library"
        description={
          places === undefined ? (
            "Recordings of live streams: find the moment, cut clips, take snapshots."
          ) : (
            <>
              Recordings of live streams: find the moment, cut clips, take snapshots. Streams read at Agora{" "}
              <Time at={places.readAt} format="age" />.
            </>
          )
        }
        actions={
          canSave && (
            <Button icon={<SlidersHorizontal aria-hidden="true" />} onClick={() => setIsSetting(true)}>
              Playback
            </Button>
          )
        }
      />
      {error !== null && places === undefined ? (
        <ReadFailure error={error} title="The streams could not be read at Agora" onRetry={() => void refetch()} />
      ) : places === undefined ? null : places.streams.length === 0 && view.streamName === null ? (
        <>
          <div className="flex flex-wrap items-center gap-2">{bar}</div>
          <EmptyState icon={<RadioTower />} title="No stream is on air, and none is known from before">
            Push a stream to this entry point, or choose another one. A stream that ended is found by its name.
          </EmptyState>
        </>
      ) : (
        <StreamLibrary
          key={`${source} ${place.entryPoint} ${place.flsArea} ${place.streamName}`}
          {...props}
          bar={bar}
          place={place}
          source={source}
          onSetPlayback={() => setIsSetting(true)}
        />
      )}
      <PlaybackSheet projectId={projectId} playback={playback} isOpen={isSetting} onClose={() => setIsSetting(false)} />
    </Page>
  );
}

type StreamProps = LibraryProps & {
  bar: ReactNode;
  place: StreamPlace;
  source: string;
  onSetPlayback: () => void;
};

function StreamLibrary(props: StreamProps) {
  const { projectId, place, source, playback, canSave, onSetPlayback } = props;
  const nowMs = Number(useTicking((atMs) => String(Math.floor(atMs / 2000) * 2000)));
  const desk = useDesk(nowMs);
  const view = useValue(desk.window.view);
  const isStandard = source === "standard";
  const listed = isStandard ? place : { ...place, streamName: "" };
  const standard = useStandardRecordings(projectId, listed, view, nowMs);
  const inBucket = useBucketRecordings(projectId, isStandard ? "" : source, place);
  const recordings = isStandard ? standard : inBucket;
  const { files, unknown } = recordings;
  const isPlayable = !isStandard || playback.template !== null;
  const latestListed = useLatest(projectId, listed, nowMs);
  const latestMs = isStandard ? latestListed : latestOf(inBucket);

  useEffect(() => desk.setFiles(files, { unknown, isPlayable }), [desk, files, unknown, isPlayable]);
  useEffect(() => desk.latest.set(latestMs), [desk, latestMs]);

  const empty = !isPlayable ? (
    <NoAddress canSave={canSave} onSet={onSetPlayback} />
  ) : (
    <NothingHere desk={desk} isLoading={recordings.isLoading} isEmpty={files.length === 0} />
  );
  return <Workspace {...{ ...props, desk, isStandard, isPlayable, recordings, nowMs, empty }} />;
}

/** Where the newest of all recordings ends; null where some may be missing. */
function latestOf({ files, unknown, isLoading }: Recordings): number | null {
  return isLoading || unknown.length > 0 || files.length === 0 ? null : Math.max(...files.map(({ toMs }) => toMs));
}

/** Beside what was recorded: why there is no picture. */
function NothingHere({ desk, isLoading, isEmpty }: { desk: LibraryDesk; isLoading: boolean; isEmpty: boolean }) {
  const playheadMs = useValue(desk.playhead);
  const isTooOld = playheadMs < desk.window.bounds().fromMs;
  const [title, meaning] = isLoading
    ? ["Reading what was recorded", "Agora is asked for the recordings of these days."]
    : isTooOld
      ? ["What was recorded here is not known", `Recordings are looked for up to ${pastDays} days back.`]
      : desk.isUnknownAt(playheadMs)
        ? ["What was recorded here is not known", "The list of this time could not be read. Try again in a moment."]
        : isEmpty
          ? [
              "Nothing was recorded of this stream",
              "No recording of it is listed in these days. Choose another day, area or stream.",
            ]
          : ["Nothing was recorded here", "The playhead is before the first recording shown, or after the last."];
  return (
    <div>
      <p className="text-base font-semibold">{title}</p>
      <p className="mt-1 max-w-96 text-sm text-pretty text-muted">{meaning}</p>
    </div>
  );
}
