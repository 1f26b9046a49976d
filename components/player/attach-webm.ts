import type { Attachment } from "./attach-source";
import { findFailure } from "./find-failure";
import { unsupportedFailure } from "./media-failure";

/** The slices that an HLS playlist lists. */
export function slicesOfPlaylist(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** The slices that a DASH manifest of Agora's lists: one WebM file a period, each complete in itself. */
export function slicesOfManifest(text: string): string[] {
  const manifest = new DOMParser().parseFromString(text, "application/xml");
  return Array.from(manifest.getElementsByTagName("BaseURL"), (node) => decodeURIComponent(node.textContent ?? ""));
}

/** What Agora's recorder writes into WebM (contract §4.2): the first that the browser takes. */
const types = ['video/webm; codecs="vp8,opus"', 'video/webm; codecs="vp8"', 'video/webm; codecs="vp9,opus"'];

/**
 * Plays WebM slices one after another as one recording. Each slice is asked for at our own route when the one before it
 * is in, so no signed address grows old.
 */
export function attachWebm(
  { video, source, startSeconds, onFailure }: Attachment,
  slicesOf: (text: string) => string[],
): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const media = new MediaSource();
  const address = URL.createObjectURL(media);
  let current = source.url;
  const run = async () => {
    const names = slicesOf(await (await read(source.url, signal)).text());
    const first = names[0];
    if (first === undefined) throw new Error("no slice");
    let buffer: SourceBuffer | null = null;
    for (const name of names) {
      current = new URL(encodeURIComponent(name), new URL(source.url, location.href)).href;
      const bytes = await (await read(current, signal)).arrayBuffer();
      buffer ??= openBuffer(media, bytes);
      if (buffer === null) return onFailure(unsupportedFailure);
      await append(buffer, bytes);
      if (signal.aborted) return;
    }
    if (media.readyState === "open") media.endOfStream();
  };
  const onOpen = () => {
    if (startSeconds > 0)
      video.addEventListener("loadedmetadata", () => (video.currentTime = startSeconds), { once: true });
    run().catch(async (error: unknown) => {
      if (signal.aborted) return;
      const failure = await findFailure(current, error instanceof Error ? error.message : "webm");
      if (!signal.aborted) onFailure(failure);
    });
  };
  media.addEventListener("sourceopen", onOpen, { once: true });
  video.src = address;
  return () => {
    ending.abort();
    video.removeAttribute("src");
    video.load();
    URL.revokeObjectURL(address);
  };
}

async function read(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal, cache: "no-store" });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response;
}

/** The tracks of a slice stand in its head: sound is announced only where there is some. */
function openBuffer(media: MediaSource, bytes: ArrayBuffer): SourceBuffer | null {
  const head = new TextDecoder("latin1").decode(bytes.slice(0, 4096));
  const codecs = [/V_VP9/.test(head) ? "vp9" : "vp8", ...(head.includes("A_OPUS") ? ["opus"] : [])].join(",");
  const type = types.find((one) => one.endsWith(`"${codecs}"`)) ?? types[0] ?? "";
  if (!MediaSource.isTypeSupported(type)) return null;
  const buffer = media.addSourceBuffer(type);
  // Each slice counts its time from zero; in this mode it follows the one before it.
  buffer.mode = "sequence";
  return buffer;
}

function append(buffer: SourceBuffer, bytes: ArrayBuffer): Promise<void> {
  return new Promise((resolve, reject) => {
    buffer.addEventListener("updateend", () => resolve(), { once: true });
    buffer.addEventListener("error", () => reject(new Error("a slice is damaged")), { once: true });
    buffer.appendBuffer(bytes);
  });
}
