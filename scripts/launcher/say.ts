/** One line of progress, in plain words, on the terminal of the person who started it. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Why it did not start or has stopped. Everything a person must know is in the sentence itself. */
export function complain(sentence: string): void {
  process.stderr.write(`\n${sentence}\n`);
}

/** The sentence of an error; a stack only where the error is a mistake of ours. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected = error.name === "TallyError" || error.name === "SettingError" || error.name === "StartError";
  return isExpected ? error.message : (error.stack ?? error.message);
}

/** Something outside the code prevents the start. The message is one sentence that says what to do. */
export class StartError extends Error {
  override readonly name = "StartError";
}

// When the terminal goes away, writing fails; the processes still have to be stopped in order.
process.stdout.on("error", () => undefined);
process.stderr.on("error", () => undefined);
