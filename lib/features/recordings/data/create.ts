import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/db/client";
import { attempts, recordingEvents, recordingIntents } from "@/lib/db/schema";
import { firstUpdate, type StoredStart } from "../schema";

export type NewRecording = {
  projectId: string;
  appId: string;
  config: StoredStart;
  storageVersionId: string;
  attemptId: string;
  recorderUid: string;
  tokenExpiresAt: Date | null;
  createdBy: string;
  /** Other recordings of the same channel that run: told on the timeline, because each is billed. */
  besides: string[];
  origin?: "ordered" | "adopted" | "twin";
  /** Whose second recording it is. */
  twinOf?: string;
  /** The ids of a task that runs already. */
  adopted?: { sid: string; resourceId: string };
};

/** Writes down what is wanted and the plan of its first attempt, due at once. Nothing has been sent yet (I1). */
export async function insertRecording(tx: Transaction, recording: NewRecording): Promise<void> {
  const { projectId, config, attemptId } = recording;
  const { recordingId, channelName, mode } = config;
  const now = sql`now()`;
  await tx.insert(recordingIntents).values({
    id: recordingId,
    projectId,
    mode,
    channelName,
    desired: "recording",
    config,
    storageVersionId: recording.storageVersionId,
    tokenExpiresAt: recording.tokenExpiresAt,
    origin: recording.origin ?? "ordered",
    twinOf: recording.twinOf ?? null,
    status: recording.adopted ? "confirming" : "requested",
    statusSource: "operator",
    statusAt: now,
    createdBy: recording.createdBy,
  });
  const { besides, twinOf, adopted } = recording;
  await tx.insert(recordingEvents).values([
    {
      projectId,
      intentId: recordingId,
      source: "operator",
      type: "recording.requested",
      details: { by: recording.createdBy, ...(besides.length > 0 ? { besides } : {}), ...(twinOf && { twinOf }) },
      happenedAt: now,
    },
  ]);
  await insertAttempt(tx, {
    ...(adopted && { ...adopted, isRunning: true }),
    id: attemptId,
    projectId,
    intentId: recordingId,
    number: 1,
    appId: recording.appId,
    channelName,
    mode,
    recorderUid: recording.recorderUid,
    filePrefix: adopted ? [] : [...config.filePrefix, attemptId],
    desiredLayout: config.mode === "composite" ? config.layout : null,
    desiredUpdate: firstUpdate(config),
  });
}

/** The recording's token is another one now. */
export async function replaceToken(tx: Transaction, recordingId: string, tokenExpiresAt: Date | null): Promise<void> {
  await tx.update(recordingIntents).set({ tokenExpiresAt }).where(eq(recordingIntents.id, recordingId));
}

type NewAttempt = Pick<
  typeof attempts.$inferInsert,
  | "id"
  | "projectId"
  | "intentId"
  | "number"
  | "appId"
  | "channelName"
  | "mode"
  | "recorderUid"
  | "filePrefix"
  | "desiredLayout"
  | "desiredLayoutRevision"
  | "desiredUpdate"
  | "desiredUpdateRevision"
  | "heldStep"
  | "heldUntil"
  | "sid"
  | "resourceId"
> & {
  /** It was started elsewhere. */
  isRunning?: boolean;
};

/** Writes down the plan of an attempt, due at once. */
export async function insertAttempt(tx: Transaction, { isRunning, ...attempt }: NewAttempt): Promise<void> {
  const { id, projectId, intentId, number, recorderUid } = attempt;
  const now = sql`now()`;
  const begun = isRunning === true ? { state: "STARTED" as const, startedAt: now } : { state: "PLANNED" as const };
  await tx.insert(attempts).values({ ...attempt, ...begun, nextStepAt: now });
  if (isRunning === true) return;
  await tx.insert(recordingEvents).values({
    projectId,
    intentId,
    attemptId: id,
    source: "engine",
    type: "attempt.planned",
    details: { number, recorderUid },
    happenedAt: sql`now()`,
  });
}
