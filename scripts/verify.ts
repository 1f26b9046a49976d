import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { programOf, runSteps, sum, type Result, type Step } from "./checks/steps";
import { vitestStep } from "./checks/vitest-step";
import { projectRoot } from "./launcher/project";

const script = (name: string, file: string): Step => ({
  name,
  args: ["--import", "tsx", join(projectRoot, "scripts", file)],
});

/**
 * What every commit must pass, without network and without keys: `npm run verify`. The unit tests come first because
 * they take longest; the rest runs beside them.
 */
export async function verify(): Promise<Result[]> {
  const steps: Step[] = [
    vitestStep("unit tests", "unit"),
    script("types", "check-types.ts"),
    { name: "lint", args: [programOf("oxlint"), "--type-aware", "--deny-warnings"] },
    script("layers", "layers.ts"),
    { name: "dead code", args: [programOf("knip")] },
    { name: "format", args: [programOf("oxfmt"), "--check"] },
    script("actions", "check-actions.ts"),
    script("documents", "check-docs.ts"),
    script("settings", "settings-doc.ts"),
    script("migrations", "check-migrations.ts"),
  ];
  return runSteps(steps, 2);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const from = performance.now();
  const { passed, failed } = sum(await verify());
  console.log(`\n${((performance.now() - from) / 1000).toFixed(0)} s\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
