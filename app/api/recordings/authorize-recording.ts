import "server-only";
import { authorize } from "@/lib/auth/ability";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "@/lib/features/accounts/types";
import { projectOfRecording } from "@/lib/features/recordings/service/project-of-recording";

/**
 * The right to read a recording, in the project it belongs to, whatever project the browser shows. To those who have no
 * part in that project the recording does not exist, in the same words.
 * @throws TallyError NOT_FOUND, FORBIDDEN
 */
export async function authorizeRecording(
  ctx: Context,
  recordingId: string,
): Promise<AuthorizedInProject<"recording.read">> {
  const projectId = await projectOfRecording(ctx, recordingId);
  try {
    return await authorize(ctx.db, ctx.actor, "recording.read", projectId);
  } catch (error) {
    if (error instanceof TallyError && error.code === "NOT_FOUND") {
      throw new TallyError("NOT_FOUND", "There is no such recording.", { cause: error });
    }
    throw error;
  }
}
