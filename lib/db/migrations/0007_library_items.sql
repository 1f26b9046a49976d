CREATE TABLE "library_items" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"kind" text NOT NULL,
	"entry_point" text NOT NULL,
	"fls_area" text NOT NULL,
	"stream_name" text NOT NULL,
	"file_name" text NOT NULL,
	"label" text NOT NULL,
	"starts_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	"recorded_ms" integer,
	"job_id" text NOT NULL,
	"retry_of_id" text,
	"created_by" text NOT NULL,
	"created_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "library_items" ADD CONSTRAINT "library_items_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "library_items" ADD CONSTRAINT "library_items_job_id_live_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."live_jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "library_items_name" ON "library_items" USING btree ("project_id","entry_point","stream_name","file_name");--> statement-breakpoint
CREATE UNIQUE INDEX "library_items_job" ON "library_items" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "library_items_newest" ON "library_items" USING btree ("project_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "library_items_stream" ON "library_items" USING btree ("project_id","entry_point","stream_name","created_at" DESC NULLS LAST);