import "server-only";
import { ulid } from "ulid";
import type { Context } from "@/lib/context";
import { actorId } from "@/lib/db/actor";
import { writeAudit } from "@/lib/db/audit";
import type { Transaction } from "@/lib/db/client";
import { putSecret, readSecret } from "@/lib/db/secrets";
import { isWriteRefused } from "@/lib/db/write-refusal";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { findProject, secretOwner as projectSecretOwner } from "../../projects/data";
import { findCurrentVersion } from "../../storage/data";
import { insertRecording } from "../data/create";
import { selectInChannel, selectIntent } from "../data/read";
import { isFinished, isLive, recordingStatuses } from "../lifecycle";
import type { StartRecordingInput, StoredStart } from "../schema";
import type { RecordingOutcome } from "../types";
import { describeRequests } from "./preview-start";
import { readStatus } from "./present";
import { identifyRecorder } from "./recorder-token";
import { secretOwner, secretsOf, tokenName, toStoredStart } from "./stored-config";
import { waitForOutcome, type Progress } from "./wait-for-outcome";

type StartArguments = {
  ctx: Context;
  input: StartRecordingInput;
  grant: AuthorizedInProject<"recording.start">;
};

/**
 * Writes down that a recording is wanted and lets the engine start it; waits at most two seconds for it. The same
 * `recordingId` again is the same recording: nothing new is written.
 *
 * A second recording of a channel is allowed, since each has a recorder uid of its own; it is billed of its own, and
 * both say so on their timelines.
 *
 * @throws TallyError INVALID with the field that cannot be used, NOT_FOUND, CONFLICT for an id or a recorder uid in use
 */
export async function startRecording({ ctx, input, grant }: StartArguments): Promise<RecordingOutcome> {
  const { recordingId } = input;
  if (input.projectId !== grant.projectId) throw new TallyError("FORBIDDEN", "Your role does not include this.");
  const existing = await selectIntent(ctx.db, recordingId);
  if (existing && existing.projectId !== grant.projectId) throw idInUse();
  if (!existing) await plan({ ctx, input, grant });
  return waitForOutcome(ctx, recordingId, ({ intent }) => progressOf(intent.status));
}

async function plan({ ctx, input, grant }: StartArguments): Promise<void> {
  const { projectId } = grant;
  try {
    await ctx.db.transaction(async (tx) => {
      const project = await findProject(tx, projectId);
      if (!project) throw new TallyError("NOT_FOUND", "There is no such project.");
      const version = await findCurrentVersion(tx, projectId, input.storageProfileId);
      if (!version) {
        const sentence = "This storage profile no longer exists. Choose another one.";
        throw new TallyError("INVALID", sentence, { fields: { storageProfileId: sentence } });
      }
      // What Agora would refuse is told at once, before anything is ordered.
      describeRequests(project.appId, input, version);
      const certificate = { ownerTable: projectSecretOwner, ownerId: projectId, name: "appCertificate" };
      const identity = identifyRecorder({
        input,
        appId: project.appId,
        appCertificate: await readSecret(tx, ctx.box, certificate),
        now: ctx.clock.now(),
      });
      const attemptId = ulid();
      const config = toStoredStart(input);
      const besides = await selectInChannel(tx, projectId, input.channelName, recordingStatuses.filter(isLive));
      await insertRecording(tx, {
        projectId,
        appId: project.appId,
        config,
        storageVersionId: version.id,
        attemptId,
        recorderUid: identity.recorderUid,
        tokenExpiresAt: identity.expiresAt,
        createdBy: actorId(ctx.actor),
        besides: besides.map(({ intent }) => intent.id),
      });
      const secrets = [
        ...(identity.token ? [{ name: tokenName, value: identity.token.reveal() }] : []),
        ...secretsOf(input),
      ];
      for (const secret of secrets) {
        const address = { projectId, ownerTable: secretOwner, ownerId: attemptId };
        await putSecret(tx, ctx.box, { ...address, ...secret, actorId: actorId(ctx.actor) });
      }
      await audit(tx, ctx, projectId, config);
      await ctx.queue.wake(attemptId, { tx });
    });
  } catch (error) {
    if (isWriteRefused(error)) {
      throw new TallyError("UNAVAILABLE", "The database takes no writes, so nothing was started. Stops still work.", {
        cause: error,
        retryable: true,
      });
    }
    const constraint = violatedConstraint(error);
    if (constraint === "attempts_live_recorder") {
      const sentence = "A recording with this token's uid is running in this channel already. Use a token for another.";
      throw new TallyError("CONFLICT", sentence, { fields: { "token.value": sentence } });
    }
    // Somebody sent the same id at the same moment: it is the same recording.
    if (constraint !== "recording_intents_pkey") throw error;
    const winner = await selectIntent(ctx.db, input.recordingId);
    if (winner?.projectId !== projectId) throw idInUse();
  }
}

async function audit(tx: Transaction, ctx: Context, projectId: string, config: StoredStart): Promise<void> {
  const { recordingId, ...after } = config;
  await writeAudit(tx, {
    projectId,
    actor: ctx.actor,
    action: "recording.start",
    targetKind: "recording",
    targetId: recordingId,
    outcome: "done",
    after,
    requestId: ctx.requestId,
    clientAddress: ctx.clientAddress,
  });
}

/** `confirming` is as far as two seconds can show: Agora is asked five seconds after the start. */
function progressOf(stored: string): Progress | null {
  const status = readStatus(stored);
  if (status === "failed" || status === "lost" || status === "noData") return "refused";
  if (status === "recording" || status === "uploading" || isFinished(status)) return "done";
  return status === "confirming" ? "going" : null;
}

function idInUse(): TallyError {
  return new TallyError("CONFLICT", "Another recording has this id. Open the form again.");
}

/** The name of the constraint that PostgreSQL says was violated, null for any other error. */
function violatedConstraint(error: unknown): string | null {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const isViolation = cause instanceof Error && "code" in cause && cause.code === "23505" && "constraint" in cause;
  return isViolation && typeof cause.constraint === "string" ? cause.constraint : null;
}
