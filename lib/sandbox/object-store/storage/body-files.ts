import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * Bodies of objects and parts as files with random names: a key never becomes a file name, so no key can leave the
 * folder, collide by case or end in `.ts`. A body is written beside its place, synced and renamed; what a killed
 * process leaves behind is referenced by no row and swept at the next start.
 */
export class BodyFiles {
  readonly #bodies: string;
  readonly #incoming: string;
  readonly #isDurable: boolean;

  private constructor(folder: string, isDurable: boolean) {
    this.#isDurable = isDurable;
    this.#bodies = join(folder, "bodies");
    this.#incoming = join(folder, "incoming");
  }

  /** @param isReferenced tells whether a row points to a body; all others are removed. */
  static async open(folder: string, isDurable: boolean, isReferenced: (body: string) => boolean): Promise<BodyFiles> {
    const files = new BodyFiles(folder, isDurable);
    await rm(files.#incoming, { recursive: true, force: true });
    await mkdir(files.#incoming, { recursive: true, mode: 0o700 });
    await mkdir(files.#bodies, { recursive: true, mode: 0o700 });
    for (const shelf of await readdir(files.#bodies)) {
      const path = join(files.#bodies, shelf);
      for (const body of await readdir(path)) if (!isReferenced(body)) await rm(join(path, body));
    }
    return files;
  }

  /**
   * Writes a body to disk, chunk by chunk, and returns its id once it is safe. When `chunks` throws, nothing stays
   * behind and the error is passed on.
   */
  async receive(chunks: AsyncIterable<Uint8Array>): Promise<string> {
    const body = randomUUID();
    const incoming = join(this.#incoming, body);
    try {
      const handle = await open(incoming, "wx", 0o600);
      try {
        for await (const chunk of chunks) await writeAll(handle, chunk);
        if (this.#isDurable) await handle.sync();
      } finally {
        await handle.close();
      }
      const isNewShelf = await mkdir(this.#shelf(body), { recursive: true, mode: 0o700 });
      if (isNewShelf !== undefined && this.#isDurable) await syncFolder(this.#bodies);
      await rename(incoming, this.#path(body));
    } catch (error) {
      await rm(incoming, { force: true });
      throw error;
    }
    if (this.#isDurable) await syncFolder(this.#shelf(body));
    return body;
  }

  /** @throws ENOENT when the body was replaced or deleted meanwhile. */
  openBody(body: string): Promise<FileHandle> {
    return open(this.#path(body), constants.O_RDONLY);
  }

  /** Never rejects for a body that is gone already; readers that have it open keep it. */
  async remove(body: string): Promise<void> {
    await rm(this.#path(body), { force: true });
  }

  #shelf(body: string): string {
    return join(this.#bodies, body.slice(0, 2));
  }

  #path(body: string): string {
    return join(this.#shelf(body), body);
  }
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.length;) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.length - done);
    done += bytesWritten;
  }
}

/** Makes the rename itself durable. Windows cannot open a folder; there the file system journals the rename. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
