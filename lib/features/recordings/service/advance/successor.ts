import { ulid } from "ulid";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { putSecret, readSecret } from "@/lib/db/secrets";
import { findProject, secretOwner as projectSecretOwner } from "../../../projects/data";
import { insertAttempt, replaceToken } from "../../data/create";
import type { AttemptRow } from "../../data/rows";
import type { Reading } from "../../data/situation";
import { insertTake } from "../../data/takes";
import { compositeLayout } from "../../schema";
import { identifyBackup, type OrderedToken, type RecorderIdentity } from "../recorder-token";
import { secretOwner, startSecretNames, tokenName } from "../stored-config";
import type { NoSuccessor } from "./judge-vanished";

/** The plan of an attempt that takes the place of another one. */
export type Successor = { id: string; number: number; identity: RecorderIdentity; filePrefix: string[] };

/** As often as Agora itself moves a recording to another server (contract §1.5), with pauses: a fault may be lasting. */
export const pausesMs = [0, 60_000, 300_000];

/** Plans another attempt of a recording, or says why there cannot be one. */
export async function planSuccessor(ctx: Context, reading: Reading): Promise<Successor | NoSuccessor> {
  const { attempt, intent, config, now } = reading;
  if (intent.origin === "adopted") return "adopted";
  if (attempt.number > pausesMs.length) return "tooOften";
  const [project, token] = await Promise.all([findProject(ctx.db, attempt.projectId), orderedToken(ctx, reading)]);
  const certificate = { ownerTable: projectSecretOwner, ownerId: attempt.projectId, name: "appCertificate" };
  const identity = identifyBackup({
    token,
    channelName: attempt.channelName,
    appId: project?.appId ?? attempt.appId,
    appCertificate: await readSecret(ctx.db, ctx.box, certificate),
    now,
  });
  if (identity === null) return "tokenOfOneUid";
  const id = ulid();
  return { id, number: attempt.number + 1, identity, filePrefix: [...config.filePrefix, id] };
}

/** With what token the recorder of a recording joined. */
export async function orderedToken(
  ctx: Context,
  { attempt, intent, config }: Pick<Reading, "attempt" | "intent" | "config">,
): Promise<OrderedToken> {
  if (config.mode === "web" || config.token.kind === "none") return { kind: "none" };
  const { tokenExpiresAt, createdAt } = intent;
  if (config.token.kind === "issued") {
    return { kind: "issued", lifetimeMs: (tokenExpiresAt ?? createdAt).getTime() - createdAt.getTime() };
  }
  const address = { ownerTable: secretOwner, ownerId: attempt.id, name: tokenName };
  const value = await readSecret(ctx.db, ctx.box, address);
  return { kind: "pasted", value: value ?? "", expiresAt: tokenExpiresAt };
}

/** Writes the plan down, with the newest layout and changes that were wanted of the attempt before, and has it begun. */
export async function insertSuccessor(tx: Transaction, ctx: Context, before: AttemptRow, next: Successor) {
  const { projectId, intentId, appId, channelName, mode } = before;
  const { id, number, identity, filePrefix } = next;
  const pauseMs = pausesMs[before.number - 1] ?? 0;
  const { desiredLayout, desiredLayoutRevision, desiredUpdate, desiredUpdateRevision } = before;
  await insertAttempt(tx, {
    id,
    projectId,
    intentId,
    number,
    appId,
    channelName,
    mode,
    filePrefix,
    recorderUid: identity.recorderUid,
    desiredLayout,
    desiredLayoutRevision,
    desiredUpdate,
    desiredUpdateRevision,
    ...(pauseMs > 0 ? { heldStep: "start", heldUntil: new Date(ctx.clock.now().getTime() + pauseMs) } : {}),
  });
  for (const name of startSecretNames) {
    const value = await readSecret(tx, ctx.box, { ownerTable: secretOwner, ownerId: before.id, name });
    if (value !== null) await keep(name, value);
  }
  if (identity.token !== null) {
    await keep(tokenName, identity.token.reveal());
    await replaceToken(tx, intentId, identity.expiresAt);
  }
  const layout = compositeLayout.safeParse(desiredLayout);
  if (layout.success && desiredLayoutRevision > 0) {
    const take = { revision: desiredLayoutRevision, kind: "take", layout: layout.data, requestedBy: "engine" } as const;
    await insertTake(tx, { attempt: { ...before, id }, ...take });
  }
  await ctx.queue.wake(id, { tx });

  function keep(name: string, value: string) {
    return putSecret(tx, ctx.box, { projectId, ownerTable: secretOwner, ownerId: id, name, value, actorId: null });
  }
}
