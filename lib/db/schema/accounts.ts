import { sql } from "drizzle-orm";
import { boolean, index, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { at } from "./common";
import { projects } from "./projects";

/** People who may sign in. Accounts belong to the installation; what they may do is granted per project. */
export const users = pgTable(
  "users",
  {
    id: text("id").primaryKey(),
    email: text("email").notNull(),
    /** Normalised (NFKC, lower case) e-mail: what sign-in looks up. */
    emailKey: text("email_key").notNull(),
    name: text("name").notNull(),
    /** argon2id, PHC string. */
    passwordHash: text("password_hash").notNull(),
    passwordChangedAt: at("password_changed_at").notNull().defaultNow(),
    /** True until the first password, which the launcher printed, has been replaced. */
    mustChangePassword: boolean("must_change_password").notNull().default(false),
    /** `admin` here means admin of every project of the installation. */
    installationRole: text("installation_role", { enum: ["admin"] }),
    disabledAt: at("disabled_at"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [uniqueIndex("users_email_key").on(t.emailKey)],
);

/** What a person may do in one project. */
export const memberships = pgTable(
  "memberships",
  {
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    role: text("role", { enum: ["viewer", "operator", "engineer", "admin", "auditor"] }).notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.projectId, t.userId] }), index("memberships_user").on(t.userId)],
);

/** A signed-in browser. The cookie carries a random token; only its SHA-256 is stored. */
export const sessions = pgTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    tokenHash: text("token_hash").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    createdAt: at("created_at").notNull().defaultNow(),
    lastSeenAt: at("last_seen_at").notNull().defaultNow(),
    /** Absolute end; the idle limit is counted from `lastSeenAt`. */
    expiresAt: at("expires_at").notNull(),
    clientAddress: text("client_address"),
    userAgent: text("user_agent"),
  },
  (t) => [uniqueIndex("sessions_token_hash").on(t.tokenHash), index("sessions_user").on(t.userId)],
);

/** Failed sign-ins, counted per account, per network and in all; rows older than a day are swept. */
export const signInFailures = pgTable(
  "sign_in_failures",
  {
    id: text("id").primaryKey(),
    accountKey: text("account_key").notNull(),
    networkKey: text("network_key").notNull(),
    failedAt: at("failed_at")
      .notNull()
      .default(sql`clock_timestamp()`),
  },
  (t) => [
    index("sign_in_failures_account").on(t.accountKey, t.failedAt),
    index("sign_in_failures_network").on(t.networkKey, t.failedAt),
    index("sign_in_failures_at").on(t.failedAt),
  ],
);
