CREATE TABLE "account_troubles" (
	"fingerprint" text NOT NULL,
	"kind" text NOT NULL,
	"project_id" text NOT NULL,
	"operation" text NOT NULL,
	"reason" text,
	"since" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "account_troubles_fingerprint_kind_pk" PRIMARY KEY("fingerprint","kind")
);
--> statement-breakpoint
ALTER TABLE "rate_buckets" ADD COLUMN "pace" real DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "rate_buckets" ADD COLUMN "paced_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "account_troubles" ADD CONSTRAINT "account_troubles_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;