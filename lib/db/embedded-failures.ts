import { TallyError } from "../errors";

/** What PostgreSQL wrote when it gave up, and what a person can do about it. The first match wins. */
const sentences: [RegExp, (folder: string) => string][] = [
  [/No space left on device/, (folder) => `The disk that holds ${folder} is full. Free some space and start again.`],
  [
    /incompatible with server|was initialized by PostgreSQL version/,
    (folder) =>
      `The database in ${folder} was made by another version of PostgreSQL. Use the version of Tally that made it, or name another folder with TALLY_DATA_DIR.`,
  ],
  [
    /wrong ownership|owned by|must be started under an unprivileged user/i,
    (folder) =>
      `The database in ${folder} belongs to another user: root and an ordinary user cannot share one. Start Tally as the user who made it, or name another folder with TALLY_DATA_DIR.`,
  ],
  [
    /lock file "postmaster\.pid" already exists|pre-existing shared memory block/,
    (folder) => `Another PostgreSQL is already using the database in ${folder}. Stop it first.`,
  ],
  [
    /pg_control|checkpoint record|is not a database cluster directory|PANIC|corrupted|invalid page|could not find the database system/,
    (folder) =>
      `The database in ${folder} is damaged and PostgreSQL cannot open it. Restore a backup of the folder, or move it away to begin anew.`,
  ],
  [
    /Permission denied|invalid permissions/,
    (folder) =>
      `PostgreSQL may not read or write ${folder}. Check who owns it, or name another folder with TALLY_DATA_DIR.`,
  ],
  [
    /shared memory|semaphore/,
    () => `The system gave PostgreSQL no shared memory. Enlarge /dev/shm, or set DATABASE_URL.`,
  ],
  [
    /error while loading shared libraries|cannot execute|Exec format/,
    () => `The embedded PostgreSQL cannot run on this system. Run npm ci again, or set DATABASE_URL.`,
  ],
];

/** Turns PostgreSQL's own log of a failed start into one sentence for the person who started it. */
export function startFailure(log: string, folder: string): TallyError {
  const known = sentences.find(([pattern]) => pattern.test(log));
  if (known) return new TallyError("UNAVAILABLE", known[1](folder));
  const lines = log.trim().split("\n");
  const telling = lines.findLast((line) => /FATAL|PANIC|ERROR|error:/.test(line)) ?? lines.at(-1) ?? "";
  const reason = telling.replace(/^.*?(FATAL|PANIC|ERROR|error):\s*/, "").trim() || "it gave no reason";
  return new TallyError("UNAVAILABLE", `PostgreSQL did not start in ${folder}: ${reason}`);
}

/** Lines of a running server that are about the server itself, not about one client's mistake. */
const isAboutServer = (line: string) =>
  / (LOG|PANIC|FATAL): /.test(line) && !/terminating connection|password authentication failed/.test(line);
const tellsOfEnd =
  /PANIC|FATAL|could not|terminated by signal|exited with exit code|shutdown request|performing .* shutdown/;

/**
 * Turns the log of a server that had been ready into one sentence about why it ended.
 * @param how how the process went: "code 1", "signal SIGKILL"
 */
export function endReason(log: string, folder: string, how: string): string {
  const lines = log.split("\n").filter(isAboutServer);
  const grave = lines.filter((line) => tellsOfEnd.test(line));
  const known = sentences.find(([pattern]) => grave.some((line) => pattern.test(line)));
  if (known) return `PostgreSQL ended (${how}). ${known[1](folder)}`;
  // What comes first has caused the rest: later lines tell how the others were stopped.
  const reason = grave[0]?.replace(/^.*? (LOG|PANIC|FATAL):\s*/, "").trim();
  return reason ? `PostgreSQL ended (${how}): ${reason}.` : `PostgreSQL ended (${how}) without giving a reason.`;
}

/** True when the port went to somebody else between choosing and using it. */
export const isPortTaken = (log: string) => /Address already in use|could not bind|Only one usage/.test(log);

/** True while the backends of a killed PostgreSQL are still going away: waiting a moment is enough. */
export const isStillClosing = (log: string) => /pre-existing shared memory block/.test(log);
