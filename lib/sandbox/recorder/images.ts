import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SandboxLog } from "../log";

/** The largest picture taken (contract §2.4). */
const mostBytes = 6 * 1024 * 1024;

/** Real milliseconds: it is a real server. */
const patienceMs = 10_000;

/**
 * The pictures that layouts ask for: downloaded, and in effect only once they are (contract §2.4). JPG and BMP; one that
 * cannot be had is as if it had not been asked for.
 */
export class Images {
  readonly #folder: string;
  readonly #log: SandboxLog;
  readonly #closing: AbortSignal;
  readonly #onNew: () => void;
  readonly #files = new Map<string, string>();
  readonly #loading = new Set<Promise<void>>();

  /** `onNew` is called whenever a picture has come. */
  constructor(parts: { folder: string; log: SandboxLog; closing: AbortSignal }, onNew: () => void) {
    this.#folder = parts.folder;
    this.#log = parts.log;
    this.#closing = parts.closing;
    this.#onNew = onNew;
  }

  /** Begins to download what a layout asks for. */
  want(urls: readonly string[]): void {
    for (const url of urls) {
      const file = this.#fileOf(url);
      if (existsSync(file)) this.#files.set(url, file);
      const loading = this.#load(url, file)
        .catch((error: unknown) => {
          if (!this.#closing.aborted) this.#log.warn({ err: error }, "a background picture could not be downloaded");
        })
        .finally(() => this.#loading.delete(loading));
      this.#loading.add(loading);
    }
  }

  /** The picture of an address on disk; null until it has come. */
  file(url: string): string | null {
    return this.#files.get(url) ?? null;
  }

  /** Resolves when nothing is being downloaded. */
  async idle(): Promise<void> {
    await Promise.all(this.#loading);
  }

  async #load(url: string, file: string): Promise<void> {
    const signal = AbortSignal.any([AbortSignal.timeout(patienceMs), this.#closing]);
    const response = await fetch(url, { signal });
    const length = Number(response.headers.get("content-length") ?? 0);
    if (!response.ok || length > mostBytes) {
      await response.body?.cancel();
      throw new Error(response.ok ? "it is larger than 6 MB" : `status ${response.status}`);
    }
    const bytes = await readAtMost(response, mostBytes);
    if (!isPicture(bytes)) throw new Error("it is neither JPG nor BMP");
    await mkdir(this.#folder, { recursive: true });
    await writeFile(`${file}.part`, bytes);
    await rename(`${file}.part`, file);
    const isNew = !this.#files.has(url);
    this.#files.set(url, file);
    if (isNew) this.#onNew();
  }

  #fileOf(url: string): string {
    return join(this.#folder, createHash("sha256").update(url).digest("hex"));
  }
}

async function readAtMost(response: Response, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > most) throw new Error("it is larger than 6 MB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** By its first bytes: a name proves nothing. */
function isPicture(bytes: Uint8Array): boolean {
  const [a, b, c] = bytes;
  return (a === 0xff && b === 0xd8 && c === 0xff) || (a === 0x42 && b === 0x4d);
}
