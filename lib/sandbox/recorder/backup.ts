import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Task } from "../state/tasks";
import type { World } from "../world";
import { type BucketNeeds, type Content, putObject, StoreUnreachable } from "./bucket";

/** What became of an upload. */
export type Put = { tries: number; isOnBackup: boolean };

const stored = z.object({ key: z.string(), file: z.string(), dueMs: z.number() });

type Stored = z.output<typeof stored> & { id: number; sid: string };

type Needs = BucketNeeds & Pick<World, "db" | "tasks" | "switches" | "log" | "mediaDir">;

/** Between two tries to move a file from the backup to its bucket, in sandbox milliseconds. */
const againMs = 60_000;

/**
 * Agora's own storage, which keeps what the customer's did not take and moves it there later (contract §2.13 "backuped").
 * What lies in it outlives a restart.
 */
export class Backups {
  readonly #needs: Needs;
  readonly #moving = new Set<Promise<void>>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Goes on with what waits since the sandbox last ran. */
  resume(): void {
    for (const one of this.#all()) this.#moveLater(one);
  }

  /** Keeps a file for its bucket. The same key again replaces what waits under it. */
  async keep(task: Task, key: string, content: Content): Promise<void> {
    const { db, clock, switches, mediaDir } = this.#needs;
    const folder = join(mediaDir, "backup");
    await mkdir(folder, { recursive: true });
    const dueMs = clock.nowMs() + switches.now.backupMovesAfterSeconds * 1000;
    const { lastId: id } = db.run("INSERT INTO backups (sid, document) VALUES (?, '{}')", task.sid);
    const file = join(folder, `${id}`);
    await ("text" in content ? writeFile(file, content.text) : copyFile(content.file, file));
    for (const older of this.#all().filter((one) => one.sid === task.sid && one.key === key)) await this.#forget(older);
    const document = { key, file, dueMs };
    db.run("UPDATE backups SET document = ? WHERE id = ?", JSON.stringify(document), id);
    this.#moveLater({ ...document, id, sid: task.sid });
  }

  /** What of a recording still lies here, by key. */
  keysOf(sid: string): string[] {
    return this.#all()
      .filter((one) => one.sid === sid)
      .map(({ key }) => key);
  }

  /** Resolves when nothing is being moved any more: the sandbox is closing. */
  async idle(): Promise<void> {
    await Promise.all(this.#moving);
  }

  #moveLater(one: Stored): void {
    const moving = this.#move(one)
      .catch((error: unknown) => {
        if (!this.#needs.closing.aborted) this.#needs.log.error({ sid: one.sid, err: error }, "a backup was not moved");
      })
      .finally(() => this.#moving.delete(moving));
    this.#moving.add(moving);
  }

  async #move(one: Stored): Promise<void> {
    const { clock, closing, tasks, log } = this.#needs;
    for (let dueMs = one.dueMs; ; dueMs = clock.nowMs() + againMs) {
      if ((await clock.sleepUntil(dueMs, closing)) === "aborted") return;
      const task = tasks.find(one.sid);
      if (!task || !this.#isKept(one)) return;
      try {
        // Upload faults are about a recording's own uploads, not about this.
        await putObject(this.#needs, task, movedName(one), { file: one.file }, { isFaulty: false });
        return await this.#forget(one);
      } catch (error) {
        if (closing.aborted) return;
        log.warn({ sid: one.sid, err: error }, "the bucket does not take what the backup holds");
      }
    }
  }

  #isKept({ id }: Stored): boolean {
    return this.#needs.db.get("SELECT id FROM backups WHERE id = ?", id) !== undefined;
  }

  #all(): Stored[] {
    return this.#needs.db.all("SELECT id, sid, document FROM backups ORDER BY id").flatMap((row) => {
      const document = stored.safeParse(JSON.parse(String(row.document)));
      return document.success ? [{ ...document.data, id: Number(row.id), sid: String(row.sid) }] : [];
    });
  }

  async #forget({ id, file }: Stored): Promise<void> {
    this.#needs.db.run("DELETE FROM backups WHERE id = ?", id);
    await rm(file, { force: true });
  }
}

/**
 * Puts one object into its bucket, or into Agora's backup while the store is out of reach. A store that refuses keys or
 * bucket is an error, and no reason for the backup (contract §5.3).
 * @throws UploadError
 */
export async function putOrBackUp(world: World, task: Task, key: string, content: Content): Promise<Put> {
  try {
    return { tries: await putObject(world, task, key, content), isOnBackup: false };
  } catch (error) {
    if (!(error instanceof StoreUnreachable)) throw error;
    await world.backups.keep(task, key, content);
    return { tries: 1, isOnBackup: true };
  }
}

/** An index that comes late gets a suffix, so that it replaces no newer one (contract §4.2); all else keeps its name. */
function movedName({ key, id, dueMs }: Stored): string {
  return key.endsWith(".m3u8") ? `${key.slice(0, -".m3u8".length)}_${dueMs}_${id}.m3u8` : key;
}
