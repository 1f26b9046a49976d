import { z } from "zod";
import type { AttemptRow, CallRow } from "../data/rows";
import { firstUpdate, storedUpdate, type StoredStart } from "../schema";
import type { PageState, RecordingUpdateState } from "../types";

/** What is wanted of a recording besides its layout, and how far Agora has it. */
export function describeUpdate(
  config: StoredStart,
  attempt: AttemptRow | undefined,
  calls: readonly CallRow[],
): RecordingUpdateState {
  const stored = storedUpdate.safeParse(attempt?.desiredUpdate);
  const wanted = stored.success ? stored.data : firstUpdate(config);
  const revision = attempt?.desiredUpdateRevision ?? 0;
  const sentAt = attempt?.updateSentAt?.toISOString() ?? null;
  const said = (state: RecordingUpdateState["state"], reason: string | null = null) => ({
    wanted,
    revision,
    state,
    reason,
    sentAt,
  });
  if (attempt === undefined || revision === 0) return said("none");
  if (attempt.ackedUpdateRevision >= revision) return said("acknowledged");
  if (attempt.refusedUpdateRevision >= revision) return said("refused", attempt.updateRefusal);
  if (attempt.sentUpdateRevision < revision) return said("waiting", attempt.trouble);
  const last = calls.findLast(({ operation, attemptId }) => operation === "update" && attemptId === attempt.id);
  if (last?.outcome === null) return said("sent");
  return last?.outcome === "unknown" ? said("unknown", attempt.trouble) : said("waiting", attempt.trouble);
}

const pageState = z.object({
  state: z.string().nullable(),
  isOnHold: z.boolean().nullable(),
  publishing: z.string().nullable(),
});

export function describePage(attempt: AttemptRow | undefined): PageState | null {
  return pageState.safeParse(attempt?.pageState).data ?? null;
}
