"use client";

import { Play } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useState } from "react";
import { Spinner } from "../ui/spinner";
import { attachSource, type MediaSourceFile } from "./attach-source";
import { playSoundAlong } from "./play-sound-along";
import { Controls } from "./controls";
import { FailurePanel } from "./failure-panel";
import type { MediaFailure } from "./media-failure";
import type { SeekMark } from "./seek-bar";
import { createPlayerActs, noActs, switchFullscreen } from "./player-acts";
import { commandOf } from "./player-keys";
import { useMediaState } from "./use-media-state";

export type PlayerProps = {
  /** What is played, for assistive technology: the file's name. */
  label: string;
  source: MediaSourceFile;
  /** The sound that belongs to a picture without one: a playlist that begins so many seconds before the picture. */
  sound?: { url: string; leadSeconds: number };
  /** Moments that are marked where one seeks. */
  marks?: readonly SeekMark[];
  /** Frames per second of the recording, for single steps. */
  fps: number;
  /** Picture size, so that nothing jumps when it comes. */
  width: number;
  height: number;
};

/** Plays one file. Loaded through `media-player.tsx`, in the browser only. */
export function Player({ label, source, sound, marks, fps, width, height }: PlayerProps) {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const [failure, setFailure] = useState<MediaFailure | null>(null);
  // A new object is a new try: the source is attached again where the last one left off.
  const [start, setStart] = useState({ seconds: 0 });
  const state = useMediaState(video);
  const acts = useMemo(
    () => (video === null ? noActs : createPlayerActs(video, () => void switchFullscreen(frame), fps)),
    [video, frame, fps],
  );
  useEffect(() => acts.dispose, [acts]);
  const { kind, url } = source;
  const { url: soundUrl, leadSeconds = 0 } = sound ?? {};

  useEffect(() => {
    if (video === null) return;
    return attachSource({ video, source: { kind, url }, startSeconds: start.seconds, onFailure: setFailure });
  }, [video, kind, url, start]);

  useEffect(() => {
    if (video === null || soundUrl === undefined) return;
    return playSoundAlong(video, { url: soundUrl, leadSeconds });
  }, [video, soundUrl, leadSeconds]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const command = failure === null && !isOwnKey(event) ? commandOf(event) : null;
    if (command === null) return;
    event.preventDefault();
    acts.run(command);
  };

  return (
    // Keys work wherever in the player the focus is; the frame itself takes it when the picture is clicked.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={setFrame}
      aria-label={`Player: ${label}`}
      data-own-keys
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="flex flex-col overflow-hidden rounded-lg border border-line bg-panel fullscreen:rounded-none fullscreen:border-0"
    >
      <div
        className="relative flex min-h-0 flex-1 items-center justify-center bg-[#000]"
        style={{ aspectRatio: `${width} / ${height}`, maxHeight: "min(70vh, 100%)" }}
      >
        {/* What people say in a recorded channel has no captions to show. */}
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption, jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
        <video
          ref={setVideo}
          crossOrigin="anonymous"
          playsInline
          preload="metadata"
          aria-label={label}
          onClick={() => acts.run({ do: "toggle" })}
          className="absolute inset-0 size-full object-contain"
        />
        {failure !== null ? (
          <FailurePanel
            failure={failure}
            onRetry={() => {
              setFailure(null);
              setStart({ seconds: video?.currentTime ?? 0 });
            }}
          />
        ) : state.isWaiting || (!state.isReady && !state.isPlaying) ? (
          <output className="relative flex items-center gap-2 rounded-md bg-[#000]/60 px-3 py-2 text-xs text-[#fff]">
            <Spinner />
            Loading
          </output>
        ) : (
          !state.isPlaying &&
          state.positionSeconds === 0 && (
            // The picture itself is pressed, or the button below it; this only shows that it can be.
            <span
              aria-hidden="true"
              className="pointer-events-none relative flex size-14 items-center justify-center rounded-full bg-accent-solid text-on-solid"
            >
              <Play className="ml-1 size-6" />
            </span>
          )
        )}
      </div>
      <Controls state={state} acts={acts} marks={marks} />
    </section>
  );
}

/** Space and Enter press the button that has the focus; a list has its arrows, a volume slider its own. */
function isOwnKey({ target, key }: KeyboardEvent<HTMLElement>): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLButtonElement) return key === " " || key === "Enter";
  return target instanceof HTMLInputElement && target.ariaLabel === "Volume" && key.startsWith("Arrow");
}
