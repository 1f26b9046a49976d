import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { ulid } from "ulid";
import type { Context } from "@/lib/context";
import { actorId } from "@/lib/db/actor";
import { writeAudit } from "@/lib/db/audit";
import type { Transaction } from "@/lib/db/client";
import { cellConfigurations, liveJobs } from "@/lib/db/schema";
import { describeSecret, putSecret } from "@/lib/db/secrets";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../../accounts/types";
import { orderLiveJob } from "../../../live-jobs/service/order-live-job";
import { waitForLiveJob } from "../../../live-jobs/service/wait-for-live-job";
import type { LiveJob } from "../../../live-jobs/types";
import { cellKeyOf, cellKeyOwner, type CellConfigurationRow } from "../../data/cells";
import type { SetCustomRecordingInput } from "../../schema";
import { resolveStorage, type ResolvedStorage } from "./resolve-storage";

/**
 * Wants another recording configuration for an entry point in one area. The engine sends it and reads it back; waits at
 * most two seconds for that. Agora then records every stream of the entry point (FLS contract §2.3).
 * @throws TallyError CONFLICT when the cell was changed since the form was filled, or a change is still under way;
 *   INVALID with the field
 */
export async function setCell({
  ctx,
  grant,
  input,
}: {
  ctx: Context;
  grant: AuthorizedInProject<"storage.configure">;
  input: SetCustomRecordingInput;
}): Promise<{ configurationId: string; job: LiveJob }> {
  const { projectId } = grant;
  const { configurationId, jobId } = await ctx.db.transaction(async (tx) => {
    const previous = await lockNewest(tx, projectId, input);
    if ((previous?.version ?? 0) !== input.baseVersion) {
      throw new TallyError("CONFLICT", "Somebody changed this entry point meanwhile. Look at it and try again.");
    }
    const storage = await resolveStorage({ db: tx, box: ctx.box }, projectId, input);
    const ordered = await order(tx, ctx, projectId, input, previous, storage);
    await writeAudit(tx, {
      projectId,
      actor: ctx.actor,
      action: "storage.configure",
      targetKind: "entryPoint",
      targetId: cellKeyOf(input),
      outcome: "done",
      before: previous && (await describe(tx, previous)),
      after: await describe(tx, ordered.row),
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
    return { configurationId: ordered.row.id, jobId: ordered.jobId };
  });
  return { configurationId, job: await waitForLiveJob(ctx, projectId, jobId) };
}

/** The newest configuration, under a lock of the cell, once no change of it is under way. */
async function lockNewest(tx: Transaction, projectId: string, input: SetCustomRecordingInput) {
  const lock = `cell ${projectId} ${cellKeyOf(input)}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
  const [found] = await tx
    .select({ row: cellConfigurations, isTerminal: liveJobs.isTerminal })
    .from(cellConfigurations)
    .innerJoin(liveJobs, eq(liveJobs.id, cellConfigurations.jobId))
    .where(
      and(
        eq(cellConfigurations.projectId, projectId),
        eq(cellConfigurations.entryPoint, input.entryPoint),
        eq(cellConfigurations.flsArea, input.flsArea),
      ),
    )
    .orderBy(desc(cellConfigurations.version))
    .limit(1);
  if (found && !found.isTerminal) {
    throw new TallyError("CONFLICT", "A change of this entry point is still under way. Wait until it is settled.");
  }
  return found?.row ?? null;
}

async function order(
  tx: Transaction,
  ctx: Context,
  projectId: string,
  input: SetCustomRecordingInput,
  previous: CellConfigurationRow | null,
  storage: ResolvedStorage | null,
): Promise<{ row: CellConfigurationRow; jobId: string }> {
  const id = ulid();
  const { jobId } = await orderLiveJob(tx, ctx, {
    projectId,
    kind: "setCustomRecording",
    targetKey: cellKeyOf(input),
    input: { configurationId: id },
  });
  const [row] = await tx
    .insert(cellConfigurations)
    .values({
      id,
      projectId,
      entryPoint: input.entryPoint,
      flsArea: input.flsArea,
      version: (previous?.version ?? 0) + 1,
      isHlsEnabled: input.isHlsEnabled,
      isMp4Enabled: input.isMp4Enabled,
      vendor: storage?.vendor ?? null,
      storageRegion: storage?.storageRegion ?? null,
      bucket: storage?.bucket ?? null,
      storageVersionId: storage?.storageVersionId ?? null,
      restoredFromId: input.source === "earlier" ? input.fromId : null,
      jobId,
      createdBy: actorId(ctx.actor),
    })
    .returning();
  if (!row) throw new TallyError("INTERNAL", "The configuration could not be stored.");
  if (storage) {
    const owner = { projectId, ownerTable: cellKeyOwner, ownerId: id, actorId: actorId(ctx.actor) };
    await putSecret(tx, ctx.box, { ...owner, name: "accessKey", value: storage.accessKey.reveal() });
    await putSecret(tx, ctx.box, { ...owner, name: "secretKey", value: storage.secretKey.reveal() });
  }
  return { row, jobId };
}

/** What an audit row keeps: the settings, and the keys as fingerprints. */
async function describe(tx: Transaction, row: CellConfigurationRow): Promise<Record<string, unknown>> {
  const fingerprint = async (name: string) =>
    (await describeSecret(tx, { ownerTable: cellKeyOwner, ownerId: row.id, name }))?.fingerprint ?? null;
  const { version, isHlsEnabled, isMp4Enabled, vendor, storageRegion, bucket, restoredFromId } = row;
  const formats = { version, isHlsEnabled, isMp4Enabled, restoredFromId };
  if (vendor === null) return { ...formats, storage: "left as it was" };
  return {
    ...formats,
    storage: {
      vendor,
      storageRegion,
      bucket,
      accessKeyFingerprint: await fingerprint("accessKey"),
      secretKeyFingerprint: await fingerprint("secretKey"),
    },
  };
}
