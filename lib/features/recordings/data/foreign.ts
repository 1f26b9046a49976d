import { and, asc, desc, eq, getTableColumns, isNull, lte, or, sql } from "drizzle-orm";
import { ulid } from "ulid";
import type { Database, Transaction } from "@/lib/db/client";
import { foreignRecordings } from "@/lib/db/schema";
import { databaseNowMs } from "./clock";
import type { AttemptRow, ForeignRow } from "./rows";

/** How long an engine works on one without a sign of life. */
const leaseMs = 30_000;

/** What a notification tells of a recording that is none of ours. */
export type Sighting = {
  projectId: string;
  sid: string;
  channelName: string | null;
  uids: readonly string[];
  isPage: boolean;
  intentId: string | null;
  happenedAt: Date;
  /** Whether it shows the recording alive, over, or neither. */
  shows: "alive" | "over" | null;
};

/** Writes down that a recording was heard of. A join: any order of the same sightings ends in the same row (I5). */
export async function noteForeign(tx: Transaction, sighting: Sighting): Promise<void> {
  const { projectId, sid, channelName, uids, isPage, intentId, happenedAt, shows } = sighting;
  const later = (column: typeof foreignRecordings.aliveAt | typeof foreignRecordings.endedAt, name: string) =>
    sql`greatest(${column}, ${sql.raw(`excluded.${name}`)})`;
  await tx
    .insert(foreignRecordings)
    .values({
      id: ulid(),
      projectId,
      sid,
      channelName,
      uids: [...uids],
      isPage,
      intentId,
      firstSeenAt: sql`now()`,
      aliveAt: shows === "alive" ? happenedAt : null,
      endedAt: shows === "over" ? happenedAt : null,
    })
    .onConflictDoUpdate({
      target: [foreignRecordings.projectId, foreignRecordings.sid],
      set: {
        channelName: sql`coalesce(${foreignRecordings.channelName}, excluded.channel_name)`,
        uids: sql`(select coalesce(array_agg(distinct uid order by uid), '{}') from unnest(${foreignRecordings.uids} || excluded.uids) as uid)`,
        isPage: sql`${foreignRecordings.isPage} or excluded.is_page`,
        intentId: sql`coalesce(${foreignRecordings.intentId}, excluded.intent_id)`,
        aliveAt: later(foreignRecordings.aliveAt, "alive_at"),
        endedAt: later(foreignRecordings.endedAt, "ended_at"),
        // Another uid is not known to be out of the channel.
        outOfChannelAt: sql`case when ${foreignRecordings.uids} @> excluded.uids then ${foreignRecordings.outOfChannelAt} end`,
      },
    });
}

/** An attempt turns out to be what was listed as foreign. */
export async function claimForeign(tx: Transaction, { projectId, sid }: AttemptRow): Promise<void> {
  if (sid === null) return;
  await tx
    .update(foreignRecordings)
    .set({ settledAs: "adopted", settledAt: sql`now()`, nextStepAt: null })
    .where(
      and(
        eq(foreignRecordings.projectId, projectId),
        eq(foreignRecordings.sid, sid),
        isNull(foreignRecordings.settledAs),
      ),
    );
}

/** Those that are not known to be over; the newest first. */
export async function selectForeign(db: Database, projectId: string): Promise<ForeignRow[]> {
  const isOver = sql`${foreignRecordings.endedAt} >= coalesce(${foreignRecordings.aliveAt}, '-infinity')`;
  return db
    .select()
    .from(foreignRecordings)
    .where(
      and(
        eq(foreignRecordings.projectId, projectId),
        isNull(foreignRecordings.settledAs),
        sql`not coalesce(${isOver}, false)`,
      ),
    )
    .orderBy(desc(foreignRecordings.firstSeenAt))
    .limit(100);
}

export async function lockForeign(tx: Transaction, projectId: string, id: string): Promise<ForeignRow | null> {
  const [row] = await tx
    .select()
    .from(foreignRecordings)
    .where(and(eq(foreignRecordings.projectId, projectId), eq(foreignRecordings.id, id)))
    .for("update");
  return row ?? null;
}

/** Takes the one that waits longest for its next step; no other engine gets it until it is released or the lease ends. */
export async function claimDueForeign(db: Database): Promise<{ row: ForeignRow; now: Date } | null> {
  const due = db
    .select({ id: foreignRecordings.id })
    .from(foreignRecordings)
    .where(
      and(
        lte(foreignRecordings.nextStepAt, sql`clock_timestamp()`),
        or(isNull(foreignRecordings.leaseExpiresAt), lte(foreignRecordings.leaseExpiresAt, sql`clock_timestamp()`)),
      ),
    )
    .orderBy(asc(foreignRecordings.nextStepAt))
    .limit(1)
    .for("update", { skipLocked: true });
  const [claimed] = await db
    .update(foreignRecordings)
    .set({ leaseExpiresAt: sql`clock_timestamp() + ${leaseMs} * interval '1 millisecond'` })
    .where(sql`${foreignRecordings.id} in ${due}`)
    .returning({ row: getTableColumns(foreignRecordings), nowMs: databaseNowMs });
  return claimed ? { row: claimed.row, now: new Date(claimed.nowMs) } : null;
}

export async function changeForeign(
  db: Database | Transaction,
  id: string,
  set: Partial<Omit<ForeignRow, "id" | "projectId" | "sid">>,
): Promise<void> {
  await db.update(foreignRecordings).set(set).where(eq(foreignRecordings.id, id));
}
