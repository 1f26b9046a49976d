import "server-only";
import { describeAcquire, describeStart } from "@/lib/agora/cloud-recording/requests";
import { AgoraInvalidRequest } from "@/lib/agora/errors";
import { toCurl, type AgoraRequest } from "@/lib/agora/request";
import { Secret } from "@/lib/agora/secret";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { findProject } from "../../projects/data";
import { findCurrentVersion, readVendor } from "../../storage/data";
import { recorderUidRange } from "../constants";
import type { StartRecordingInput } from "../schema";
import type { RequestPreview } from "../types";
import { toAcquireInput } from "./advance/start-plan";
import { toPlan } from "./advance/to-plan";
import { toStoredStart } from "./stored-config";

type ProfileVersion = NonNullable<Awaited<ReturnType<typeof findCurrentVersion>>>;

/** Stands for every secret, none of which is opened for a preview, and is itself printed as replaced. */
const replaced = new Secret("replaced");
/** Stands in paths and folders for what is only known once the recording is ordered. */
const notKnownYet = { resourceId: "RESOURCE_ID", attemptId: "ATTEMPTID", recorderUid: String(recorderUidRange.min) };

/**
 * The acquire and the start that an order would send, as JSON and as cURL with the host of the project.
 * @throws TallyError NOT_FOUND; INVALID for a storage profile that is gone, or in Agora's words for a value it refuses
 */
export async function previewStart({
  ctx,
  grant,
  input,
}: {
  ctx: Pick<Context, "db">;
  grant: AuthorizedInProject<"recording.start">;
  input: StartRecordingInput;
}): Promise<RequestPreview[]> {
  const project = await findProject(ctx.db, grant.projectId);
  if (!project) throw new TallyError("NOT_FOUND", "There is no such project.");
  const version = await findCurrentVersion(ctx.db, grant.projectId, input.storageProfileId);
  if (!version) throw new TallyError("INVALID", "This storage profile no longer exists. Choose another one.");
  const host = project.apiHosts[0] ?? "https://api.agora.io";
  return describeRequests(project.appId, input, version).map((request) => toPreview(request, host));
}

/**
 * The two requests of an order, checked by the client's own rules, without the ids that are made later.
 * @throws TallyError INVALID in Agora's words for a value that would be refused
 */
export function describeRequests(appId: string, input: StartRecordingInput, version: ProfileVersion): AgoraRequest[] {
  const config = toStoredStart(input);
  const plan = toPlan(config, {
    recorderUid: notKnownYet.recorderUid,
    ...standIns(input),
    storage: {
      vendor: readVendor(version.vendor),
      storageRegion: version.storageRegion,
      bucket: version.bucket,
      ...(version.endpoint === null ? {} : { endpoint: version.endpoint }),
      accessKey: replaced,
      secretKey: replaced,
      filePrefix: [...input.filePrefix, notKnownYet.attemptId],
    },
  });
  try {
    return [
      describeAcquire(appId, toAcquireInput(plan, config)),
      describeStart(appId, { ...plan, resourceId: notKnownYet.resourceId }),
    ];
  } catch (error) {
    if (error instanceof AgoraInvalidRequest) throw new TallyError("INVALID", error.message, { cause: error });
    throw error;
  }
}

/** Stands for the bucket where none is asked for. */
export const replacedStorage = {
  vendor: "s3",
  storageRegion: 0,
  bucket: "bucket",
  accessKey: replaced,
  secretKey: replaced,
} as const;

/** In place of the secrets of a start; where a rule looks at one, in its form. */
export function standIns(input: StartRecordingInput) {
  if (input.mode === "web") return input.pushTo === undefined ? {} : { pushTo: new Secret("rtmp://replaced") };
  const { token, encryption } = input;
  return {
    ...(token.kind === "none" ? {} : { token: replaced }),
    ...(encryption && {
      encryption: {
        mode: encryption.mode,
        secret: replaced,
        ...(encryption.salt ? { salt: new Secret(Buffer.alloc(32).toString("base64")) } : {}),
      },
    }),
  };
}

function toPreview(request: AgoraRequest, host: string): RequestPreview {
  const { operation, ...rest } = request.redacted();
  return { operation, json: JSON.stringify(rest, null, 2), curl: toCurl(request, host) };
}
