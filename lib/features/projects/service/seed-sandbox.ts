import "server-only";
import { randomBytes } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { ulid } from "ulid";
import type { Context } from "../../../context";
import { actorId } from "../../../db/actor";
import { writeAudit } from "../../../db/audit";
import type { Transaction } from "../../../db/client";
import { projects } from "../../../db/schema";
import { putSecret, readSecret } from "../../../db/secrets";
import { notificationProducts, notificationSecretNames, type NotificationProduct } from "../constants";
import { secretOwner } from "../data";

/** What a running sandbox tells about itself. */
export type SandboxDescription = {
  baseUrl: string;
  appId: string;
  customerId: string;
  customerSecret: string;
  /** Its object store: address and home region of its bucket, which stand for every vendor and region. */
  objectStoreEndpoint: string;
  objectStoreRegion: string;
  notificationSecrets: Record<NotificationProduct, string>;
};

/**
 * Makes the project "Sandbox" at first start and keeps its addresses and keys those of the sandbox that runs now: ports
 * may change between starts. Harmless when nothing changed.
 */
export async function seedSandboxProject({
  ctx,
  sandbox,
}: {
  ctx: Context;
  sandbox: SandboxDescription;
}): Promise<{ projectId: string; callbackKey: string; isNew: boolean }> {
  return ctx.db.transaction(async (tx) => {
    const [existing] = await tx
      .select()
      .from(projects)
      .where(and(eq(projects.kind, "sandbox"), isNull(projects.archivedAt)))
      .for("update");
    const address = {
      appId: sandbox.appId,
      apiHosts: [sandbox.baseUrl],
      objectStoreEndpoint: sandbox.objectStoreEndpoint,
      settings: { ...existing?.settings, objectStoreRegion: sandbox.objectStoreRegion },
    };
    const projectId = existing?.id ?? ulid();
    const callbackKey = existing?.callbackKey ?? randomBytes(24).toString("base64url");
    if (existing) await tx.update(projects).set(address).where(eq(projects.id, projectId));
    else await tx.insert(projects).values({ id: projectId, name: "Sandbox", kind: "sandbox", callbackKey, ...address });
    const changed = await syncSecrets(tx, ctx, projectId, sandbox);
    if (!existing || changed.length > 0) {
      await writeAudit(tx, {
        projectId,
        actor: ctx.actor,
        action: existing ? "project.update" : "project.create",
        targetKind: "project",
        targetId: projectId,
        outcome: "done",
        after: { name: existing?.name ?? "Sandbox", kind: "sandbox", ...address, replacedSecrets: changed },
        requestId: ctx.requestId,
        clientAddress: ctx.clientAddress,
      });
    }
    return { projectId, callbackKey, isNew: !existing };
  });
}

/** Stores the sandbox's secrets where they differ from what is stored; returns their names. */
async function syncSecrets(
  tx: Transaction,
  ctx: Context,
  projectId: string,
  sandbox: SandboxDescription,
): Promise<string[]> {
  const wanted: [string, string][] = [
    ["customerId", sandbox.customerId],
    ["customerSecret", sandbox.customerSecret],
    ...notificationProducts.map((product): [string, string] => [
      notificationSecretNames[product],
      sandbox.notificationSecrets[product],
    ]),
  ];
  const changed: string[] = [];
  for (const [name, value] of wanted) {
    const address = { ownerTable: secretOwner, ownerId: projectId, name };
    if ((await readSecret(tx, ctx.box, address)) === value) continue;
    await putSecret(tx, ctx.box, { ...address, projectId, value, actorId: actorId(ctx.actor) });
    changed.push(name);
  }
  return changed;
}
