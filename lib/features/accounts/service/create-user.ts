import "server-only";
import { ulid } from "ulid";
import type { Context } from "@/lib/context";
import { writeAudit } from "@/lib/db/audit";
import { users } from "@/lib/db/schema";
import { TallyError } from "@/lib/errors";
import { emailKey, passwordFault } from "../lifecycle";
import type { CreateUserInput } from "../schema";
import { hashPassword } from "./password";

/**
 * Creates an account.
 * @throws TallyError INVALID for a password that is tried first, CONFLICT when the address has an account.
 */
export async function createUser({
  ctx,
  input,
}: {
  ctx: Context;
  input: CreateUserInput;
}): Promise<{ userId: string }> {
  const fault = passwordFault(input.password, [input.email, input.name, "tally", "agora"]);
  if (fault) throw new TallyError("INVALID", fault, { fields: { password: fault } });
  const passwordHash = await hashPassword(input.password);
  return ctx.db.transaction(async (tx) => {
    const [created] = await tx
      .insert(users)
      .values({
        id: ulid(),
        email: input.email,
        emailKey: emailKey(input.email),
        name: input.name,
        passwordHash,
        passwordChangedAt: ctx.clock.now(),
        mustChangePassword: input.mustChangePassword,
        installationRole: input.isInstallationAdmin ? "admin" : null,
      })
      .onConflictDoNothing()
      .returning({ userId: users.id });
    if (!created) {
      const sentence = "This address has an account already";
      throw new TallyError("CONFLICT", `${sentence}.`, { fields: { email: sentence } });
    }
    await writeAudit(tx, {
      projectId: null,
      actor: ctx.actor,
      action: "account.create",
      targetKind: "account",
      targetId: created.userId,
      outcome: "done",
      after: { email: input.email, name: input.name, isInstallationAdmin: input.isInstallationAdmin },
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
    return created;
  });
}
