CREATE TABLE "cell_configurations" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"entry_point" text NOT NULL,
	"fls_area" text NOT NULL,
	"version" integer NOT NULL,
	"is_hls_enabled" boolean NOT NULL,
	"is_mp4_enabled" boolean NOT NULL,
	"vendor" text,
	"storage_region" integer,
	"bucket" text,
	"storage_version_id" text,
	"restored_from_id" text,
	"job_id" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "live_files" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"recording_kind" text NOT NULL,
	"file_kind" text NOT NULL,
	"entry_point" text NOT NULL,
	"stream_name" text NOT NULL,
	"file_name" text NOT NULL,
	"announced_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "live_jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"kind" text NOT NULL,
	"target_key" text NOT NULL,
	"input" jsonb NOT NULL,
	"state" text NOT NULL,
	"is_terminal" boolean DEFAULT false NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"sent_count" integer DEFAULT 0 NOT NULL,
	"failures_in_row" integer DEFAULT 0 NOT NULL,
	"outcome_code" text,
	"outcome_reason" text,
	"request_id" text,
	"next_step_at" timestamp with time zone,
	"lease_owner" text,
	"lease_expires_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "storage_checks" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"vendor" text NOT NULL,
	"storage_region" integer,
	"bucket" text NOT NULL,
	"keys_fingerprint" text NOT NULL,
	"outcome" text NOT NULL,
	"details" jsonb NOT NULL,
	"latency_ms" integer,
	"checked_by" text NOT NULL,
	"checked_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "agora_calls" ADD COLUMN "live_job_id" text;--> statement-breakpoint
ALTER TABLE "cell_configurations" ADD CONSTRAINT "cell_configurations_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cell_configurations" ADD CONSTRAINT "cell_configurations_storage_version_id_storage_profile_versions_id_fk" FOREIGN KEY ("storage_version_id") REFERENCES "public"."storage_profile_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cell_configurations" ADD CONSTRAINT "cell_configurations_job_id_live_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."live_jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_files" ADD CONSTRAINT "live_files_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_jobs" ADD CONSTRAINT "live_jobs_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "storage_checks" ADD CONSTRAINT "storage_checks_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "cell_configurations_version" ON "cell_configurations" USING btree ("project_id","entry_point","fls_area","version");--> statement-breakpoint
CREATE INDEX "cell_configurations_job" ON "cell_configurations" USING btree ("job_id");--> statement-breakpoint
CREATE UNIQUE INDEX "live_files_name" ON "live_files" USING btree ("project_id","recording_kind","file_name");--> statement-breakpoint
CREATE INDEX "live_files_newest" ON "live_files" USING btree ("project_id","entry_point","announced_at");--> statement-breakpoint
CREATE INDEX "live_jobs_due" ON "live_jobs" USING btree ("next_step_at") WHERE not is_terminal;--> statement-breakpoint
CREATE INDEX "live_jobs_target" ON "live_jobs" USING btree ("project_id","kind","target_key","created_at");--> statement-breakpoint
CREATE INDEX "storage_checks_newest" ON "storage_checks" USING btree ("project_id","keys_fingerprint","checked_at");--> statement-breakpoint
ALTER TABLE "agora_calls" ADD CONSTRAINT "agora_calls_live_job_id_live_jobs_id_fk" FOREIGN KEY ("live_job_id") REFERENCES "public"."live_jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agora_calls_live_job" ON "agora_calls" USING btree ("live_job_id","sent_at");