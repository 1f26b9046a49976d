import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { ulid } from "ulid";
import type { Context } from "../../../context";
import { actorId } from "../../../db/actor";
import { writeAudit } from "../../../db/audit";
import type { Transaction } from "../../../db/client";
import { storageProfiles, storageProfileVersions } from "../../../db/schema";
import { deleteSecret, describeSecret, putSecret, readSecret } from "../../../db/secrets";
import { TallyError } from "../../../errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { findCurrentVersion, keyOwner, type StorageVersionRow } from "../data";
import type { SaveStorageProfileInput } from "../schema";
import { requireKnownRegion } from "./vendor-options";

const keyNames = ["accessKey", "secretKey", "readAccessKey", "readSecretKey"] as const;
type KeyName = (typeof keyNames)[number];

/**
 * Creates a storage profile or a new version of one. Keys left empty are carried over from the version before; recordings
 * that run keep the version they started with.
 * @throws TallyError NOT_FOUND for a profile of another project, CONFLICT for a name in use, INVALID with the field.
 */
export async function saveStorageProfile({
  ctx,
  input: given,
  grant,
}: {
  ctx: Context;
  input: SaveStorageProfileInput;
  grant: AuthorizedInProject<"storage.save">;
}): Promise<{ profileId: string; version: number }> {
  const input = { ...given, projectId: grant.projectId };
  requireKnownRegion(input.vendor, input.storageRegion);
  return ctx.db.transaction(async (tx) => {
    const previous = input.profileId === undefined ? null : await lockCurrent(tx, input.projectId, input.profileId);
    await requireFreeName(tx, input);

    const profileId = previous?.profileId ?? ulid();
    const version = (previous?.version ?? 0) + 1;
    const before = previous ? await describeVersion(tx, previous) : null;
    if (!previous) {
      await tx
        .insert(storageProfiles)
        .values({ id: profileId, projectId: input.projectId, name: input.name, currentVersion: version });
    } else {
      await tx
        .update(storageProfiles)
        .set({ name: input.name, currentVersion: version, updatedAt: ctx.clock.now() })
        .where(eq(storageProfiles.id, profileId));
    }
    const row: StorageVersionRow = {
      id: ulid(),
      projectId: input.projectId,
      profileId,
      version,
      vendor: input.vendor,
      storageRegion: input.storageRegion,
      bucket: input.bucket,
      endpoint: input.vendor === "s3Compatible" ? (input.endpoint ?? null) : null,
      createdAt: ctx.clock.now(),
      createdBy: actorId(ctx.actor),
    };
    await tx.insert(storageProfileVersions).values(row);
    for (const name of keyNames) await carryKey({ tx, ctx, input, name, from: previous, to: row });

    await writeAudit(tx, {
      projectId: input.projectId,
      actor: ctx.actor,
      action: previous ? "storage.update" : "storage.create",
      targetKind: "storageProfile",
      targetId: profileId,
      outcome: "done",
      before,
      after: { name: input.name, ...(await describeVersion(tx, row)) },
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
    return { profileId, version };
  });
}

async function lockCurrent(tx: Transaction, projectId: string, profileId: string): Promise<StorageVersionRow> {
  await tx
    .select({ id: storageProfiles.id })
    .from(storageProfiles)
    .where(and(eq(storageProfiles.id, profileId), eq(storageProfiles.projectId, projectId)))
    .for("update");
  const row = await findCurrentVersion(tx, projectId, profileId);
  if (!row) throw new TallyError("NOT_FOUND", "This storage profile no longer exists. Reload the page.");
  return row;
}

async function requireFreeName(tx: Transaction, input: SaveStorageProfileInput): Promise<void> {
  const [taken] = await tx
    .select({ id: storageProfiles.id })
    .from(storageProfiles)
    .where(
      and(
        eq(storageProfiles.projectId, input.projectId),
        eq(storageProfiles.name, input.name),
        isNull(storageProfiles.archivedAt),
      ),
    );
  if (taken && taken.id !== input.profileId) {
    const sentence = "Another storage profile of this project has this name";
    throw new TallyError("CONFLICT", `${sentence}.`, { fields: { name: sentence } });
  }
}

/** Stores the typed key, or seals the previous version's again under the new row's identity. */
async function carryKey(step: {
  tx: Transaction;
  ctx: Context;
  input: SaveStorageProfileInput;
  name: KeyName;
  from: StorageVersionRow | null;
  to: StorageVersionRow;
}): Promise<void> {
  const { tx, ctx, input, name, from, to } = step;
  const isRead = name === "readAccessKey" || name === "readSecretKey";
  if (isRead && input.removeReadKey) return deleteSecret(tx, { ownerTable: keyOwner, ownerId: to.id, name });
  const typed = input[name];
  const value =
    typed === "" && from ? await readSecret(tx, ctx.box, { ownerTable: keyOwner, ownerId: from.id, name }) : typed;
  if (value === null || value === "") return;
  await putSecret(tx, ctx.box, {
    projectId: to.projectId,
    ownerTable: keyOwner,
    ownerId: to.id,
    name,
    value,
    actorId: actorId(ctx.actor),
  });
}

/** What an audit row keeps of a version: where it points, and its keys as fingerprints. */
async function describeVersion(tx: Transaction, row: StorageVersionRow): Promise<Record<string, unknown>> {
  const fingerprints: Record<string, string> = {};
  for (const name of keyNames) {
    const key = await describeSecret(tx, { ownerTable: keyOwner, ownerId: row.id, name });
    if (key) fingerprints[`${name}Fingerprint`] = key.fingerprint;
  }
  return {
    version: row.version,
    vendor: row.vendor,
    storageRegion: row.storageRegion,
    bucket: row.bucket,
    endpoint: row.endpoint,
    ...fingerprints,
  };
}
