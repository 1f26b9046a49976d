import "server-only";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { isEngineAlive } from "../data/engines";
import { selectNewestAttempt, selectSummary } from "../data/read";
import type { AttemptRow } from "../data/rows";
import { selectTakes, type TakeRow } from "../data/takes";
import { isFinished, isLive } from "../lifecycle";
import { compositeLayout, storedStart } from "../schema";
import type { LayoutTake, RecordingLayoutState } from "../types";
import { toSummary } from "./present";

/**
 * The layout of a recording by our own record, since Agora does not tell it (product F3): what is in force, and every
 * layout that was ordered with what came of it.
 * @throws TallyError NOT_FOUND; INVALID for a recording that has no composed picture
 */
export async function getRecordingLayout({
  ctx,
  recordingId,
  grant,
}: {
  ctx: Pick<Context, "db">;
  recordingId: string;
  grant: AuthorizedInProject<"recording.read">;
}): Promise<RecordingLayoutState> {
  const [row, newest] = await Promise.all([
    selectSummary(ctx.db, grant.projectId, recordingId),
    selectNewestAttempt(ctx.db, recordingId),
  ]);
  if (!row || !newest) throw new TallyError("NOT_FOUND", "There is no such recording.");
  if (row.intent.origin === "adopted") {
    throw new TallyError("INVALID", "This recording was started elsewhere, so its layout is not known here.");
  }
  const config = storedStart.parse(row.intent.config);
  if (config.mode !== "composite") {
    throw new TallyError("INVALID", "Only a composite recording has a picture that is laid out.");
  }
  const { attempt } = newest;
  const [rows, hasEngine] = await Promise.all([selectTakes(ctx.db, attempt.id), isEngineAlive(ctx.db)]);
  const { channelName, status, statusReason, projectId, createdBy, createdAt } = toSummary(row);
  const hasEnded = isFinished(status) || (!isLive(status) && status !== "controlExpired");
  const started: LayoutTake = {
    revision: 0,
    kind: "start",
    layout: config.layout,
    requestedBy: createdBy,
    requestedAt: createdAt,
    settledAt: attempt.startedAt?.toISOString() ?? null,
    latencyMs: null,
    sentCount: attempt.startSentCount,
    outcome: attempt.startedAt === null ? (hasEnded ? "ended" : "wanted") : "acknowledged",
    reason: null,
  };
  const takes = [...rows.flatMap(({ take, requestedByName }) => toTake(take, requestedByName, hasEnded)), started];
  return {
    recordingId,
    projectId,
    channelName,
    status,
    statusReason,
    canvas: { width: config.video.width, height: config.video.height },
    revision: attempt.desiredLayoutRevision,
    takes,
    retryAt: retryAt(attempt),
    isEngineAlive: hasEngine,
  };
}

/** When a layout that waits is tried again; null while nothing holds it. */
function retryAt({ heldStep, heldUntil, trouble }: AttemptRow): string | null {
  const isHeld = (heldStep === "updateLayout" || heldStep === "any") && trouble !== null;
  return isHeld ? (heldUntil?.toISOString() ?? null) : null;
}

/** A layout as screens see it; one that another version of the product wrote in another form is left out. */
function toTake(take: TakeRow, requestedByName: string | null, hasEnded: boolean): LayoutTake[] {
  const layout = compositeLayout.safeParse(take.layout);
  if (!layout.success) return [];
  const isOpen = take.outcome === "wanted" || take.outcome === "waiting";
  return [
    {
      revision: take.revision,
      kind: take.kind,
      layout: layout.data,
      requestedBy: requestedByName ?? take.requestedBy,
      requestedAt: take.requestedAt.toISOString(),
      settledAt: take.settledAt?.toISOString() ?? null,
      latencyMs:
        take.outcome === "acknowledged" && take.sentAt !== null && take.settledAt !== null
          ? take.settledAt.getTime() - take.sentAt.getTime()
          : null,
      sentCount: take.sentCount,
      outcome: isOpen && hasEnded ? "ended" : take.outcome,
      reason: take.reason,
    },
  ];
}
