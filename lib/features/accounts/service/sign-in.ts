import "server-only";
import type { Context } from "@/lib/context";
import { writeAudit } from "@/lib/db/audit";
import { hashSessionToken, newSessionToken } from "@/lib/db/session-token";
import { TallyError } from "@/lib/errors";
import { sessionLifetimeMs } from "../constants";
import {
  deleteFailuresOfAccount,
  deleteSessionByToken,
  findUserByEmailKey,
  insertSession,
  type UserRow,
} from "../data";
import { emailKey } from "../lifecycle";
import type { SignInInput } from "../schema";
import { attemptSignIn } from "./attempt-sign-in";
import { verifyPassword } from "./password";

/**
 * Checks e-mail and password and opens a session. What goes wrong has one answer in one time, whether the account is
 * unknown, disabled or the password wrong.
 *
 * @param previousToken the session this browser still holds; it ends, so that a planted one is worth nothing
 * @returns the token for the cookie: kept nowhere else
 * @throws TallyError UNAUTHENTICATED, RATE_LIMITED with the time to wait, UNAVAILABLE when too many sign in at once
 */
export async function signIn({
  ctx,
  input,
  previousToken,
  userAgent,
}: {
  ctx: Context;
  input: SignInInput;
  previousToken: string | null;
  userAgent: string | null;
}): Promise<{ token: string; userId: string }> {
  const key = emailKey(input.email);
  const accountKey = ctx.box.fingerprint(`sign-in ${key}`);
  await attemptSignIn(ctx, accountKey);

  const user = await findUserByEmailKey(ctx.db, key);
  const isRight = await verifyPassword(user?.passwordHash ?? null, input.password);
  if (!user || !isRight || user.disabledAt !== null) {
    await auditRefusal(ctx, user);
    throw new TallyError("UNAUTHENTICATED", "The e-mail address or the password is wrong.");
  }
  return openSession(ctx, user, { accountKey, previousToken, userAgent });
}

async function openSession(
  ctx: Context,
  user: UserRow,
  from: { accountKey: string; previousToken: string | null; userAgent: string | null },
): Promise<{ token: string; userId: string }> {
  const token = newSessionToken();
  const now = ctx.clock.now();
  await ctx.db.transaction(async (tx) => {
    if (from.previousToken !== null) await deleteSessionByToken(tx, hashSessionToken(from.previousToken));
    await deleteFailuresOfAccount(tx, from.accountKey);
    const sessionId = await insertSession(tx, {
      tokenHash: hashSessionToken(token),
      userId: user.id,
      createdAt: now,
      expiresAt: new Date(now.getTime() + sessionLifetimeMs),
      clientAddress: ctx.clientAddress,
      userAgent: from.userAgent?.slice(0, 300) ?? null,
    });
    await writeAudit(tx, {
      projectId: null,
      actor: {
        kind: "user",
        userId: user.id,
        sessionId,
        name: user.name,
        installationRole: user.installationRole,
      },
      action: "account.signIn",
      targetKind: "account",
      targetId: user.id,
      outcome: "done",
      after: { sessionId },
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
  });
  return { token, userId: user.id };
}

/** Names the account only where there is one: people type passwords into the e-mail field. */
async function auditRefusal(ctx: Context, user: UserRow | null): Promise<void> {
  await ctx.db.transaction((tx) =>
    writeAudit(tx, {
      projectId: null,
      actor: ctx.actor,
      action: "account.signIn",
      targetKind: "account",
      targetId: user?.id ?? null,
      outcome: "refused",
      after: { reason: user?.disabledAt ? "disabled" : user ? "wrongPassword" : "unknownAccount" },
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    }),
  );
}
