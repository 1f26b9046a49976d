import "server-only";
import type { Context } from "@/lib/context";
import type { AuthorizedInProject } from "../../accounts/types";
import type { ReasonCode } from "../constants";
import { isEngineAlive } from "../data/engines";
import {
  countNeedingPerson,
  countStatuses,
  hasRecordings,
  selectByStatus,
  selectNeedingPerson,
} from "../data/overview";
import { isFinished, isLive, recordingStatuses, type RecordingStatus } from "../lifecycle";
import type { OverviewRow, RecordingsOverview } from "../types";
import { readStatus } from "./present";

const dayMs = 24 * 60 * 60 * 1000;
const mostRows = 20;

/** Ended, and not with all files in the customer's bucket. */
const badEnds: readonly RecordingStatus[] = ["failed", "lost", "backedUp", "noData"];
/** Ended with something to keep. */
const keepable: readonly RecordingStatus[] = ["uploaded", "backedUp", "lost"];
const uploading: readonly RecordingStatus[] = ["stopping", "uploading"];
const live = recordingStatuses.filter(isLive);
const unfinished = recordingStatuses.filter((status) => !isFinished(status));

/** What holds a recording up until a person puts it right; everything else passes by itself. */
const reasonsForPerson: readonly ReasonCode[] = [
  "credentialsRefused",
  "credentialsMissing",
  "secretsLocked",
  "addressUnknown",
  "capacityReached",
  "startedElsewhere",
  "bucketRefused",
];

/** What records now and what needs a person, in the project of the grant. */
export async function readOverview({
  ctx,
  grant,
}: {
  ctx: Pick<Context, "db" | "clock">;
  grant: AuthorizedInProject<"recording.read">;
}): Promise<RecordingsOverview> {
  const { projectId } = grant;
  const now = ctx.clock.now();
  const dayAgo = new Date(now.getTime() - dayMs);
  const needs = { projectId, badEnds, endedSince: dayAgo, unfinished, reasons: reasonsForPerson };
  const [counts, liveRows, needyRows, needsPerson, hasAny, hasEngine] = await Promise.all([
    countStatuses(ctx.db, { projectId, unfinished, finishedSince: dayAgo }),
    selectByStatus(ctx.db, { projectId, statuses: [...live, ...uploading], limit: mostRows }),
    selectNeedingPerson(ctx.db, { ...needs, limit: mostRows }),
    countNeedingPerson(ctx.db, needs),
    hasRecordings(ctx.db, projectId),
    isEngineAlive(ctx.db),
  ]);
  const sum = (statuses: readonly RecordingStatus[]) =>
    statuses.reduce((total, status) => total + (counts.get(status) ?? 0), 0);
  return {
    readAt: now.toISOString(),
    counts: {
      live: sum(live),
      needsPerson,
      uploading: sum(uploading),
      safe: sum(["uploaded"]),
      keepable: sum(keepable),
    },
    live: liveRows.map(toOverviewRow),
    needsPerson: needyRows.map(toOverviewRow),
    hasAny,
    isEngineAlive: hasEngine,
  };
}

function toOverviewRow({ id, status, ...row }: Awaited<ReturnType<typeof selectByStatus>>[number]): OverviewRow {
  return {
    recordingId: id,
    mode: row.mode,
    channelName: row.channelName,
    status: readStatus(status),
    statusReason: row.statusReason,
    statusSource: row.statusSource,
    statusAt: row.statusAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    stoppedAt: row.stoppedAt?.toISOString() ?? null,
    uploadProgress: row.uploadProgress,
  };
}
