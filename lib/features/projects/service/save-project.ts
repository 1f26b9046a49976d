import "server-only";
import { randomBytes } from "node:crypto";
import { and, eq, isNull, not } from "drizzle-orm";
import { ulid } from "ulid";
import { agoraHosts } from "../../../agora/hosts";
import type { Context } from "../../../context";
import { actorId } from "../../../db/actor";
import { writeAudit } from "../../../db/audit";
import type { Transaction } from "../../../db/client";
import { attempts, projects } from "../../../db/schema";
import { deleteSecret, describeSecret, putSecret } from "../../../db/secrets";
import { TallyError } from "../../../errors";
import type { Authorized } from "../../accounts/types";
import { releaseHeld } from "../../recordings/data/release";
import { notificationProducts, notificationSecretNames } from "../constants";
import { findProject, secretOwner, type ProjectRow } from "../data";
import type { SaveProjectInput } from "../schema";

const secretNames = ["customerId", "customerSecret", "appCertificate", ...Object.values(notificationSecretNames)];

/**
 * Creates a project or changes one. Secrets left empty keep what is stored. A sandbox project keeps its address and
 * App ID: they are the sandbox's own.
 * @throws TallyError NOT_FOUND, INVALID with the field, CONFLICT for a name in use or for another App ID while a recording
 * of the present one is not finished.
 */
export async function saveProject({
  ctx,
  input,
  grant,
}: {
  ctx: Context;
  input: SaveProjectInput;
  grant: Authorized<"project.save">;
}): Promise<{ projectId: string }> {
  requireGrantFor(grant, input.projectId ?? null);
  return ctx.db.transaction(async (tx) => {
    const previous = input.projectId === undefined ? null : await findProject(tx, input.projectId);
    if (input.projectId !== undefined && !previous) {
      throw new TallyError("NOT_FOUND", "This project no longer exists. Reload the page.");
    }
    await requireFreeName(tx, input);
    if (previous) await requireNothingUnderWay(tx, previous, input);
    const projectId = previous?.id ?? ulid();
    const before = previous ? await describeProject(tx, previous) : null;
    const row = await writeRow(tx, ctx, projectId, previous, input);
    await writeSecrets(tx, ctx, projectId, input);
    if (input.customerId !== "" || input.customerSecret !== "") await releaseHeld(tx, projectId);
    await writeAudit(tx, {
      projectId,
      actor: ctx.actor,
      action: previous ? "project.update" : "project.create",
      targetKind: "project",
      targetId: projectId,
      outcome: "done",
      before,
      after: await describeProject(tx, row),
      requestId: ctx.requestId,
      clientAddress: ctx.clientAddress,
    });
    return { projectId };
  });
}

/** A new project is the installation's matter, an existing one its own: a grant for one is none for the other. */
function requireGrantFor(grant: Authorized<"project.save">, projectId: string | null): void {
  if (grant.projectId !== projectId) throw new TallyError("FORBIDDEN", "Your role does not include this.");
}

async function requireFreeName(tx: Transaction, input: SaveProjectInput): Promise<void> {
  const [taken] = await tx
    .select({ id: projects.id })
    .from(projects)
    .where(and(eq(projects.name, input.name), isNull(projects.archivedAt)));
  if (taken && taken.id !== input.projectId) {
    const sentence = "Another project has this name";
    throw new TallyError("CONFLICT", `${sentence}.`, { fields: { name: sentence } });
  }
}

/**
 * A task is addressed by the App ID it was started with: under another one it could no longer be queried or stopped. The
 * row is locked first, so that no recording can be written down between this look and the change.
 */
async function requireNothingUnderWay(tx: Transaction, previous: ProjectRow, input: SaveProjectInput): Promise<void> {
  if (previous.kind === "sandbox" || previous.appId.toLowerCase() === input.appId.toLowerCase()) return;
  await tx.select({ id: projects.id }).from(projects).where(eq(projects.id, previous.id)).for("update");
  const [live] = await tx
    .select({ channelName: attempts.channelName })
    .from(attempts)
    .where(and(eq(attempts.projectId, previous.id), not(attempts.isTerminal)))
    .limit(1);
  if (!live) return;
  const sentence = `The recording of channel "${live.channelName}" still runs under this App ID`;
  throw new TallyError("CONFLICT", `${sentence}. Change it when that recording is finished.`, {
    fields: { appId: sentence },
  });
}

async function writeRow(
  tx: Transaction,
  ctx: Context,
  projectId: string,
  previous: ProjectRow | null,
  input: SaveProjectInput,
): Promise<ProjectRow> {
  const isSandbox = previous?.kind === "sandbox";
  const values = {
    name: input.name,
    appId: isSandbox ? previous.appId : input.appId.toLowerCase(),
    apiHosts: isSandbox ? previous.apiHosts : [...agoraHosts(input.serviceArea)],
    settings: {
      ...previous?.settings,
      serviceArea: input.serviceArea,
      ...(input.flsAuth ? { flsAuth: input.flsAuth } : {}),
      ...(input.exclusionSpelling ? { exclusionSpelling: input.exclusionSpelling } : {}),
    },
    updatedAt: ctx.clock.now(),
  };
  const [row] = previous
    ? await tx.update(projects).set(values).where(eq(projects.id, projectId)).returning()
    : await tx
        .insert(projects)
        .values({ id: projectId, kind: "agora", callbackKey: randomBytes(24).toString("base64url"), ...values })
        .returning();
  if (!row) throw new TallyError("INTERNAL", "The project could not be stored.");
  return row;
}

async function writeSecrets(tx: Transaction, ctx: Context, projectId: string, input: SaveProjectInput): Promise<void> {
  const address = (name: string) => ({ ownerTable: secretOwner, ownerId: projectId, name });
  if (input.removeAppCertificate) await deleteSecret(tx, address("appCertificate"));
  const typed: [string, string][] = [
    ["customerId", input.customerId],
    ["customerSecret", input.customerSecret],
    ["appCertificate", input.removeAppCertificate ? "" : input.appCertificate],
    ...notificationProducts.map((product): [string, string] => [
      notificationSecretNames[product],
      input.notificationSecrets[product],
    ]),
  ];
  for (const [name, value] of typed) {
    if (value !== "") await putSecret(tx, ctx.box, { ...address(name), projectId, value, actorId: actorId(ctx.actor) });
  }
}

/** What an audit row keeps of a project: its settings, and its secrets as fingerprints. */
async function describeProject(tx: Transaction, row: ProjectRow): Promise<Record<string, unknown>> {
  const fingerprints: Record<string, string> = {};
  for (const name of secretNames) {
    const secret = await describeSecret(tx, { ownerTable: secretOwner, ownerId: row.id, name });
    if (secret) fingerprints[`${name}Fingerprint`] = secret.fingerprint;
  }
  const { flsAuth, exclusionSpelling } = row.settings;
  const dialect = { ...(flsAuth ? { flsAuth } : {}), ...(exclusionSpelling ? { exclusionSpelling } : {}) };
  return { name: row.name, kind: row.kind, appId: row.appId, apiHosts: row.apiHosts, ...dialect, ...fingerprints };
}
