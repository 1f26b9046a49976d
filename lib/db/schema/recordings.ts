import { sql } from "drizzle-orm";
import { bigint, bigserial, boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { at } from "./common";
import { liveJobs } from "./live";
import { projects } from "./projects";
import { storageProfileVersions } from "./storage";

/**
 * What an operator wants: one recording. Its id is made by the client (a ULID), so a double click is one intent.
 * The engine drives its attempts towards `desired`; `status*` is the engine's summary for lists.
 */
export const recordingIntents = pgTable(
  "recording_intents",
  {
    id: text("id").primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    mode: text("mode", { enum: ["individual", "composite", "web"] }).notNull(),
    channelName: text("channel_name").notNull(),
    desired: text("desired", { enum: ["recording", "stopped"] }).notNull(),
    /** Raised with every change of `desired`: the engine drives to the newest. */
    generation: integer("generation").notNull().default(1),
    /** The validated start input in our words, without secrets. */
    config: jsonb("config").$type<Record<string, unknown>>().notNull(),
    storageVersionId: text("storage_version_id")
      .notNull()
      .references(() => storageProfileVersions.id),
    /** When the recorder's token (a row of `secrets`) ends; null where the channel needs none. */
    tokenExpiresAt: at("token_expires_at"),
    status: text("status").notNull(),
    /** A code for the reason of `status`; the sentence is chosen where it is shown. */
    statusReason: text("status_reason"),
    /** `adopted`: begun elsewhere, its settings are not known. `twin`: the second recording of another one. */
    origin: text("origin", { enum: ["ordered", "adopted", "twin"] })
      .notNull()
      .default("ordered"),
    twinOf: text("twin_of"),
    /** Why we believe it. */
    statusSource: text("status_source", { enum: ["operator", "engine", "poll", "notification", "listing"] }).notNull(),
    statusAt: at("status_at").notNull(),
    startedAt: at("started_at"),
    stoppedAt: at("stopped_at"),
    finishedAt: at("finished_at"),
    createdBy: text("created_by").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    stopRequestedBy: text("stop_requested_by"),
    stopRequestedAt: at("stop_requested_at"),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [
    index("recording_intents_list").on(t.projectId, t.createdAt.desc(), t.id.desc()),
    index("recording_intents_status").on(t.projectId, t.status),
    index("recording_intents_channel").on(t.projectId, t.channelName),
  ],
);

/**
 * One try to carry out an intent: one recorder uid, one file prefix, at most one remote task. Written down before every
 * call that can create or change a remote task (invariant I1).
 */
export const attempts = pgTable(
  "attempts",
  {
    id: text("id").primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    intentId: text("intent_id")
      .notNull()
      .references(() => recordingIntents.id),
    number: integer("number").notNull(),
    state: text("state", {
      enum: [
        "PLANNED",
        "ACQUIRING",
        "ACQUIRED",
        "STARTING",
        "STARTED",
        "CONFIRMED",
        "RUNNING",
        "STOPPING",
        "STOPPED",
        "UPLOADED",
        "BACKED_UP",
        "NO_DATA",
        "FAILED",
      ],
    }).notNull(),
    sideState: text("side_state", { enum: ["UNCERTAIN", "SUSPECT", "FENCED", "VANISHED", "ORPHAN_FOREIGN"] }),
    isTerminal: boolean("is_terminal").notNull().default(false),
    appId: text("app_id").notNull(),
    channelName: text("channel_name").notNull(),
    mode: text("mode").notNull(),
    recorderUid: text("recorder_uid").notNull(),
    /** Other uids this task has carried (event 12, failover). */
    uidAliases: text("uid_aliases")
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Parts of `fileNamePrefix`; the last is this attempt's id, so listing it reveals a lost sid. */
    filePrefix: text("file_prefix").array().notNull(),
    resourceId: text("resource_id"),
    acquiredAt: at("acquired_at"),
    /** The id of a start that was never answered and may have begun the task, kept while a newer id asks about it. */
    lostResourceId: text("lost_resource_id"),
    sid: text("sid"),
    /** First and last time a `start` left for this attempt's resource id. */
    startFirstSentAt: at("start_first_sent_at"),
    startLastSentAt: at("start_last_sent_at"),
    startSentCount: integer("start_sent_count").notNull().default(0),
    startedAt: at("started_at"),
    confirmedAt: at("confirmed_at"),
    /** When Agora last said that a task of this start exists (201/7, 400/53): the sid is lost, not the recording. */
    startConflictAt: at("start_conflict_at"),
    /** Agora's own status number (contract §2.10), when it was read, and when somebody last asked for it. */
    agoraStatus: integer("agora_status"),
    checkedAt: at("checked_at"),
    checkRequestedAt: at("check_requested_at"),
    /** When the bucket was last listed under this attempt's prefix. */
    listedAt: at("listed_at"),
    /** Since when query answers 404 without a break. */
    notFoundSince: at("not_found_since"),
    /** When the newest thing happened that a notification told of it. */
    heardAt: at("heard_at"),
    stopFirstSentAt: at("stop_first_sent_at"),
    stopLastSentAt: at("stop_last_sent_at"),
    stopSentCount: integer("stop_sent_count").notNull().default(0),
    /** When its recorder was last put out of the channel, how often, and what was seen of it since (channel contract §3.3). */
    kickSentAt: at("kick_sent_at"),
    kickSentCount: integer("kick_sent_count").notNull().default(0),
    kickCheckedAt: at("kick_checked_at"),
    /** Since when it is out under every uid it is known by; null while that is not seen. */
    outOfChannelAt: at("out_of_channel_at"),
    stoppedAt: at("stopped_at"),
    terminalAt: at("terminal_at"),
    failureCode: text("failure_code"),
    failureReason: text("failure_reason"),
    uploadProgress: integer("upload_progress"),
    /** Highest notification sequence applied and how many distinct ones: their difference shows holes. */
    lastSequence: integer("last_sequence"),
    sequencesSeen: integer("sequences_seen").notNull().default(0),
    desiredLayout: jsonb("desired_layout").$type<Record<string, unknown>>(),
    desiredLayoutRevision: integer("desired_layout_revision").notNull().default(0),
    ackedLayoutRevision: integer("acked_layout_revision").notNull().default(0),
    layoutSentAt: at("layout_sent_at"),
    /** What is wanted of it besides the layout (subscription, hold, push), as a whole, and how far Agora has it. */
    desiredUpdate: jsonb("desired_update").$type<Record<string, unknown>>(),
    desiredUpdateRevision: integer("desired_update_revision").notNull().default(0),
    sentUpdateRevision: integer("sent_update_revision").notNull().default(0),
    ackedUpdateRevision: integer("acked_update_revision").notNull().default(0),
    /** A revision that Agora refused for good is not sent again; why, in Agora's words. */
    refusedUpdateRevision: integer("refused_update_revision").notNull().default(0),
    updateRefusal: text("update_refusal"),
    updateSentAt: at("update_sent_at"),
    /** What the last query said of a web page's recorder: its state, whether it is on hold, how its push is. */
    pageState: jsonb("page_state").$type<Record<string, unknown>>(),
    /** When the engine should look again; the queue's truth. */
    nextStepAt: at("next_step_at"),
    /** A step that failed and must not be tried again before `heldUntil`; `any` holds every call to Agora. */
    heldStep: text("held_step"),
    heldUntil: at("held_until"),
    /** Failed tries of the held step in a row, for its backoff. */
    stepTries: integer("step_tries").notNull().default(0),
    /** A code for what keeps the attempt from going on, null while nothing does. */
    trouble: text("trouble"),
    leaseOwner: text("lease_owner"),
    leaseExpiresAt: at("lease_expires_at"),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("attempts_number").on(t.intentId, t.number),
    uniqueIndex("attempts_live_recorder")
      .on(t.appId, t.channelName, t.recorderUid)
      .where(sql`not is_terminal`),
    index("attempts_sid").on(t.sid),
    index("attempts_due")
      .on(t.nextStepAt)
      .where(sql`not is_terminal`),
    index("attempts_project").on(t.projectId),
  ],
);

/**
 * A recording that notifications speak of and that belongs to no attempt: somebody else's, or one of ours that was given
 * up. Nobody loses sight of it: it is listed with a Stop until it is known to have ended (invariant I4).
 */
export const foreignRecordings = pgTable(
  "foreign_recordings",
  {
    id: text("id").primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    sid: text("sid").notNull(),
    channelName: text("channel_name"),
    /** Every uid its recorder was named with. */
    uids: text("uids")
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Of a web page: its recorder is in no channel. */
    isPage: boolean("is_page").notNull().default(false),
    /** The recording of ours that it was, where it was given up too early. */
    intentId: text("intent_id").references(() => recordingIntents.id),
    firstSeenAt: at("first_seen_at").notNull(),
    /** When the newest thing happened that shows it alive, and that shows it over. */
    aliveAt: at("alive_at"),
    endedAt: at("ended_at"),
    stopRequestedAt: at("stop_requested_at"),
    stopRequestedBy: text("stop_requested_by"),
    kickSentAt: at("kick_sent_at"),
    kickSentCount: integer("kick_sent_count").notNull().default(0),
    kickCheckedAt: at("kick_checked_at"),
    outOfChannelAt: at("out_of_channel_at"),
    /** A code for what keeps the stop from going on. */
    trouble: text("trouble"),
    /** Nobody needs to look at it any more: why, by whom. `adopted`: it is an attempt of ours now. */
    settledAs: text("settled_as", { enum: ["adopted", "putOut", "closed"] }),
    settledAt: at("settled_at"),
    settledBy: text("settled_by"),
    settledReason: text("settled_reason"),
    nextStepAt: at("next_step_at"),
    leaseExpiresAt: at("lease_expires_at"),
  },
  (t) => [
    uniqueIndex("foreign_recordings_sid").on(t.projectId, t.sid),
    index("foreign_recordings_due").on(t.nextStepAt),
  ],
);

/** Every request to Agora that can create or change something: written before it is sent, completed after. */
export const agoraCalls = pgTable(
  "agora_calls",
  {
    id: text("id").primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    /** What it was made for: an attempt to record a channel, or a change of live streaming. */
    attemptId: text("attempt_id").references(() => attempts.id),
    liveJobId: text("live_job_id").references(() => liveJobs.id),
    foreignId: text("foreign_id").references(() => foreignRecordings.id),
    operation: text("operation").notNull(),
    /** Method, path and body with secrets replaced. */
    request: jsonb("request").$type<Record<string, unknown>>().notNull(),
    sentAt: at("sent_at")
      .notNull()
      .default(sql`clock_timestamp()`),
    finishedAt: at("finished_at"),
    outcome: text("outcome", { enum: ["ok", "refused", "unknown"] }),
    httpStatus: integer("http_status"),
    code: text("code"),
    reason: text("reason"),
    requestId: text("request_id"),
    /** The answer, redacted, first 2 kB where it could not be parsed. */
    response: jsonb("response").$type<Record<string, unknown>>(),
  },
  (t) => [
    index("agora_calls_attempt").on(t.attemptId, t.sentAt),
    index("agora_calls_live_job").on(t.liveJobId, t.sentAt),
    index("agora_calls_foreign").on(t.foreignId, t.sentAt),
    index("agora_calls_project").on(t.projectId, t.sentAt),
  ],
);

/** What happened to a recording, in the order we learnt it: the timeline of its page. */
export const recordingEvents = pgTable(
  "recording_events",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    projectId: text("project_id")
      .notNull()
      .references(() => projects.id),
    intentId: text("intent_id")
      .notNull()
      .references(() => recordingIntents.id),
    attemptId: text("attempt_id").references(() => attempts.id),
    source: text("source", { enum: ["operator", "engine", "call", "poll", "notification", "listing"] }).notNull(),
    type: text("type").notNull(),
    details: jsonb("details").$type<Record<string, unknown>>().notNull().default({}),
    /** When it happened at its origin, and when we wrote it. */
    happenedAt: at("happened_at").notNull(),
    createdAt: at("created_at")
      .notNull()
      .default(sql`clock_timestamp()`),
  },
  (t) => [index("recording_events_intent").on(t.intentId, t.id)],
);

/** Files of a recording, each with where we know it from. */
export const recordingFiles = pgTable(
  "recording_files",
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
    objectKey: text("object_key").notNull(),
    kind: text("kind", { enum: ["hls", "dash", "mp4", "audio", "slice", "snapshot", "other"] }).notNull(),
    trackType: text("track_type"),
    uid: text("uid"),
    isPlayable: boolean("is_playable"),
    sliceStartedAt: at("slice_started_at"),
    sizeBytes: bigint("size_bytes", { mode: "number" }),
    source: text("source", { enum: ["poll", "notification", "listing", "predicted"] }).notNull(),
    /** When the object was last seen in the bucket itself; null = named by Agora only. */
    seenInBucketAt: at("seen_in_bucket_at"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("recording_files_key").on(t.attemptId, t.objectKey),
    index("recording_files_intent").on(t.intentId),
  ],
);
