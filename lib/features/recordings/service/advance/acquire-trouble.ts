import { AgoraError } from "@/lib/agora/errors";
import type { AgoraProject } from "@/lib/context";
import { noteTrouble } from "@/lib/db/account-troubles";
import type { TallyError } from "@/lib/errors";
import { askAboutUnseen } from "../../data/release";
import type { StepInput } from "./step";

/**
 * What a failed acquire says beyond its own attempt: the account is overdue (405), which concerns every recording; or
 * there is no room for another task (406), and those of ours that nobody saw lately may be what fills it.
 */
export async function noteAcquireTrouble(
  { ctx, reading }: StepInput,
  { credentials, projectId }: AgoraProject,
  error: AgoraError | TallyError,
): Promise<void> {
  if (!(error instanceof AgoraError)) return;
  if (error.code === 405) {
    const { operation, reason } = error;
    await noteTrouble(ctx.db, { fingerprint: credentials, kind: "accountInactive", projectId, operation, reason });
  }
  if (error.code === 406) await askAboutUnseen(ctx.db, projectId, reading.attempt.id);
}
