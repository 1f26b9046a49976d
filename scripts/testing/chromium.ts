import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright";
import { programOf } from "../checks/steps";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * The browser of the tests: one that is installed, else one that can be installed here. The system's own come first,
 * because Playwright's may lack H.264, which recordings are made of.
 * @throws Error with the one command to run
 */
export function requireChromium(say: (line: string) => void): string {
  const found = findChromium();
  if (found) return found;
  for (const { what, command } of installations()) {
    say(`No Chromium was found; trying ${what}.`);
    for (const [program = "", ...args] of command) spawnSync(program, args, { stdio: "ignore", timeout: 300_000 });
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    "The browser tests need a Chromium, and none could be installed here. Run: sudo apt-get install -y chromium",
  );
}

function findChromium(): string | undefined {
  return [...places, chromium.executablePath()].find(
    // Ubuntu's chromium-browser is a script that only says where to get it.
    (path) => existsSync(path) && spawnSync(path, ["--version"], { stdio: "ignore", timeout: 30_000 }).status === 0,
  );
}

function installations(): { what: string; command: string[][] }[] {
  const isRoot = process.getuid?.() === 0;
  const playwright = [process.execPath, programOf("playwright"), "install"];
  return [
    ...(isRoot
      ? [
          {
            what: "apt-get install chromium",
            command: [
              ["apt-get", "update"],
              ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
            ],
          },
        ]
      : []),
    { what: "playwright install chromium", command: [[...playwright, ...(isRoot ? ["--with-deps"] : []), "chromium"]] },
  ];
}
