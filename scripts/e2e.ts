import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { programOf } from "./checks/steps";
import { projectRoot } from "./launcher/project";
import { requireChromium } from "./testing/chromium";
import { launchInstallation, removeDataDir } from "./testing/installation";

/**
 * `npm run e2e`: the browser tests, against a production build with data, ports and slices of its own. Arguments go to
 * Playwright. With `--screenshots` it takes the pictures of docs/screenshots instead (`npm run screenshots`).
 */
const areScreenshots = process.argv.includes("--screenshots");
const given = process.argv.slice(2).filter((argument) => argument !== "--screenshots");
const TALLY_CHROMIUM = await requireChromium(console.log);
const installation = await launchInstallation({
  settings: { SANDBOX_SLICE_SECONDS: "2" },
  onOutput: (text) => process.stdout.write(text.replace(/^Password .*$/m, "")),
});
try {
  await installation.ready();
  const config = join("e2e", areScreenshots ? "screenshots.config.ts" : "playwright.config.ts");
  const tests = spawn(process.execPath, [programOf("playwright"), "test", "--config", config, ...given], {
    cwd: projectRoot,
    env: {
      ...process.env,
      TALLY_CHROMIUM,
      TALLY_URL: installation.url,
      TALLY_DATA_DIR: installation.dataDir,
      TALLY_BUILD_DIR: join(projectRoot, installation.settings.NEXT_DIST_DIR ?? ".next"),
    },
    stdio: "inherit",
  });
  const [code] = (await once(tests, "close")) as [number | null];
  process.exitCode = code ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await installation.stop();
  if (process.exitCode === 0) removeDataDir(installation.dataDir);
  else console.log(`The logs of the installation under test are in ${join(installation.dataDir, "logs")}.`);
}
