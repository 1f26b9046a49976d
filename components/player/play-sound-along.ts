import { attachSource } from "./attach-source";

/** More than this apart is heard; less is left alone, because every correction is a click. */
const mostApartSeconds = 0.12;

/**
 * Plays the sound of a picture that has none: a playlist of its own, kept at the picture's place, speed and volume.
 * A sound that cannot be loaded leaves the picture silent; the picture's own failures are told.
 * @param sound its playlist, which begins `leadSeconds` before the picture (negative: after)
 * @returns what ends it
 */
export function playSoundAlong(video: HTMLVideoElement, sound: { url: string; leadSeconds: number }): () => void {
  const audio = new Audio();
  audio.crossOrigin = "anonymous";
  const detach = attachSource({
    video: audio,
    source: { kind: "hls", url: sound.url },
    startSeconds: Math.max(0, sound.leadSeconds),
    onFailure: () => audio.pause(),
  });
  const follow = () => {
    const place = video.currentTime + sound.leadSeconds;
    audio.volume = video.volume;
    audio.muted = video.muted;
    audio.playbackRate = video.playbackRate;
    const isInside = place >= 0 && !(audio.duration <= place);
    if (isInside && Math.abs(audio.currentTime - place) > mostApartSeconds) audio.currentTime = place;
    const isPlaying = !video.paused && !video.ended && video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
    if (isPlaying && isInside) void audio.play().catch(() => {});
    else audio.pause();
  };
  const moments = [
    "play",
    "playing",
    "pause",
    "waiting",
    "seeking",
    "seeked",
    "ratechange",
    "volumechange",
    "timeupdate",
  ];
  for (const moment of moments) video.addEventListener(moment, follow);
  return () => {
    for (const moment of moments) video.removeEventListener(moment, follow);
    audio.pause();
    detach();
  };
}
