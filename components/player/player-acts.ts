import { nextShuttle, type PlayerCommand } from "./player-keys";

/** Backward running is made of seeks: as many a second as a decoder can follow. */
const reverseStepMs = 125;

export type PlayerActs = {
  run: (command: PlayerCommand) => void;
  seek: (seconds: number) => void;
  setRate: (rate: number) => void;
  setVolume: (volume: number) => void;
  /** Ends what runs by itself. */
  dispose: () => void;
};

/** Before there is a media element. */
export const noActs: PlayerActs = {
  run: () => {},
  seek: () => {},
  setRate: () => {},
  setVolume: () => {},
  dispose: () => {},
};

/**
 * What can be done with a media element.
 * @param toggleFullscreen puts the player's frame on the whole screen and back
 * @param fps frames per second of the recording, for single steps
 */
export function createPlayerActs(video: HTMLVideoElement, toggleFullscreen: () => void, fps: number): PlayerActs {
  let reverse: { speed: number; timer: ReturnType<typeof setInterval> } | null = null;

  const stopReverse = () => {
    if (reverse !== null) clearInterval(reverse.timer);
    reverse = null;
  };
  const seek = (seconds: number) => {
    // Nothing is shown for the very end: the last picture begins a frame before it.
    const last = Number.isFinite(video.duration) ? Math.max(0, video.duration - 1 / fps) : seconds;
    video.currentTime = clamp(seconds, 0, last);
  };
  const play = () => {
    // A refusal shows as an error of the element, or as still paused.
    video.play().catch(() => {});
  };
  const shuttle = (direction: 1 | -1) => {
    const speed = nextShuttle(reverse?.speed ?? (video.paused ? 0 : video.playbackRate), direction);
    stopReverse();
    if (speed > 0) {
      video.playbackRate = speed;
      play();
      return;
    }
    video.pause();
    const step = () => {
      if (video.currentTime > 0) seek(video.currentTime + (speed * reverseStepMs) / 1000);
      else stopReverse();
    };
    reverse = { speed, timer: setInterval(step, reverseStepMs) };
  };
  const toggle = () => {
    if (reverse !== null || !video.paused) {
      video.pause();
      return;
    }
    if (video.ended) seek(0);
    play();
  };

  const run = (command: PlayerCommand) => {
    if (command.do === "shuttle") return shuttle(command.direction);
    if (command.do === "toggle") toggle();
    stopReverse();
    switch (command.do) {
      case "toggle":
        return undefined;
      case "seekBy":
        return seek(video.currentTime + command.seconds);
      case "seekTo":
        return seek(command.place === "start" ? 0 : video.duration);
      case "frame":
        video.pause();
        return seek(video.currentTime + command.direction / fps);
      case "volumeBy":
        return setVolume(video.volume + command.amount);
      case "mute":
        video.muted = !video.muted;
        return undefined;
      case "fullscreen":
        return toggleFullscreen();
    }
  };
  const setVolume = (volume: number) => {
    video.muted = false;
    video.volume = clamp(volume, 0, 1);
  };

  return {
    run,
    seek: (seconds) => {
      stopReverse();
      seek(seconds);
    },
    setRate: (rate) => {
      video.playbackRate = rate;
    },
    setVolume,
    dispose: stopReverse,
  };
}

/** Puts an element on the whole screen and back. Where the browser refuses, the page simply stays as it is. */
export async function switchFullscreen(frame: HTMLElement | null): Promise<void> {
  if (document.fullscreenElement === null) await frame?.requestFullscreen().catch(() => {});
  else await document.exitFullscreen().catch(() => {});
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
