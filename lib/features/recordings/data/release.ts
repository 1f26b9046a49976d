import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/db/client";
import { attempts } from "@/lib/db/schema";

const dueNow = sql`least(${attempts.nextStepAt}, statement_timestamp())`;

/** What refused credentials held is tried again now: somebody entered others, or says that they are right. */
export async function releaseHeld(tx: Transaction, projectId: string): Promise<void> {
  await tx
    .update(attempts)
    .set({ heldStep: null, heldUntil: null, stepTries: 0, nextStepAt: dueNow })
    .where(and(eq(attempts.projectId, projectId), eq(attempts.isTerminal, false), eq(attempts.heldStep, "any")));
}

/** Has every task of a project asked about that was not seen lately: it may have ended, or be one too many. */
export async function askAboutUnseen(db: Database, projectId: string, butFor: string): Promise<void> {
  await db
    .update(attempts)
    .set({ checkRequestedAt: sql`clock_timestamp()`, nextStepAt: dueNow })
    .where(
      and(
        eq(attempts.projectId, projectId),
        eq(attempts.isTerminal, false),
        ne(attempts.id, butFor),
        inArray(attempts.sideState, ["SUSPECT", "UNCERTAIN", "VANISHED"]),
      ),
    );
}
