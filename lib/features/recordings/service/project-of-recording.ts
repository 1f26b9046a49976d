import "server-only";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { selectIntent } from "../data/read";

/**
 * Which project a recording belongs to. Whoever asks must still be authorised in that project, and say nothing else
 * about the recording before.
 * @throws TallyError NOT_FOUND
 */
export async function projectOfRecording(ctx: Pick<Context, "db">, recordingId: string): Promise<string> {
  const intent = await selectIntent(ctx.db, recordingId);
  if (!intent) throw new TallyError("NOT_FOUND", "There is no such recording.");
  return intent.projectId;
}
