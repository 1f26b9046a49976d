CREATE TABLE "layout_takes" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"intent_id" text NOT NULL,
	"attempt_id" text NOT NULL,
	"revision" integer NOT NULL,
	"kind" text NOT NULL,
	"layout" jsonb NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"sent_count" integer DEFAULT 0 NOT NULL,
	"settled_at" timestamp with time zone,
	"outcome" text NOT NULL,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "layout_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"layout_id" text NOT NULL,
	"version" integer NOT NULL,
	"document" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text
);
--> statement-breakpoint
CREATE TABLE "layouts" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"name" text NOT NULL,
	"current_version" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "layout_takes" ADD CONSTRAINT "layout_takes_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "layout_takes" ADD CONSTRAINT "layout_takes_intent_id_recording_intents_id_fk" FOREIGN KEY ("intent_id") REFERENCES "public"."recording_intents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "layout_takes" ADD CONSTRAINT "layout_takes_attempt_id_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "layout_versions" ADD CONSTRAINT "layout_versions_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "layout_versions" ADD CONSTRAINT "layout_versions_layout_id_layouts_id_fk" FOREIGN KEY ("layout_id") REFERENCES "public"."layouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "layouts" ADD CONSTRAINT "layouts_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "layout_takes_revision" ON "layout_takes" USING btree ("attempt_id","revision");--> statement-breakpoint
CREATE INDEX "layout_takes_intent" ON "layout_takes" USING btree ("intent_id","revision");--> statement-breakpoint
CREATE INDEX "layout_takes_project" ON "layout_takes" USING btree ("project_id");--> statement-breakpoint
CREATE UNIQUE INDEX "layout_versions_number" ON "layout_versions" USING btree ("layout_id","version");--> statement-breakpoint
CREATE INDEX "layout_versions_project" ON "layout_versions" USING btree ("project_id");--> statement-breakpoint
CREATE UNIQUE INDEX "layouts_name" ON "layouts" USING btree ("project_id","name") WHERE archived_at is null;