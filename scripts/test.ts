import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { countOfLastLine, runSteps, sum, type Count, type Step } from "./checks/steps";
import { vitestStep } from "./checks/vitest-step";
import { projectRoot } from "./launcher/project";
import { verify } from "./verify";

/**
 * `npm test`: verify, the slow tests on real media and processes, the conformance of the sandbox, the launcher, and the browser tests on a production build. The last
 * line is the sum of all counts; the exit code says the same.
 */
const folder = mkdtempSync(join(tmpdir(), "tally-test-results-"));
const script = (file: string) => ["--conditions=react-server", "--import", "tsx", join(projectRoot, "scripts", file)];

const browserFile = join(folder, "browser.json");

/** They wait for clocks and processes as often as they render: the launcher's tests fill the gaps of the others. */
const recordingSteps: Step[] = [
  // One more than cores: they wait for clocks and for the sandbox as often as they work.
  vitestStep("integration", "integration", ["--maxWorkers=3"]),
  { name: "conformance", args: script("conformance.ts"), count: countOfLastLine },
  vitestStep("launcher", "launcher"),
];
const browserStep: Step = {
  name: "browser tests",
  args: script("e2e.ts"),
  env: { TALLY_BROWSER_RESULTS: browserFile },
  count: () => readCount(browserFile, browserResults),
};

const browserResults = z
  .object({ stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }) })
  // A test that was skipped or passed only when repeated has not passed.
  .transform(({ stats }): Count => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + stats.skipped,
  }));

function readCount(file: string, schema: z.ZodType<Count>): Count | undefined {
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
}

const from = performance.now();
const results = [
  ...(await verify()),
  ...(await runSteps(recordingSteps, 2)),
  // Alone: its pages answer within limits of their own.
  ...(await runSteps([browserStep], 1)),
];
const { passed, failed } = sum(results);
console.log(`\n${((performance.now() - from) / 60_000).toFixed(1)} min\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
