"use client";

import { useEffect } from "react";
import type { LibraryDesk } from "../desk";

/** Frames that have to be seen before their rate is believed. */
const enough = 8;

/** Measures the frame rate while something plays: nothing says it, and a step of one frame needs it. */
export function useFrameRate(video: HTMLVideoElement | null, desk: LibraryDesk): void {
  useEffect(() => {
    if (video === null || !("requestVideoFrameCallback" in video)) return;
    let lastSeconds: number | null = null;
    let gaps: number[] = [];
    let handle = 0;
    const look = (_now: number, { mediaTime }: { mediaTime: number }) => {
      const gap = lastSeconds === null ? 0 : mediaTime - lastSeconds;
      lastSeconds = mediaTime;
      // Other speeds leave frames out, and a seek is no frame.
      if (gap > 0.005 && gap < 0.3 && video.playbackRate === 1) gaps = [...gaps.slice(1 - enough), gap];
      if (gaps.length === enough) {
        const median = gaps.toSorted((a, b) => a - b)[enough / 2] ?? 0.04;
        desk.setFramesPerSecond(Math.round(10 / median) / 10);
        gaps = [];
      }
      handle = video.requestVideoFrameCallback(look);
    };
    handle = video.requestVideoFrameCallback(look);
    return () => video.cancelVideoFrameCallback(handle);
  }, [video, desk]);
}
