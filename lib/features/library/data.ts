import "server-only";
import { and, desc, eq, ilike, inArray, sql } from "drizzle-orm";
import type { Database, Transaction } from "../../db/client";
import { libraryItems, liveFiles, liveJobs, notifications } from "../../db/schema";
import { statusOf } from "./lifecycle";
import type { LibraryItem } from "./types";

type Reader = Database | Transaction;

export type ItemRow = typeof libraryItems.$inferSelect;
type JobRow = typeof liveJobs.$inferSelect;

/** Where Agora may keep a clip or a snapshot: no page says it, so both are looked for (FLS contract §4). */
export function pathsOf(item: Pick<ItemRow, "kind" | "entryPoint" | "streamName" | "fileName">): string[] {
  const rest = `${item.entryPoint}/${item.streamName}/${item.fileName}`;
  return item.kind === "clip" ? [`record/${rest}`] : [`snapshot/${rest}`, `record/${rest}`];
}

export async function insertItem(tx: Transaction, row: typeof libraryItems.$inferInsert): Promise<void> {
  await tx.insert(libraryItems).values(row);
}

/** Makes those who name files of one stream wait for each other, so that no two take the same name. */
export async function lockNames(tx: Transaction, place: { projectId: string; entryPoint: string; streamName: string }) {
  const key = JSON.stringify([place.projectId, place.entryPoint, place.streamName]);
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 7))`);
}

/** Names of a stream that begin with a stem: those that a new name might meet. */
export async function listNames(
  db: Reader,
  place: { projectId: string; entryPoint: string; streamName: string },
  stem: string,
): Promise<Set<string>> {
  const pattern = `${stem.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const rows = await db
    .select({ fileName: libraryItems.fileName })
    .from(libraryItems)
    .where(and(isOfStream(place), ilike(libraryItems.fileName, pattern)));
  return new Set(rows.map(({ fileName }) => fileName));
}

/** One item of a project; null when there is none. */
export async function findItem(db: Reader, projectId: string, itemId: string): Promise<ItemRow | null> {
  const [row] = await db
    .select()
    .from(libraryItems)
    .where(and(eq(libraryItems.projectId, projectId), eq(libraryItems.id, itemId)));
  return row ?? null;
}

/** Whether an id is used at all, in whatever project. */
export async function findAnyItem(db: Reader, itemId: string): Promise<ItemRow | null> {
  const [row] = await db.select().from(libraryItems).where(eq(libraryItems.id, itemId));
  return row ?? null;
}

const mostItems = 500;

/** The newest items of a project or of one stream, as screens see them. */
export async function listItemRows(
  db: Reader,
  filter: { projectId: string; entryPoint?: string; streamName?: string; itemId?: string },
): Promise<LibraryItem[]> {
  const rows = await db
    .select({ item: libraryItems, job: liveJobs })
    .from(libraryItems)
    .innerJoin(liveJobs, eq(liveJobs.id, libraryItems.jobId))
    .where(
      and(
        eq(libraryItems.projectId, filter.projectId),
        filter.entryPoint === undefined ? undefined : eq(libraryItems.entryPoint, filter.entryPoint),
        filter.streamName === undefined ? undefined : eq(libraryItems.streamName, filter.streamName),
        filter.itemId === undefined ? undefined : eq(libraryItems.id, filter.itemId),
      ),
    )
    .orderBy(desc(libraryItems.createdAt), desc(libraryItems.id))
    .limit(mostItems);
  const announced = await listAnnounced(
    db,
    filter.projectId,
    rows.flatMap(({ item }) => pathsOf(item)),
  );
  return rows.map(({ item, job }) => toItem(item, job, announced));
}

/** Files of these paths that Agora announced (events 101 and 102), with when. */
export async function listAnnounced(
  db: Reader,
  projectId: string,
  paths: readonly string[],
): Promise<Map<string, Date>> {
  if (paths.length === 0) return new Map();
  const rows = await db
    .select({ fileName: liveFiles.fileName, announcedAt: liveFiles.announcedAt })
    .from(liveFiles)
    .where(and(eq(liveFiles.projectId, projectId), inArray(liveFiles.fileName, [...paths])));
  return new Map(rows.map(({ fileName, announcedAt }) => [fileName, announcedAt]));
}

/** Streams of an entry point that Agora's notifications or our own items name. */
export async function listKnownStreams(db: Reader, projectId: string, entryPoint: string): Promise<string[]> {
  const [made, filed, told] = await Promise.all([
    db
      .selectDistinct({ streamName: libraryItems.streamName })
      .from(libraryItems)
      .where(and(eq(libraryItems.projectId, projectId), eq(libraryItems.entryPoint, entryPoint))),
    db
      .selectDistinct({ streamName: liveFiles.streamName })
      .from(liveFiles)
      .where(and(eq(liveFiles.projectId, projectId), eq(liveFiles.entryPoint, entryPoint))),
    // What began to be published lately (event 1): its files may not have been announced yet.
    db
      .select({ body: notifications.body })
      .from(notifications)
      .where(
        and(eq(notifications.projectId, projectId), eq(notifications.productId, 7), eq(notifications.eventType, 1)),
      )
      .orderBy(desc(notifications.id))
      .limit(200),
  ]);
  const published = told.flatMap(({ body }) => publishedStream(body, entryPoint) ?? []);
  return [...new Set([...made, ...filed].map(({ streamName }) => streamName).concat(published))].toSorted();
}

function publishedStream(body: string, entryPoint: string): string | null {
  const read: unknown = JSON.parse(body);
  const payload = typeof read === "object" && read !== null && "payload" in read ? read.payload : null;
  if (typeof payload !== "object" || payload === null) return null;
  const isOfEntry = "entryPoint" in payload && payload.entryPoint === entryPoint;
  return isOfEntry && "streamName" in payload && typeof payload.streamName === "string" ? payload.streamName : null;
}

function isOfStream(place: { projectId: string; entryPoint: string; streamName: string }) {
  return and(
    eq(libraryItems.projectId, place.projectId),
    eq(libraryItems.entryPoint, place.entryPoint),
    eq(libraryItems.streamName, place.streamName),
  );
}

function toItem(item: ItemRow, job: JobRow, announced: ReadonlyMap<string, Date>): LibraryItem {
  const path = pathsOf(item).find((one) => announced.has(one));
  const toldAt = path === undefined ? undefined : announced.get(path);
  const status = statusOf({ state: job.state, code: job.outcomeCode }, toldAt !== undefined);
  const number = (name: string) => {
    const value = job.details[name];
    return typeof value === "number" ? value : null;
  };
  const foundPath = typeof job.details["path"] === "string" ? job.details["path"] : null;
  const statusAt = job.finishedAt ?? toldAt ?? job.acceptedAt ?? job.sentAt ?? job.createdAt;
  return {
    itemId: item.id,
    kind: item.kind,
    entryPoint: item.entryPoint,
    flsArea: item.flsArea,
    streamName: item.streamName,
    fileName: item.fileName,
    label: item.label,
    startsAt: item.startsAt?.toISOString() ?? null,
    endsAt: item.endsAt?.toISOString() ?? null,
    recordedMs: item.recordedMs,
    status,
    code: status === "seen" ? null : job.outcomeCode,
    reason: status === "seen" ? null : job.outcomeReason,
    requestId: job.requestId,
    statusAt: statusAt.toISOString(),
    seenBy: status !== "seen" ? null : foundPath === null ? "notification" : "file",
    path: foundPath ?? path ?? null,
    address: null,
    durationSeconds: number("durationSeconds"),
    sizeBytes: number("sizeBytes"),
    retryOfId: item.retryOfId,
    createdByName: item.createdByName,
    createdAt: item.createdAt.toISOString(),
  };
}
