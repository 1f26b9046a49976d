import "server-only";
import { AgoraInvalidRequest } from "@/lib/agora/errors";
import { describeSetCustomRecording } from "@/lib/agora/live-streaming/requests/settings";
import type { CustomRecordingResult } from "@/lib/agora/live-streaming/results";
import { toCurl } from "@/lib/agora/request";
import type { Context, LiveReads } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../../accounts/types";
import { findProject } from "../../../projects/data";
import { cellReadDeadlineMs } from "../../constants";
import { differencesOf, type CellField, type ComparableCell } from "../../lifecycle";
import type { SetCustomRecordingInput } from "../../schema";
import type { CellFailure, CellPreview, CellStorage } from "../../types";
import { readCustomRecording, toComparable } from "./comparable";
import { tell, type Told } from "./drift";
import { toFailure } from "./failure";
import { inForce, loadConfigurations, type ConfigurationInForce } from "./history";
import { resolveStorage, type ResolvedStorage } from "./resolve-storage";
import { toTruth } from "./truth";
import { regionName, vendorName } from "./words";

/**
 * What applying an input would send, with secrets replaced, what it would change compared with what Agora answers now,
 * and which streams it would begin to record. Changes nothing.
 * @throws TallyError as `setCell`, INVALID in Agora's words for a value it would refuse
 */
export async function previewCell({
  ctx,
  grant,
  input,
}: {
  ctx: Context;
  grant: AuthorizedInProject<"storage.configure">;
  input: SetCustomRecordingInput;
}): Promise<CellPreview> {
  const { projectId } = grant;
  const deadline = AbortSignal.timeout(cellReadDeadlineMs);
  const project = await findProject(ctx.db, projectId);
  if (!project) throw new TallyError("NOT_FOUND", "There is no such project.");
  const storage = await resolveStorage(ctx, projectId, input);
  const { live } = await ctx.liveReads(projectId);
  const [now, online, ours] = await Promise.all([
    readNow(live, input, deadline),
    readOnline(live, input, deadline),
    loadConfigurations(ctx.db, projectId, input),
  ]);
  const request = describeRequest(project.appId, input, storage);
  const { operation: _, ...shown } = request.redacted();
  const auth = project.settings["flsAuth"] === "basic" ? "basic" : "hmac";
  const told = toldOf(input, storage);
  const known = "failure" in now ? null : knownBucket(ctx, inForce(ours), now.read);
  return {
    json: JSON.stringify(shown, null, 2),
    curl: toCurl(request, project.apiHosts[0] ?? "https://api.agora.io", auth),
    changes: "failure" in now ? [] : changesOf(ctx, input, storage, told, now.read, known),
    online,
    isFirst: "failure" in now ? null : now.read === null,
    readFailure: "failure" in now ? now.failure : null,
  };
}

/** The bucket that Agora's answer may leave out: ours, if everything else it tells of the storage is what we set. */
function knownBucket(ctx: Context, ours: ConfigurationInForce | null, read: CustomRecordingResult | null) {
  if (ours === null || read === null) return null;
  const isOther = differencesOf(ours.comparable, toComparable(ctx.box, read)).some(
    (field) => field !== "hls" && field !== "mp4",
  );
  return isOther ? null : (ours.view.storage?.bucket ?? null);
}

type Now = { read: CustomRecordingResult | null } | { failure: CellFailure };

async function readNow(live: LiveReads, input: SetCustomRecordingInput, deadline: AbortSignal): Promise<Now> {
  try {
    return { read: await readCustomRecording(live, refOf(input), deadline) };
  } catch (error) {
    return { failure: toFailure(error, deadline) };
  }
}

async function readOnline(live: LiveReads, { entryPoint }: SetCustomRecordingInput, signal: AbortSignal) {
  return live.listOnlineStreams({ entryPoint }, { signal }).then(
    ({ streams }) => ({ streams: streams.map(({ streamName }) => streamName).toSorted() }),
    () => null, // Nothing depends on it; the screen says that Agora did not tell.
  );
}

function describeRequest(appId: string, input: SetCustomRecordingInput, storage: ResolvedStorage | null) {
  const { isHlsEnabled, isMp4Enabled } = input;
  try {
    return describeSetCustomRecording(appId, {
      ...refOf(input),
      isHlsEnabled,
      isMp4Enabled,
      ...(storage ? { storage } : {}),
    });
  } catch (error) {
    if (error instanceof AgoraInvalidRequest) throw new TallyError("INVALID", error.message, { cause: error });
    throw error;
  }
}

function changesOf(
  ctx: Context,
  input: SetCustomRecordingInput,
  storage: ResolvedStorage | null,
  wanted: Told,
  read: CustomRecordingResult | null,
  bucket: string | null,
): CellPreview["changes"] {
  const fields: CellField[] =
    read === null
      ? ["hls", "mp4", ...(storage ? (["vendor", "storageRegion", "bucket", "accessKey"] as const) : [])]
      : differencesOf(comparableOf(ctx, input, storage), withBucket(toComparable(ctx.box, read), bucket));
  const truth: Told = read ? toTruth(read) : { isHlsEnabled: null, isMp4Enabled: null, storage: null };
  const before = truth.storage
    ? { ...truth, storage: { ...truth.storage, bucket: truth.storage.bucket ?? bucket } }
    : truth;
  return fields.map((field) => ({
    field,
    from: read === null ? "not set" : tell(field, before),
    to: tell(field, wanted),
  }));
}

function withBucket(read: ComparableCell, known: string | null): ComparableCell {
  const { storage } = read;
  return storage === null ? read : { ...read, storage: { ...storage, bucket: storage.bucket ?? known } };
}

function comparableOf(
  { box }: Context,
  input: SetCustomRecordingInput,
  storage: ResolvedStorage | null,
): ComparableCell {
  return {
    isHlsEnabled: input.isHlsEnabled,
    isMp4Enabled: input.isMp4Enabled,
    storage: storage && {
      vendor: storage.vendor,
      storageRegion: storage.storageRegion,
      bucket: storage.bucket,
      accessKeyFingerprint: box.fingerprint(storage.accessKey.reveal()),
      secretKeyFingerprint: box.fingerprint(storage.secretKey.reveal()),
    },
  };
}

function toldOf({ isHlsEnabled, isMp4Enabled }: SetCustomRecordingInput, storage: ResolvedStorage | null): Told {
  if (storage === null) return { isHlsEnabled, isMp4Enabled, storage: null };
  const { vendor, storageRegion, bucket } = storage;
  const key = storage.accessKey.reveal();
  const told: CellStorage = {
    vendor,
    vendorName: vendorName(vendor, null),
    storageRegion,
    regionName: regionName(vendor, storageRegion),
    bucket,
    accessKeyLastFour: key.length < 12 ? null : key.slice(-4),
  };
  return { isHlsEnabled, isMp4Enabled, storage: told };
}

function refOf({ entryPoint, flsArea }: SetCustomRecordingInput) {
  return { entryPoint, flsArea };
}
