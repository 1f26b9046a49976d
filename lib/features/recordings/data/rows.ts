import type {
  agoraCalls,
  attempts,
  foreignRecordings,
  recordingEvents,
  recordingFiles,
  recordingIntents,
} from "@/lib/db/schema";

export type AttemptRow = typeof attempts.$inferSelect;
export type IntentRow = typeof recordingIntents.$inferSelect;
export type EventRow = typeof recordingEvents.$inferSelect;
export type FileRow = typeof recordingFiles.$inferSelect;
export type ForeignRow = typeof foreignRecordings.$inferSelect;
export type CallRow = typeof agoraCalls.$inferSelect;
