import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { at } from "./common";
import { projects } from "./projects";
import { attempts, recordingIntents } from "./recordings";

/** A named layout of a project. What it shows is its newest version; older versions stay. */
export const layouts = pgTable(
  "layouts",
  {
    id: text("id").primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    name: text("name").notNull(),
    currentVersion: integer("current_version").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    archivedAt: at("archived_at"),
  },
  (t) => [
    uniqueIndex("layouts_name")
      .on(t.projectId, t.name)
      .where(sql`archived_at is null`),
  ],
);

/** One version of a named layout. */
export const layoutVersions = pgTable(
  "layout_versions",
  {
    id: text("id").primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    layoutId: text("layout_id")
      .notNull()
      .references(() => layouts.id),
    version: integer("version").notNull(),
    /** The edited document: regions in millionths, names and locks included. */
    document: jsonb("document").$type<Record<string, unknown>>().notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    createdBy: text("created_by"),
  },
  (t) => [
    uniqueIndex("layout_versions_number").on(t.layoutId, t.version),
    index("layout_versions_project").on(t.projectId),
  ],
);

/**
 * Every layout that was ordered for a live recording: the whole payload, who ordered it and when, and what came of it.
 * Agora does not tell which layout is in force, so these rows are the only record of it.
 */
export const layoutTakes = pgTable(
  "layout_takes",
  {
    id: text("id").primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    intentId: text("intent_id")
      .notNull()
      .references(() => recordingIntents.id),
    attemptId: text("attempt_id")
      .notNull()
      .references(() => attempts.id),
    /** The attempt's `desired_layout_revision` that it made. */
    revision: integer("revision").notNull(),
    kind: text("kind", { enum: ["take", "undo"] }).notNull(),
    layout: jsonb("layout").$type<Record<string, unknown>>().notNull(),
    requestedBy: text("requested_by").notNull(),
    requestedAt: at("requested_at").notNull(),
    /** When it last left, and how often it did. */
    sentAt: at("sent_at"),
    sentCount: integer("sent_count").notNull().default(0),
    /** When its outcome was learnt. */
    settledAt: at("settled_at"),
    /**
     * `waiting`: not carried out, tried again; `unknown`: its answer was lost, tried again; `replaced`: a newer one was
     * taken before this was known.
     */
    outcome: text("outcome", {
      enum: ["wanted", "sent", "waiting", "unknown", "acknowledged", "refused", "replaced"],
    }).notNull(),
    /** A code of ours or Agora's own words. */
    reason: text("reason"),
  },
  (t) => [
    uniqueIndex("layout_takes_revision").on(t.attemptId, t.revision),
    index("layout_takes_intent").on(t.intentId, t.revision),
    index("layout_takes_project").on(t.projectId),
  ],
);
