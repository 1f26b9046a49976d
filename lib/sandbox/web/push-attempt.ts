import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { lowerPriority } from "../media/lower-priority";
import type { PushPictures } from "./push-pictures";
import { PushProgress } from "./push-progress";
import { pause } from "./waiting";

/** One connection of a push. */
export type PushAttempt = {
  readonly ffmpeg: string;
  readonly args: readonly string[];
  readonly pictures: PushPictures;
  /** While true the last picture stands still. */
  isOnHold(): boolean;
  /** Something has been sent for the first time. */
  onSending(): void;
  readonly signal: AbortSignal;
};

type Ffmpeg = ChildProcessByStdio<Writable, Readable, null>;

/** Real time: the far end is a real server. */
const stallTimeoutMs = 15_000;
const farewellMs = 2_000;
const pictureEveryMs = 1_000;
/** ffmpeg shows a picture once it has seen the one after the next: repeating them keeps that from taking seconds. */
const repeats = 4;

/** Sends until the far end hangs up, does not take any more for 15 s, or the signal is aborted. Never rejects. */
export async function attemptPush(attempt: PushAttempt): Promise<void> {
  // What ffmpeg complains of names the address, which may hold a key: nobody hears it.
  const child = spawn(attempt.ffmpeg, attempt.args, { stdio: ["pipe", "pipe", "ignore"] });
  lowerPriority(child.pid);
  const over = new AbortController();
  const closed = new Promise<void>((resolve) => {
    const end = () => {
      over.abort();
      resolve();
    };
    child.once("close", end);
    child.once("error", end);
  });
  // A connection that breaks closes the input; the process's end says so already.
  child.stdin.on("error", () => undefined);

  const ended = AbortSignal.any([attempt.signal, over.signal]);
  const stopWatching = watchProgress(child, () => attempt.onSending());
  await feed(child, attempt, ended).catch(() => undefined);
  stopWatching();
  if (over.signal.aborted) return;
  // Says goodbye to the server, unless the server no longer listens.
  child.stdin.end();
  child.kill("SIGTERM");
  await Promise.race([closed, pause(farewellMs, over.signal)]);
  child.kill("SIGKILL");
  await closed;
}

/** Kills a process that sends nothing for long. */
function watchProgress(child: Ffmpeg, onSending: () => void): () => void {
  const progress = new PushProgress();
  let isSending = false;
  const kill = () => child.kill("SIGKILL");
  const timer = setTimeout(kill, stallTimeoutMs);
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    if (!progress.read(chunk)) return;
    timer.refresh();
    if (!isSending) onSending();
    isSending = true;
  });
  return () => {
    clearTimeout(timer);
    child.stdout.removeAllListeners("data").resume();
  };
}

/** A new picture a second until it is over. A full pipe means that the far end is slow: pictures are left out. */
async function feed(child: Ffmpeg, attempt: PushAttempt, ended: AbortSignal): Promise<void> {
  let picture: Buffer | null = null;
  let due = performance.now();
  for (let count = 0; !ended.aborted; count += 1) {
    if (picture === null || (count % repeats === 0 && !attempt.isOnHold())) picture = await attempt.pictures.next();
    if (!child.stdin.writableNeedDrain) child.stdin.write(picture);
    due = Math.max(due + pictureEveryMs / repeats, performance.now());
    await pause(due - performance.now(), ended);
  }
}
