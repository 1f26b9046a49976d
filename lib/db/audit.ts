import { and, asc, desc, eq, gt, isNull, sql, type SQL } from "drizzle-orm";
import { actorId, type Actor } from "./actor";
import { auditDetails, chainHash, genesisHash, storableText } from "./audit-chain";
import type { Database, Transaction } from "./client";
import { auditRows } from "./schema";

/** What a change leaves behind. `before` and `after` hold only what the screen shows: secrets as fingerprints. */
export type AuditEntry = {
  /** Null for what concerns the installation: sign-in, accounts. */
  projectId: string | null;
  actor: Actor;
  /** Verb of the product, such as `recording.start`. */
  action: string;
  targetKind: string;
  targetId: string | null;
  outcome: "done" | "refused" | "failed";
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  requestId: string | null;
  clientAddress: string | null;
};

/**
 * Appends a row to the chain of its project (or of the installation) in the caller's transaction. Writers of one chain
 * wait for each other until commit; the transaction must be READ COMMITTED, PostgreSQL's default: a snapshot older than
 * the lock would not see the newest row, and the unique index on (chain, previous hash) then refuses the fork.
 */
export async function writeAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  const { projectId } = entry;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`audit ${projectId ?? ""}`}, 0))`);
  const [newest] = await tx
    .select({ hash: auditRows.hash })
    .from(auditRows)
    .where(chainOf(projectId))
    .orderBy(desc(auditRows.id))
    .limit(1);
  const row = {
    projectId,
    actorKind: entry.actor.kind,
    actorId: actorId(entry.actor),
    action: entry.action,
    targetKind: entry.targetKind,
    targetId: entry.targetId === null ? null : storableText(entry.targetId),
    outcome: entry.outcome,
    before: auditDetails(entry.before),
    after: auditDetails(entry.after),
    requestId: entry.requestId,
    clientAddress: entry.clientAddress,
    createdAt: new Date(),
  };
  const previousHash = newest?.hash ?? genesisHash;
  await tx.insert(auditRows).values({ ...row, previousHash, hash: chainHash(previousHash, row) });
}

/** The newest row of a chain: kept elsewhere, it proves later that the tail was not cut off. */
export type ChainHead = { id: number; hash: string };

export type ChainVerdict =
  | { isIntact: true; rowCount: number; head: ChainHead | null }
  | { isIntact: false; rowCount: number; brokenAtId: number | null; reason: "content" | "link" | "tail" };

/**
 * Recomputes a whole chain, oldest row first. `content`: a row was edited; `link`: rows were deleted, inserted or
 * reordered before it; `tail`: the row named by `expectedHead` is gone or different (without an expected head a cut
 * tail cannot be seen).
 */
export async function verifyAuditChain(
  db: Database | Transaction,
  projectId: string | null,
  expectedHead?: ChainHead,
): Promise<ChainVerdict> {
  const batchSize = 5000;
  let rowCount = 0;
  let last: ChainHead = { id: 0, hash: genesisHash };
  let isHeadSeen = expectedHead === undefined;
  for (;;) {
    const rows = await db
      .select()
      .from(auditRows)
      .where(and(chainOf(projectId), gt(auditRows.id, last.id)))
      .orderBy(asc(auditRows.id))
      .limit(batchSize);
    for (const row of rows) {
      const broken = (reason: "content" | "link") =>
        ({ isIntact: false, rowCount, brokenAtId: row.id, reason }) as const;
      if (row.previousHash !== last.hash) return broken("link");
      if (row.hash !== chainHash(row.previousHash, row)) return broken("content");
      last = { id: row.id, hash: row.hash };
      isHeadSeen ||= expectedHead?.id === row.id && expectedHead.hash === row.hash;
      rowCount += 1;
    }
    if (rows.length < batchSize) break;
  }
  const head = rowCount === 0 ? null : last;
  if (!isHeadSeen) return { isIntact: false, rowCount, brokenAtId: head?.id ?? null, reason: "tail" };
  return { isIntact: true, rowCount, head };
}

function chainOf(projectId: string | null): SQL {
  return projectId === null ? isNull(auditRows.projectId) : eq(auditRows.projectId, projectId);
}
