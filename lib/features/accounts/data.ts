import "server-only";
import { and, count, eq, gt, lt, max, ne, sql } from "drizzle-orm";
import { ulid } from "ulid";
import type { Database, Transaction } from "@/lib/db/client";
import { sessions, signInFailures, users } from "@/lib/db/schema";

export type UserRow = typeof users.$inferSelect;

export async function findUserByEmailKey(tx: Database | Transaction, key: string): Promise<UserRow | null> {
  const [row] = await tx.select().from(users).where(eq(users.emailKey, key));
  return row ?? null;
}

/** @param options.lock holds the row until the transaction ends */
export async function findUser(
  tx: Transaction,
  userId: string,
  options: { lock?: boolean } = {},
): Promise<UserRow | null> {
  const query = tx.select().from(users).where(eq(users.id, userId));
  const [row] = options.lock ? await query.for("update") : await query;
  return row ?? null;
}

export async function countUsers(tx: Database | Transaction): Promise<number> {
  const [row] = await tx.select({ count: count() }).from(users);
  return row?.count ?? 0;
}

export type NewSession = {
  tokenHash: string;
  userId: string;
  createdAt: Date;
  expiresAt: Date;
  clientAddress: string | null;
  userAgent: string | null;
};

export async function insertSession(tx: Transaction, session: NewSession): Promise<string> {
  const id = ulid();
  await tx.insert(sessions).values({ id, ...session, lastSeenAt: session.createdAt });
  return id;
}

/** Ends the session of a token; its id and user, or null when there was none. */
export async function deleteSessionByToken(
  tx: Transaction,
  tokenHash: string,
): Promise<{ sessionId: string; userId: string; name: string; installationRole: "admin" | null } | null> {
  const [row] = await tx
    .delete(sessions)
    .where(eq(sessions.tokenHash, tokenHash))
    .returning({ sessionId: sessions.id, userId: sessions.userId });
  if (!row) return null;
  const user = await findUser(tx, row.userId);
  return user ? { ...row, name: user.name, installationRole: user.installationRole } : null;
}

/** Ends the sessions of a user, but for one if given; how many. */
export async function deleteSessionsOf(tx: Transaction, userId: string, exceptSessionId?: string): Promise<number> {
  const ended = await tx
    .delete(sessions)
    .where(
      and(eq(sessions.userId, userId), exceptSessionId === undefined ? undefined : ne(sessions.id, exceptSessionId)),
    )
    .returning({ id: sessions.id });
  return ended.length;
}

export type FailureCount = { failures: number; newestAt: Date | null };

export async function countFailures(
  tx: Transaction,
  of: { accountKey?: string; networkKey?: string },
  since: Date,
): Promise<FailureCount> {
  const [row] = await tx
    .select({ failures: count(), newestAt: max(signInFailures.failedAt) })
    .from(signInFailures)
    .where(
      and(
        gt(signInFailures.failedAt, since),
        of.accountKey === undefined ? undefined : eq(signInFailures.accountKey, of.accountKey),
        of.networkKey === undefined ? undefined : eq(signInFailures.networkKey, of.networkKey),
      ),
    );
  return row ?? { failures: 0, newestAt: null };
}

export async function insertFailure(
  tx: Transaction,
  failure: { accountKey: string; networkKey: string; failedAt: Date },
): Promise<void> {
  await tx.insert(signInFailures).values({ id: ulid(), ...failure });
}

export async function deleteFailuresOfAccount(tx: Transaction, accountKey: string): Promise<void> {
  await tx.delete(signInFailures).where(eq(signInFailures.accountKey, accountKey));
}

/** Rows that no limit counts any more, and sessions that have ended by themselves. */
export async function sweep(tx: Transaction, olderThan: { failures: Date; idleSince: Date; now: Date }): Promise<void> {
  await tx.delete(signInFailures).where(lt(signInFailures.failedAt, olderThan.failures));
  await tx
    .delete(sessions)
    .where(sql`${sessions.expiresAt} < ${olderThan.now} or ${sessions.lastSeenAt} < ${olderThan.idleSince}`);
}
