import { findFailure } from "./find-failure";
import { type MediaFailure, unsupportedFailure } from "./media-failure";
import { playlistSettings } from "./playlist-settings";
import { attachWebm, slicesOfManifest, slicesOfPlaylist } from "./attach-webm";

/** `hls` and `dash`: a playlist of slices; `mp4` and `audio`: one file that the browser plays by itself. */
export type MediaSourceFile = { kind: "hls" | "dash" | "mp4" | "audio"; url: string };

/** A part of a playlist as it came: where it lies in the media, and when it was recorded if the playlist says so. */
export type MediaFragment = { startSeconds: number; durationSeconds: number; wallMs: number | null };

export type Attachment = {
  video: HTMLMediaElement;
  source: MediaSourceFile;
  /** Seconds from which to go on. */
  startSeconds: number;
  onFailure: (failure: MediaFailure) => void;
  /** Told of a playlist's fragments whenever it was read. */
  onFragments?: (fragments: readonly MediaFragment[]) => void;
};

/** A signed address ends; another error sooner than this after a reload has another cause. */
const reloadPauseMs = 20_000;

/** Loads a file into a media element. Returns what undoes it. */
export function attachSource(attachment: Attachment): () => void {
  const { kind } = attachment.source;
  if (kind === "dash") return attachWebm(attachment, slicesOfManifest);
  return kind === "hls" ? attachPlaylist(attachment) : attachFile(attachment);
}

/**
 * MP4 by the element itself. When its signed address has ended, the file is asked for anew at the same place: only where
 * it could be read before, which a reload has to show again, so that a file that is gone is not asked for without end.
 */
function attachFile({ video, source, startSeconds, onFailure }: Attachment): () => void {
  let isDetached = false;
  let isReadable = false;
  let reloadedAtMs = Number.NEGATIVE_INFINITY;
  const load = (seconds: number, plays: boolean) => {
    isReadable = false;
    video.src = source.url;
    if (seconds > 0) video.addEventListener("loadedmetadata", () => (video.currentTime = seconds), { once: true });
    if (plays) void video.play().catch(() => {});
  };
  const onError = () => {
    const { error, currentTime, paused } = video;
    if (isDetached || error === null) return;
    const nowMs = performance.now();
    if (isReadable && error.code !== MediaError.MEDIA_ERR_DECODE && nowMs - reloadedAtMs > reloadPauseMs) {
      reloadedAtMs = nowMs;
      load(currentTime, !paused);
      return;
    }
    void findFailure(source.url, `media error ${error.code}`).then((failure) => isDetached || onFailure(failure));
  };
  const onMetadata = () => (isReadable = true);
  video.addEventListener("loadedmetadata", onMetadata);
  video.addEventListener("error", onError);
  load(startSeconds, false);
  return () => {
    isDetached = true;
    video.removeEventListener("loadedmetadata", onMetadata);
    video.removeEventListener("error", onError);
    video.removeAttribute("src");
    video.load();
  };
}

/**
 * A playlist by hls.js, which is loaded only now. Each slice is asked for at our own route, so no signature grows old.
 * Slices are decoded while they come, which shows the first picture of a large one many times sooner; where that goes
 * wrong, once more whole slice by whole slice.
 */
function attachPlaylist({ video, source, startSeconds, onFailure, onFragments }: Attachment): () => void {
  let isDetached = false;
  let detach = () => {};
  const fail = (failure: MediaFailure) => {
    if (!isDetached) onFailure(failure);
  };
  void import("hls.js/light").then(({ default: Hls }) => {
    if (isDetached) return;
    if (!Hls.isSupported()) return fail(unsupportedFailure);
    const load = (isProgressive: boolean, fromSeconds: number) => {
      const hls = new Hls({
        // The worker it would otherwise make from a blob is refused by the content security policy.
        workerPath: new URL("hls.js/dist/hls.worker.js", import.meta.url).href,
        startPosition: fromSeconds,
        ...playlistSettings,
        progressive: isProgressive,
      });
      let recoveredAtMs = Number.NEGATIVE_INFINITY;
      hls.on(Hls.Events.LEVEL_LOADED, (_event, { details }) => {
        onFragments?.(details.fragments.map(toFragment));
        // Slices of somebody who sends VP8 are WebM, which hls.js does not take (contract §4.2).
        if (details.fragments[0]?.relurl?.endsWith(".webm") !== true) return;
        hls.destroy();
        detach = attachWebm({ video, source, startSeconds, onFailure }, slicesOfPlaylist);
      });
      hls.on(Hls.Events.ERROR, (_event, data) => {
        if (!data.fatal) return;
        const nowMs = performance.now();
        if (isProgressive && data.type === Hls.ErrorTypes.MEDIA_ERROR) {
          hls.destroy();
          load(false, video.currentTime || fromSeconds);
          return;
        }
        if (data.type === Hls.ErrorTypes.MEDIA_ERROR && nowMs - recoveredAtMs > reloadPauseMs) {
          recoveredAtMs = nowMs;
          hls.recoverMediaError();
          return;
        }
        if (data.details === Hls.ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR) return fail(unsupportedFailure);
        void findFailure(data.frag?.url ?? data.url ?? source.url, data.details).then(fail);
      });
      hls.loadSource(source.url);
      hls.attachMedia(video);
      detach = () => hls.destroy();
    };
    load(playlistSettings.progressive, startSeconds);
  });
  return () => {
    isDetached = true;
    detach();
  };
}

function toFragment(fragment: { start: number; duration: number; programDateTime: number | null }): MediaFragment {
  return { startSeconds: fragment.start, durationSeconds: fragment.duration, wallMs: fragment.programDateTime };
}
