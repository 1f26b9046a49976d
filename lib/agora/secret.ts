import { createHmac } from "node:crypto";
import { inspect } from "node:util";

/** What a secret prints as, wherever it is printed. */
export const secretMark = "[secret]";

/**
 * A value that must not be shown. Printing, logging, interpolating or serialising it gives `[secret]`; only `reveal`
 * gives the value, so every use of it can be found by searching for that word.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one place that sends it. */
  reveal(): string {
    return this.#value;
  }

  /**
   * Tells whether two secrets are equal without showing them: HMAC-SHA256 in hex under a key of the caller's. Without
   * the key a short secret could be guessed from its digest.
   */
  fingerprint(key: string | Uint8Array): string {
    return createHmac("sha256", key).update(this.#value, "utf8").digest("hex");
  }

  toString(): string {
    return secretMark;
  }

  toJSON(): string {
    return secretMark;
  }

  [inspect.custom](): string {
    return secretMark;
  }
}
