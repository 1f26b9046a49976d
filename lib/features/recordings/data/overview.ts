import { and, count, desc, eq, gte, inArray, or, sql, type SQL } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { attempts, recordingIntents } from "@/lib/db/schema";
import type { ReasonCode } from "../constants";

const row = {
  id: recordingIntents.id,
  mode: recordingIntents.mode,
  channelName: recordingIntents.channelName,
  status: recordingIntents.status,
  statusReason: recordingIntents.statusReason,
  statusSource: recordingIntents.statusSource,
  statusAt: recordingIntents.statusAt,
  startedAt: recordingIntents.startedAt,
  stoppedAt: recordingIntents.stoppedAt,
  // Written out: in a select from one table Drizzle names columns without it, and both tables have an id.
  uploadProgress: sql<number | null>`(
    select a.upload_progress from ${attempts} a
    where a.intent_id = recording_intents.id order by a.number desc limit 1
  )`,
};

/** How many recordings have each status: those that have not finished, and those that finished since. */
export async function countStatuses(
  db: Database,
  { projectId, unfinished, finishedSince }: { projectId: string; unfinished: readonly string[]; finishedSince: Date },
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ status: recordingIntents.status, count: count() })
    .from(recordingIntents)
    .where(
      and(
        eq(recordingIntents.projectId, projectId),
        or(inArray(recordingIntents.status, [...unfinished]), gte(recordingIntents.finishedAt, finishedSince)),
      ),
    )
    .groupBy(recordingIntents.status);
  return new Map(rows.map((found) => [found.status, found.count]));
}

/** The newest recordings with one of these statuses. */
export async function selectByStatus(
  db: Database,
  { projectId, statuses, limit }: { projectId: string; statuses: readonly string[]; limit: number },
) {
  return db
    .select(row)
    .from(recordingIntents)
    .where(and(eq(recordingIntents.projectId, projectId), inArray(recordingIntents.status, [...statuses])))
    .orderBy(desc(recordingIntents.createdAt))
    .limit(limit);
}

/** Nothing was recorded because somebody took the start back: nobody needs to look. */
const cancelled: ReasonCode = "cancelled";

type Needs = {
  projectId: string;
  badEnds: readonly string[];
  endedSince: Date;
  unfinished: readonly string[];
  reasons: readonly string[];
};

const needsPerson = ({ projectId, badEnds, endedSince, unfinished, reasons }: Needs): SQL | undefined =>
  and(
    eq(recordingIntents.projectId, projectId),
    or(
      eq(recordingIntents.status, "controlExpired"),
      and(
        inArray(recordingIntents.status, [...badEnds]),
        gte(recordingIntents.statusAt, endedSince),
        sql`${recordingIntents.statusReason} is distinct from ${cancelled}`,
      ),
      and(inArray(recordingIntents.status, [...unfinished]), inArray(recordingIntents.statusReason, [...reasons])),
    ),
  );

/** Recordings that ended badly since, are out of control, or are held up by one of these reasons; newest news first. */
export async function selectNeedingPerson(db: Database, needs: Needs & { limit: number }) {
  return db
    .select(row)
    .from(recordingIntents)
    .where(needsPerson(needs))
    .orderBy(desc(recordingIntents.statusAt))
    .limit(needs.limit);
}

export async function countNeedingPerson(db: Database, needs: Needs): Promise<number> {
  return db.$count(recordingIntents, needsPerson(needs));
}

export async function hasRecordings(db: Database, projectId: string): Promise<boolean> {
  const found = await db
    .select({ id: recordingIntents.id })
    .from(recordingIntents)
    .where(eq(recordingIntents.projectId, projectId))
    .limit(1);
  return found.length > 0;
}
