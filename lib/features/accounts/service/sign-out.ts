import "server-only";
import type { Context } from "@/lib/context";
import { writeAudit } from "@/lib/db/audit";
import { hashSessionToken } from "@/lib/db/session-token";
import { deleteSessionByToken } from "../data";

/** Ends the session of a token on the server: the cookie opens nothing afterwards. Harmless when it has ended. */
export async function signOut({ ctx, token }: { ctx: Context; token: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const ended = await deleteSessionByToken(tx, hashSessionToken(token));
    if (!ended) return;
    await writeAudit(tx, {
      projectId: null,
      actor: { kind: "user", ...ended },
      action: "account.signOut",
      targetKind: "account",
      targetId: ended.userId,
      outcome: "done",
      after: { sessionId: ended.sessionId },
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
  });
}
