-- Audit rows are written once. A superuser can still switch the trigger off: the hash chain shows it.
CREATE FUNCTION "audit_rows_refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'audit_rows is insert-only' USING ERRCODE = 'insufficient_privilege';
END
$$;--> statement-breakpoint
CREATE TRIGGER "audit_rows_insert_only" BEFORE UPDATE OR DELETE ON "audit_rows"
	FOR EACH ROW EXECUTE FUNCTION "audit_rows_refuse_change"();--> statement-breakpoint
CREATE TRIGGER "audit_rows_no_truncate" BEFORE TRUNCATE ON "audit_rows"
	FOR EACH STATEMENT EXECUTE FUNCTION "audit_rows_refuse_change"();--> statement-breakpoint
-- No two rows of one chain may follow the same row: a fork is refused even where the writers' lock fails.
CREATE UNIQUE INDEX "audit_rows_chain" ON "audit_rows" ((coalesce("project_id", '')), "previous_hash");
