CREATE TABLE "rate_slots" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"bucket" text NOT NULL,
	"free_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "start_conflict_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "check_requested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "listed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "stop_last_sent_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "layout_sent_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "held_step" text;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "held_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "trouble" text;--> statement-breakpoint
ALTER TABLE "rate_slots" ADD CONSTRAINT "rate_slots_bucket_rate_buckets_bucket_fk" FOREIGN KEY ("bucket") REFERENCES "public"."rate_buckets"("bucket") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rate_slots_bucket" ON "rate_slots" USING btree ("bucket","free_at");--> statement-breakpoint
ALTER TABLE "rate_buckets" DROP COLUMN "slots";