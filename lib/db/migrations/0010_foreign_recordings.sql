CREATE TABLE "foreign_recordings" (
	"id" text PRIMARY KEY NOT NULL,
	"project_id" text NOT NULL,
	"sid" text NOT NULL,
	"channel_name" text,
	"uids" text[] DEFAULT '{}' NOT NULL,
	"is_page" boolean DEFAULT false NOT NULL,
	"intent_id" text,
	"first_seen_at" timestamp with time zone NOT NULL,
	"alive_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"stop_requested_at" timestamp with time zone,
	"stop_requested_by" text,
	"kick_sent_at" timestamp with time zone,
	"kick_sent_count" integer DEFAULT 0 NOT NULL,
	"kick_checked_at" timestamp with time zone,
	"out_of_channel_at" timestamp with time zone,
	"trouble" text,
	"settled_as" text,
	"settled_at" timestamp with time zone,
	"settled_by" text,
	"settled_reason" text,
	"next_step_at" timestamp with time zone,
	"lease_expires_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "agora_calls" ADD COLUMN "foreign_id" text;--> statement-breakpoint
ALTER TABLE "recording_intents" ADD COLUMN "origin" text DEFAULT 'ordered' NOT NULL;--> statement-breakpoint
ALTER TABLE "recording_intents" ADD COLUMN "twin_of" text;--> statement-breakpoint
ALTER TABLE "foreign_recordings" ADD CONSTRAINT "foreign_recordings_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "foreign_recordings" ADD CONSTRAINT "foreign_recordings_intent_id_recording_intents_id_fk" FOREIGN KEY ("intent_id") REFERENCES "public"."recording_intents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "foreign_recordings_sid" ON "foreign_recordings" USING btree ("project_id","sid");--> statement-breakpoint
CREATE INDEX "foreign_recordings_due" ON "foreign_recordings" USING btree ("next_step_at");--> statement-breakpoint
ALTER TABLE "agora_calls" ADD CONSTRAINT "agora_calls_foreign_id_foreign_recordings_id_fk" FOREIGN KEY ("foreign_id") REFERENCES "public"."foreign_recordings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agora_calls_foreign" ON "agora_calls" USING btree ("foreign_id","sent_at");