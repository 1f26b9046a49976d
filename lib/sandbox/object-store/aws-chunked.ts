import type { ChunkSignatures } from "./auth/chunk-signatures";
import { s3Error } from "./s3-error";

const maxLineBytes = 16 * 1024;
const maxTrailers = 32;

export type ChunkedOptions = {
  /** Present when every chunk is signed. */
  signatures: ChunkSignatures | undefined;
  /** Whether trailer lines follow the last chunk. */
  hasTrailer: boolean;
  /** Receives the trailers, names in lower case. */
  trailers: Map<string, string>;
};

/**
 * Takes the `aws-chunked` framing off a body: `size[;chunk-signature=…]`, the bytes, and after the empty last chunk
 * the trailers. A signed chunk is verified after its last byte, so the caller must treat what it was given as unproven
 * until the generator ends.
 * @throws S3Error IncompleteBody, InvalidRequest, SignatureDoesNotMatch
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  options: ChunkedOptions,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  try {
    yield* decode(reader, options);
  } finally {
    await reader.close();
  }
}

async function* decode(
  reader: ByteReader,
  { signatures, hasTrailer, trailers }: ChunkedOptions,
): AsyncGenerator<Buffer> {
  for (;;) {
    const { size, signature } = parseChunkHeader(await reader.line());
    if (signatures && signature === undefined) throw malformed("A chunk carries no signature.");
    const chunk = signatures?.startChunk(signature ?? "");
    for (let left = size; left > 0;) {
      const bytes = await reader.some(left);
      left -= bytes.length;
      chunk?.update(bytes);
      yield bytes;
    }
    if (size > 0 && (await reader.line()) !== "") throw malformed("A chunk is longer than it says.");
    chunk?.verify();
    if (size === 0) break;
  }
  if (hasTrailer) await readTrailers(reader, signatures, trailers);
  await reader.finish();
}

async function readTrailers(
  reader: ByteReader,
  signatures: ChunkSignatures | undefined,
  trailers: Map<string, string>,
): Promise<void> {
  let signed = "";
  for (let count = 0; count < maxTrailers; count += 1) {
    const line = await reader.lineOrEnd();
    if (line === undefined || line === "") {
      if (signatures) throw malformed("The trailers carry no signature.");
      return;
    }
    const colon = line.indexOf(":");
    if (colon < 1) throw malformed("A trailer is not well formed.");
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === "x-amz-trailer-signature") {
      signatures?.verifyTrailer(signed, value);
      return;
    }
    signed += `${name}:${value}\n`;
    trailers.set(name, value);
  }
  throw malformed("There are too many trailers.");
}

function parseChunkHeader(line: string): { size: number; signature: string | undefined } {
  const match = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line.trim());
  if (!match?.[1]) throw malformed("The header of a chunk is not well formed.");
  return { size: Number.parseInt(match[1], 16), signature: match[2] };
}

function malformed(message: string): Error {
  return s3Error("InvalidRequest", message);
}

/** Reads lines and runs of bytes from a stream of buffers. */
class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next line without its CR LF. */
  async line(): Promise<string> {
    const line = await this.lineOrEnd();
    if (line === undefined) throw s3Error("IncompleteBody");
    return line;
  }

  /** The next line; undefined when the body ends before it. Some clients leave out the last line end. */
  async lineOrEnd(): Promise<string | undefined> {
    for (;;) {
      const end = this.#buffer.indexOf("\r\n");
      if (end !== -1) {
        const line = this.#buffer.toString("latin1", 0, end);
        this.#buffer = this.#buffer.subarray(end + 2);
        return line;
      }
      if (this.#buffer.length > maxLineBytes) throw malformed("A line of the framing is too long.");
      const next = await this.#source.next();
      if (next.done) {
        const rest = this.#buffer.toString("latin1");
        this.#buffer = Buffer.alloc(0);
        return rest === "" ? undefined : rest;
      }
      this.#buffer = Buffer.concat([this.#buffer, next.value]);
    }
  }

  /** From 1 to `max` bytes, whatever is there. */
  async some(max: number): Promise<Buffer> {
    if (this.#buffer.length === 0) {
      const next = await this.#source.next();
      if (next.done) throw s3Error("IncompleteBody");
      this.#buffer = next.value;
    }
    const bytes = this.#buffer.subarray(0, max);
    this.#buffer = this.#buffer.subarray(bytes.length);
    return bytes;
  }

  /** Lets go of the source, which its owner may want to drain. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  /** Reads to the end of the body: at most the closing line ends may be left. */
  async finish(): Promise<void> {
    for (let left = this.#buffer; ;) {
      if (left.toString("latin1").replace(/[\r\n]/g, "") !== "") throw malformed("Bytes follow the last chunk.");
      const next = await this.#source.next();
      if (next.done) return;
      left = next.value;
    }
  }
}
