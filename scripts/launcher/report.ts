import { complain, sentenceOf } from "./say";

/** A running part: what it tells about itself, and how it is stopped. */
export type Part = {
  details?: unknown;
  stop(): Promise<void>;
  /** Settles when it ended by itself. */ ended?: Promise<string>;
};

/**
 * Runs one part as a process. Under the launcher it reports over the channel and stops when that closes; started by
 * hand it stops on Ctrl-C.
 */
export async function runPart(start: () => Promise<Part>): Promise<Part> {
  const isChild = process.channel !== undefined;
  let running: Part | undefined;
  let isStopping = false;
  // Asked to stop while it was starting: done as soon as there is something to stop.
  let asked: number | undefined;
  const stop = (exitCode: number) => {
    asked ??= exitCode;
    if (!running || isStopping) return;
    isStopping = true;
    running.stop().then(
      () => process.exit(exitCode),
      (error: unknown) => {
        complain(sentenceOf(error));
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop(0));
  if (isChild) process.on("disconnect", () => stop(0));
  try {
    const part = await start();
    running = part;
    if (asked !== undefined) stop(asked);
    void part.ended?.then((how) => {
      if (isStopping) return;
      complain(how);
      if (isChild && process.connected) process.send?.({ kind: "failed", sentence: how }, () => process.exit(1));
      else process.exit(1);
    });
    process.send?.({ kind: "ready", details: part.details });
    // The launcher may have gone while this part was starting; then nobody will close the channel again.
    if (isChild && !process.connected) stop(0);
    return part;
  } catch (error) {
    const sentence = sentenceOf(error);
    complain(sentence);
    if (isChild && process.connected) process.send?.({ kind: "failed", sentence }, () => process.exit(1));
    else process.exit(1);
    return new Promise(() => undefined); // The process is about to end.
  }
}
