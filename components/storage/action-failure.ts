import { ActionError } from "@/lib/actions/action-error";

/** What is shown of an action that came to nothing, or of which nothing is known. */
export type Failure = { tone: "danger" | "unknown"; title: string; meaning: string };

/**
 * Words for an action that failed. Without an answer of the console it may have been carried out all the same, and the
 * same holds where the console itself does not know.
 * @param words.next what to do when nothing is known of it
 */
export function failureOf(error: unknown, words: { refused: string; unknown: string; next: string }): Failure {
  if (!(error instanceof ActionError)) {
    return { tone: "unknown", title: words.unknown, meaning: `The console did not answer. ${words.next}` };
  }
  if (error.code === "INTERNAL") return { tone: "unknown", title: words.unknown, meaning: error.message };
  return { tone: "danger", title: words.refused, meaning: Object.values(error.fields)[0] ?? error.message };
}
