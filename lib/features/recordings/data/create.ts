import { sql } from "drizzle-orm";
import type { Transaction } from "@/lib/db/client";
import { attempts, recordingEvents, recordingIntents } from "@/lib/db/schema";
import { firstUpdate, type StoredStart } from "../schema";
import { announce } from "./summary";

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
    status: "requested",
    statusSource: "operator",
    statusAt: now,
    createdBy: recording.createdBy,
  });
  await tx.insert(attempts).values({
    id: attemptId,
    projectId,
    intentId: recordingId,
    number: 1,
    state: "PLANNED",
    appId: recording.appId,
    channelName,
    mode,
    recorderUid: recording.recorderUid,
    filePrefix: [...config.filePrefix, attemptId],
    desiredLayout: config.mode === "composite" ? config.layout : null,
    desiredUpdate: firstUpdate(config),
    nextStepAt: now,
  });
  await tx.insert(recordingEvents).values([
    {
      projectId,
      intentId: recordingId,
      source: "operator",
      type: "recording.requested",
      details: { by: recording.createdBy, ...(recording.besides.length > 0 ? { besides: recording.besides } : {}) },
      happenedAt: now,
    },
    {
      projectId,
      intentId: recordingId,
      attemptId,
      source: "engine",
      type: "attempt.planned",
      details: { number: 1, recorderUid: recording.recorderUid },
      happenedAt: now,
    },
  ]);
  await announce(tx, projectId, recordingId);
}
