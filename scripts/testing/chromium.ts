import { spawnSync } from "node:child_process";
import { findChromium } from "@/lib/sandbox/web/find-chromium";
import { programOf } from "../checks/steps";

/**
 * The browser of the tests: one that is installed, else one that can be installed here. The system's own come first,
 * because Playwright's may lack H.264, which recordings are made of.
 * @throws Error with the one command to run
 */
export async function requireChromium(say: (line: string) => void): Promise<string> {
  const found = await findChromium();
  if (found) return found;
  for (const { what, command } of installations()) {
    say(`No Chromium was found; trying ${what}.`);
    for (const [program = "", ...args] of command) spawnSync(program, args, { stdio: "ignore", timeout: 300_000 });
    const installed = await findChromium();
    if (installed) return installed;
  }
  throw new Error(
    "The browser tests need a Chromium, and none could be installed here. Run: sudo apt-get install -y chromium",
  );
}

const aptInstall = (name: string) => ["apt-get", "install", "-y", "--no-install-recommends", name];

function installations(): { what: string; command: string[][] }[] {
  const isRoot = process.getuid?.() === 0;
  const playwright = [process.execPath, programOf("playwright"), "install"];
  return [
    ...(isRoot
      ? [
          {
            what: "apt-get install chromium-headless-shell",
            command: [["apt-get", "update"], aptInstall("chromium-headless-shell")],
          },
          // Where the system has no such package.
          { what: "apt-get install chromium", command: [aptInstall("chromium")] },
        ]
      : []),
    { what: "playwright install chromium", command: [[...playwright, ...(isRoot ? ["--with-deps"] : []), "chromium"]] },
  ];
}
