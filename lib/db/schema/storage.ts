import { sql } from "drizzle-orm";
import { index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { at } from "./common";
import { projects } from "./projects";

/** A named storage target. What it points to is its newest version; older versions stay for recordings that use them. */
export const storageProfiles = pgTable(
  "storage_profiles",
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
    uniqueIndex("storage_profiles_name")
      .on(t.projectId, t.name)
      .where(sql`archived_at is null`),
  ],
);

/**
 * One version of a profile. Its keys are rows of `secrets` owned by this row: `accessKey` and `secretKey` (given to
 * Agora), optionally `readAccessKey` and `readSecretKey` (ours, for listing and playback).
 */
export const storageProfileVersions = pgTable(
  "storage_profile_versions",
  {
    id: text("id").primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    profileId: text("profile_id")
      .notNull()
      .references(() => storageProfiles.id),
    version: integer("version").notNull(),
    vendor: text("vendor").notNull(),
    /** The integer of Agora's table; its meaning depends on the vendor. */
    storageRegion: integer("storage_region").notNull(),
    bucket: text("bucket").notNull(),
    /** Host name, vendor `s3Compatible` only. */
    endpoint: text("endpoint"),
    createdAt: at("created_at").notNull().defaultNow(),
    createdBy: text("created_by"),
  },
  (t) => [
    uniqueIndex("storage_profile_versions_number").on(t.profileId, t.version),
    index("storage_profile_versions_project").on(t.projectId),
  ],
);
