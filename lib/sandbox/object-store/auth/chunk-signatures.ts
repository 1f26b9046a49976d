import { createHash } from "node:crypto";
import { s3Error } from "../s3-error";
import { isSame } from "./authenticate";
import { type CredentialScope, emptySha256, scopeText, sha256Hex, sign } from "./sigv4";

/**
 * The chain of signatures over the chunks of a streamed body: each chunk's signature covers the one before it, the
 * first covers the signature of the request. So chunks cannot be changed, dropped or reordered.
 */
export class ChunkSignatures {
  readonly #signingKey: Buffer;
  readonly #timestamp: string;
  readonly #scope: string;
  #previous: string;

  constructor(signingKey: Buffer, timestamp: string, scope: CredentialScope, seedSignature: string) {
    this.#signingKey = signingKey;
    this.#timestamp = timestamp;
    this.#scope = scopeText(scope);
    this.#previous = seedSignature;
  }

  /** Begins a chunk; its bytes are hashed as they pass, so a chunk need not fit into memory. */
  startChunk(signature: string): { update(bytes: Uint8Array): void; verify(): void } {
    const hash = createHash("sha256");
    return {
      update: (bytes) => void hash.update(bytes),
      verify: () => this.#verify("AWS4-HMAC-SHA256-PAYLOAD", [emptySha256, hash.digest("hex")], signature),
    };
  }

  /** @param trailers the trailer lines as `name:value\n`, in the order sent. */
  verifyTrailer(trailers: string, signature: string): void {
    this.#verify("AWS4-HMAC-SHA256-TRAILER", [sha256Hex(trailers)], signature);
  }

  #verify(kind: string, hashes: readonly string[], signature: string): void {
    const expected = sign(this.#signingKey, [kind, this.#timestamp, this.#scope, this.#previous, ...hashes].join("\n"));
    if (!isSame(expected, signature)) {
      throw s3Error("SignatureDoesNotMatch", "The signature of a chunk differs from the one computed for it.");
    }
    this.#previous = expected;
  }
}
