import "server-only";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { FileUnreadable, readTextFile, streamFile } from "./fetch-file";
import { openFileSource, type FileSource } from "./playback";
import { readPlaylist } from "./playlist";

/** What the media route answers with. */
export type OpenedFile =
  | { kind: "playlist"; text: string }
  | { kind: "redirect"; url: string }
  | { kind: "download"; name: string; contentType: string; body: ReadableStream<Uint8Array> };

/** Paths in Agora's storage (FLS contract §4): a folder of its own, entry point, stream, file. */
const storagePath = /^(record|snapshot)(\/[^/\\\0?#]{1,200}){2}\/[^/\\\0?#]{1,300}$/;

/**
 * One file of Agora's storage. A playlist comes as text whose bare lines resolve to the same route, so that every slice is
 * signed when it is asked for; everything else is a redirect, which the browser follows with its Range. A download goes
 * through the console, because a file elsewhere cannot be told to be one: of a playlist it is all slices after another.
 * @throws TallyError NOT_FOUND, UNAVAILABLE without an address, UPSTREAM when it cannot be read
 */
export async function openFile({
  ctx,
  grant,
  path,
  isDownload,
  signal,
}: {
  ctx: Pick<Context, "db" | "box" | "clock">;
  grant: AuthorizedInProject<"library.read">;
  path: string;
  isDownload: boolean;
  signal: AbortSignal;
}): Promise<OpenedFile> {
  const missing = new TallyError("NOT_FOUND", "There is no such file in Agora's storage.");
  if (!storagePath.test(path) || path.split("/").some((part) => /^\.+$/.test(part))) throw missing;
  const source = await openFileSource(ctx, grant.projectId);
  if (source === null) {
    throw new TallyError(
      "UNAVAILABLE",
      "It is not set where this project's recorded files can be fetched. Set the address in the library.",
    );
  }
  const isPlaylist = path.endsWith(".m3u8");
  if (!isPlaylist && !isDownload) return { kind: "redirect", url: source.addressOf(path) };
  try {
    if (isDownload) return await download(source, path, signal, missing);
    const text = await readTextFile(source, path, AbortSignal.any([signal, AbortSignal.timeout(15_000)]));
    if (text === null) throw missing;
    return { kind: "playlist", text };
  } catch (error) {
    if (!(error instanceof FileUnreadable)) throw error;
    const isRefusal = error.httpStatus === 401 || error.httpStatus === 403;
    const sentence = isRefusal
      ? "The address of the recorded files refuses to give this one: its signing key may be missing or wrong."
      : `The address of the recorded files ${error.httpStatus === null ? "gives no answer" : `answers with ${error.httpStatus}`}.`;
    throw new TallyError("UPSTREAM", sentence, { cause: error, retryable: !isRefusal });
  }
}

async function download(
  source: FileSource,
  path: string,
  signal: AbortSignal,
  missing: TallyError,
): Promise<OpenedFile> {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (!path.endsWith(".m3u8")) {
    const body = await streamFile(source, path, signal);
    if (body === null) throw missing;
    return { kind: "download", name, contentType: contentTypeOf(name), body: streamOf(body) };
  }
  const text = await readTextFile(source, path, signal);
  const playlist = text === null ? null : readPlaylist(text);
  if (playlist === null) throw missing;
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const slices = playlist.slices.map((slice) => folder + slice.name);
  if (slices.some((slice) => !storagePath.test(slice))) throw missing;
  const body = streamOf(inOrder(source, slices, signal));
  return { kind: "download", name: name.replace(/\.m3u8$/, ".ts"), contentType: "video/mp2t", body };
}

/** Slices of MPEG-TS may be put one after another as they are. */
async function* inOrder(
  source: FileSource,
  slices: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (const slice of slices) {
    const body = await streamFile(source, slice, signal);
    if (body === null) throw new FileUnreadable(404);
    yield* body;
  }
}

function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

function contentTypeOf(name: string): string {
  if (name.endsWith(".jpg")) return "image/jpeg";
  return name.endsWith(".mp4") ? "video/mp4" : "application/octet-stream";
}
