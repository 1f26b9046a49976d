import "server-only";
import { eq } from "drizzle-orm";
import type { Context } from "@/lib/context";
import { storageProfiles, storageProfileVersions } from "@/lib/db/schema";
import { describeSecret } from "@/lib/db/secrets";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { keyOwner } from "../../storage/data";
import { isEngineAlive } from "../data/engines";
import { selectDetail, selectSummary, selectTwins } from "../data/read";
import type { AttemptRow, IntentRow } from "../data/rows";
import { compositeLayout, storedStart, type StoredStart } from "../schema";
import type { RecordingDetail } from "../types";
import { controlEndsAt } from "./advance/control";
import { readStatus, toAttempt, toCall, toEvent, toFile, toSummary } from "./present";
import { describePage, describeUpdate } from "./present-update";

/**
 * Everything the page of a recording shows. No secret is among it: the token is told by its kind and expiry.
 * @throws TallyError NOT_FOUND
 */
export async function getRecording({
  ctx,
  recordingId,
  grant,
}: {
  ctx: Pick<Context, "db">;
  recordingId: string;
  grant: AuthorizedInProject<"recording.read">;
}): Promise<RecordingDetail> {
  const row = await selectSummary(ctx.db, grant.projectId, recordingId);
  if (!row) throw new TallyError("NOT_FOUND", "There is no such recording.");
  const config = storedStart.parse(row.intent.config);
  const [detail, storage, hasEngine, twins] = await Promise.all([
    selectDetail(ctx.db, recordingId),
    describeStorage(ctx, row.intent),
    isEngineAlive(ctx.db),
    selectTwins(ctx.db, row.intent),
  ]);
  const newest = detail.attempts.at(-1);
  return {
    ...toSummary(row),
    config,
    origin: row.intent.origin,
    twins: twins.map(({ id, status }) => ({ recordingId: id, status: readStatus(status) })),
    tokenExpiresAt: row.intent.tokenExpiresAt?.toISOString() ?? null,
    stopRequestedAt: row.intent.stopRequestedAt?.toISOString() ?? null,
    longestUntil: longestUntil(config, newest),
    controlEndsAt: (newest && controlEndsAt(newest, config.controlHours)?.toISOString()) ?? null,
    storage,
    layout: row.intent.origin === "adopted" ? null : describeLayout(config, newest),
    update: describeUpdate(config, newest, detail.calls),
    page: describePage(newest),
    attempts: detail.attempts.map(toAttempt),
    events: detail.events.map(toEvent),
    calls: detail.calls.map(toCall),
    files: detail.files.map(toFile),
    slices: detail.slices,
    isEngineAlive: hasEngine,
  };
}

function describeLayout(config: StoredStart, attempt: AttemptRow | undefined): RecordingDetail["layout"] {
  if (config.mode !== "composite") return null;
  const wanted = compositeLayout.safeParse(attempt?.desiredLayout);
  return {
    wanted: wanted.success ? wanted.data : config.layout,
    revision: attempt?.desiredLayoutRevision ?? 0,
    isApplied: attempt !== undefined && attempt.ackedLayoutRevision >= attempt.desiredLayoutRevision,
  };
}

/** From when a start left, because the start itself may be the answer that was lost. */
function longestUntil(config: StoredStart, attempt: AttemptRow | undefined): string | null {
  const from = attempt?.startedAt ?? attempt?.startFirstSentAt;
  if (config.mode !== "web" || from == null) return null;
  return new Date(from.getTime() + config.page.maxHours * 3_600_000).toISOString();
}

async function describeStorage(ctx: Pick<Context, "db">, intent: IntentRow): Promise<RecordingDetail["storage"]> {
  const [row] = await ctx.db
    .select({ profile: storageProfiles, version: storageProfileVersions })
    .from(storageProfileVersions)
    .innerJoin(storageProfiles, eq(storageProfiles.id, storageProfileVersions.profileId))
    .where(eq(storageProfileVersions.id, intent.storageVersionId));
  if (!row) throw new TallyError("INTERNAL", "The storage of this recording is not stored.");
  const readKey = await describeSecret(ctx.db, {
    ownerTable: keyOwner,
    ownerId: row.version.id,
    name: "readAccessKey",
  });
  return {
    profileId: row.profile.id,
    profileName: row.profile.name,
    bucket: row.version.bucket,
    vendor: row.version.vendor,
    canRead: readKey !== null,
  };
}
