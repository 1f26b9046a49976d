"use client";

import { Keyboard, Maximize, Pause, Play, Volume2, VolumeX } from "lucide-react";
import { IconButton } from "../ui/icon-button";
import { Popover } from "../ui/popover";
import { buttonClass } from "../ui/button";
import { formatDuration } from "../ui/time-format";
import { playerKeyHelp } from "./player-keys";
import { rangeClass, SeekBar, type SeekMark } from "./seek-bar";
import type { MediaState } from "./use-media-state";
import type { PlayerActs } from "./player-acts";

const rates = [0.25, 0.5, 1, 1.5, 2, 4, 8] as const;

/** The row below the picture. */
export function Controls({ state, acts, marks }: { state: MediaState; acts: PlayerActs; marks?: readonly SeekMark[] }) {
  const isSilent = state.isMuted || state.volume === 0;
  return (
    <div className="border-t border-line bg-panel px-2 pb-1.5">
      <SeekBar state={state} onSeek={acts.seek} marks={marks} />
      <div className="flex items-center gap-1">
        <IconButton
          size="sm"
          label={state.isPlaying ? "Pause" : "Play"}
          shortcut="Space"
          icon={state.isPlaying ? <Pause /> : <Play />}
          onClick={() => acts.run({ do: "toggle" })}
        />
        <span data-numeric className="px-1 text-xs whitespace-nowrap text-muted">
          <span className="text-fg">{formatDuration(state.positionSeconds * 1000)}</span>
          {` / ${formatDuration(state.durationSeconds * 1000)}`}
        </span>
        <span className="flex-1" />
        <IconButton
          size="sm"
          label={isSilent ? "Sound on" : "Mute"}
          shortcut="m"
          icon={isSilent ? <VolumeX /> : <Volume2 />}
          onClick={() => acts.run({ do: "mute" })}
        />
        <input
          type="range"
          aria-label="Volume"
          aria-valuetext={isSilent ? "muted" : `${Math.round(state.volume * 100)} %`}
          min={0}
          max={1}
          step={0.05}
          value={state.isMuted ? 0 : state.volume}
          onChange={(event) => acts.setVolume(event.target.valueAsNumber)}
          className={`hidden h-6 w-16 rounded-full bg-skeleton bg-clip-content py-2.5 sm:block ${rangeClass}`}
        />
        <select
          aria-label="Speed"
          value={rates.some((rate) => rate === state.rate) ? state.rate : ""}
          onChange={(event) => acts.setRate(Number(event.target.value))}
          className="h-7 w-14 rounded-md bg-transparent px-1 text-xs text-muted tabular-nums hover:bg-hover hover:text-fg coarse:min-h-11"
        >
          {rates.map((rate) => (
            <option key={rate} value={rate} className="bg-raised text-fg">
              {`${rate}×`}
            </option>
          ))}
        </select>
        <Popover
          label="Keys of the player"
          align="end"
          side="top"
          trigger={
            <button
              type="button"
              aria-label="Keys of the player"
              className={`${buttonClass({ variant: "ghost", size: "sm" })} w-7 px-0! coarse:min-w-11`}
            >
              <Keyboard aria-hidden="true" />
            </button>
          }
        >
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
            {playerKeyHelp.map(({ keys, does }) => (
              <div key={keys} className="contents">
                <dt className="font-medium whitespace-nowrap">{keys}</dt>
                <dd className="text-muted">{does}</dd>
              </div>
            ))}
          </dl>
        </Popover>
        <IconButton
          size="sm"
          label="Full screen"
          shortcut="f"
          icon={<Maximize />}
          onClick={() => acts.run({ do: "fullscreen" })}
        />
      </div>
    </div>
  );
}
