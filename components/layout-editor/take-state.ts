import { ActionError } from "@/lib/actions/action-error";
import { fromCompositeLayout } from "@/lib/features/layouts/schema";
import type { LayoutTake, RecordingLayoutState } from "@/lib/features/recordings/types";
import { countChanges, differenceOf } from "@/lib/layout-editor/difference";
import type { LayoutDocument } from "@/lib/layout-editor/document";
import type { Tone } from "../ui/tone";
import { reasonOf } from "../recordings/reason-sentences";

/** The layout in force by our record: the newest that Agora acknowledged; null while the recording has not begun. */
export function liveTake({ takes }: RecordingLayoutState): LayoutTake | null {
  return takes.find(({ outcome }) => outcome === "acknowledged") ?? null;
}

/**
 * The layout that an undo brings back: the one that was in force before the newest. One that waits or whose answer was
 * lost is called off by what is in force by our record.
 */
export function previousTake(state: RecordingLayoutState): LayoutTake | null {
  const newest = state.takes[0]?.outcome;
  if (newest === "waiting" || newest === "unknown") return liveTake(state);
  const acknowledged = state.takes.filter(({ outcome }) => outcome === "acknowledged");
  return acknowledged[1] ?? null;
}

/** Whether a layout is on its way, so that the next must wait for its outcome (contract §2.12). */
export function isOnItsWay({ takes }: RecordingLayoutState): boolean {
  const newest = takes[0]?.outcome;
  return newest === "wanted" || newest === "sent";
}

/** Whether a draft is the very layout that was ordered last. */
export function isNewestTake({ takes, canvas }: RecordingLayoutState, draft: LayoutDocument): boolean {
  const [newest] = takes;
  if (newest === undefined) return false;
  return countChanges(differenceOf(fromCompositeLayout(newest.layout, canvas), draft)) === 0;
}

/**
 * What is said of a Take that the console refused, or of which it is not known whether it arrived.
 * @param isNewest it is seen among the layouts of the recording now, so it arrived
 */
export function failureOfTake(error: Error, isNewest: boolean): string | null {
  if (error instanceof ActionError) return error.message;
  if (isNewest) return null;
  return "It is not known whether it was taken: the console did not answer. Taking it again is harmless.";
}

export type TakeWords = { word: string; tone: Tone; meaning: string };

/** What came of a layout, for people. */
export function wordsOfTake(take: LayoutTake): TakeWords {
  const reason = reasonOf(take.reason)?.sentence ?? take.reason ?? "";
  switch (take.outcome) {
    case "wanted":
      return {
        word: "Waiting to be sent",
        tone: "accent",
        meaning: "It is written down and the engine sends it next.",
      };
    case "sent":
      return { word: "Sent", tone: "accent", meaning: "It has left; Agora has not answered yet." };
    case "waiting":
      return { word: "Not sent yet", tone: "warning", meaning: `${reason} It is sent again by itself.`.trim() };
    case "unknown":
      return {
        word: "Live unknown",
        tone: "unknown",
        meaning:
          "The answer was lost: either this layout or the one before it is in force. It is sent again, which is harmless.",
      };
    case "acknowledged":
      return { word: "Acknowledged", tone: "ok", meaning: "Agora answered that it has this layout." };
    case "refused":
      return {
        word: "Failed",
        tone: "danger",
        meaning: `Agora refused it; the layout before it stays. ${reason}`.trim(),
      };
    case "replaced":
      return { word: "Replaced", tone: "neutral", meaning: "A newer layout was taken before its outcome was known." };
    case "ended":
      return { word: "Not taken", tone: "neutral", meaning: "The recording ended before it was sent." };
  }
}

/** What a layout of the list is: the one of the start, one taken, or one brought back. */
export const kindWords: Record<LayoutTake["kind"], string> = {
  start: "At the start",
  take: "Take",
  undo: "Undo of a take",
};
