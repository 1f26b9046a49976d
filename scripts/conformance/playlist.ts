/** One slice of a playlist: its length, its file, and the tags that stand before it since the last one. */
export type Entry = { seconds: number; extinf: string; file: string; tags: string[] };

/** An M3U8 taken apart. `head` are the lines before the first slice's own tags. */
export type Playlist = { lines: string[]; head: string[]; entries: Entry[]; hasEnded: boolean };

const headTags =
  /^#(EXTM3U|EXT-X-VERSION|EXT-X-MEDIA-SEQUENCE|EXT-X-ALLOW-CACHE|EXT-X-TARGETDURATION|EXT-X-DISCONTINUITY)/;

/** Takes a playlist apart without asking whether it is a good one. */
export function readPlaylist(text: string): Playlist {
  const lines = text.split(/\r?\n/).filter((line) => line !== "");
  const headLength = lines.findIndex((line) => !headTags.test(line));
  const head = lines.slice(0, headLength === -1 ? lines.length : headLength);
  const entries: Entry[] = [];
  let tags: string[] = [];
  for (const line of lines.slice(head.length)) {
    if (line.startsWith("#")) {
      tags.push(line);
      continue;
    }
    const extinf = tags.find((tag) => tag.startsWith("#EXTINF:")) ?? "";
    entries.push({ file: line, extinf, seconds: Number.parseFloat(extinf.slice("#EXTINF:".length)), tags });
    tags = [];
  }
  return { lines, head, entries, hasEnded: lines.at(-1) === "#EXT-X-ENDLIST" };
}

/** The moment in a slice's name, `yyyyMMddHHmmssSSS` in UTC, as Unix milliseconds; NaN when there is none. */
export function sliceStartMs(file: string): number {
  const [, year, month, day, hour, minute, second, ms] =
    /_(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})\.ts$/.exec(file) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
}
