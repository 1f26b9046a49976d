/** A slice as a playlist lists it. */
export type ListedSlice = {
  /** Relative to the playlist. */
  readonly fileName: string;
  readonly durationSeconds: number;
  /** Whether it does not follow on the slice before. */
  readonly isAfterGap: boolean;
};

/** The playlist of a standard recording, or of a clip cut out of several (FLS contract §4, §7.6). */
export function renderFlsPlaylist(
  slices: readonly ListedSlice[],
  { hasEnded }: { readonly hasEnded: boolean },
): string {
  const longest = Math.max(1, ...slices.map((slice) => Math.ceil(Math.round(slice.durationSeconds * 1e6) / 1e6)));
  return `${[
    "#EXTM3U",
    "#EXT-X-VERSION:3",
    "#EXT-X-MEDIA-SEQUENCE:0",
    ...(hasEnded ? ["#EXT-X-PLAYLIST-TYPE:VOD"] : []),
    `#EXT-X-TARGETDURATION:${longest}`,
    ...slices.flatMap((slice) => [
      ...(slice.isAfterGap ? ["#EXT-X-DISCONTINUITY"] : []),
      `#EXTINF:${slice.durationSeconds.toFixed(3)},`,
      slice.fileName,
    ]),
    ...(hasEnded ? ["#EXT-X-ENDLIST"] : []),
  ].join("\n")}\n`;
}
