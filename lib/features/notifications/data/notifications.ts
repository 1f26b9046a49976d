import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import type { AgoraNotification } from "@/lib/agora/notifications";
import type { Database, Transaction } from "@/lib/db/client";
import { notifications, projects, secrets } from "@/lib/db/schema";
import { noticeChannel } from "@/lib/jobs/queue";
import { notificationSecretNames, type NotificationProduct } from "../../projects/constants";
import { secretOwner } from "../../projects/data";
import { previousSecretMs } from "../constants";

export type NotificationRow = typeof notifications.$inferSelect;

export async function findProjectByCallbackKey(db: Database, callbackKey: string): Promise<string | null> {
  const [row] = await db
    .select({ id: projects.id })
    .from(projects)
    .where(and(eq(projects.callbackKey, callbackKey), isNull(projects.archivedAt)));
  return row?.id ?? null;
}

/** Versions of a product's secret that are accepted now: the current one, and for a day the one it replaced. */
export async function acceptedSecretVersions(
  db: Database,
  projectId: string,
  product: NotificationProduct,
): Promise<number[]> {
  const rows = await db
    .select({ version: secrets.version, createdAt: secrets.createdAt, isCurrent: secrets.isCurrent })
    .from(secrets)
    .where(
      and(
        eq(secrets.ownerTable, secretOwner),
        eq(secrets.ownerId, projectId),
        eq(secrets.name, notificationSecretNames[product]),
      ),
    )
    .orderBy(desc(secrets.version))
    .limit(2);
  const [current, previous] = rows;
  if (!current) return [];
  const isFresh = Date.now() - current.createdAt.getTime() < previousSecretMs;
  return previous && isFresh ? [current.version, previous.version] : [current.version];
}

/**
 * Stores a notification, once per notice id, and tells the engines. Committed before the answer is sent: what was
 * answered 200 is never lost. False: it was known already.
 */
export async function storeNotification(
  db: Database,
  projectId: string,
  notification: AgoraNotification,
  body: string,
): Promise<boolean> {
  const isRecording = notification.product === "cloudRecording";
  return db.transaction(async (tx) => {
    const rows = await tx
      .insert(notifications)
      .values({
        projectId,
        productId: notification.productId,
        noticeId: notification.noticeId,
        eventType: notification.eventType,
        sid: isRecording ? notification.sid : null,
        channelName: isRecording ? notification.channelName : null,
        uid: isRecording ? notification.recorderUid : null,
        sequence: isRecording ? notification.sequence : null,
        notifyMs: notification.notifiedAt?.getTime() ?? Date.now(),
        body,
      })
      .onConflictDoNothing()
      .returning({ id: notifications.id });
    if (rows.length > 0) await tx.execute(sql`select pg_notify(${noticeChannel}, '')`);
    return rows.length > 0;
  });
}

/** Takes the oldest notification that nobody applied and nobody is applying, and locks it. */
export async function takeUnapplied(tx: Transaction): Promise<NotificationRow | null> {
  const [row] = await tx
    .select()
    .from(notifications)
    .where(isNull(notifications.appliedAt))
    .orderBy(asc(notifications.id))
    .limit(1)
    .for("update", { skipLocked: true });
  return row ?? null;
}

export async function markApplied(
  tx: Transaction,
  id: number,
  outcome: "applied" | "ignored" | "unmatched" | "failed",
): Promise<void> {
  await tx
    .update(notifications)
    .set({ appliedAt: sql`clock_timestamp()`, outcome })
    .where(eq(notifications.id, id));
}
