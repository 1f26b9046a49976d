import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { TallyError } from "../errors";

/**
 * Stops a PostgreSQL that still runs on a cluster because the process that watched it was killed.
 * Does nothing when there is none.
 */
export async function stopLeftover(folder: string): Promise<void> {
  const pidFile = join(folder, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  // After a restart of the machine the number may belong to any other program.
  if (!Number.isInteger(pid) || pid <= 1 || !isServerOf(pid, folder)) return;

  process.kill(pid, "SIGINT");
  const deadline = Date.now() + 15_000;
  while (isServerOf(pid, folder)) {
    if (Date.now() > deadline) {
      throw new TallyError("UNAVAILABLE", `Another PostgreSQL (process ${pid}) is using ${folder} and does not stop.`);
    }
    await wait(100);
  }
}

function isServerOf(pid: number, folder: string): boolean {
  const command = commandLine(pid);
  return command.includes("postgres") && (command.includes(folder) || command.includes(realpathSync(folder)));
}

/** The command line of a process, empty when there is no such process. */
function commandLine(pid: number): string {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return ""; // No such process.
  }
}
