import "server-only";
import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Context } from "@/lib/context";
import { countUsers } from "../data";
import { createUser } from "./create-user";

/**
 * Makes the first account of an installation with a random password, once; null when there is an account already. The
 * password is returned and stored nowhere: whoever called it hands it over (the launcher's `first-admin.txt`).
 */
export async function createFirstAdmin({
  ctx,
  email,
}: {
  ctx: Context;
  email: string;
}): Promise<{ userId: string; password: string } | null> {
  return ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('first-admin', 0))`);
    if ((await countUsers(tx)) > 0) return null;
    const password = randomBytes(15).toString("base64url");
    const input = { email, name: "Admin", password, isInstallationAdmin: true, mustChangePassword: true };
    const { userId } = await createUser({ ctx: { ...ctx, db: tx }, input });
    return { userId, password };
  });
}
