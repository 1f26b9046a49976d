/** The tag that says where another server went on, in seconds from the beginning. Players pass over tags they do not know. */
export const seamTag = "#EXT-X-TALLY-SEAM";

/**
 * One HLS playlist of a recording that moved between servers: the first server's slices, then those of each that went
 * on (`bak0_`, `bak1_` …, contract §4.2), with a discontinuity at each seam. The last one says whether it has ended.
 */
export function stitchPlaylists(playlists: readonly string[]): string {
  const parts = playlists.map(readPart);
  const longest = Math.max(...parts.map(({ targetSeconds }) => targetSeconds));
  const [first] = parts;
  if (!first) return "";
  const head = first.head.map((line) => (line.startsWith(targetTag) ? `${targetTag}${longest}` : line));
  let seconds = 0;
  const body = parts.flatMap((part, index) => {
    const seam = index === 0 ? [] : ["#EXT-X-DISCONTINUITY", `${seamTag}:${seconds.toFixed(3)}`];
    seconds += part.seconds;
    // A part begins with a discontinuity of its own, which the seam's stands for.
    const isOwn = index > 0 && part.body[0] === "#EXT-X-DISCONTINUITY";
    return [...seam, ...part.body.slice(isOwn ? 1 : 0)];
  });
  const end = parts.at(-1)?.isEnded ? [endTag] : [];
  return [...head, ...body, ...end, ""].join("\n");
}

const targetTag = "#EXT-X-TARGETDURATION:";
const endTag = "#EXT-X-ENDLIST";
/** Tags of a playlist as a whole, which come before the first slice. */
const headTag = /^#(EXTM3U|EXT-X-(VERSION|MEDIA-SEQUENCE|ALLOW-CACHE|TARGETDURATION|PLAYLIST-TYPE))\b/;

function readPart(text: string) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const target = lines.find((line) => line.startsWith(targetTag));
  const lengths = lines.map((line) => /^#EXTINF:([0-9.]+)/.exec(line)?.[1]).filter((one) => one !== undefined);
  return {
    head: lines.filter((line) => headTag.test(line)),
    body: lines.filter((line) => !headTag.test(line) && !line.startsWith(endTag)),
    isEnded: lines.some((line) => line.startsWith(endTag)),
    targetSeconds: Number(target?.slice(targetTag.length) ?? 0) || 0,
    seconds: lengths.reduce((sum, one) => sum + Number(one), 0),
  };
}
