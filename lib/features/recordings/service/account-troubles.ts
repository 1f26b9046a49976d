import "server-only";
import { and, eq } from "drizzle-orm";
import type { Context } from "@/lib/context";
import { writeAudit } from "@/lib/db/audit";
import { accountTroubles } from "@/lib/db/schema";
import type { AuthorizedInProject } from "../../accounts/types";
import { releaseHeld } from "../data/release";
import type { RetryCredentialsInput } from "../schema/foreign";
import type { AccountTrouble } from "../types";

/** What Agora holds against the account of a project. */
export async function listAccountTroubles({
  ctx,
  grant,
}: {
  ctx: Pick<Context, "db">;
  grant: AuthorizedInProject<"recording.read">;
}): Promise<AccountTrouble[]> {
  const rows = await ctx.db.select().from(accountTroubles).where(eq(accountTroubles.projectId, grant.projectId));
  return rows.map(({ kind, reason, since }) => ({ kind, reason, since: since.toISOString() }));
}

/** Somebody says that refused credentials are right: they are tried again, once, by whatever is due first. */
export async function retryCredentials({
  ctx,
  grant,
}: {
  ctx: Context;
  input: RetryCredentialsInput;
  grant: AuthorizedInProject<"recording.retryCredentials">;
}): Promise<void> {
  const { projectId } = grant;
  await ctx.db.transaction(async (tx) => {
    const ofProject = and(eq(accountTroubles.projectId, projectId), eq(accountTroubles.kind, "credentialsRefused"));
    await tx.delete(accountTroubles).where(ofProject);
    await releaseHeld(tx, projectId);
    await writeAudit(tx, {
      projectId,
      actor: ctx.actor,
      action: "recording.retryCredentials",
      targetKind: "project",
      targetId: projectId,
      outcome: "done",
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
  });
}
