import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";

export type Process = { pid: number; parent: number; command: string };

/** Everything a process started and everything those started, itself not included. */
export function descendantsOf(pid: number): Process[] {
  const all = listProcesses();
  const below = (parent: number): Process[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return below(pid);
}

export function isAlive(pid: number): boolean {
  return listProcesses().some((one) => one.pid === pid);
}

function listProcesses(): Process[] {
  if (!existsSync("/proc/self/stat")) {
    return execFileSync("ps", ["-eo", "pid=,ppid=,command="], { encoding: "utf8" })
      .trim()
      .split("\n")
      .map((line) => {
        const [, pid, parent, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
        return { pid: Number(pid), parent: Number(parent), command };
      });
  }
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // The second field is a name in brackets that may hold anything; the state and the parent follow the last one.
      const [state, parent] = readFileSync(`/proc/${name}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      // A zombie has ended; it only waits to be asked how.
      if (state === "Z") return [];
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
      return [{ pid: Number(name), parent: Number(parent), command }];
    } catch {
      return []; // It ended while we looked.
    }
  });
}
