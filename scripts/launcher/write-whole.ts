import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** The name a file has until it is whole. */
export const draftOf = (file: string) => `${file}.new`;

/**
 * Writes a file that only this user may read under another name and renames it, so that neither a full disk nor a lost
 * power supply leaves half of it. One writer at a time: the draft's name is fixed, and what an interrupted writer left
 * is replaced.
 * @throws the system's error; the file is then as it was
 */
export function writeWhole(file: string, text: string): void {
  const draft = draftOf(file);
  // Made anew, for an existing file would keep its own permissions.
  rmSync(draft, { force: true });
  const opened = openSync(draft, "wx", 0o600);
  try {
    try {
      writeFileSync(opened, text);
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
