import "server-only";
import { and, eq, inArray, isNull, not } from "drizzle-orm";
import type { Context } from "../../../context";
import { writeAudit } from "../../../db/audit";
import { attempts, recordingIntents, storageProfiles, storageProfileVersions } from "../../../db/schema";
import { TallyError } from "../../../errors";
import type { AuthorizedInProject } from "../../accounts/types";

/**
 * Takes a profile out of use. Its versions stay, because recordings refer to them and are played with their keys.
 * @throws TallyError NOT_FOUND, or CONFLICT while a recording that is not finished uses it.
 */
export async function archiveStorageProfile({
  ctx,
  input,
  grant,
}: {
  ctx: Context;
  input: { profileId: string };
  grant: AuthorizedInProject<"storage.archive">;
}): Promise<void> {
  const { projectId } = grant;
  await ctx.db.transaction(async (tx) => {
    const [live] = await tx
      .select({ channelName: recordingIntents.channelName })
      .from(attempts)
      .innerJoin(recordingIntents, eq(recordingIntents.id, attempts.intentId))
      .where(
        and(
          not(attempts.isTerminal),
          inArray(
            recordingIntents.storageVersionId,
            tx
              .select({ id: storageProfileVersions.id })
              .from(storageProfileVersions)
              .where(eq(storageProfileVersions.profileId, input.profileId)),
          ),
        ),
      )
      .limit(1);
    if (live) {
      throw new TallyError(
        "CONFLICT",
        `The recording of channel "${live.channelName}" still uses this storage profile. Remove it when its files are safe.`,
      );
    }
    const [archived] = await tx
      .update(storageProfiles)
      .set({ archivedAt: ctx.clock.now() })
      .where(
        and(
          eq(storageProfiles.id, input.profileId),
          eq(storageProfiles.projectId, projectId),
          isNull(storageProfiles.archivedAt),
        ),
      )
      .returning({ name: storageProfiles.name });
    if (!archived) throw new TallyError("NOT_FOUND", "This storage profile no longer exists. Reload the page.");
    await writeAudit(tx, {
      projectId,
      actor: ctx.actor,
      action: "storage.archive",
      targetKind: "storageProfile",
      targetId: input.profileId,
      outcome: "done",
      before: { name: archived.name },
      after: null,
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
  });
}
