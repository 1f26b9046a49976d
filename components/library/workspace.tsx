"use client";

import { Crosshair, Maximize2, ZoomIn, ZoomOut } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { itemsOptions } from "@/lib/features/library/queries";
import type { LibraryItem, Playback, StreamPlace } from "@/lib/features/library/types";
import type { Span } from "@/lib/timeline/span";
import { ReadFailure } from "../recordings/read-failure";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { Notice } from "../ui/notice";
import { showToast } from "../ui/toast-store";
import { DayPicker } from "./day-picker";
import type { LibraryDesk } from "./desk";
import { GoToTime } from "./go-to-time";
import { ItemsPanel } from "./items-panel";
import { type LibraryCommand, zoomStep } from "./library-keys";
import { ReadAgain } from "./read-again";
import { SelectionPanel, type PickMode } from "./selection-panel";
import { LazyStage } from "./stage/lazy-stage";
import { Timeline } from "./timeline/timeline";
import { statusWords } from "./status-words";
import { useLibraryKeys } from "./use-library-keys";
import { useNewItem } from "./use-new-item";
import { type Recordings, useStandardRecordings } from "./use-recordings";
import { useValue } from "./value-store";
import { runCommand } from "./run-command";

type Props = {
  desk: LibraryDesk;
  projectId: string;
  userName: string;
  place: StreamPlace;
  isStandard: boolean;
  isPlayable: boolean;
  playback: Playback;
  recordings: Recordings;
  canCreate: boolean;
  nowMs: number;
  /** The selectors of the stream, which stand in the same row as the day. */
  bar: ReactNode;
  empty: ReactNode;
};

/** The library of one stream: player, timeline, what to make and what was made. */
export function Workspace(props: Props) {
  const { desk, projectId, userName, place, isStandard, playback, recordings, canCreate, nowMs, bar } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [mode, setMode] = useState<PickMode>("clip");
  const [isLatest, setIsLatest] = useState(false);
  const [isGoing, setIsGoing] = useState(false);
  useValue(desk.selection);
  useValue(desk.latest);
  const view = useValue(desk.window.view);
  const { files, unread, unknown } = recordings;
  const { entryPoint, streamName } = place;
  const { data: items = [] } = useQuery({
    ...itemsOptions({ projectId, entryPoint, streamName }),
    enabled: streamName !== "",
  });
  // What is selected may lie outside what the timeline shows.
  const listed = useStandardRecordings(projectId, place, desk.selectedSpan ?? view, nowMs);
  const around = isStandard ? listed : recordings;
  const newItem = useNewItem({ desk, projectId, place, userName, items, recordings: around });
  const blocked = blockedBecause(props);

  useEffect(() => desk.setReading(playback.positionReading), [desk, playback.positionReading]);

  const create = async (kind: PickMode, latest: boolean) => {
    if (blocked !== null) return;
    const outcome = await newItem.send(kind === "clip" ? newItem.prepareClip() : newItem.prepareSnapshot(latest));
    if (outcome === null) return;
    const { word, tone } = statusWords[outcome.status];
    showToast({ tone, title: `${outcome.fileName}: ${word.toLowerCase()}` });
  };
  const showLatest = () => {
    if (desk.seekLatest(latestLeadMs)) return;
    showToast({ title: "Where the latest recording ends is not known", description: "The playhead is at now." });
  };
  const run = useEffectEvent((command: LibraryCommand) => {
    if (command.do === "goToTime") setIsGoing(true);
    else if (command.do === "latest") showLatest();
    else if (command.do === "clip") void create("clip", false);
    else if (command.do === "snapshot") void create("snapshot", false);
    else runCommand(desk, command, items);
  });
  useLibraryKeys(frame, (command) => run(command));

  const showDay = (day: Span) => {
    desk.window.show(day);
    const first = files.find((file) => file.toMs > day.fromMs && file.fromMs < day.toMs);
    desk.seekWithin(Math.max(first?.fromMs ?? day.fromMs, day.fromMs));
  };
  const showItem = (item: LibraryItem) => {
    if (item.startsAt === null) return;
    const fromMs = Date.parse(item.startsAt);
    if (item.kind === "clip") {
      desk.setIn(fromMs);
      desk.setOut(item.endsAt === null ? "latest" : Date.parse(item.endsAt));
    }
    desk.seek(fromMs);
    desk.window.fit(desk.selectedSpan ?? { fromMs: fromMs - 5_000, toMs: fromMs + 5_000 });
  };

  return (
    <div ref={frame} className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        {bar}
        <span className="flex-1" />
        <DayPicker
          window={desk.window}
          projectId={projectId}
          place={place}
          nowMs={nowMs}
          known={isStandard ? null : files}
          onDay={showDay}
        />
        <Button icon={<Crosshair aria-hidden="true" />} onClick={() => setIsGoing(true)}>
          Go to time
        </Button>
        <Button onClick={showLatest}>Latest</Button>
      </div>
      {recordings.error !== null && (
        <ReadFailure
          error={recordings.error}
          title="The recordings could not be read at Agora"
          onRetry={recordings.retry}
        />
      )}
      {recordings.error === null && unread.length > 0 && (
        <Notice
          tone="unknown"
          title={recordings.readOnly === null ? "Some days could not be read" : "Not all of the bucket was read"}
          action={
            <Button size="sm" onClick={recordings.retry}>
              Try again
            </Button>
          }
        >
          {recordings.readOnly === null
            ? "What was recorded then is not known: it is hatched on the timeline."
            : `It holds more than ${recordings.readOnly.toLocaleString("en")} objects of this stream, and no more are read. Recordings may be missing; where none is shown, nothing is known.`}
        </Notice>
      )}
      <div className="grid grid-cols-1 items-start gap-3 md:grid-cols-[minmax(0,1fr)_18.5rem] xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-3">
          <LazyStage
            desk={desk}
            label={`${entryPoint}/${streamName}`}
            isPlayable={props.isPlayable}
            empty={props.empty}
          />
          <div className="flex min-w-0 flex-col gap-1.5">
            <Timeline
              desk={desk}
              files={files}
              unread={unread}
              unknown={unknown}
              items={items}
              nowMs={nowMs}
              week={weekAround(view, nowMs)}
            />
            <div className="flex flex-wrap items-center gap-x-1 text-xs text-subtle">
              <IconButton
                size="sm"
                label="Zoom in"
                shortcut="+"
                icon={<ZoomIn />}
                onClick={() => desk.window.zoom(1 / zoomStep, desk.playhead.get())}
              />
              <IconButton
                size="sm"
                label="Zoom out"
                shortcut="-"
                icon={<ZoomOut />}
                onClick={() => desk.window.zoom(zoomStep, desk.playhead.get())}
              />
              <IconButton
                size="sm"
                label="Fit the selection"
                shortcut="z"
                icon={<Maximize2 />}
                onClick={() => desk.fitSelection()}
              />
              <span className="flex-1" />
              <span className="hidden px-2 xl:inline">
                Click: go there. Drag: move. Shift and drag: select. Ctrl and wheel: zoom.
              </span>
              {isStandard && streamName !== "" && (
                <ReadAgain {...{ projectId, place, nowMs }} shown={view} readAt={recordings.readAt} />
              )}
            </div>
          </div>
        </div>
        <SelectionPanel
          desk={desk}
          mode={mode}
          onModeChange={setMode}
          isLatest={isLatest}
          onLatestChange={setIsLatest}
          newItem={newItem}
          recordings={around}
          nowMs={nowMs}
          blocked={blocked}
          onCreateClip={() => void create("clip", false)}
          onCreateSnapshot={() => void create("snapshot", isLatest)}
        />
      </div>
      <ItemsPanel projectId={projectId} place={place} canCreate={canCreate} onShow={showItem} />
      <GoToTime
        isOpen={isGoing}
        nearMs={desk.playhead.get()}
        nowMs={nowMs}
        earliestMs={desk.window.bounds().fromMs}
        onClose={() => setIsGoing(false)}
        onGo={(atMs) => desk.seek(atMs)}
      />
    </div>
  );
}

function blockedBecause({ canCreate, isStandard, place }: Props): string | null {
  if (!canCreate) return "Your role may look and play. Clips and snapshots are made by operators.";
  if (!isStandard) return "Agora cuts clips out of standard recordings only. Choose Agora's storage to make one.";
  return place.streamName === "" ? "Choose a stream first." : null;
}

/** So much before the end of the latest recording there is something to see. */
const latestLeadMs = 10_000;
const week = 8 * 86_400_000;

/** Eight days around the view, up to now: what the small map shows. */
function weekAround(view: Span, nowMs: number): Span {
  const toMs = Math.min(nowMs + 3_600_000, view.toMs + week / 2);
  return { fromMs: toMs - week, toMs };
}
