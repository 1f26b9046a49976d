import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  statfsSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StartError } from "./say";
import { draftOf, writeWhole } from "./write-whole";

/** The folder everything of one installation lives in, held by this process until it ends. */
export type DataFolder = {
  path: string;
  file(name: string): string;
  /**
   * Writes a file that only this user may read, in one step: it is there whole, or as it was.
   * @throws StartError when the disk is full or the folder cannot be written
   */
  writePrivate(name: string, text: string): void;
  /** A secret made once and kept: the file's text, or what `make` gives at first use. */
  keep(name: string, make: () => string, isLost?: () => boolean): string;
  /** A file's text without the final line break; undefined when there is none. */
  read(name: string): string | undefined;
  remove(name: string): void;
  release(): void;
};

const markerName = "tally.json";
const lockName = "lock.sqlite";
const leastFreeBytes = 500 * 1024 * 1024;

/**
 * Opens the data folder, making it on first use.
 *
 * @throws StartError when another process holds it, when it holds foreign or damaged files, cannot be written, or when
 * less than 500 MB are free.
 * @param measureFree bytes that this user can still write on the disk that holds a folder
 */
export function openDataFolder(given: string, measureFree: (path: string) => number = freeBytes): DataFolder {
  const path = resolve(given);
  try {
    makeFolder(path);
    if (!statSync(path).isDirectory())
      throw new StartError(`${path} is not a folder. Name a folder with TALLY_DATA_DIR.`);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    checkOwnership(path);
  } catch (error) {
    throw explain(error, path);
  }
  const lock = takeLock(path);
  try {
    // Before the first file of ours: a start that fails for want of space must leave the folder as it was.
    checkFreeSpace(path, measureFree(path));
    if (!existsSync(join(path, markerName))) writeMarker(path);
  } catch (error) {
    lock.close();
    throw explain(error, path);
  }

  const file = (name: string) => join(path, name);
  const write = (name: string, text: string) => {
    try {
      writeWhole(file(name), text);
    } catch (error) {
      throw explain(error, path);
    }
  };
  return {
    path,
    file,
    writePrivate: write,
    keep(name, make, isLost) {
      if (existsSync(file(name))) return readFileSync(file(name), "utf8").trim();
      if (isLost?.()) {
        throw new StartError(
          `${file(name)} is missing, and without it what is stored in ${path} cannot be read. Put it back from a backup, or move the folder away to begin anew.`,
        );
      }
      const value = make();
      write(name, `${value}\n`);
      return value;
    },
    read: (name) => (existsSync(file(name)) ? readFileSync(file(name), "utf8").trim() : undefined),
    remove: (name) => rmSync(file(name), { force: true }),
    release: () => lock.close(),
  };
}

function makeFolder(path: string): void {
  if (existsSync(path)) return;
  mkdirSync(path, { recursive: true });
  // Started by root, PostgreSQL runs as another user who must be able to pass through; private files are 0600 each.
  chmodSync(path, 0o755);
}

/** A folder that holds files but no marker of ours belongs to somebody else. */
function checkOwnership(path: string): void {
  const marker = join(path, markerName);
  if (!existsSync(marker)) {
    const strangers = readdirSync(path).filter((name) => name !== lockName && name !== draftOf(markerName));
    if (strangers.length > 0) {
      throw new StartError(
        `${path} holds files that are not Tally's (${strangers.slice(0, 3).join(", ")}). Name an empty or new folder with TALLY_DATA_DIR.`,
      );
    }
    return;
  }
  // Root may read and write everything, but would leave files in it that its owner could not.
  if (process.getuid && statSync(marker).uid !== process.getuid()) {
    throw new StartError(
      `${path} belongs to another user. Start Tally as the user who made it, or name another folder with TALLY_DATA_DIR.`,
    );
  }
  const { product, format } = parseMarker(readFileSync(marker, "utf8"));
  if (product !== "tally") {
    throw new StartError(
      `${marker} is damaged, so ${path} may not be Tally's data. Restore a backup of the folder, or name another with TALLY_DATA_DIR.`,
    );
  }
  if (format !== 1) {
    throw new StartError(
      `${path} was made by a newer version of Tally. Start that version, or name another folder with TALLY_DATA_DIR.`,
    );
  }
}

function writeMarker(path: string): void {
  const marker = { product: "tally", format: 1, id: randomBytes(8).toString("hex") };
  writeWhole(join(path, markerName), `${JSON.stringify(marker)}\n`);
}

function parseMarker(text: string): { product?: unknown; format?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {}; // Not JSON: the caller says so.
  }
}

/**
 * SQLite holds a lock of the operating system, which ends with the process however it ends: unlike a file with a
 * process id in it, it can be neither forgotten nor mistaken.
 */
function takeLock(path: string): { close(): void } {
  try {
    const lock = new DatabaseSync(join(path, lockName), { timeout: 1000 });
    lock.exec("pragma locking_mode = exclusive; begin exclusive");
    return lock;
  } catch (error) {
    if (error instanceof Error && error.message.includes("locked")) {
      throw new StartError(
        `Tally already runs in ${path}${whereItRuns(path)}. Stop it first, or name another folder with TALLY_DATA_DIR.`,
      );
    }
    throw explain(error, path);
  }
}

function whereItRuns(path: string): string {
  try {
    const { url } = JSON.parse(readFileSync(join(path, "console.json"), "utf8")) as { url: string };
    return ` (${url})`;
  } catch {
    return ""; // Still starting, or the sandbox alone.
  }
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

function checkFreeSpace(path: string, free: number): void {
  if (free < leastFreeBytes) {
    throw new StartError(
      `The disk that holds ${path} has only ${Math.floor(free / 1024 / 1024)} MB left and Tally needs 500 MB. Free some space, or name a folder on another disk with TALLY_DATA_DIR.`,
    );
  }
}

function explain(error: unknown, path: string): Error {
  if (error instanceof StartError || !(error instanceof Error)) return error as Error;
  const code = "code" in error ? String(error.code) : "";
  if (code === "ENOSPC" || error.message.includes("disk is full"))
    return new StartError(`The disk that holds ${path} is full. Free some space and start again.`);
  if (code === "ENOTDIR" || code === "EEXIST") {
    return new StartError(`${path} is not a folder. Name a folder with TALLY_DATA_DIR.`);
  }
  return new StartError(
    `${path} cannot be read and written by you${code && ` (${code})`}. Start Tally as the user who made it, or name another folder with TALLY_DATA_DIR.`,
  );
}
