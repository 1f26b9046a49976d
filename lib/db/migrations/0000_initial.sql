CREATE TABLE "memberships" (
	"project_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_project_id_user_id_pk" PRIMARY KEY("project_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"client_address" text,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"id" text PRIMARY KEY NOT NULL,
	"account_key" text NOT NULL,
	"network_key" text NOT NULL,
	"failed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"password_changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"must_change_password" boolean DEFAULT false NOT NULL,
	"installation_role" text,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_rows" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"project_id" text,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"action" text NOT NULL,
	"target_kind" text NOT NULL,
	"target_id" text,
	"outcome" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"request_id" text,
	"client_address" text,
	"created_at" timestamp with time zone NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"product_id" integer NOT NULL,
	"notice_id" text NOT NULL,
	"event_type" integer NOT NULL,
	"sid" text,
	"channel_name" text,
	"uid" text,
	"sequence" integer,
	"notify_ms" bigint NOT NULL,
	"body" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"applied_at" timestamp with time zone,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "processes" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"heartbeat_at" timestamp with time zone DEFAULT now() NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_buckets" (
	"bucket" text PRIMARY KEY NOT NULL,
	"slots" timestamp with time zone[] DEFAULT '{}' NOT NULL,
	"hold_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "data_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"master_key_id" text NOT NULL,
	"wrapped" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"app_id" text NOT NULL,
	"api_hosts" text[] NOT NULL,
	"object_store_endpoint" text,
	"callback_key" text NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "secrets" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"owner_table" text NOT NULL,
	"owner_id" text NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"sealed" text NOT NULL,
	"last_four" text NOT NULL,
	"fingerprint" text NOT NULL,
	"is_current" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text
);
--> statement-breakpoint
CREATE TABLE "agora_calls" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"attempt_id" text,
	"operation" text NOT NULL,
	"request" jsonb NOT NULL,
	"sent_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"finished_at" timestamp with time zone,
	"outcome" text,
	"http_status" integer,
	"code" text,
	"reason" text,
	"request_id" text,
	"response" jsonb
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"intent_id" text NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"side_state" text,
	"is_terminal" boolean DEFAULT false NOT NULL,
	"app_id" text NOT NULL,
	"channel_name" text NOT NULL,
	"mode" text NOT NULL,
	"recorder_uid" text NOT NULL,
	"uid_aliases" text[] DEFAULT '{}' NOT NULL,
	"file_prefix" text[] NOT NULL,
	"resource_id" text,
	"acquired_at" timestamp with time zone,
	"sid" text,
	"start_first_sent_at" timestamp with time zone,
	"start_last_sent_at" timestamp with time zone,
	"start_sent_count" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone,
	"confirmed_at" timestamp with time zone,
	"agora_status" integer,
	"checked_at" timestamp with time zone,
	"not_found_since" timestamp with time zone,
	"stop_first_sent_at" timestamp with time zone,
	"stop_sent_count" integer DEFAULT 0 NOT NULL,
	"stopped_at" timestamp with time zone,
	"terminal_at" timestamp with time zone,
	"failure_code" text,
	"failure_reason" text,
	"upload_progress" integer,
	"last_sequence" integer,
	"sequences_seen" integer DEFAULT 0 NOT NULL,
	"desired_layout" jsonb,
	"desired_layout_revision" integer DEFAULT 0 NOT NULL,
	"acked_layout_revision" integer DEFAULT 0 NOT NULL,
	"next_step_at" timestamp with time zone,
	"step_tries" integer DEFAULT 0 NOT NULL,
	"lease_owner" text,
	"lease_expires_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recording_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"intent_id" text NOT NULL,
	"attempt_id" text,
	"source" text NOT NULL,
	"type" text NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recording_files" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"intent_id" text NOT NULL,
	"attempt_id" text NOT NULL,
	"object_key" text NOT NULL,
	"kind" text NOT NULL,
	"track_type" text,
	"uid" text,
	"is_playable" boolean,
	"slice_started_at" timestamp with time zone,
	"size_bytes" bigint,
	"source" text NOT NULL,
	"seen_in_bucket_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recording_intents" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"mode" text NOT NULL,
	"channel_name" text NOT NULL,
	"desired" text NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"config" jsonb NOT NULL,
	"storage_version_id" text NOT NULL,
	"token_expires_at" timestamp with time zone,
	"status" text NOT NULL,
	"status_reason" text,
	"status_source" text NOT NULL,
	"status_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"stopped_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"stop_requested_by" text,
	"stop_requested_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "storage_profile_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"profile_id" text NOT NULL,
	"version" integer NOT NULL,
	"vendor" text NOT NULL,
	"storage_region" integer NOT NULL,
	"bucket" text NOT NULL,
	"endpoint" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text
);
--> statement-breakpoint
CREATE TABLE "storage_profiles" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"name" text NOT NULL,
	"current_version" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_rows" ADD CONSTRAINT "audit_rows_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_keys" ADD CONSTRAINT "data_keys_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secrets" ADD CONSTRAINT "secrets_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agora_calls" ADD CONSTRAINT "agora_calls_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agora_calls" ADD CONSTRAINT "agora_calls_attempt_id_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_intent_id_recording_intents_id_fk" FOREIGN KEY ("intent_id") REFERENCES "public"."recording_intents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_events" ADD CONSTRAINT "recording_events_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_events" ADD CONSTRAINT "recording_events_intent_id_recording_intents_id_fk" FOREIGN KEY ("intent_id") REFERENCES "public"."recording_intents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_events" ADD CONSTRAINT "recording_events_attempt_id_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_files" ADD CONSTRAINT "recording_files_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_files" ADD CONSTRAINT "recording_files_intent_id_recording_intents_id_fk" FOREIGN KEY ("intent_id") REFERENCES "public"."recording_intents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_files" ADD CONSTRAINT "recording_files_attempt_id_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_intents" ADD CONSTRAINT "recording_intents_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_intents" ADD CONSTRAINT "recording_intents_storage_version_id_storage_profile_versions_id_fk" FOREIGN KEY ("storage_version_id") REFERENCES "public"."storage_profile_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "storage_profile_versions" ADD CONSTRAINT "storage_profile_versions_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "storage_profile_versions" ADD CONSTRAINT "storage_profile_versions_profile_id_storage_profiles_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."storage_profiles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "storage_profiles" ADD CONSTRAINT "storage_profiles_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "memberships_user" ON "memberships" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token_hash" ON "sessions" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_failures_account" ON "sign_in_failures" USING btree ("account_key","failed_at");--> statement-breakpoint
CREATE INDEX "sign_in_failures_network" ON "sign_in_failures" USING btree ("network_key","failed_at");--> statement-breakpoint
CREATE INDEX "sign_in_failures_at" ON "sign_in_failures" USING btree ("failed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree ("email_key");--> statement-breakpoint
CREATE INDEX "audit_rows_project" ON "audit_rows" USING btree ("project_id","id");--> statement-breakpoint
CREATE INDEX "audit_rows_target" ON "audit_rows" USING btree ("target_kind","target_id");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_notice" ON "notifications" USING btree ("project_id","product_id","notice_id");--> statement-breakpoint
CREATE INDEX "notifications_unapplied" ON "notifications" USING btree ("id") WHERE applied_at is null;--> statement-breakpoint
CREATE INDEX "notifications_sid" ON "notifications" USING btree ("sid");--> statement-breakpoint
CREATE UNIQUE INDEX "data_keys_live" ON "data_keys" USING btree ("project_id") WHERE retired_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "projects_name" ON "projects" USING btree ("name") WHERE archived_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "projects_callback_key" ON "projects" USING btree ("callback_key");--> statement-breakpoint
CREATE UNIQUE INDEX "secrets_identity" ON "secrets" USING btree ("owner_table","owner_id","name","version");--> statement-breakpoint
CREATE UNIQUE INDEX "secrets_current" ON "secrets" USING btree ("owner_table","owner_id","name") WHERE is_current;--> statement-breakpoint
CREATE INDEX "secrets_project" ON "secrets" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "agora_calls_attempt" ON "agora_calls" USING btree ("attempt_id","sent_at");--> statement-breakpoint
CREATE INDEX "agora_calls_project" ON "agora_calls" USING btree ("project_id","sent_at");--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_number" ON "attempts" USING btree ("intent_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_live_recorder" ON "attempts" USING btree ("app_id","channel_name","recorder_uid") WHERE not is_terminal;--> statement-breakpoint
CREATE INDEX "attempts_sid" ON "attempts" USING btree ("sid");--> statement-breakpoint
CREATE INDEX "attempts_due" ON "attempts" USING btree ("next_step_at") WHERE not is_terminal;--> statement-breakpoint
CREATE INDEX "attempts_project" ON "attempts" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "recording_events_intent" ON "recording_events" USING btree ("intent_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "recording_files_key" ON "recording_files" USING btree ("attempt_id","object_key");--> statement-breakpoint
CREATE INDEX "recording_files_intent" ON "recording_files" USING btree ("intent_id");--> statement-breakpoint
CREATE INDEX "recording_intents_list" ON "recording_intents" USING btree ("project_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "recording_intents_status" ON "recording_intents" USING btree ("project_id","status");--> statement-breakpoint
CREATE INDEX "recording_intents_channel" ON "recording_intents" USING btree ("project_id","channel_name");--> statement-breakpoint
CREATE UNIQUE INDEX "storage_profile_versions_number" ON "storage_profile_versions" USING btree ("profile_id","version");--> statement-breakpoint
CREATE INDEX "storage_profile_versions_project" ON "storage_profile_versions" USING btree ("project_id");--> statement-breakpoint
CREATE UNIQUE INDEX "storage_profiles_name" ON "storage_profiles" USING btree ("project_id","name") WHERE archived_at is null;