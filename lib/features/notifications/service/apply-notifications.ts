import "server-only";
import { parseNotification } from "@/lib/agora/notifications";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { applyNotice } from "../../recordings/service/apply-notice";
import { staleAfterMs } from "../constants";
import { applyStreamNotice } from "./apply-stream-notice";
import { markApplied, takeUnapplied, type NotificationRow } from "../data/notifications";

export type Applied = { count: number; failures: { id: number; error: unknown }[] };

/**
 * Applies what was received and not applied yet, oldest first, each in a transaction of its own: any number of engines
 * may do so at once, and a killed one leaves its notification to the next (the table is an outbox).
 */
export async function applyNotifications(ctx: Context, signal?: AbortSignal): Promise<Applied> {
  const applied: Applied = { count: 0, failures: [] };
  while (!signal?.aborted) {
    const failure = { id: 0, error: undefined as unknown };
    const isMore = await ctx.db.transaction(async (tx) => {
      const row = await takeUnapplied(tx);
      if (row === null) return false;
      try {
        // A savepoint: one that cannot be applied must not keep the others waiting.
        const outcome = await tx.transaction((inner) => apply(inner, ctx, row));
        await markApplied(tx, row.id, outcome);
      } catch (error) {
        if (!isItsOwnFault(error)) throw error;
        Object.assign(failure, { id: row.id, error });
        await markApplied(tx, row.id, "failed");
      }
      return true;
    });
    if (failure.id !== 0) applied.failures.push(failure);
    if (!isMore) break;
    applied.count += 1;
  }
  return applied;
}

/**
 * Whether trying again cannot help. A lost connection, a deadlock or a full disk leaves the notification where it is;
 * data that the database cannot hold (class 22, 23) and faults of ours would be tried for ever.
 */
function isItsOwnFault(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : null;
  return code === null || /^2[23]/.test(code);
}

async function apply(
  tx: Transaction,
  ctx: Context,
  row: NotificationRow,
): Promise<"applied" | "ignored" | "unmatched"> {
  const notification = parseNotification(row.body);
  if (notification.product === "liveStreaming") {
    const announcedAt = new Date(row.notifyMs);
    return (await applyStreamNotice(tx, row.projectId, notification, announcedAt)) ? "applied" : "ignored";
  }
  if (notification.product !== "cloudRecording") return "ignored";
  const isStale = row.receivedAt.getTime() - row.notifyMs > staleAfterMs;
  return (await applyNotice(tx, ctx.queue, row.projectId, notification, isStale)) ? "applied" : "unmatched";
}
