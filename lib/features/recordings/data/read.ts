import { and, asc, count, desc, eq, inArray, ne, or, sql, type SQL } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/db/client";
import { agoraCalls, attempts, recordingEvents, recordingFiles, recordingIntents, users } from "@/lib/db/schema";
import type { AttemptRow, CallRow, EventRow, FileRow, IntentRow } from "./rows";

type Reader = Database | Transaction;

/** A row of the list before it becomes a DTO. */
export type SummaryRow = {
  intent: IntentRow;
  /** Microseconds, which a JavaScript date would lose: two recordings of one millisecond keep their order. */
  createdAtText: string;
  createdByName: string | null;
  fileCount: number;
  uploadProgress: number | null;
};

/** Where a page begins: after this row. */
export type Position = { createdAtText: string; id: string };

const createdAtText = sql<string>`to_char(${recordingIntents.createdAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const summary = {
  intent: recordingIntents,
  createdAtText,
  createdByName: users.name,
  fileCount: sql<number>`(
    select count(*)::int from ${recordingFiles}
    where ${recordingFiles.intentId} = ${recordingIntents.id} and ${recordingFiles.kind} <> 'slice'
  )`,
  uploadProgress: sql<number | null>`(
    select ${attempts.uploadProgress} from ${attempts}
    where ${attempts.intentId} = ${recordingIntents.id} order by ${attempts.number} desc limit 1
  )`,
};

/** Newest first. `status` is one or several with commas between; `channel` is a part of the channel's name, in its case. */
export async function selectSummaries(
  db: Reader,
  filter: { projectId: string; status?: string; channel?: string; after?: Position; limit: number },
): Promise<SummaryRow[]> {
  const { projectId, status, channel, after, limit } = filter;
  const conditions: (SQL | undefined)[] = [
    eq(recordingIntents.projectId, projectId),
    status ? inArray(recordingIntents.status, status.split(",")) : undefined,
    channel ? sql`position(${channel} in ${recordingIntents.channelName}) > 0` : undefined,
    after
      ? sql`(${recordingIntents.createdAt}, ${recordingIntents.id}) < (${after.createdAtText}::timestamptz, ${after.id})`
      : undefined,
  ];
  return db
    .select(summary)
    .from(recordingIntents)
    .leftJoin(users, eq(users.id, recordingIntents.createdBy))
    .where(and(...conditions))
    .orderBy(desc(recordingIntents.createdAt), desc(recordingIntents.id))
    .limit(limit);
}

export async function selectSummary(db: Reader, projectId: string, recordingId: string): Promise<SummaryRow | null> {
  const [row] = await db
    .select(summary)
    .from(recordingIntents)
    .leftJoin(users, eq(users.id, recordingIntents.createdBy))
    .where(and(eq(recordingIntents.projectId, projectId), eq(recordingIntents.id, recordingId)));
  return row ?? null;
}

/** Recordings of one channel whose status is one of these. */
export async function selectInChannel(
  db: Reader,
  projectId: string,
  channelName: string,
  statuses: readonly string[],
): Promise<SummaryRow[]> {
  return db
    .select(summary)
    .from(recordingIntents)
    .leftJoin(users, eq(users.id, recordingIntents.createdBy))
    .where(
      and(
        eq(recordingIntents.projectId, projectId),
        eq(recordingIntents.channelName, channelName),
        inArray(recordingIntents.status, [...statuses]),
      ),
    )
    .orderBy(desc(recordingIntents.createdAt))
    .limit(20);
}

/** The uids of this project's recorders that may be in a channel. */
export async function liveRecorderUids(db: Reader, projectId: string, channelName: string): Promise<string[]> {
  const rows = await db
    .select({ uid: attempts.recorderUid, aliases: attempts.uidAliases })
    .from(attempts)
    .where(
      and(eq(attempts.projectId, projectId), eq(attempts.channelName, channelName), eq(attempts.isTerminal, false)),
    );
  return rows.flatMap(({ uid, aliases }) => [uid, ...aliases]);
}

export async function selectIntent(db: Reader, recordingId: string): Promise<IntentRow | null> {
  const [row] = await db.select().from(recordingIntents).where(eq(recordingIntents.id, recordingId));
  return row ?? null;
}

/** The recordings that stand beside this one so that one of them survives. */
export async function selectTwins(db: Reader, { id, twinOf }: IntentRow): Promise<IntentRow[]> {
  const isTwin = or(eq(recordingIntents.twinOf, id), twinOf === null ? undefined : eq(recordingIntents.id, twinOf));
  return db.select().from(recordingIntents).where(isTwin).orderBy(asc(recordingIntents.createdAt)).limit(20);
}

/** The newest attempt of a recording with the recording itself. */
export async function selectNewestAttempt(
  db: Reader,
  recordingId: string,
): Promise<{ intent: IntentRow; attempt: AttemptRow } | null> {
  const [row] = await db
    .select({ intent: recordingIntents, attempt: attempts })
    .from(recordingIntents)
    .innerJoin(attempts, eq(attempts.intentId, recordingIntents.id))
    .where(eq(recordingIntents.id, recordingId))
    .orderBy(desc(attempts.number))
    .limit(1);
  return row ?? null;
}

/** How much of its history the page of a recording shows: the newest of each. */
const mostEvents = 1000;
const mostCalls = 300;
const mostFiles = 1000;

export type DetailRows = {
  attempts: AttemptRow[];
  events: EventRow[];
  calls: CallRow[];
  files: FileRow[];
  slices: { count: number; sizeBytes: number };
};

export async function selectDetail(db: Reader, recordingId: string): Promise<DetailRows> {
  const isOfRecording = eq(recordingFiles.intentId, recordingId);
  const attemptRows = await db
    .select()
    .from(attempts)
    .where(eq(attempts.intentId, recordingId))
    .orderBy(asc(attempts.number));
  const attemptIds = attemptRows.map((row) => row.id);
  const [events, calls, files, [slices]] = await Promise.all([
    db
      .select()
      .from(recordingEvents)
      .where(eq(recordingEvents.intentId, recordingId))
      .orderBy(desc(recordingEvents.id))
      .limit(mostEvents),
    db
      .select()
      .from(agoraCalls)
      .where(inArray(agoraCalls.attemptId, attemptIds))
      .orderBy(desc(agoraCalls.sentAt))
      .limit(mostCalls),
    db
      .select()
      .from(recordingFiles)
      .where(and(isOfRecording, ne(recordingFiles.kind, "slice")))
      .orderBy(asc(recordingFiles.kind), asc(recordingFiles.objectKey))
      .limit(mostFiles),
    db
      .select({ count: count(), sizeBytes: sql<number>`coalesce(sum(${recordingFiles.sizeBytes}), 0)::float8` })
      .from(recordingFiles)
      .where(and(isOfRecording, eq(recordingFiles.kind, "slice"))),
  ]);
  return {
    attempts: attemptRows,
    events: events.toReversed(),
    calls: calls.toReversed(),
    files,
    slices: slices ?? { count: 0, sizeBytes: 0 },
  };
}
