import { spawn } from "node:child_process";

/**
 * Where browsers usually lie. The system's own come before Playwright's, which may lack H.264; a build without windows
 * comes first, because a page costs it a third of the work.
 */
const places = [
  "/usr/lib/chromium/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const namesOnPath = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"];

const answerTimeoutMs = 15_000;

let found: Promise<string | null> | undefined;

/** The Chromium of this process, looked for once: the system's, else the one Playwright installed, else null. */
export function chromiumPath(): Promise<string | null> {
  found ??= findChromium();
  return found;
}

/** The first of some programs that says which version it is, or null. */
export async function firstThatRuns(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    // Being there is not enough: Ubuntu's chromium-browser may be a script that only says where to get it.
    if ((await output(path, ["--version"])) !== null) return path;
  }
  return null;
}

/** Looks for a Chromium anew: the system's, one on PATH, else the one Playwright installed, else null. */
export async function findChromium(): Promise<string | null> {
  return (await firstThatRuns(places)) ?? (await firstThatRuns(await onPath())) ?? firstThatRuns(await playwrights());
}

/** Full paths, because a browser is not started by a bare name. The shell knows PATH; Windows has neither. */
async function onPath(): Promise<string[]> {
  const answers = await Promise.all(namesOnPath.map((name) => output("/bin/sh", ["-c", `command -v ${name}`])));
  return answers.flatMap((answer) => answer?.trim() || []);
}

async function playwrights(): Promise<string[]> {
  try {
    const { chromium } = await import("playwright");
    return [chromium.executablePath()];
  } catch {
    // Playwright is not installed, or knows no browser for this system.
    return [];
  }
}

/** What a program prints, or null when it fails, is not there or takes too long. */
function output(path: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(path, args, { stdio: ["ignore", "pipe", "ignore"] });
    const timer = setTimeout(() => child.kill("SIGKILL"), answerTimeoutMs);
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    const answer = (result: string | null) => {
      clearTimeout(timer);
      resolve(result);
    };
    child.on("error", () => answer(null));
    child.on("close", (code) => answer(code === 0 ? text : null));
  });
}
