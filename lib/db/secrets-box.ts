import "server-only";
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { SettingError, TallyError } from "../errors";

/** 96 random bits for each encryption: at most 2^32 of them under one key (NIST SP 800-38D §8.3). */
const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

/** What a sealed value is bound to: its table, row, column and version. A ciphertext moved elsewhere does not open. */
export type Place = readonly [table: string, row: string, column: string, version: number];

/**
 * The keys of this process, all derived from one master key. Holds no plaintext secret; the keys themselves are private
 * so that logging or serialising a box shows nothing but the master key's id.
 */
export class SecretBox {
  /** First 8 hex digits of a hash of the master key: safe to show, tells which key wrapped a data key. */
  readonly masterKeyId: string;
  readonly #wrappingKey: Buffer;
  readonly #fingerprintKey: Buffer;
  readonly #masterKey: Buffer;
  readonly #dataKeys = new Map<string, Buffer>();

  constructor(masterKey: Buffer) {
    this.#masterKey = masterKey;
    this.masterKeyId = createHash("sha256")
      .update("tally/master-key-id/v1")
      .update(masterKey)
      .digest("hex")
      .slice(0, 8);
    this.#wrappingKey = this.#derive("wrap");
    this.#fingerprintKey = this.#derive("fingerprint");
  }

  #derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync("sha256", this.#masterKey, "", `tally/${purpose}/v1`, keyBytes));
  }

  /** A key for another purpose than stored secrets (such as the session cookie), base64url. */
  deriveKey(purpose: "session-cookie" | "audit-head"): string {
    return this.#derive(purpose).toString("base64url");
  }

  /**
   * HMAC-SHA-256 of a value, 16 hex digits: equal secrets have equal fingerprints within the installation, and without
   * the key nothing can be guessed from one.
   */
  fingerprint(value: string): string {
    return createHmac("sha256", this.#fingerprintKey).update(value, "utf8").digest("hex").slice(0, 16);
  }

  /** Makes a new data key and returns it wrapped by the master key, for the `data_keys` row `dataKeyId`. */
  createDataKey(dataKeyId: string): string {
    return seal(this.#wrappingKey, randomBytes(keyBytes), ["data_keys", dataKeyId, "wrapped", 1]);
  }

  /**
   * Makes a data key usable by `seal` and `open`.
   * @throws TallyError UNAVAILABLE naming both key ids when another master key wrapped it; INTERNAL when it was altered.
   */
  loadDataKey(row: { id: string; masterKeyId: string; wrapped: string }): void {
    if (this.#dataKeys.has(row.id)) return;
    if (row.masterKeyId !== this.masterKeyId) {
      throw new TallyError(
        "UNAVAILABLE",
        `The stored secrets need the master key "${row.masterKeyId}", but TALLY_SECRET_KEY is the key "${this.masterKeyId}". Start with the key they were stored with.`,
      );
    }
    this.#dataKeys.set(row.id, open(this.#wrappingKey, row.wrapped, ["data_keys", row.id, "wrapped", 1]));
  }

  /** Encrypts under a loaded data key: `v1.<dataKeyId>.<nonce>.<ciphertext>.<tag>`. */
  seal(dataKeyId: string, value: string, place: Place): string {
    const sealed = seal(this.#dataKey(dataKeyId), Buffer.from(value, "utf8"), place);
    return sealed.replace("v1.", `v1.${dataKeyId}.`);
  }

  /** The id of the data key a sealed value names; it must be loaded before `open`. */
  dataKeyIdOf(sealed: string, place: Place): string {
    const [format, dataKeyId, ...rest] = sealed.split(".");
    if (format !== "v1" || !dataKeyId || rest.length !== 3) throw altered(place);
    return dataKeyId;
  }

  /** @throws TallyError INTERNAL when the value, its place or its key is not what was sealed. */
  open(sealed: string, place: Place): string {
    const dataKeyId = this.dataKeyIdOf(sealed, place);
    return open(this.#dataKey(dataKeyId), sealed.replace(`v1.${dataKeyId}.`, "v1."), place).toString("utf8");
  }

  #dataKey(id: string): Buffer {
    const key = this.#dataKeys.get(id);
    if (!key) throw new TallyError("INTERNAL", "A data key is used before it was loaded.");
    return key;
  }

  toJSON(): { masterKeyId: string } {
    return { masterKeyId: this.masterKeyId };
  }
}

/**
 * @param masterKeyBase64 32 bytes, base64 or base64url.
 * @throws SettingError when it is missing or not 32 bytes.
 */
export function createSecretBox(masterKeyBase64: string | undefined): SecretBox {
  const key = Buffer.from(masterKeyBase64 ?? "", "base64");
  if (key.length !== keyBytes) {
    throw new SettingError("TALLY_SECRET_KEY", "must be 32 random bytes in base64 (openssl rand -base64 32)");
  }
  return new SecretBox(key);
}

function seal(key: Buffer, plain: Buffer, place: Place): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(additionalData(place));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return ["v1", ...[nonce, ciphertext, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(".");
}

function open(key: Buffer, sealed: string, place: Place): Buffer {
  const [format, ...encoded] = sealed.split(".");
  const [nonce, ciphertext, tag] = encoded.map((part) => Buffer.from(part, "base64url"));
  // base64 has several spellings of the same bytes: only the one we wrote counts, so that any altered byte is refused.
  const isCanonical = encoded.every((part) => Buffer.from(part, "base64url").toString("base64url") === part);
  if (format !== "v1" || encoded.length !== 3 || !isCanonical || !nonce || !ciphertext || !tag) throw altered(place);
  if (nonce.length !== nonceBytes || tag.length !== tagBytes) throw altered(place);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(additionalData(place));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch (cause) {
    throw altered(place, cause);
  }
}

/** JSON, because joining with a separator would let two different places read the same. */
function additionalData(place: Place): Buffer {
  return Buffer.from(JSON.stringify(place), "utf8");
}

function altered([table, row, column, version]: Place, cause?: unknown): TallyError {
  return new TallyError(
    "INTERNAL",
    `The stored secret ${column} (version ${version}) of ${table} ${row} does not open: it was altered or moved.`,
    { cause },
  );
}
