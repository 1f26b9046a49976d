import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { at } from "./common";

/** An Agora project: one App ID with its credentials (kept in `secrets`), or the local sandbox. */
export const projects = pgTable(
  "projects",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    kind: text("kind", { enum: ["agora", "sandbox"] }).notNull(),
    appId: text("app_id").notNull(),
    /** Base addresses in the order they are tried. One for the sandbox, Agora's own order otherwise. */
    apiHosts: text("api_hosts").array().notNull(),
    /** The endpoint of the sandbox's object store; null for a real project, whose endpoints come from the catalogue. */
    objectStoreEndpoint: text("object_store_endpoint"),
    /** Random part of the notification address `/api/callbacks/<key>`. */
    callbackKey: text("callback_key").notNull(),
    settings: jsonb("settings").$type<Record<string, unknown>>().notNull().default({}),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    archivedAt: at("archived_at"),
  },
  (t) => [
    uniqueIndex("projects_name")
      .on(t.name)
      .where(sql`archived_at is null`),
    uniqueIndex("projects_callback_key").on(t.callbackKey),
  ],
);

/** Wrapped data keys, one live per project. A project's secrets are sealed with its data key (security: envelope). */
export const dataKeys = pgTable(
  "data_keys",
  {
    id: text("id").primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    /** Which master key wrapped it. */
    masterKeyId: text("master_key_id").notNull(),
    wrapped: text("wrapped").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    retiredAt: at("retired_at"),
  },
  (t) => [
    uniqueIndex("data_keys_live")
      .on(t.projectId)
      .where(sql`retired_at is null`),
  ],
);

/**
 * Every stored secret of every table. `(ownerTable, ownerId, name, version)` is its identity and the additional
 * authenticated data of its ciphertext, so a row copied elsewhere cannot be decrypted.
 */
export const secrets = pgTable(
  "secrets",
  {
    id: text("id").primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    ownerTable: text("owner_table").notNull(),
    ownerId: text("owner_id").notNull(),
    name: text("name").notNull(),
    version: integer("version").notNull(),
    /** `v1.<dataKeyId>.<nonce>.<ciphertext>.<tag>`, base64url. */
    sealed: text("sealed").notNull(),
    /** What a screen may show. */
    lastFour: text("last_four").notNull(),
    /** HMAC of the value with a key of the installation: tells whether two secrets are equal without showing them. */
    fingerprint: text("fingerprint").notNull(),
    isCurrent: boolean("is_current").notNull().default(true),
    createdAt: at("created_at").notNull().defaultNow(),
    createdBy: text("created_by"),
  },
  (t) => [
    uniqueIndex("secrets_identity").on(t.ownerTable, t.ownerId, t.name, t.version),
    uniqueIndex("secrets_current")
      .on(t.ownerTable, t.ownerId, t.name)
      .where(sql`is_current`),
    index("secrets_project").on(t.projectId),
  ],
);
