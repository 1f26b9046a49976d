import { createHash } from "node:crypto";
import { decodeAwsChunked } from "./aws-chunked";
import type { ChunkSignatures } from "./auth/chunk-signatures";
import { type ChecksumAlgorithm, checksumAlgorithms, startChecksum } from "./checksums";
import type { RequestHeaders } from "./request-headers";
import { s3Error } from "./s3-error";

export type PayloadOptions = {
  source: AsyncIterable<Buffer>;
  headers: RequestHeaders;
  /** `x-amz-content-sha256`: a digest, UNSIGNED-PAYLOAD or a STREAMING-… name. */
  payloadHash: string;
  /** Made only for a body whose chunks are signed. */
  chunkSignatures: () => ChunkSignatures;
  maxBytes: number;
};

/**
 * The body of one request: its bytes without framing, and, after the last one, proof that they are the bytes that were
 * signed and announced. Iterate it once, to the end; it throws when a digest, checksum, length or signature is wrong,
 * and only then are `size`, `md5Hex` and `checksum` meaningful.
 */
export class Payload implements AsyncIterable<Buffer> {
  size = 0;
  md5Hex = "";
  checksum: { algorithm: ChecksumAlgorithm; value: string } | undefined;
  readonly #options: PayloadOptions;
  readonly #framing: ReturnType<typeof readFraming>;
  readonly #trailers = new Map<string, string>();
  readonly #contentMd5: string | undefined;
  readonly #announced: ReturnType<typeof announcedChecksum>;

  /** @throws S3Error for an announcement that is wrong before the first byte is read. */
  constructor(options: PayloadOptions) {
    this.#options = options;
    this.#framing = readFraming(options.payloadHash);
    this.#contentMd5 = readContentMd5(options.headers);
    this.#announced = announcedChecksum(options.headers);
    const length = this.#length();
    if (length !== undefined && length > options.maxBytes) throw tooLarge(length, options.maxBytes);
  }

  /** @throws S3Error MissingContentLength when the client did not say how many bytes it sends. */
  requireLength(): void {
    if (this.#length() === undefined) throw s3Error("MissingContentLength");
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    const { source, maxBytes, chunkSignatures } = this.#options;
    const { isChunked, isSigned, hasTrailer } = this.#framing;
    const bytes = isChunked
      ? decodeAwsChunked(source, {
          signatures: isSigned ? chunkSignatures() : undefined,
          hasTrailer,
          trailers: this.#trailers,
        })
      : source;
    const md5 = createHash("md5");
    const sha256 = this.#framing.sha256 === undefined ? undefined : createHash("sha256");
    const checksum = this.#announced && startChecksum(this.#announced.algorithm);
    for await (const chunk of bytes) {
      this.size += chunk.length;
      if (this.size > maxBytes) throw tooLarge(this.size, maxBytes);
      md5.update(chunk);
      sha256?.update(chunk);
      checksum?.update(chunk);
      yield chunk;
    }
    this.md5Hex = md5.digest("hex");
    this.#checkLength();
    if (sha256 && sha256.digest("hex") !== this.#framing.sha256) throw s3Error("XAmzContentSHA256Mismatch");
    if (this.#contentMd5 !== undefined && this.#contentMd5 !== this.md5Hex) throw s3Error("BadDigest");
    if (this.#announced && checksum) this.#checkChecksum(this.#announced, checksum.digest());
  }

  /** The whole body as text, for the small documents of some operations. */
  async text(): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of this) chunks.push(chunk);
    return Buffer.concat(chunks).toString("utf8");
  }

  #checkLength(): void {
    const length = this.#length();
    if (length !== undefined && length !== this.size) throw s3Error("IncompleteBody");
  }

  #checkChecksum(announced: NonNullable<ReturnType<typeof announcedChecksum>>, value: string): void {
    const name = `x-amz-checksum-${announced.algorithm}`;
    const expected = announced.value ?? this.#trailers.get(name);
    if (expected === undefined) throw s3Error("InvalidRequest", `The announced trailer ${name} is missing.`);
    if (expected !== value) throw s3Error("BadDigest", `The body does not match ${name}.`);
    this.checksum = { algorithm: announced.algorithm, value };
  }

  /** Bytes of the body without framing, as announced. */
  #length(): number | undefined {
    const name = this.#framing.isChunked ? "x-amz-decoded-content-length" : "content-length";
    const value = this.#options.headers.get(name);
    if (value === undefined) return undefined;
    if (!/^\d{1,15}$/.test(value)) throw s3Error("InvalidArgument", `The header ${name} is not a length.`);
    return Number(value);
  }
}

type Framing = { isChunked: boolean; isSigned: boolean; hasTrailer: boolean; sha256: string | undefined };

function readFraming(payloadHash: string): Framing {
  switch (payloadHash) {
    case "UNSIGNED-PAYLOAD":
      return { isChunked: false, isSigned: false, hasTrailer: false, sha256: undefined };
    case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD":
      return { isChunked: true, isSigned: true, hasTrailer: false, sha256: undefined };
    case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER":
      return { isChunked: true, isSigned: true, hasTrailer: true, sha256: undefined };
    case "STREAMING-UNSIGNED-PAYLOAD-TRAILER":
      return { isChunked: true, isSigned: false, hasTrailer: true, sha256: undefined };
    default:
      if (!/^[0-9a-f]{64}$/.test(payloadHash)) {
        throw s3Error("InvalidArgument", "x-amz-content-sha256 is neither a SHA-256 digest nor a known way to sign.");
      }
      return { isChunked: false, isSigned: false, hasTrailer: false, sha256: payloadHash };
  }
}

/** Content-MD5 in hexadecimal. */
function readContentMd5(headers: RequestHeaders): string | undefined {
  const value = headers.get("content-md5");
  if (value === undefined) return undefined;
  const bytes = Buffer.from(value, "base64");
  if (bytes.length !== 16 || bytes.toString("base64") !== value) throw s3Error("InvalidDigest");
  return bytes.toString("hex");
}

/** The additional checksum that the headers carry, or promise as a trailer. */
function announcedChecksum(
  headers: RequestHeaders,
): { algorithm: ChecksumAlgorithm; value: string | undefined } | undefined {
  const trailer = headers.get("x-amz-trailer")?.trim().toLowerCase();
  const found = checksumAlgorithms.filter(
    (name) => headers.get(`x-amz-checksum-${name}`) !== undefined || trailer === `x-amz-checksum-${name}`,
  );
  const [algorithm] = found;
  if (found.length > 1) throw s3Error("InvalidRequest", "Only one additional checksum may be sent.");
  return algorithm && { algorithm, value: headers.get(`x-amz-checksum-${algorithm}`) };
}

function tooLarge(size: number, maxBytes: number): Error {
  return s3Error("EntityTooLarge", undefined, {
    details: { ProposedSize: String(size), MaxSizeAllowed: String(maxBytes) },
  });
}
