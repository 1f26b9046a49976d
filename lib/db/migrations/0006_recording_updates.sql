ALTER TABLE "attempts" ADD COLUMN "desired_update" jsonb;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "desired_update_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "sent_update_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "acked_update_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "refused_update_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "update_refusal" text;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "update_sent_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "page_state" jsonb;