import "server-only";
import { sql } from "drizzle-orm";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { sessionIdleMs, signInLimits } from "../constants";
import { countFailures, insertFailure, sweep } from "../data";
import { accountWaitMs, networkKey } from "../lifecycle";

/**
 * Takes one attempt for an account before its password is looked at: counted as failed at once, so that attempts sent
 * together cannot all slip through; a right password takes it back. Accounts that do not exist are counted alike.
 * @throws TallyError RATE_LIMITED, which says how long to wait and not why.
 */
export async function attemptSignIn(ctx: Context, accountKey: string): Promise<void> {
  const now = ctx.clock.now();
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const network = networkKey(ctx.clientAddress);
  const limits = signInLimits;
  await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('sign-in', 0))`);
    await sweep(tx, { failures: ago(limits.accountWindowMs), idleSince: ago(sessionIdleMs), now });

    const ofAccount = await countFailures(tx, { accountKey }, ago(limits.accountWindowMs));
    const waitMs = accountWaitMs(ofAccount.failures) - (now.getTime() - (ofAccount.newestAt?.getTime() ?? 0));
    if (waitMs > 0) throw tooMany(waitMs);

    if (network !== null) {
      const ofNetwork = await countFailures(tx, { networkKey: network }, ago(limits.networkWindowMs));
      if (ofNetwork.failures >= limits.networkFailures) throw tooMany(limits.networkWindowMs);
    }
    const ofAll = await countFailures(tx, {}, ago(limits.installationWindowMs));
    if (ofAll.failures >= limits.installationFailures) throw tooMany(limits.installationWindowMs);

    await insertFailure(tx, { accountKey, networkKey: network ?? "local", failedAt: now });
  });
}

function tooMany(waitMs: number): TallyError {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
  return new TallyError("RATE_LIMITED", `Too many attempts. Try again in ${wait}.`, { retryAfterMs: waitMs });
}
