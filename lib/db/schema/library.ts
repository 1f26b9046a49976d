import { integer, index, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { at } from "./common";
import { liveJobs } from "./live";
import { projects } from "./projects";

/** Times that somebody chose, to the millisecond: what is sent is cut to seconds, what was meant is kept. */
const chosenAt = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/**
 * Clips and snapshots that were asked for: our registry, because Agora lists none (FLS contract §2.0). How each stands is
 * the state of its job, and whether its file was seen. The name is taken for ever: Agora refuses one that it knows.
 */
export const libraryItems = pgTable(
  "library_items",
  {
    /** Made by the browser, so that a double click is one clip. */
    id: text("id").primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    kind: text("kind", { enum: ["clip", "snapshot"] }).notNull(),
    entryPoint: text("entry_point").notNull(),
    flsArea: text("fls_area", { enum: ["cn", "ap", "eu", "na"] }).notNull(),
    streamName: text("stream_name").notNull(),
    fileName: text("file_name").notNull(),
    label: text("label").notNull(),
    /** Start of a clip, moment of a snapshot; null means the moment of the latest file. */
    startsAt: chosenAt("starts_at"),
    /** End of a clip; null means the latest file, and it is null of a snapshot. */
    endsAt: chosenAt("ends_at"),
    /** How much of it was recorded when it was asked for, in milliseconds; null where that was not known. */
    recordedMs: integer("recorded_ms"),
    jobId: text("job_id")
      .notNull()
      .references(() => liveJobs.id),
    /** The item that this one repeats under another name. */
    retryOfId: text("retry_of_id"),
    createdBy: text("created_by").notNull(),
    createdByName: text("created_by_name").notNull(),
    createdAt: at("created_at")
      .notNull()
      .default(sql`clock_timestamp()`),
  },
  (t) => [
    uniqueIndex("library_items_name").on(t.projectId, t.entryPoint, t.streamName, t.fileName),
    uniqueIndex("library_items_job").on(t.jobId),
    index("library_items_newest").on(t.projectId, t.createdAt.desc(), t.id.desc()),
    index("library_items_stream").on(t.projectId, t.entryPoint, t.streamName, t.createdAt.desc()),
  ],
);
