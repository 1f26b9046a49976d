import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { programOf, type Count, type Step } from "./steps";

const summary = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Vitest with its own count of tests. */
export function vitestStep(name: string, project: string, options: readonly string[] = []): Step {
  const file = join(mkdtempSync(join(tmpdir(), "tally-vitest-")), "summary.json");
  return {
    name,
    args: [
      programOf("vitest"),
      "run",
      "--project",
      project,
      ...options,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
    count: () => takeCount(file),
  };
}

function takeCount(file: string): Count | undefined {
  if (!existsSync(file)) return undefined;
  const { numPassedTests, numFailedTests, testResults } = summary.parse(JSON.parse(readFileSync(file, "utf8")));
  rmSync(dirname(file), { recursive: true, force: true });
  // A file that could not be loaded has no test to count.
  const unread = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numFailedTests + unread.length };
}
