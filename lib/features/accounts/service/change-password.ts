import "server-only";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import type { Context } from "@/lib/context";
import { writeAudit } from "@/lib/db/audit";
import { users } from "@/lib/db/schema";
import { env } from "@/lib/env";
import { TallyError } from "@/lib/errors";
import { deleteFailuresOfAccount, deleteSessionsOf, findUser } from "../data";
import { passwordFault } from "../lifecycle";
import type { ChangePasswordInput } from "../schema";
import { attemptSignIn } from "./attempt-sign-in";
import { hashPassword, verifyPassword } from "./password";

/**
 * Replaces one's own password. Every other session of the account ends, so that whoever knew the old one is out.
 *
 * @param forgetFirstPassword called after the launcher's first password was replaced; removes its file unless given
 * @throws TallyError INVALID with the field that is wrong, RATE_LIMITED after too many wrong current passwords
 */
export async function changePassword({
  ctx,
  input,
  forgetFirstPassword = removeFirstPasswordFile,
}: {
  ctx: Context;
  input: ChangePasswordInput;
  forgetFirstPassword?: () => Promise<void>;
}): Promise<{ endedSessions: number }> {
  const { actor } = ctx;
  if (actor.kind !== "user") throw new TallyError("FORBIDDEN", "Only a signed-in person has a password.");
  await requireCurrentPassword(ctx, actor.userId, input.currentPassword);
  const passwordHash = await hashPassword(input.newPassword);
  const changed = await ctx.db.transaction(async (tx) => {
    const user = await findUser(tx, actor.userId, { lock: true });
    if (!user) throw new TallyError("NOT_FOUND", "The account no longer exists.");
    const fault =
      input.newPassword === input.currentPassword
        ? "Must differ from the current password."
        : passwordFault(input.newPassword, [user.email, user.name, "tally", "agora"]);
    if (fault) throw new TallyError("INVALID", fault, { fields: { newPassword: fault } });
    await tx
      .update(users)
      .set({ passwordHash, passwordChangedAt: ctx.clock.now(), mustChangePassword: false })
      .where(eq(users.id, user.id));
    const endedSessions = await deleteSessionsOf(tx, user.id, actor.sessionId);
    await writeAudit(tx, {
      projectId: null,
      actor,
      action: "account.changePassword",
      targetKind: "account",
      targetId: user.id,
      outcome: "done",
      after: { endedSessions },
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
    return { endedSessions, wasFirst: user.mustChangePassword };
  });
  if (changed.wasFirst) await forgetFirstPassword();
  return { endedSessions: changed.endedSessions };
}

/** An unlocked screen must not be a way to guess: wrong ones count like failed sign-ins. */
async function requireCurrentPassword(ctx: Context, userId: string, password: string): Promise<void> {
  const user = await ctx.db.transaction((tx) => findUser(tx, userId));
  if (!user) throw new TallyError("NOT_FOUND", "The account no longer exists.");
  const accountKey = ctx.box.fingerprint(`sign-in ${user.emailKey}`);
  await attemptSignIn(ctx, accountKey);
  if (!(await verifyPassword(user.passwordHash, password))) {
    const sentence = "This is not the current password.";
    throw new TallyError("INVALID", sentence, { fields: { currentPassword: sentence } });
  }
  await ctx.db.transaction((tx) => deleteFailuresOfAccount(tx, accountKey));
}

async function removeFirstPasswordFile(): Promise<void> {
  await rm(join(env().dataDir, "first-admin.txt"), { force: true });
}
