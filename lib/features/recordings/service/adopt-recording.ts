import "server-only";
import { and, eq } from "drizzle-orm";
import { ulid } from "ulid";
import type { Context } from "@/lib/context";
import { actorId } from "@/lib/db/actor";
import { writeAudit } from "@/lib/db/audit";
import { attempts } from "@/lib/db/schema";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { findProject } from "../../projects/data";
import { findCurrentVersion } from "../../storage/data";
import { changeAttempt } from "../data/change";
import { insertRecording } from "../data/create";
import { claimForeign } from "../data/foreign";
import { selectIntent } from "../data/read";
import type { StoredStart } from "../schema";
import type { AdoptRecordingInput } from "../schema/foreign";
import type { RecordingOutcome } from "../types";
import { readStatus } from "./present";
import { waitForOutcome } from "./wait-for-outcome";

/**
 * Takes over a recording that was started elsewhere, by the ids that name its task: from now on it is watched and can be
 * stopped like any other. What it was started with is not known, and Agora does not tell.
 * @throws TallyError NOT_FOUND, INVALID, CONFLICT where it is one of ours already
 */
export async function adoptRecording({
  ctx,
  input,
  grant,
}: {
  ctx: Context;
  input: AdoptRecordingInput;
  grant: AuthorizedInProject<"recording.adopt">;
}): Promise<RecordingOutcome> {
  const { projectId } = grant;
  const { recordingId, sid, resourceId, recorderUid } = input;
  const existing = await selectIntent(ctx.db, recordingId);
  if (existing && existing.projectId !== projectId) throw new TallyError("CONFLICT", "Another recording has this id.");
  if (!existing) {
    await ctx.db.transaction(async (tx) => {
      const project = await findProject(tx, projectId);
      if (!project) throw new TallyError("NOT_FOUND", "There is no such project.");
      const version = await findCurrentVersion(tx, projectId, input.storageProfileId);
      if (!version) {
        const sentence = "This storage profile no longer exists. Choose another one.";
        throw new TallyError("INVALID", sentence, { fields: { storageProfileId: sentence } });
      }
      const [known] = await tx
        .select({ id: attempts.id })
        .from(attempts)
        .where(and(eq(attempts.projectId, projectId), eq(attempts.sid, sid)))
        .limit(1);
      if (known) {
        const sentence = "This console has this recording already.";
        throw new TallyError("CONFLICT", sentence, { fields: { sid: sentence } });
      }
      const attemptId = ulid();
      const config = assumedConfig(input);
      await insertRecording(tx, {
        projectId,
        appId: project.appId,
        config,
        storageVersionId: version.id,
        attemptId,
        recorderUid,
        tokenExpiresAt: null,
        createdBy: actorId(ctx.actor),
        besides: [],
        origin: "adopted",
        adopted: { sid, resourceId },
      });
      const row = await changeAttempt(tx, attemptId, (_, now) => ({
        source: "operator",
        set: { checkRequestedAt: now },
        events: [{ type: "recording.adopted", details: { by: actorId(ctx.actor) } }],
      }));
      if (row) await claimForeign(tx, row);
      await writeAudit(tx, {
        projectId,
        actor: ctx.actor,
        action: "recording.adopt",
        targetKind: "recording",
        targetId: recordingId,
        outcome: "done",
        after: { sid, channelName: input.channelName, recorderUid, mode: input.mode },
        requestId: ctx.requestId,
        clientAddress: ctx.clientAddress,
      });
      await ctx.queue.wake(attemptId, { tx });
    });
  }
  return waitForOutcome(ctx, recordingId, ({ intent }) => {
    const status = readStatus(intent.status);
    return status === "recording" ? "done" : status === "failed" ? "refused" : null;
  });
}

/** The least that a stored start must hold. Nothing of it is shown or sent: what is running was started with other values. */
function assumedConfig(input: AdoptRecordingInput): StoredStart {
  const { projectId, recordingId, storageProfileId, channelName, mode } = input;
  const common = { projectId, recordingId, storageProfileId, channelName, controlHours: 720, filePrefix: [] };
  const channel = { channelProfile: "live" as const, maxIdleSeconds: 30, token: { kind: "none" as const } };
  switch (mode) {
    case "web":
      return {
        ...common,
        mode,
        page: { url: "https://unknown.invalid", audioProfile: 0, width: 1280, height: 720, fps: 15, maxHours: 720 },
        withMp4: false,
      };
    case "individual":
      return { ...common, ...channel, mode, uidGroup: 0, streamMode: "default", media: "both" };
    case "composite":
      return {
        ...common,
        ...channel,
        mode,
        layout: { preset: "floating", backgroundColour: "#000000" },
        video: { width: 360, height: 640, fps: 15, bitrateKbps: 500 },
        audioProfile: 0,
        withMp4: false,
      };
  }
}
