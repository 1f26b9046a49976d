-- Tells consoles which rows changed: `{"projectId", "kind", "id"}` on the channel `tally_changed`, never what is in them.
-- A trigger cannot be forgotten by whoever writes the next change. PostgreSQL sends a notice at commit, and equal ones of
-- one transaction once. Arguments: the kind, the column that names the thing ('' for none), columns that are nobody's news.
CREATE FUNCTION "tell_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	told jsonb := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
	quiet text[] := string_to_array(TG_ARGV[2], ',');
BEGIN
	IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - quiet = told - quiet THEN
		RETURN NULL;
	END IF;
	PERFORM pg_notify('tally_changed', jsonb_build_object(
		'projectId', told ->> 'project_id', 'kind', TG_ARGV[0], 'id', told ->> TG_ARGV[1])::text);
	RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER "recording_intents_tell" AFTER INSERT OR UPDATE OR DELETE ON "recording_intents"
	FOR EACH ROW EXECUTE FUNCTION "tell_change"('recording', 'id', 'updated_at');--> statement-breakpoint
CREATE TRIGGER "attempts_tell" AFTER INSERT OR UPDATE OR DELETE ON "attempts"
	FOR EACH ROW EXECUTE FUNCTION "tell_change"('recording', 'intent_id', 'updated_at,next_step_at,lease_owner,lease_expires_at');--> statement-breakpoint
CREATE TRIGGER "foreign_recordings_tell" AFTER INSERT OR UPDATE OR DELETE ON "foreign_recordings"
	FOR EACH ROW EXECUTE FUNCTION "tell_change"('recording', '', 'next_step_at,lease_expires_at');--> statement-breakpoint
CREATE TRIGGER "account_troubles_tell" AFTER INSERT OR UPDATE OR DELETE ON "account_troubles"
	FOR EACH ROW EXECUTE FUNCTION "tell_change"('recording', '', '');--> statement-breakpoint
CREATE TRIGGER "recording_events_tell" AFTER INSERT OR UPDATE OR DELETE ON "recording_events"
	FOR EACH ROW EXECUTE FUNCTION "tell_change"('recording', 'intent_id', '');--> statement-breakpoint
CREATE TRIGGER "recording_files_tell" AFTER INSERT OR UPDATE OR DELETE ON "recording_files"
	FOR EACH ROW EXECUTE FUNCTION "tell_change"('recording', 'intent_id', '');--> statement-breakpoint
CREATE TRIGGER "layout_takes_tell" AFTER INSERT OR UPDATE OR DELETE ON "layout_takes"
	FOR EACH ROW EXECUTE FUNCTION "tell_change"('recording', 'intent_id', '');--> statement-breakpoint
CREATE TRIGGER "layouts_tell" AFTER INSERT OR UPDATE OR DELETE ON "layouts"
	FOR EACH ROW EXECUTE FUNCTION "tell_change"('layout', '', '');--> statement-breakpoint
CREATE TRIGGER "layout_versions_tell" AFTER INSERT OR UPDATE OR DELETE ON "layout_versions"
	FOR EACH ROW EXECUTE FUNCTION "tell_change"('layout', '', '');--> statement-breakpoint
CREATE TRIGGER "library_items_tell" AFTER INSERT OR UPDATE OR DELETE ON "library_items"
	FOR EACH ROW EXECUTE FUNCTION "tell_change"('library', '', '');--> statement-breakpoint
CREATE TRIGGER "live_jobs_tell_library" AFTER INSERT OR UPDATE ON "live_jobs"
	FOR EACH ROW WHEN (NEW."kind" <> 'setCustomRecording')
	EXECUTE FUNCTION "tell_change"('library', '', 'updated_at,next_step_at,lease_owner,lease_expires_at');--> statement-breakpoint
CREATE TRIGGER "live_jobs_tell_storage" AFTER INSERT OR UPDATE ON "live_jobs"
	FOR EACH ROW WHEN (NEW."kind" = 'setCustomRecording')
	EXECUTE FUNCTION "tell_change"('storage', '', 'updated_at,next_step_at,lease_owner,lease_expires_at');--> statement-breakpoint
CREATE TRIGGER "cell_configurations_tell" AFTER INSERT OR UPDATE OR DELETE ON "cell_configurations"
	FOR EACH ROW EXECUTE FUNCTION "tell_change"('storage', '', '');--> statement-breakpoint
CREATE TRIGGER "storage_checks_tell" AFTER INSERT OR UPDATE OR DELETE ON "storage_checks"
	FOR EACH ROW EXECUTE FUNCTION "tell_change"('storage', '', '');--> statement-breakpoint
-- Who may hear what: consoles look at the session and the role behind their open streams again at once.
CREATE TRIGGER "sessions_tell" AFTER UPDATE OR DELETE ON "sessions"
	FOR EACH ROW EXECUTE FUNCTION "tell_change"('access', '', 'last_seen_at');--> statement-breakpoint
CREATE TRIGGER "memberships_tell" AFTER INSERT OR UPDATE OR DELETE ON "memberships"
	FOR EACH ROW EXECUTE FUNCTION "tell_change"('access', '', '');--> statement-breakpoint
CREATE TRIGGER "users_tell" AFTER UPDATE OR DELETE ON "users"
	FOR EACH ROW EXECUTE FUNCTION "tell_change"('access', '', 'password_hash,password_changed_at,must_change_password,name');--> statement-breakpoint
CREATE TRIGGER "projects_tell" AFTER INSERT OR UPDATE OR DELETE ON "projects"
	FOR EACH ROW EXECUTE FUNCTION "tell_change"('access', '', '');
