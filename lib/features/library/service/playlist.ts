import "server-only";

export type Playlist = {
  slices: { name: string; durationSeconds: number }[];
  durationSeconds: number;
  isEnded: boolean;
};

/** Reads a media playlist; null for a text that is none. */
export function readPlaylist(text: string): Playlist | null {
  if (!text.trimStart().startsWith("#EXTM3U")) return null;
  const slices: Playlist["slices"] = [];
  let lengthSeconds = 0;
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    const length = /^#EXTINF:\s*([\d.]+)/.exec(line)?.[1];
    if (length !== undefined) lengthSeconds = Number(length);
    else if (line !== "" && !line.startsWith("#")) {
      slices.push({ name: line, durationSeconds: lengthSeconds });
      lengthSeconds = 0;
    }
  }
  const durationSeconds = slices.reduce((sum, slice) => sum + slice.durationSeconds, 0);
  return {
    slices,
    durationSeconds: Math.round(durationSeconds * 1000) / 1000,
    isEnded: /^#EXT-X-ENDLIST\s*$/m.test(text),
  };
}
