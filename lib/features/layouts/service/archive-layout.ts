import "server-only";
import { eq } from "drizzle-orm";
import type { Context } from "../../../context";
import { writeAudit } from "../../../db/audit";
import { layouts } from "../../../db/schema";
import { TallyError } from "../../../errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { lockLayout } from "../data";
import type { ArchiveLayoutInput } from "../schema";

/** Takes a layout out of use. Recordings that were given it keep their own copy. @throws TallyError NOT_FOUND */
export async function archiveLayout({
  ctx,
  input,
  grant,
}: {
  ctx: Context;
  input: ArchiveLayoutInput;
  grant: AuthorizedInProject<"layout.archive">;
}): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const layout = await lockLayout(tx, grant.projectId, input.layoutId);
    if (!layout) throw new TallyError("NOT_FOUND", "This layout no longer exists. Reload the page.");
    await tx.update(layouts).set({ archivedAt: ctx.clock.now() }).where(eq(layouts.id, layout.id));
    await writeAudit(tx, {
      projectId: grant.projectId,
      actor: ctx.actor,
      action: "layout.archive",
      targetKind: "layout",
      targetId: layout.id,
      outcome: "done",
      before: { name: layout.name, version: layout.currentVersion },
      after: null,
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
  });
}
