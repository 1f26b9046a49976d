import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { ulid } from "ulid";
import type { Context } from "@/lib/context";
import { actorId } from "@/lib/db/actor";
import { writeAudit } from "@/lib/db/audit";
import { storageChecks } from "@/lib/db/schema";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../../accounts/types";
import { findProject, sandboxStoreOf } from "../../../projects/data";
import type { CheckOutcome } from "../../constants";
import { cellKeyOf } from "../../data/cells";
import { findCheck, keysFingerprint } from "../../data/checks";
import type { CheckStorageInput } from "../../schema";
import type { StorageCheck } from "../../types";
import { resolveStorage, type ResolvedStorage } from "../cells/resolve-storage";
import { explainWrite } from "./explain-write";
import { targetOf, trialWrite } from "./trial-write";
import { toCheck } from "./present-check";

/** Longest time the action waits: it runs once per browser at a time. The rest is asked for by its id. */
const waitMs = 2_000;
const lookEveryMs = 50;

/**
 * Writes a small object where the files would go, with exactly these keys, typed or stored, and keeps what came of it. The
 * object has one name for each entry point, so it is replaced and never piles up; a key that may only write cannot remove it.
 * Returns after two seconds at the latest: the outcome is then `running`, to be asked for by `getCheck`.
 * @throws TallyError INVALID with the field
 */
export async function checkStorage({
  ctx,
  grant,
  input,
}: {
  ctx: Context;
  grant: AuthorizedInProject<"storage.check">;
  input: CheckStorageInput;
}): Promise<StorageCheck> {
  const { projectId } = grant;
  const project = await findProject(ctx.db, projectId);
  if (!project) throw new TallyError("NOT_FOUND", "There is no such project.");
  const storage = await resolveStorage(ctx, projectId, input);
  if (storage === null) throw new TallyError("INVALID", "Its keys are not ours, so it cannot be checked from here.");
  const checkId = await begin(ctx, projectId, input, storage);
  const work = run(ctx, checkId, storage, `${input.entryPoint}/tally-check.txt`, sandboxStoreOf(project));
  const deadline = ctx.clock.monotonicMs() + waitMs;
  const state = { isOver: false };
  void work.then(() => (state.isOver = true));
  while (!state.isOver && ctx.clock.monotonicMs() < deadline) await pause(lookEveryMs);
  return getCheck({ ctx, projectId, checkId });
}

/** A check and what came of it so far. @throws TallyError NOT_FOUND */
export async function getCheck({
  ctx,
  projectId,
  checkId,
}: {
  ctx: Pick<Context, "db" | "clock">;
  projectId: string;
  checkId: string;
}): Promise<StorageCheck> {
  const found = await findCheck(ctx.db, projectId, checkId);
  if (!found) throw new TallyError("NOT_FOUND", "There is no such check.");
  return toCheck(found, ctx.clock.now());
}

async function begin(ctx: Context, projectId: string, input: CheckStorageInput, storage: ResolvedStorage) {
  const checkId = ulid();
  const { vendor, storageRegion, bucket } = storage;
  const fingerprint = keysFingerprint(ctx.box, storage);
  await ctx.db.transaction(async (tx) => {
    await tx.insert(storageChecks).values({
      id: checkId,
      projectId,
      vendor,
      storageRegion,
      bucket,
      keysFingerprint: fingerprint,
      outcome: "running",
      details: {},
      checkedBy: actorId(ctx.actor),
    });
    await writeAudit(tx, {
      projectId,
      actor: ctx.actor,
      action: "storage.check",
      targetKind: "entryPoint",
      targetId: cellKeyOf(input),
      outcome: "done",
      before: null,
      after: { vendor, storageRegion, bucket, keysFingerprint: fingerprint },
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
  });
  return checkId;
}

/** Never throws: a check that cannot be finished stays `running` and is shown as lost. */
async function run(
  ctx: Context,
  checkId: string,
  storage: ResolvedStorage,
  key: string,
  store: { endpoint: string; region: string } | null,
): Promise<void> {
  const finish = (outcome: CheckOutcome, details: Record<string, unknown>, latencyMs: number | null = null) =>
    ctx.db
      .update(storageChecks)
      .set({ outcome, details, latencyMs, checkedAt: sql`clock_timestamp()` })
      .where(eq(storageChecks.id, checkId));
  try {
    const target = targetOf(storage, store);
    if ("reason" in target) {
      await finish("notCheckable", { reason: target.reason });
      return;
    }
    const startedAt = ctx.clock.monotonicMs();
    const text = `Tally wrote this at ${ctx.clock.now().toISOString()} to check the keys of this storage.\n`;
    const fault = await trialWrite(target, storage, { key, text });
    const latencyMs = Math.round(ctx.clock.monotonicMs() - startedAt);
    const details = { objectKey: key, storeCode: fault?.code ?? null, region: fault?.region ?? null };
    await finish(fault === null ? "written" : explainWrite(fault), details, latencyMs);
  } catch {
    await finish("lost", {}).catch(() => undefined);
  }
}
