import { spawn } from "node:child_process";
import { ffmpegPath } from "./ffmpeg-binary";
import { ffmpegSlots } from "./ffmpeg-slots";
import { lowerPriority } from "./lower-priority";

/** How to run an ffmpeg. */
export type FfmpegOptions = {
  /** Ends the run: the process is killed and the promise rejects. */
  readonly signal?: AbortSignal | undefined;
  /** Longest time the process may take once it has started. */
  readonly timeoutMs?: number;
  /** Bytes for `pipe:0`. */
  readonly input?: Uint8Array;
  /** Working folder, so that file names inside filters need no escaping. */
  readonly cwd?: string;
  /** The binary, when not the one that was found. */
  readonly ffmpeg?: string | undefined;
};

/** What a run printed: the bytes of `pipe:1`, and the warnings it gave. */
export type FfmpegOutput = { readonly stdout: Buffer; readonly warnings: string };

/** An ffmpeg failed, was killed or took too long. The message ends with what it printed last. */
export class FfmpegError extends Error {
  override readonly name = "FfmpegError";
}

const tailLength = 1_000;
const defaultTimeoutMs = 120_000;

/**
 * Runs ffmpeg with low priority, at most one per core at a time.
 * @throws FfmpegError when it fails or takes too long; the signal's reason when aborted.
 */
export async function runFfmpeg(args: readonly string[], options: FfmpegOptions = {}): Promise<FfmpegOutput> {
  const binary = options.ffmpeg ?? (await ffmpegPath());
  return ffmpegSlots.run(() => executeAnyVersion(binary, args, options), options.signal);
}

/** Newer versions have another name for the option that reads a filter graph from a file. */
async function executeAnyVersion(
  binary: string,
  args: readonly string[],
  options: FfmpegOptions,
): Promise<FfmpegOutput> {
  try {
    return await execute(binary, args, options);
  } catch (error) {
    const isUnknown = error instanceof FfmpegError && /Unrecognized option '?filter_complex_script/.test(error.message);
    if (!isUnknown) throw error;
    const renamed = args.map((arg) => (arg === "-filter_complex_script" ? "-/filter_complex" : arg));
    return execute(binary, renamed, options);
  }
}

function execute(binary: string, args: readonly string[], options: FfmpegOptions): Promise<FfmpegOutput> {
  const { signal, timeoutMs = defaultTimeoutMs } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(binary, ["-hide_banner", "-nostdin", "-loglevel", "warning", ...args], {
      stdio: ["pipe", "pipe", "pipe"],
      cwd: options.cwd,
    });
    lowerPriority(child.pid);

    const chunks: Buffer[] = [];
    let warnings = "";
    let failure: Error | null = null;
    const kill = (reason: Error) => {
      failure ??= reason;
      child.kill("SIGKILL");
    };
    const onAbort = () => kill(asError(signal?.reason));
    const timer = setTimeout(() => kill(new FfmpegError(`ffmpeg took longer than ${timeoutMs} ms`)), timeoutMs);
    signal?.addEventListener("abort", onAbort, { once: true });
    const cleanUp = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };

    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      warnings = (warnings + text).slice(-64 * 1024);
    });
    // A process that ends early closes its input; its exit code says why, not this error.
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input);

    child.on("error", (error) => {
      cleanUp();
      reject(new FfmpegError(`ffmpeg could not be started: ${error.message}`, { cause: error }));
    });
    child.on("close", (code, killedBy) => {
      cleanUp();
      if (failure !== null) reject(failure);
      else if (code === 0) resolve({ stdout: Buffer.concat(chunks), warnings });
      else reject(new FfmpegError(`ffmpeg ended with ${killedBy ?? `code ${code}`}: ${lastLines(warnings)}`));
    });
  });
}

function lastLines(text: string): string {
  return text.trim().slice(-tailLength) || "it printed nothing";
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error("Aborted", { cause: reason });
}
