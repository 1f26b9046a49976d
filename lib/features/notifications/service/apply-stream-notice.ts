import "server-only";
import { and, eq } from "drizzle-orm";
import type { StreamNotice } from "@/lib/agora/notifications";
import type { Transaction } from "@/lib/db/client";
import { liveJobs } from "@/lib/db/schema";
import { wakeLiveJob } from "../../live-jobs/service/order-live-job";
import { noteLiveFile } from "../../storage/data/cells";

/**
 * Notes the file that a notification of live streaming announces (FLS contract §5, events 3, 4, 101, 102), and has changes
 * that wait for something to appear looked at again. False: it announces none.
 */
export async function applyStreamNotice(
  tx: Transaction,
  projectId: string,
  { entryPoint, streamName, event }: StreamNotice,
  announcedAt: Date,
): Promise<boolean> {
  if (event.name !== "recordingFileCreated" && event.name !== "snapshotCreated") return false;
  const { recordingKind, fileName } = event;
  if (entryPoint === null || streamName === null || fileName === null) return false;
  const fileKind = event.name === "snapshotCreated" ? "snapshot" : "recording";
  await noteLiveFile(tx, { projectId, recordingKind, fileKind, entryPoint, streamName, fileName, announcedAt });
  const waiting = await tx
    .select({ id: liveJobs.id })
    .from(liveJobs)
    .where(and(eq(liveJobs.projectId, projectId), eq(liveJobs.isTerminal, false), eq(liveJobs.state, "accepted")))
    .limit(100);
  for (const { id } of waiting) await wakeLiveJob(tx, id);
  return true;
}
