import { and, desc, eq, isNull, sql, type SQL } from "drizzle-orm";
import { ulid } from "ulid";
import { TallyError } from "../errors";
import type { Database, Transaction } from "./client";
import { dataKeys, secrets } from "./schema";
import type { Place, SecretBox } from "./secrets-box";

export { createSecretBox, SecretBox } from "./secrets-box";

/** The row and column a secret belongs to, such as ("projects", projectId, "customerSecret"). */
export type SecretAddress = { ownerTable: string; ownerId: string; name: string };

/** What a screen may show of a secret: never the value. */
export type SecretDescription = { lastFour: string; fingerprint: string; version: number; createdAt: Date };

/** Below this length the last four characters would give too much of the value away, so none are kept. */
const shortestWithLastFour = 12;

/**
 * Stores a new version of a secret and makes it the current one; older versions stay readable by their number.
 * Belongs in the transaction of the change it is part of.
 */
export async function putSecret(
  tx: Database | Transaction,
  box: SecretBox,
  input: SecretAddress & { projectId: string; value: string; actorId: string | null },
): Promise<SecretDescription> {
  return tx.transaction(async (inner) => {
    const { projectId, ownerTable, ownerId, name, value } = input;
    const place = JSON.stringify([ownerTable, ownerId, name]);
    await inner.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`secret ${place}`}, 0))`);
    const [newest] = await inner
      .select({ version: secrets.version })
      .from(secrets)
      .where(at(input))
      .orderBy(desc(secrets.version))
      .limit(1);
    const version = (newest?.version ?? 0) + 1;
    const dataKeyId = await liveDataKey(inner, box, projectId);
    await inner
      .update(secrets)
      .set({ isCurrent: false })
      .where(and(at(input), secrets.isCurrent));
    const description = {
      lastFour: value.length < shortestWithLastFour ? "" : value.slice(-4),
      fingerprint: box.fingerprint(value),
      version,
      createdAt: new Date(),
    };
    await inner.insert(secrets).values({
      id: ulid(),
      projectId,
      ownerTable,
      ownerId,
      name,
      sealed: box.seal(dataKeyId, value, [ownerTable, ownerId, name, version]),
      createdBy: input.actorId,
      ...description,
    });
    return description;
  });
}

/**
 * The value of a secret, current version unless one is named; null when there is none.
 * @throws TallyError UNAVAILABLE for a foreign master key, INTERNAL when the row was altered or moved.
 */
export async function readSecret(
  tx: Database | Transaction,
  box: SecretBox,
  address: SecretAddress & { version?: number },
): Promise<string | null> {
  const [row] = await tx
    .select({ sealed: secrets.sealed, version: secrets.version })
    .from(secrets)
    .where(and(at(address), address.version === undefined ? secrets.isCurrent : eq(secrets.version, address.version)));
  if (!row) return null;
  const place: Place = [address.ownerTable, address.ownerId, address.name, row.version];
  const dataKeyId = box.dataKeyIdOf(row.sealed, place);
  const [dataKey] = await tx.select().from(dataKeys).where(eq(dataKeys.id, dataKeyId));
  if (!dataKey) throw new TallyError("INTERNAL", `The data key of the stored secret ${address.name} is missing.`);
  box.loadDataKey(dataKey);
  return box.open(row.sealed, place);
}

/** What may be shown of the current version; null when there is none. Decrypts nothing. */
export async function describeSecret(
  tx: Database | Transaction,
  address: SecretAddress,
): Promise<SecretDescription | null> {
  const [row] = await tx
    .select({
      lastFour: secrets.lastFour,
      fingerprint: secrets.fingerprint,
      version: secrets.version,
      createdAt: secrets.createdAt,
    })
    .from(secrets)
    .where(and(at(address), secrets.isCurrent));
  return row ?? null;
}

/** Deletes every version of a secret: for optional keys an operator takes back. */
export async function deleteSecret(tx: Database | Transaction, address: SecretAddress): Promise<void> {
  await tx.delete(secrets).where(at(address));
}

function at({ ownerTable, ownerId, name }: SecretAddress): SQL | undefined {
  return and(eq(secrets.ownerTable, ownerTable), eq(secrets.ownerId, ownerId), eq(secrets.name, name));
}

/** The project's live data key, made on first use. Two processes that make it at once end with the same one. */
async function liveDataKey(tx: Transaction, box: SecretBox, projectId: string): Promise<string> {
  const find = () =>
    tx
      .select()
      .from(dataKeys)
      .where(and(eq(dataKeys.projectId, projectId), isNull(dataKeys.retiredAt)));
  let [row] = await find();
  if (!row) {
    const id = ulid();
    await tx
      .insert(dataKeys)
      .values({ id, projectId, masterKeyId: box.masterKeyId, wrapped: box.createDataKey(id) })
      .onConflictDoNothing();
    [row] = await find();
  }
  if (!row) throw new TallyError("INTERNAL", "The project's data key could not be made.");
  box.loadDataKey(row);
  return row.id;
}
