import { sql } from "drizzle-orm";
import { bigserial, boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { at } from "./common";
import { projects } from "./projects";
import { storageProfileVersions } from "./storage";

/**
 * A change of live streaming that somebody wants: one row, carried out by whichever engine takes it. Its calls are rows of
 * `agora_calls`, written before they are sent; an answer that never came makes it `unknown` until it was read back.
 */
export const liveJobs = pgTable(
  "live_jobs",
  {
    id: text("id").primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    kind: text("kind").notNull(),
    /** What it changes. Jobs of one kind and target are carried out one after the other, oldest first. */
    targetKey: text("target_key").notNull(),
    /** What its handler needs, without secrets. */
    input: jsonb("input").$type<Record<string, unknown>>().notNull(),
    state: text("state", {
      enum: ["requested", "sending", "accepted", "unknown", "done", "refused", "failed"],
    }).notNull(),
    isTerminal: boolean("is_terminal").notNull().default(false),
    /** The handler's own notes, such as what it read before sending. Free of secrets. */
    details: jsonb("details").$type<Record<string, unknown>>().notNull().default({}),
    /** How often the change was sent. */
    sentCount: integer("sent_count").notNull().default(0),
    /** Failed tries or readings in a row, for the backoff. */
    failuresInRow: integer("failures_in_row").notNull().default(0),
    /** A code for what came of it or what it waits for, Agora's sentence and the request's id. */
    outcomeCode: text("outcome_code"),
    outcomeReason: text("outcome_reason"),
    requestId: text("request_id"),
    nextStepAt: at("next_step_at"),
    leaseOwner: text("lease_owner"),
    leaseExpiresAt: at("lease_expires_at"),
    sentAt: at("sent_at"),
    acceptedAt: at("accepted_at"),
    finishedAt: at("finished_at"),
    createdBy: text("created_by").notNull(),
    createdAt: at("created_at")
      .notNull()
      .default(sql`clock_timestamp()`),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [
    index("live_jobs_due")
      .on(t.nextStepAt)
      .where(sql`not is_terminal`),
    index("live_jobs_target").on(t.projectId, t.kind, t.targetKey, t.createdAt),
  ],
);

/** Files of live streams that Agora announced (FLS contract §5, events 3, 4, 101, 102). The notification names no area. */
export const liveFiles = pgTable(
  "live_files",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    recordingKind: text("recording_kind", { enum: ["standard", "custom"] }).notNull(),
    fileKind: text("file_kind", { enum: ["recording", "snapshot"] }).notNull(),
    entryPoint: text("entry_point").notNull(),
    streamName: text("stream_name").notNull(),
    /** Path in the bucket, or in Agora's storage. */
    fileName: text("file_name").notNull(),
    announcedAt: at("announced_at").notNull(),
  },
  (t) => [
    uniqueIndex("live_files_name").on(t.projectId, t.recordingKind, t.fileName),
    index("live_files_newest").on(t.projectId, t.entryPoint, t.announcedAt),
  ],
);

/**
 * What we asked Agora to set for one entry point in one area, one row a change. Agora's answer may leave out the bucket,
 * so these rows are how we know it. The keys are rows of `secrets` owned by this row: `accessKey` and `secretKey`.
 */
export const cellConfigurations = pgTable(
  "cell_configurations",
  {
    id: text("id").primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    entryPoint: text("entry_point").notNull(),
    flsArea: text("fls_area").notNull(),
    version: integer("version").notNull(),
    isHlsEnabled: boolean("is_hls_enabled").notNull(),
    isMp4Enabled: boolean("is_mp4_enabled").notNull(),
    /** Null: only the formats were set, the storage stayed what it was. */
    vendor: text("vendor"),
    /** Null where the vendor has no regions. */
    storageRegion: integer("storage_region"),
    bucket: text("bucket"),
    /** The named profile it was taken from, as it was then. */
    storageVersionId: text("storage_version_id").references(() => storageProfileVersions.id),
    /** The earlier configuration that this one brought back. */
    restoredFromId: text("restored_from_id"),
    jobId: text("job_id")
      .notNull()
      .references(() => liveJobs.id),
    createdBy: text("created_by").notNull(),
    createdAt: at("created_at")
      .notNull()
      .default(sql`clock_timestamp()`),
  },
  (t) => [
    uniqueIndex("cell_configurations_version").on(t.projectId, t.entryPoint, t.flsArea, t.version),
    index("cell_configurations_job").on(t.jobId),
  ],
);

/** Trial writes with the keys of a storage, and what came of them. */
export const storageChecks = pgTable(
  "storage_checks",
  {
    id: text("id").primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    vendor: text("vendor").notNull(),
    storageRegion: integer("storage_region"),
    bucket: text("bucket").notNull(),
    /** HMAC of both keys: a result counts only for exactly these. */
    keysFingerprint: text("keys_fingerprint").notNull(),
    outcome: text("outcome").notNull(),
    details: jsonb("details").$type<Record<string, unknown>>().notNull(),
    latencyMs: integer("latency_ms"),
    checkedBy: text("checked_by").notNull(),
    checkedAt: at("checked_at")
      .notNull()
      .default(sql`clock_timestamp()`),
  },
  (t) => [index("storage_checks_newest").on(t.projectId, t.keysFingerprint, t.checkedAt)],
);
