"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";

export type MediaState = {
  isPlaying: boolean;
  /** The media element waits for data it does not have. */
  isWaiting: boolean;
  /** True once there is a picture to show. */
  isReady: boolean;
  positionSeconds: number;
  /** 0 until known. */
  durationSeconds: number;
  /** Pairs of start and end, in seconds. */
  buffered: readonly (readonly [number, number])[];
  rate: number;
  /** 0 to 1. */
  volume: number;
  isMuted: boolean;
};

export const idleMedia: MediaState = {
  isPlaying: false,
  isWaiting: false,
  isReady: false,
  positionSeconds: 0,
  durationSeconds: 0,
  buffered: [],
  rate: 1,
  volume: 1,
  isMuted: false,
};

const changes = [
  "play",
  "playing",
  "pause",
  "waiting",
  "timeupdate",
  "durationchange",
  "loadeddata",
  "progress",
  "seeking",
  "seeked",
  "ratechange",
  "volumechange",
  "ended",
  "emptied",
] as const;

/** Follows a media element. The element is the only truth about playing, so nothing of it is kept beside it. */
export function useMediaState(video: HTMLVideoElement | null): MediaState {
  const store = useMemo(() => createStore(video), [video]);
  const subscribe = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  return useSyncExternalStore(subscribe, store.read, () => idleMedia);
}

function createStore(video: HTMLVideoElement | null) {
  let state = video === null ? idleMedia : readState(video);
  return {
    read: () => state,
    subscribe(listener: () => void): () => void {
      if (video === null) return () => {};
      const update = () => {
        state = readState(video);
        listener();
      };
      for (const change of changes) video.addEventListener(change, update);
      update();
      return () => {
        for (const change of changes) video.removeEventListener(change, update);
      };
    },
  };
}

function readState(video: HTMLVideoElement): MediaState {
  const { buffered, duration } = video;
  return {
    isPlaying: !video.paused && !video.ended,
    isWaiting: (!video.paused && video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) || video.seeking,
    isReady: video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA,
    positionSeconds: video.currentTime,
    durationSeconds: Number.isFinite(duration) ? duration : 0,
    buffered: Array.from(
      { length: buffered.length },
      (_, index) => [buffered.start(index), buffered.end(index)] as const,
    ),
    rate: video.playbackRate,
    volume: video.volume,
    isMuted: video.muted,
  };
}
