import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { projectRoot } from "./project";
import { StartError } from "./say";

export type ChildOptions = {
  /** What a person calls it: "the database", "the console". */
  name: string;
  /** Arguments for node. */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Where its output goes: a file, or this terminal. */
  log: { file: string } | "terminal";
  /** How long it may take to stop by itself before it is killed, milliseconds. */
  stopWithinMs: number;
};

export type Child = {
  name: string;
  pid: number;
  /** Settles when the process has gone, with how it went: its own sentence if it gave one, else "code 1", "signal SIGKILL". */
  exited: Promise<string>;
  /**
   * Waits for the child's word that it is up and gives what it said about itself.
   * @throws StartError with the child's own sentence, or with the end of its log.
   */
  ready(withinMs: number): Promise<unknown>;
  /** Closes the channel, on which the child stops by itself; kills it when it takes too long. */
  stop(): Promise<void>;
  /** Gives up waiting for an orderly stop. */
  kill(): void;
};

/** What a child says on its channel (`report.ts`). */
const report = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready"), details: z.unknown().optional() }),
  z.object({ kind: z.literal("failed"), sentence: z.string() }),
]);

/**
 * Starts a process in a group of its own, so that Ctrl-C reaches only the launcher, with a channel that closes when the
 * launcher ends, however it ends.
 */
export function startChild(options: ChildOptions): Child {
  const output = options.log === "terminal" ? "inherit" : openLog(options.log.file);
  const child = spawn(process.execPath, options.args, {
    detached: true,
    cwd: projectRoot,
    env: options.env,
    stdio: ["ignore", output, output, "ipc"],
  });
  if (typeof output === "number") closeSync(output);
  const exited = watchExit(child);
  return {
    name: options.name,
    pid: child.pid ?? 0,
    exited,
    ready: (withinMs) => waitUntilReady(child, exited, withinMs, options),
    async stop() {
      if (child.connected) child.disconnect();
      const stopped = exited.then(() => true);
      const isStopped = await Promise.race([stopped, wait(options.stopWithinMs, false, { ref: false })]);
      if (!isStopped) child.kill("SIGKILL");
      await exited;
    },
    kill: () => void child.kill("SIGKILL"),
  };
}

function watchExit(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let reason: string | undefined;
    child.on("message", (message) => {
      const parsed = report.safeParse(message);
      if (parsed.success && parsed.data.kind === "failed") reason = parsed.data.sentence.replace(/\.$/, "");
    });
    child.once("exit", (code, signal) => resolve(reason ?? (signal ? `signal ${signal}` : `code ${code}`)));
    child.once("error", (error) => resolve(error.message));
  });
}

async function waitUntilReady(
  child: ChildProcess,
  exited: Promise<string>,
  withinMs: number,
  { name, log }: ChildOptions,
): Promise<unknown> {
  const told = new Promise<unknown>((resolve, reject) => {
    child.on("message", (message) => {
      const parsed = report.safeParse(message);
      if (!parsed.success) return; // Next sends messages of its own.
      if (parsed.data.kind === "ready") resolve(parsed.data.details);
      else reject(new StartError(parsed.data.sentence));
    });
  });
  const gone = exited.then((how) => {
    throw new StartError(`${capital(name)} stopped while starting (${how}).${endOfLog(log)}`);
  });
  const late = wait(withinMs, undefined, { ref: false }).then(() => {
    throw new StartError(`${capital(name)} did not start within ${withinMs / 1000} s.${endOfLog(log)}`);
  });
  // Whichever of the three comes first decides; the others may fail later without anybody listening.
  for (const outcome of [told, gone, late]) outcome.catch(() => undefined);
  return Promise.race([told, gone, late]);
}

/** Appends; a file that has grown past 10 MB is put aside once. */
function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > 10 * 1024 * 1024) renameSync(file, `${file}.old`);
  return openSync(file, "a", 0o600);
}

function endOfLog(log: ChildOptions["log"]): string {
  if (log === "terminal") return "";
  const end = readFileSync(log.file, "utf8").trim().split("\n").slice(-8).join("\n");
  return ` Its log is ${log.file}${end && `, which ends:\n${end}`}`;
}

const capital = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
