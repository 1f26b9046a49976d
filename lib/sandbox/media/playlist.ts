import { utc17 } from "./file-names";

/** A slice as the playlist lists it. */
export type PlaylistSlice = {
  readonly fileName: string;
  /** What really plays, not the nominal length. */
  readonly durationSeconds: number;
  /** UTC at which the slice begins. */
  readonly startMs: number;
  /** Size of the picture; 0 without video. */
  readonly width: number;
  readonly height: number;
  /** Tracks that begin, or begin again, in this slice. */
  readonly startingTracks: readonly ("AUDIO" | "VIDEO")[];
};

/**
 * Agora's M3U8 of a recording (contract §4.5).
 *
 * `hasEnded` adds `#EXT-X-ENDLIST`. `correctExtinf` (a recording's `privateParams`) ends each `#EXTINF` with the comma
 * that HLS asks for; Agora leaves it out by default. `rotates` tells the size of each person's picture where it begins or
 * changes. `targetExtra` seconds are added to the longest slice; `trackTime` is how the begin of a track is written. The documented files begin with a discontinuity; another one
 * stands wherever the size of the picture changes.
 */
export function renderPlaylist(
  slices: readonly PlaylistSlice[],
  options: {
    readonly hasEnded: boolean;
    readonly correctExtinf?: boolean;
    readonly rotates?: boolean;
    readonly targetExtra?: number;
    readonly trackTime?: "digits" | "ms";
  },
): string {
  const longest = Math.max(1, ...slices.map((slice) => Math.ceil(roundToMicro(slice.durationSeconds))));
  const lines = [
    "#EXTM3U",
    "#EXT-X-VERSION:3",
    "#EXT-X-MEDIA-SEQUENCE:0",
    "#EXT-X-ALLOW-CACHE:YES",
    `#EXT-X-TARGETDURATION:${longest + (options.targetExtra ?? 0)}`,
    "#EXT-X-DISCONTINUITY",
  ];
  slices.forEach((slice, i) => {
    const before = slices[i - 1];
    if (before !== undefined && (before.width !== slice.width || before.height !== slice.height)) {
      lines.push("#EXT-X-DISCONTINUITY");
    }
    const isNewSize = before === undefined || before.width !== slice.width || before.height !== slice.height;
    const trackTime = options.trackTime === "ms" ? slice.startMs : utc17(slice.startMs);
    for (const track of slice.startingTracks) {
      lines.push(`#EXT-X-AGORA-TRACK-EVENT:EVENT=START,TRACK_TYPE=${track},TIME=${trackTime}`);
    }
    if (options.rotates === true && isNewSize && slice.width > 0) {
      const { width, height, startMs } = slice;
      lines.push(`#EXT-X-AGORA-ROTATE:WIDTH=${width},HEIGHT=${height},ROTATE=0,TIME=${utc17(startMs)}`);
    }
    lines.push(`#EXTINF:${slice.durationSeconds.toFixed(6)}${options.correctExtinf === true ? "," : ""}`);
    lines.push(slice.fileName);
  });
  if (options.hasEnded) lines.push("#EXT-X-ENDLIST");
  return `${lines.join("\n")}\n`;
}

/** As precise as the list prints, so that 15.0000000001 does not make the target 16. */
function roundToMicro(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}
