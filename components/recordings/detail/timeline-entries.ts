import type { RecordingCall, RecordingEvent } from "@/lib/features/recordings/types";
import type { Tone } from "../../ui/tone";
import { explainCall, textOf } from "../agora-codes";
import { sentenceOf } from "../event-sentences";
import { sourceWords } from "../status-words";
import { outcomeWords } from "./call-text";

export type TimelineEntry = {
  key: string;
  at: string;
  text: string;
  note: string | null;
  tone: Tone;
  /** Who says so. */
  source: string;
  /** How many events in a row this one stands for: only the newest of a row of reports is shown. */
  repeated: number;
};

/** Reports that come every minute: of those in a row, the newest says it all. */
const reports: ReadonlySet<string> = new Set(["notice.uploadProgress", "notice.snapshot"]);

/** Everything that is known to have happened, newest first: events and calls, by the time of their origin. */
export function timelineEntries(events: readonly RecordingEvent[], calls: readonly RecordingCall[]): TimelineEntry[] {
  const all = [...events.map(entryOfEvent), ...calls.map(entryOfCall)];
  // A stable sort: what has one time stays in the order in which it was learnt.
  const sorted = all.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const joined: (TimelineEntry & { type: string })[] = [];
  for (const entry of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && reports.has(entry.type) && last.type === entry.type) {
      joined[joined.length - 1] = { ...entry, repeated: last.repeated + 1 };
    } else joined.push(entry);
  }
  return joined.toReversed().map(({ type: _, ...entry }) => entry);
}

function entryOfEvent({ id, type, details, source, happenedAt }: RecordingEvent): TimelineEntry & { type: string } {
  const { text, tone = "neutral", note } = sentenceOf(type, details);
  return {
    key: `event-${id}`,
    type,
    at: happenedAt,
    text,
    note: note === undefined || note === "" ? null : note,
    tone,
    source: sourceWords[source],
    repeated: 1,
  };
}

function entryOfCall(call: RecordingCall): TimelineEntry & { type: string } {
  return {
    key: `call-${call.id}`,
    type: "call",
    at: call.sentAt,
    text: `${call.operation}: ${outcomeWords(call)}`,
    note: noteOf(call),
    tone: call.outcome === "refused" ? "warning" : call.outcome === "unknown" ? "unknown" : "neutral",
    source: sourceWords.call,
    repeated: 1,
  };
}

function noteOf(call: RecordingCall): string | null {
  const explanation = explainCall(call);
  return explanation === null ? null : textOf(explanation);
}
