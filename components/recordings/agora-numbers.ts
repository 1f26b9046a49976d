/** Words for the numbers that Agora's answers and notifications carry (contract §2.10, §5.3). */

const taskStatuses: Readonly<Record<number, string>> = {
  0: "The recorder has not started yet",
  1: "The recorder is initialised",
  2: "The recorder's parts are starting",
  3: "Some of the recorder's parts are ready",
  4: "The recorder is ready",
  5: "The recorder records",
  6: "The recorder was told to stop",
  7: "The recorder's parts have stopped",
  8: "The recorder has exited",
  20: "The recorder has exited abnormally",
};

/** What a task's status number says. */
export function taskStatusSentence(status: unknown): string {
  const sentence = typeof status === "number" ? taskStatuses[status] : undefined;
  return sentence ?? `Agora gives the status ${typeof status === "number" ? status : "without a number"}`;
}

/** Who reports an error or a warning. */
export function moduleWord(module: unknown): string {
  if (module === 0) return "The recorder";
  if (module === 1) return "The uploader";
  if (module === 2) return "The recording service";
  if (module === 6) return "The page recorder";
  return "Agora";
}

const leaveBits: readonly (readonly [number, string])[] = [
  [2, "its process was ended"],
  [4, "nobody was in the channel"],
  [8, "its time was up"],
  [16, "it was asked to leave"],
];

/** Why the recorder left: `leaveCode` is a set of bits, 0 says that it could not begin. */
export function leaveSentence(leaveCode: unknown): string | undefined {
  if (typeof leaveCode !== "number") return undefined;
  if (leaveCode === 0) return "It could not begin.";
  const reasons = leaveBits.flatMap(([bit, words]) => ((leaveCode & bit) === 0 ? [] : words));
  return reasons.length === 0 ? `Agora gives the code ${leaveCode}.` : `Why: ${reasons.join(", ")}.`;
}

const webStops: readonly string[] = [
  "It was asked to stop.",
  "Its longest duration was reached.",
  "The page needed more than the recorder can do.",
  "Its browser could not start.",
  "The page was not ready in time.",
  "The page's address could not be opened.",
  "The recorder itself failed.",
];

export function webStopSentence(code: unknown): string | undefined {
  return typeof code === "number" ? webStops[code] : undefined;
}
