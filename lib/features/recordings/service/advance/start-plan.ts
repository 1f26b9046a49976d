import { eq } from "drizzle-orm";
import type { AcquireInput, StartPlan, StorageTarget, TaskRef } from "@/lib/agora/cloud-recording/input";
import { Secret } from "@/lib/agora/secret";
import type { Context } from "@/lib/context";
import { storageProfileVersions } from "@/lib/db/schema";
import { readSecret } from "@/lib/db/secrets";
import { TallyError } from "@/lib/errors";
import { keyOwner, readVendor } from "../../../storage/data";
import type { Reading } from "../../data/situation";
import type { AttemptRow } from "../../data/rows";
import type { StoredStart } from "../../schema";
import { secretOwner, tokenName, wantedPushName, type StartSecret } from "../stored-config";
import { toPlan } from "./to-plan";

type Services = Pick<Context, "db" | "box">;

/**
 * The start of an attempt as the client takes it, with its secrets opened. The same for every resend, because a start
 * that differs from what acquire announced is refused (contract §2.1).
 * @throws TallyError when a secret is missing or cannot be opened
 */
export async function readStartPlan(ctx: Services, reading: Reading): Promise<StartPlan> {
  const { attempt, config } = reading;
  return toPlan(config, {
    recorderUid: attempt.recorderUid,
    storage: await readStorageTarget(ctx, reading),
    ...(await openSecrets(ctx, attempt.id, config)),
  });
}

/** The acquire that belongs to a start. */
export function toAcquireInput(plan: StartPlan, config: StoredStart): AcquireInput {
  const { mode, channelName, recorderUid } = plan;
  const { controlHours, serviceArea, regionAffinity, excludeResourceIds } = config;
  return {
    mode,
    channelName,
    recorderUid,
    controlHours,
    serviceArea,
    regionAffinity,
    excludeResourceIds,
    isTranscodedAfterwards: config.mode === "individual" && config.afterwards?.kind === "transcode",
    coming: plan,
  };
}

/** Names the running task of an attempt; null before its sid is known. */
export function taskOf(attempt: AttemptRow, mode: StoredStart["mode"]): TaskRef | null {
  const { channelName, recorderUid, resourceId, sid } = attempt;
  if (resourceId === null || sid === null) return null;
  return { mode, channelName, recorderUid, resourceId, sid };
}

/** The address to which a page is pushed, as it was last given; null where there is none. */
export async function readPushAddress(ctx: Services, attemptId: string): Promise<Secret | null> {
  const read = (name: string) => readSecret(ctx.db, ctx.box, { ownerTable: secretOwner, ownerId: attemptId, name });
  const value = (await read(wantedPushName)) ?? (await read("pushTo"));
  return value === null ? null : new Secret(value);
}

async function openSecrets(ctx: Services, attemptId: string, config: StoredStart) {
  const read = async (name: StartSecret["name"] | typeof tokenName) => {
    const value = await readSecret(ctx.db, ctx.box, { ownerTable: secretOwner, ownerId: attemptId, name });
    return value === null ? null : new Secret(value);
  };
  const must = async (name: StartSecret["name"] | typeof tokenName, what: string) => {
    const secret = await read(name);
    if (secret === null) throw new TallyError("INVALID", `${what} of this recording is not stored.`);
    return secret;
  };
  if (config.mode === "web") return { pushTo: config.pushTo && (await must("pushTo", "The push address")) };
  const { token, encryption } = config;
  return {
    token: token.kind === "none" ? undefined : await must(tokenName, "The recorder's token"),
    encryption: encryption && {
      mode: encryption.mode,
      secret: await must("encryptionSecret", "The secret of the channel's encryption"),
      salt: (await read("encryptionSalt")) ?? undefined,
    },
  };
}

async function readStorageTarget(ctx: Services, reading: Reading): Promise<StorageTarget> {
  const versionId = reading.intent.storageVersionId;
  const [version] = await ctx.db.select().from(storageProfileVersions).where(eq(storageProfileVersions.id, versionId));
  const read = (name: string) => readSecret(ctx.db, ctx.box, { ownerTable: keyOwner, ownerId: versionId, name });
  const [accessKey, secretKey] = await Promise.all([read("accessKey"), read("secretKey")]);
  if (!version || accessKey === null || secretKey === null) {
    throw new TallyError("INVALID", "The keys of this recording's storage profile are not stored.");
  }
  return {
    vendor: readVendor(version.vendor),
    storageRegion: version.storageRegion,
    bucket: version.bucket,
    ...(version.endpoint === null ? {} : { endpoint: version.endpoint }),
    accessKey: new Secret(accessKey),
    secretKey: new Secret(secretKey),
    filePrefix: reading.attempt.filePrefix,
  };
}
