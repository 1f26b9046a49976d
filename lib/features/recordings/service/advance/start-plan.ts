import { eq } from "drizzle-orm";
import type {
  AcquireInput,
  LayoutRegion,
  RecordingLayout,
  StartPlan,
  StorageTarget,
  TaskRef,
} from "@/lib/agora/cloud-recording/input";
import { Secret } from "@/lib/agora/secret";
import type { Context } from "@/lib/context";
import { storageProfileVersions } from "@/lib/db/schema";
import { readSecret } from "@/lib/db/secrets";
import { TallyError } from "@/lib/errors";
import { keyOwner, readVendor } from "../../../storage/data";
import type { Reading } from "../../data/situation";
import type { AttemptRow } from "../../data/rows";
import type { CompositeLayout } from "../../schema";
import type { StoredConfig } from "../stored-config";

/** The table whose rows own a recorder's token. */
export const tokenOwner = "attempts";
export const tokenName = "recorderToken";

/**
 * The start of an attempt as the client takes it, with its secrets opened. The same for every resend, because a start
 * that differs from what acquire announced is refused (contract §2.1).
 * @throws TallyError when a secret is missing or cannot be opened
 */
export async function readStartPlan(ctx: Pick<Context, "db" | "box">, reading: Reading): Promise<StartPlan> {
  const { attempt, config } = reading;
  const address = { ownerTable: tokenOwner, ownerId: attempt.id, name: tokenName };
  const token = config.token.kind === "none" ? null : await readSecret(ctx.db, ctx.box, address);
  if (config.token.kind !== "none" && token === null) {
    throw new TallyError("INVALID", "The recorder's token of this recording is not stored.");
  }
  return toStartPlan(config, {
    recorderUid: attempt.recorderUid,
    token: token === null ? null : new Secret(token),
    storage: await readStorageTarget(ctx, reading),
  });
}

/** A start in the client's words: what was ordered, with who records, how it joins and where the files go. */
export function toStartPlan(
  config: StoredConfig,
  { recorderUid, token, storage }: { recorderUid: string; token: Secret | null; storage: StorageTarget },
): StartPlan {
  return {
    mode: config.mode,
    channelName: config.channelName,
    recorderUid,
    ...(token === null ? {} : { token }),
    channelProfile: config.channelProfile,
    maxIdleSeconds: config.maxIdleSeconds,
    video: config.video,
    audioProfile: config.audioProfile,
    layout: toAgoraLayout(config.layout),
    withMp4: config.withMp4,
    storage,
  };
}

/** The acquire that belongs to a start. */
export function toAcquireInput(plan: StartPlan, controlHours: number): AcquireInput {
  const { mode, channelName, recorderUid } = plan;
  return { mode, channelName, recorderUid, controlHours, coming: plan };
}

/** Names the running task of an attempt; null before its sid is known. */
export function taskOf(attempt: AttemptRow): (TaskRef & { mode: "composite" }) | null {
  const { channelName, recorderUid, resourceId, sid } = attempt;
  if (resourceId === null || sid === null) return null;
  return { mode: "composite", channelName, recorderUid, resourceId, sid };
}

/** The whole layout: an update resets what it leaves out (contract §2.12). */
export function toAgoraLayout(layout: CompositeLayout): RecordingLayout {
  const { preset, largeUid, regions, ...background } = layout;
  if (preset === "vertical") return { preset, largeUid, ...background };
  return preset === "custom"
    ? { preset, regions: (regions ?? []).map(toAgoraRegion), ...background }
    : { preset, ...background };
}

function toAgoraRegion({ uid, x, y, w, h, alpha, fit }: NonNullable<CompositeLayout["regions"]>[number]): LayoutRegion {
  const share = (millionths: number) => millionths / 1_000_000;
  const place = { x: share(x), y: share(y), width: share(w), height: share(h) };
  return { ...(uid === undefined ? {} : { uid }), ...place, opacity: share(alpha), fit };
}

async function readStorageTarget(ctx: Pick<Context, "db" | "box">, reading: Reading): Promise<StorageTarget> {
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
