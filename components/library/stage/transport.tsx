"use client";

import {
  ChevronFirst,
  ChevronLast,
  Maximize,
  Pause,
  Play,
  StepBack,
  StepForward,
  Volume2,
  VolumeX,
} from "lucide-react";
import { clockText, toRfc3339 } from "@/lib/timeline/zone";
import { dateText } from "@/lib/timeline/ticks";
import type { MediaState } from "../../player/use-media-state";
import { CopyButton } from "../../ui/copy";
import { useTimeZone } from "../../ui/clock";
import { IconButton } from "../../ui/icon-button";
import { formatZone } from "../../ui/time-format";
import type { LibraryDesk } from "../desk";
import { useValue } from "../value-store";

/** The row below the picture: where one is on the wall clock, and how to move. */
export function Transport({ desk, state }: { desk: LibraryDesk; state: MediaState }) {
  const fps = useValue(desk.framesPerSecond);
  const step = `≈ ${Math.round(1000 * desk.secondsPerFrame)} ms`;
  const frames = fps === null ? `${step}, rate not known yet` : `${step} at ${fps} fps`;
  return (
    <div className="flex flex-wrap items-center gap-x-1 gap-y-1 border-t border-line px-2 py-1.5">
      <IconButton
        size="sm"
        label="Edge before"
        shortcut="ArrowUp"
        icon={<ChevronFirst />}
        onClick={() => desk.jump(-1)}
      />
      <IconButton
        size="sm"
        label={`One frame back (${frames})`}
        shortcut=","
        icon={<StepBack />}
        onClick={() => desk.stepFrames(-1)}
      />
      <IconButton
        size="sm"
        label={state.isPlaying ? "Pause" : "Play"}
        shortcut="Space"
        icon={state.isPlaying ? <Pause /> : <Play />}
        onClick={() => desk.run({ do: "toggle" })}
      />
      <IconButton
        size="sm"
        label={`One frame on (${frames})`}
        shortcut="."
        icon={<StepForward />}
        onClick={() => desk.stepFrames(1)}
      />
      <IconButton
        size="sm"
        label="Next edge"
        shortcut="ArrowDown"
        icon={<ChevronLast />}
        onClick={() => desk.jump(1)}
      />
      <Readout desk={desk} />
      <span className="flex-1" />
      {state.rate !== 1 && <span className="px-1 text-xs text-muted tabular-nums">{state.rate}×</span>}
      <IconButton
        size="sm"
        label={state.isMuted ? "Sound on" : "Mute"}
        shortcut="m"
        icon={state.isMuted ? <VolumeX /> : <Volume2 />}
        onClick={() => desk.run({ do: "mute" })}
      />
      <IconButton
        size="sm"
        label="Full screen"
        shortcut="f"
        icon={<Maximize />}
        onClick={() => desk.run({ do: "fullscreen" })}
      />
    </div>
  );
}

/** The playhead in the zone shown, to the millisecond, with that zone; copied as RFC 3339. */
function Readout({ desk }: { desk: LibraryDesk }) {
  const playheadMs = useValue(desk.playhead);
  const timeZone = useTimeZone();
  return (
    <span className="flex items-center gap-1.5 pl-2">
      <span data-numeric data-playhead={Math.round(playheadMs)} className="text-sm whitespace-nowrap">
        <span className="text-subtle">{dateText(playheadMs, timeZone)} </span>
        <span className="font-medium">{clockText(playheadMs, timeZone, true)}</span>
        <span className="text-subtle"> {formatZone(playheadMs, timeZone)}</span>
      </span>
      <CopyButton variant="ghost" text={() => toRfc3339(Math.round(playheadMs), timeZone)}>
        Copy time
      </CopyButton>
    </span>
  );
}
