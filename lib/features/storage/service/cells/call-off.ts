import "server-only";
import type { Context } from "@/lib/context";
import { writeAudit } from "@/lib/db/audit";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../../accounts/types";
import { callOffJob } from "../../../live-jobs/data";
import { cellKeyOf } from "../../data/cells";
import type { CallOffCustomRecordingInput } from "../../schema";

/**
 * Takes a change of an entry point back that was not carried out yet, so that another one can be made: while Agora is
 * away it would wait for a quarter of an hour.
 * @throws TallyError CONFLICT once it is on its way, or over
 */
export async function callOffCell({
  ctx,
  grant,
  input,
}: {
  ctx: Context;
  grant: AuthorizedInProject<"storage.callOff">;
  input: CallOffCustomRecordingInput;
}): Promise<void> {
  const { projectId } = grant;
  const targetKey = cellKeyOf(input);
  await ctx.db.transaction(async (tx) => {
    const job = { projectId, kind: "setCustomRecording", targetKey, jobId: input.jobId } as const;
    if (!(await callOffJob(tx, job))) {
      throw new TallyError("CONFLICT", "It was sent meanwhile, so it can no longer be called off.");
    }
    await writeAudit(tx, {
      projectId,
      actor: ctx.actor,
      action: "storage.callOff",
      targetKind: "entryPoint",
      targetId: targetKey,
      outcome: "done",
      before: { jobId: input.jobId, state: "requested" },
      after: { jobId: input.jobId, state: "failed", code: "calledOff" },
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
  });
}
