import { and, eq } from "drizzle-orm";
import { storableText } from "./audit-chain";
import type { Database, Transaction } from "./client";
import { accountTroubles } from "./schema";

type Trouble = Omit<typeof accountTroubles.$inferInsert, "since">;

/** Writes down what Agora holds against an account; the first time counts. */
export async function noteTrouble(db: Database, trouble: Trouble): Promise<void> {
  const reason = trouble.reason == null ? null : storableText(trouble.reason);
  await db
    .insert(accountTroubles)
    .values({ ...trouble, reason })
    .onConflictDoNothing();
}

/** It is over: Agora took a call, or a person says so. */
export async function clearTrouble(
  db: Database | Transaction,
  fingerprint: string,
  kind: Trouble["kind"],
): Promise<void> {
  await db
    .delete(accountTroubles)
    .where(and(eq(accountTroubles.fingerprint, fingerprint), eq(accountTroubles.kind, kind)));
}

/** What these credentials were refused for; null while they may be used. */
export async function findRefusal(
  db: Database,
  fingerprint: string,
): Promise<{ operation: string; reason: string | null } | null> {
  const [refused] = await db
    .select({ operation: accountTroubles.operation, reason: accountTroubles.reason })
    .from(accountTroubles)
    .where(and(eq(accountTroubles.fingerprint, fingerprint), eq(accountTroubles.kind, "credentialsRefused")));
  return refused ?? null;
}
