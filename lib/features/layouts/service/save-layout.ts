import "server-only";
import { eq } from "drizzle-orm";
import { ulid } from "ulid";
import type { Context } from "../../../context";
import { actorId } from "../../../db/actor";
import { writeAudit } from "../../../db/audit";
import { layouts, layoutVersions } from "../../../db/schema";
import { TallyError } from "../../../errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { findByName, lockLayout } from "../data";
import type { SaveLayoutInput } from "../schema";

/**
 * Creates a layout or a new version of one; older versions stay.
 * @throws TallyError NOT_FOUND for a layout of another project, CONFLICT for a name in use or a version that is no longer
 *   the newest
 */
export async function saveLayout({
  ctx,
  input,
  grant,
}: {
  ctx: Context;
  input: SaveLayoutInput;
  grant: AuthorizedInProject<"layout.save">;
}): Promise<{ layoutId: string; version: number }> {
  const { projectId } = grant;
  const { name, document } = input;
  return ctx.db.transaction(async (tx) => {
    const previous = input.layoutId === undefined ? null : await lockLayout(tx, projectId, input.layoutId);
    if (input.layoutId !== undefined && !previous) {
      throw new TallyError("NOT_FOUND", "This layout no longer exists. Save it under a new name.");
    }
    if (previous && input.version !== undefined && input.version !== previous.currentVersion) {
      throw new TallyError(
        "CONFLICT",
        `Somebody saved version ${previous.currentVersion} of this layout meanwhile. Save yours under another name, or open it again.`,
      );
    }
    const taken = await findByName(tx, projectId, name);
    if (taken !== null && taken !== previous?.id) {
      const sentence = "Another layout of this project has this name";
      throw new TallyError("CONFLICT", `${sentence}.`, { fields: { name: sentence } });
    }
    const layoutId = previous?.id ?? ulid();
    const version = (previous?.currentVersion ?? 0) + 1;
    if (previous) {
      await tx
        .update(layouts)
        .set({ name, currentVersion: version, updatedAt: ctx.clock.now() })
        .where(eq(layouts.id, layoutId));
    } else {
      await tx.insert(layouts).values({ id: layoutId, projectId, name, currentVersion: version });
    }
    await tx
      .insert(layoutVersions)
      .values({ id: ulid(), projectId, layoutId, version, document, createdBy: actorId(ctx.actor) });
    await writeAudit(tx, {
      projectId,
      actor: ctx.actor,
      action: "layout.save",
      targetKind: "layout",
      targetId: layoutId,
      outcome: "done",
      before: previous ? { name: previous.name, version: previous.currentVersion } : null,
      after: { name, version, regions: document.regions.length, preset: document.preset },
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
    return { layoutId, version };
  });
}
