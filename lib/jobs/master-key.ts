import { ne } from "drizzle-orm";
import type { Database } from "../db/client";
import { dataKeys } from "../db/schema";
import type { SecretBox } from "../db/secrets";
import { SettingError } from "../errors";

/**
 * An engine that cannot open the stored secrets would fail every recording: it does not start.
 * @throws SettingError naming the key that the secrets were stored with
 */
export async function requireMasterKey(db: Database, box: SecretBox): Promise<void> {
  const [foreign] = await db
    .select({ masterKeyId: dataKeys.masterKeyId })
    .from(dataKeys)
    .where(ne(dataKeys.masterKeyId, box.masterKeyId))
    .limit(1);
  if (!foreign) return;
  throw new SettingError(
    "TALLY_SECRET_KEY",
    `is the key "${box.masterKeyId}", but the stored secrets were sealed with "${foreign.masterKeyId}". Start with that key.`,
  );
}
