/** A WebM slice as the MPD lists it. */
export type MpdSlice = {
  readonly fileName: string;
  readonly durationSeconds: number;
  /** UTC at which the slice begins. */
  readonly startMs: number;
  readonly bitsPerSecond: number;
  /** Size of the picture; 0 without video. */
  readonly width: number;
  readonly height: number;
  readonly hasAudio: boolean;
};

/**
 * The merged index of somebody who sends VP8 (contract §2.3 streamMode): a DASH manifest with one period a slice, because
 * each WebM file is complete in itself.
 */
export function renderMpd(slices: readonly MpdSlice[], { hasEnded }: { readonly hasEnded: boolean }): string {
  const total = slices.reduce((sum, slice) => sum + slice.durationSeconds, 0);
  const begun = new Date(slices[0]?.startMs ?? 0).toISOString();
  const kind = hasEnded
    ? `type="static" mediaPresentationDuration="${seconds(total)}"`
    : `type="dynamic" availabilityStartTime="${begun}" minimumUpdatePeriod="PT5S"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:full:2011" minBufferTime="PT2S" ${kind}>`,
    ...slices.flatMap((slice, i) => periodOf(slice, i)),
    "</MPD>",
    "",
  ].join("\n");
}

function periodOf(slice: MpdSlice, index: number): string[] {
  const codecs = [...(slice.width > 0 ? ["vp8"] : []), ...(slice.hasAudio ? ["opus"] : [])].join(",");
  const type = slice.width > 0 ? "video/webm" : "audio/webm";
  const size = slice.width > 0 ? ` width="${slice.width}" height="${slice.height}"` : "";
  return [
    `  <Period id="${index}" duration="${seconds(slice.durationSeconds)}">`,
    `    <AdaptationSet mimeType="${type}" codecs="${codecs}">`,
    `      <Representation id="0" bandwidth="${Math.max(1, slice.bitsPerSecond)}"${size}>`,
    `        <BaseURL>${escaped(slice.fileName)}</BaseURL>`,
    "      </Representation>",
    "    </AdaptationSet>",
    "  </Period>",
  ];
}

function seconds(value: number): string {
  return `PT${value.toFixed(3)}S`;
}

/** A file name as an address inside XML; a channel's name may hold characters that mean something in either. */
function escaped(name: string): string {
  return encodeURIComponent(name).replaceAll("'", "%27");
}
