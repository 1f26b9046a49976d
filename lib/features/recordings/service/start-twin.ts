import "server-only";
import { ulid } from "ulid";
import type { Context } from "@/lib/context";
import { actorId } from "@/lib/db/actor";
import { writeAudit } from "@/lib/db/audit";
import { putSecret, readSecret } from "@/lib/db/secrets";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { findProject, secretOwner as projectSecretOwner } from "../../projects/data";
import { findCurrentVersion } from "../../storage/data";
import { lockRecording } from "../data/change";
import { insertRecording } from "../data/create";
import { selectIntent } from "../data/read";
import { isLive } from "../lifecycle";
import { storedStart, type StoredStart } from "../schema";
import type { StartTwinInput } from "../schema/foreign";
import type { RecordingOutcome } from "../types";
import { orderedToken } from "./advance/successor";
import { readStatus } from "./present";
import { identifyBackup } from "./recorder-token";
import { secretOwner, startSecretNames, tokenName } from "./stored-config";
import { waitForOutcome } from "./wait-for-outcome";

/**
 * Orders a second recording of the same channel with the same settings, under a recorder uid and a folder of its own and
 * away from the servers of the first (contract §7.8): what befalls one does not befall the other. Both are billed.
 * @throws TallyError NOT_FOUND, INVALID, CONFLICT for a recording that does not run
 */
export async function startTwin({
  ctx,
  input,
  grant,
}: {
  ctx: Context;
  input: StartTwinInput;
  grant: AuthorizedInProject<"recording.start">;
}): Promise<RecordingOutcome> {
  const { projectId } = grant;
  const { twinId } = input;
  const existing = await selectIntent(ctx.db, twinId);
  if (existing && existing.projectId !== projectId) throw new TallyError("CONFLICT", "Another recording has this id.");
  if (!existing) await order(ctx, input, projectId);
  return waitForOutcome(ctx, twinId, ({ intent }) => {
    const status = readStatus(intent.status);
    if (status === "failed" || status === "noData") return "refused";
    return status === "recording" ? "done" : status === "confirming" ? "going" : null;
  });
}

async function order(ctx: Context, input: StartTwinInput, projectId: string): Promise<void> {
  const { recordingId, twinId, storageProfileId, serviceArea } = input;
  await ctx.db.transaction(async (tx) => {
    const found = await lockRecording(tx, projectId, recordingId);
    if (!found) throw new TallyError("NOT_FOUND", "There is no such recording.");
    const { intent, attempt } = found;
    if (!isLive(readStatus(intent.status)) || attempt.resourceId === null || intent.desired === "stopped") {
      throw new TallyError(
        "CONFLICT",
        "Only a recording that runs can get a twin: its server is the one to stay away from.",
      );
    }
    if (intent.origin === "adopted") {
      throw new TallyError("CONFLICT", "This recording was started elsewhere, so its settings are not known here.");
    }
    const [project, version] = await Promise.all([
      findProject(tx, projectId),
      findCurrentVersion(tx, projectId, storageProfileId),
    ]);
    if (!project || !version) {
      const sentence = "This storage profile no longer exists. Choose another one.";
      throw new TallyError("INVALID", sentence, { fields: { storageProfileId: sentence } });
    }
    const certificate = { ownerTable: projectSecretOwner, ownerId: projectId, name: "appCertificate" };
    const first = storedStart.parse(intent.config);
    const identity = identifyBackup({
      token: await orderedToken(ctx, { attempt, intent, config: first }),
      channelName: first.channelName,
      appId: project.appId,
      appCertificate: await readSecret(tx, ctx.box, certificate),
      now: ctx.clock.now(),
    });
    if (identity === null) {
      throw new TallyError(
        "INVALID",
        "The token of this recording is for one recorder uid alone, so no other can join with it.",
      );
    }
    const attemptId = ulid();
    const config = twinOf(first, { recordingId: twinId, storageProfileId, serviceArea, away: attempt.resourceId });
    await insertRecording(tx, {
      projectId,
      appId: project.appId,
      config,
      storageVersionId: version.id,
      attemptId,
      recorderUid: identity.recorderUid,
      tokenExpiresAt: identity.expiresAt,
      createdBy: actorId(ctx.actor),
      besides: [recordingId],
      origin: "twin",
      twinOf: recordingId,
    });
    const keep = (name: string, value: string) =>
      putSecret(tx, ctx.box, {
        projectId,
        ownerTable: secretOwner,
        ownerId: attemptId,
        name,
        value,
        actorId: actorId(ctx.actor),
      });
    for (const name of startSecretNames) {
      const value = await readSecret(tx, ctx.box, { ownerTable: secretOwner, ownerId: attempt.id, name });
      if (value !== null) await keep(name, value);
    }
    if (identity.token !== null) await keep(tokenName, identity.token.reveal());
    await writeAudit(tx, {
      projectId,
      actor: ctx.actor,
      action: "recording.start",
      targetKind: "recording",
      targetId: twinId,
      outcome: "done",
      after: { twinOf: recordingId, storageProfileId, serviceArea: serviceArea ?? null },
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
    await ctx.queue.wake(attemptId, { tx });
  });
}

/** The settings of the first one, but for where it runs and where its files go. */
function twinOf(
  first: StoredStart,
  own: { recordingId: string; storageProfileId: string; serviceArea: StartTwinInput["serviceArea"]; away: string },
): StoredStart {
  const { serviceArea: _, regionAffinity: __, ...rest } = first;
  const { recordingId, storageProfileId, serviceArea, away } = own;
  const excludeResourceIds = [...new Set([...(first.excludeResourceIds ?? []), away])];
  const place = { recordingId, storageProfileId, excludeResourceIds, ...(serviceArea && { serviceArea }) };
  return storedStart.parse({ ...rest, ...place });
}
