import "server-only";
import { eq } from "drizzle-orm";
import type { Context } from "@/lib/context";
import { actorId } from "@/lib/db/actor";
import { writeAudit } from "@/lib/db/audit";
import type { Transaction } from "@/lib/db/client";
import { projects } from "@/lib/db/schema";
import { deleteSecret, describeSecret, putSecret } from "@/lib/db/secrets";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { secretOwner, type ProjectRow } from "../../projects/data";
import { playKeyName, sandboxTemplate } from "../constants";
import type { SavePlaybackInput } from "../schema";
import { hostOf } from "./playback";
import { requirePublicUrl } from "./public-address";

/**
 * Sets where a project's files in Agora's storage are fetched, the key that signs these addresses, and how `position` is
 * read. An empty key keeps the stored one.
 * @throws TallyError NOT_FOUND; INVALID at `template` for an address that the server must not fetch
 */
export async function savePlayback({
  ctx,
  grant,
  input,
}: {
  ctx: Context;
  grant: AuthorizedInProject<"library.savePlayback">;
  input: SavePlaybackInput;
}): Promise<void> {
  const { projectId } = grant;
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.select().from(projects).where(eq(projects.id, projectId)).for("update");
    if (!row) throw new TallyError("NOT_FOUND", "There is no such project.");
    requireFetchable(row, input.template);
    const before = await describePlayback(tx, row);
    const settings = { ...row.settings, fileTemplate: input.template, positionReading: input.positionReading };
    const [after] = await tx
      .update(projects)
      .set({ settings, updatedAt: ctx.clock.now() })
      .where(eq(projects.id, projectId))
      .returning();
    const address = { ownerTable: secretOwner, ownerId: projectId, name: playKeyName };
    if (input.removePlayKey) await deleteSecret(tx, address);
    else if (input.playKey !== "") {
      await putSecret(tx, ctx.box, { ...address, projectId, value: input.playKey, actorId: actorId(ctx.actor) });
    }
    await writeAudit(tx, {
      projectId,
      actor: ctx.actor,
      action: "library.savePlayback",
      targetKind: "project",
      targetId: projectId,
      outcome: "done",
      before,
      after: await describePlayback(tx, after ?? row),
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
  });
}

function requireFetchable(row: ProjectRow, template: string): void {
  if (template === "" || template === sandboxTemplate) return;
  const address = new URL(template.replaceAll("{host}", hostOf(row)).replaceAll("{fileName}", "file"));
  if (row.kind === "sandbox" && row.apiHosts.some((host) => new URL(host).origin === address.origin)) return;
  try {
    requirePublicUrl(address);
  } catch (error) {
    if (!(error instanceof TallyError)) throw error;
    throw new TallyError("INVALID", error.message, { fields: { template: error.message }, cause: error });
  }
}

async function describePlayback(tx: Transaction, row: ProjectRow): Promise<Record<string, unknown>> {
  const key = await describeSecret(tx, { ownerTable: secretOwner, ownerId: row.id, name: playKeyName });
  const { fileTemplate = null, positionReading = null } = row.settings;
  return { fileTemplate, positionReading, ...(key ? { playKeyFingerprint: key.fingerprint } : {}) };
}
