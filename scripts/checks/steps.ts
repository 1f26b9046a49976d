import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "../launcher/project";

export type Count = { passed: number; failed: number };

/** One check: a program of Node's, which passes when it ends with 0. */
export type Step = {
  name: string;
  args: string[];
  env?: Record<string, string>;
  /** How many checks it stands for, read when it has ended; otherwise it counts as one. */
  count?: (output: string) => Count | undefined;
};

export type Result = { name: string; count: Count; seconds: number; output: string };

/** Runs one check to its end and keeps everything it wrote. */
export async function runStep({ name, args, env, count }: Step): Promise<Result> {
  const from = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    // Many checks start Node again and again: what it compiled once it need not compile for each of them.
    env: { NODE_COMPILE_CACHE: join(projectRoot, "node_modules/.cache/compiled"), ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  const isGood = code === 0;
  const counted = count?.(output) ?? { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 };
  // A runner that fell over may have counted no failure: its exit code is still one.
  const failed = isGood ? counted.failed : Math.max(1, counted.failed);
  return { name, count: { passed: counted.passed, failed }, seconds: (performance.now() - from) / 1000, output };
}

/** Runs steps side by side, as many as given, and tells of each when it has ended. Failures show what was written. */
export async function runSteps(steps: readonly Step[], atOnce: number): Promise<Result[]> {
  const waiting = [...steps];
  const results: Result[] = [];
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const result = await runStep(step);
      results.push(result);
      report(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

/** One line of the table; for a failure, what it wrote before. */
export function report({ name, count, seconds, output }: Result): void {
  if (count.failed > 0) console.log(`\n${output.trimEnd().split("\n").slice(-200).join("\n")}\n`);
  const outcome = count.failed > 0 ? "FAILED" : "ok";
  const numbers = `${count.passed} passed${count.failed > 0 ? `, ${count.failed} failed` : ""}`;
  console.log(`${outcome.padEnd(8)}${name.padEnd(22)}${seconds.toFixed(1).padStart(7)} s   ${numbers}`);
}

export function sum(results: readonly Result[]): Count {
  return {
    passed: results.reduce((total, { count }) => total + count.passed, 0),
    failed: results.reduce((total, { count }) => total + count.failed, 0),
  };
}

/** The count a program ends with: `N passed, N failed` on its last line. */
export function countOfLastLine(output: string): Count | undefined {
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [];
  return passed && failed ? { passed: Number(passed), failed: Number(failed) } : undefined;
}

const manifest = z.object({ bin: z.union([z.string(), z.record(z.string(), z.string())]) });

/** The file behind a command of an installed package, so that it runs on this Node whatever the host has. */
export function programOf(name: string, command = name): string {
  const folder = join(projectRoot, "node_modules", name);
  const { bin } = manifest.parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
  const file = typeof bin === "string" ? bin : bin[command];
  if (!file) throw new Error(`The package ${name} has no command ${command}.`);
  return join(folder, file);
}
