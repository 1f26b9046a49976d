import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { at } from "./common";
import { projects } from "./projects";

/** Notifications as they came: durable before the 200 is sent, applied afterwards (outbox). */
export const notifications = pgTable(
  "notifications",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    productId: integer("product_id").notNull(),
    noticeId: text("notice_id").notNull(),
    eventType: integer("event_type").notNull(),
    sid: text("sid"),
    channelName: text("channel_name"),
    uid: text("uid"),
    sequence: integer("sequence"),
    notifyMs: bigint("notify_ms", { mode: "number" }).notNull(),
    body: text("body").notNull(),
    receivedAt: at("received_at")
      .notNull()
      .default(sql`clock_timestamp()`),
    appliedAt: at("applied_at"),
    /** applied | ignored | unmatched | failed */
    outcome: text("outcome"),
  },
  (t) => [
    uniqueIndex("notifications_notice").on(t.projectId, t.productId, t.noticeId),
    index("notifications_unapplied")
      .on(t.id)
      .where(sql`applied_at is null`),
    index("notifications_sid").on(t.sid),
  ],
);

/** Who did what to which thing. Insert-only (a trigger refuses update and delete), one hash chain per project. */
export const auditRows = pgTable(
  "audit_rows",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    /** Null for what concerns the installation (sign-in, accounts). */
    projectId: text("project_id").references(() => projects.id),
    actorKind: text("actor_kind", { enum: ["user", "system", "notification"] }).notNull(),
    actorId: text("actor_id"),
    action: text("action").notNull(),
    targetKind: text("target_kind").notNull(),
    targetId: text("target_id"),
    outcome: text("outcome", { enum: ["done", "refused", "failed"] }).notNull(),
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
    requestId: text("request_id"),
    clientAddress: text("client_address"),
    createdAt: at("created_at").notNull(),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [index("audit_rows_project").on(t.projectId, t.id), index("audit_rows_target").on(t.targetKind, t.targetId)],
);

/**
 * What Agora holds against an account: no call is made with refused credentials again until somebody entered others or
 * said that these are right, because trying on would lock the account.
 */
export const accountTroubles = pgTable(
  "account_troubles",
  {
    /** Of the credentials: equal ones of other projects are meant too. */
    fingerprint: text("fingerprint").notNull(),
    kind: text("kind", { enum: ["credentialsRefused", "accountInactive"] }).notNull(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    /** What was being asked, and Agora's own words. */
    operation: text("operation").notNull(),
    reason: text("reason"),
    since: at("since")
      .notNull()
      .default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.fingerprint, t.kind] })],
);

/** Outbound rate limit: one row per bucket (account, App ID). Its lock puts the takers of slots in a row. */
export const rateBuckets = pgTable("rate_buckets", {
  bucket: text("bucket").primaryKey(),
  /** After a 429 nothing leaves before this. */
  holdUntil: at("hold_until"),
  /** The share of the limit that is used since the last 429, which comes back with time; and when that was. */
  pace: real("pace").notNull().default(1),
  pacedAt: at("paced_at"),
});

/** The slots given out of each bucket: one that is still to be used, or was used less than a window ago. */
export const rateSlots = pgTable(
  "rate_slots",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    bucket: text("bucket")
      .notNull()
      .references(() => rateBuckets.bucket),
    /** When its place in the window is free again. */
    freeAt: at("free_at").notNull(),
  },
  (t) => [index("rate_slots_bucket").on(t.bucket, t.freeAt)],
);

/** One row per process of the installation: what runs, since when, last heartbeat. */
export const processes = pgTable("processes", {
  id: text("id").primaryKey(),
  kind: text("kind", { enum: ["console", "engine"] }).notNull(),
  startedAt: at("started_at").notNull().defaultNow(),
  heartbeatAt: at("heartbeat_at").notNull().defaultNow(),
  details: jsonb("details").$type<Record<string, unknown>>().notNull().default({}),
});
