import "server-only";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { selectInChannel, selectSummaries, type Position } from "../data/read";
import { isLive, recordingStatuses } from "../lifecycle";
import type { ListRecordingsInput } from "../schema";
import type { RecordingPage, RecordingSummary } from "../types";
import { toSummary } from "./present";

/**
 * A page of the project's recordings, newest first. Pages join without gap or repetition while new recordings arrive.
 * @throws TallyError INVALID for a cursor that is not one of ours
 */
export async function listRecordings({
  ctx,
  input,
  grant,
}: {
  ctx: Pick<Context, "db">;
  input: Omit<ListRecordingsInput, "projectId">;
  grant: AuthorizedInProject<"recording.read">;
}): Promise<RecordingPage> {
  const { status, channel, cursor, limit } = input;
  const after = cursor === undefined ? undefined : readCursor(cursor);
  // One more than asked for tells whether there is a next page.
  const rows = await selectSummaries(ctx.db, { projectId: grant.projectId, status, channel, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(toSummary),
    nextCursor: last ? writeCursor({ createdAtText: last.createdAtText, id: last.intent.id }) : null,
  };
}

/** Recordings that run in a channel now: what the form warns of before another one is started. */
export async function listLiveInChannel({
  ctx,
  channelName,
  grant,
}: {
  ctx: Pick<Context, "db">;
  channelName: string;
  grant: AuthorizedInProject<"recording.read">;
}): Promise<RecordingSummary[]> {
  const rows = await selectInChannel(ctx.db, grant.projectId, channelName, recordingStatuses.filter(isLive));
  return rows.map(toSummary);
}

function writeCursor({ createdAtText, id }: Position): string {
  return Buffer.from(`${createdAtText} ${id}`, "utf8").toString("base64url");
}

function readCursor(cursor: string): Position {
  const text = Buffer.from(cursor, "base64url").toString("utf8");
  const [, createdAtText, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([0-9A-Z]{26})$/.exec(text) ?? [];
  if (createdAtText === undefined || id === undefined) {
    throw new TallyError("INVALID", "This page of the list cannot be found. Go back to its beginning.");
  }
  return { createdAtText, id };
}
