import { spawn } from "node:child_process";
import { createRequire } from "node:module";

/** A place where an ffmpeg may be: its name in messages, and the command or path to spawn. */
export type FfmpegCandidate = { readonly name: string; readonly path: string };

/** What the sandbox's pictures and sounds need of an ffmpeg, and the option that lists each kind. */
const needs = [
  { option: "-encoders", names: ["libx264", "aac"] },
  { option: "-filters", names: ["drawtext", "overlay"] },
] as const;

const answerTimeoutMs = 15_000;

let found: Promise<string> | undefined;

/**
 * The ffmpeg of this process, looked for once: the one that came with the packages if it works, else the one on PATH.
 * @throws Error with one sentence when neither works. A later call looks again.
 */
export function ffmpegPath(): Promise<string> {
  found ??= findFfmpeg(defaultCandidates()).catch((error: unknown) => {
    found = undefined;
    throw error;
  });
  return found;
}

/**
 * The first candidate that runs, encodes H.264 and AAC and writes text into pictures.
 * @throws Error with one sentence that names every candidate and what is wrong with it.
 */
export async function findFfmpeg(candidates: readonly FfmpegCandidate[]): Promise<string> {
  const complaints: string[] = [];
  for (const { name, path } of candidates) {
    const complaint = await complaintAbout(path);
    if (complaint === null) return path;
    complaints.push(`${name} ${complaint}`);
  }
  throw new Error(
    `No working ffmpeg was found (${complaints.join("; ")}). ` +
      "Install an ffmpeg with libx264, aac and drawtext, or run `npm ci` again.",
  );
}

/** The ffmpeg of npm's `@ffmpeg-installer/ffmpeg`, or null where it has none for this system. */
export function bundledFfmpeg(): FfmpegCandidate | null {
  try {
    // Loading the package looks for its binary and throws a string when it has none for this system.
    const installer: unknown = createRequire(import.meta.url)("@ffmpeg-installer/ffmpeg");
    if (typeof installer !== "object" || installer === null || !("path" in installer)) return null;
    return typeof installer.path === "string" ? { name: "the bundled ffmpeg", path: installer.path } : null;
  } catch {
    return null;
  }
}

function defaultCandidates(): FfmpegCandidate[] {
  const bundled = bundledFfmpeg();
  // A slice takes a tenth of a second: the bundled build, which is one static file, starts three times as fast as a
  // distribution's with its two hundred libraries, and gives the same files on every machine.
  return [...(bundled === null ? [] : [bundled]), { name: "the ffmpeg on PATH", path: "ffmpeg" }];
}

async function complaintAbout(path: string): Promise<string | null> {
  for (const { option, names } of needs) {
    const answer = await ask(path, option);
    if (answer.error !== null) return answer.error;
    const missing = names.find((name) => !new RegExp(`^ \\S+ +${name} `, "m").test(answer.text));
    if (missing !== undefined) return `lacks ${missing}`;
  }
  return null;
}

/** What an ffmpeg prints for an option that lists something; never rejects. */
function ask(path: string, option: string): Promise<{ text: string; error: string | null }> {
  return new Promise((resolve) => {
    const child = spawn(path, ["-hide_banner", option], { stdio: ["ignore", "pipe", "ignore"] });
    const timer = setTimeout(() => child.kill("SIGKILL"), answerTimeoutMs);
    let text = "";
    const answer = (error: string | null) => {
      clearTimeout(timer);
      resolve({ text, error });
    };
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      answer(error.code === "ENOENT" ? "is not there" : `cannot be run (${error.code ?? error.message})`);
    });
    child.on("close", (code, signal) => {
      answer(code === 0 ? null : `is broken (${signal === null ? `exit code ${code}` : signal})`);
    });
  });
}
