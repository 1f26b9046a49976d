import "server-only";
import { Agent } from "node:https";
import { PutObjectCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { flsEndpointOf, flsRegionOf, type StorageEndpoint } from "@/lib/agora/live-streaming/catalogue";
import { publicLookup } from "../../../library/service/public-address";
import { checkTimes } from "../../constants";
import type { ResolvedStorage } from "../cells/resolve-storage";
import { putBlob } from "./azure-blob";
import type { WriteFault } from "./explain-write";

/** Where a trial write would go, or why it cannot be made from here. */
export type WriteTarget = { endpoint: StorageEndpoint; isSandbox: boolean } | { reason: "noRealRegion" | "badAccount" };

/**
 * The address for a storage: the real one of its vendor and region, or the sandbox's own store. There, Amazon S3 is
 * signed for the region that was chosen, so that a wrong one shows as it would at Amazon.
 */
export function targetOf(
  { vendor, storageRegion, bucket, accessKey }: ResolvedStorage,
  store: { endpoint: string; region: string } | null,
): WriteTarget {
  const region = flsRegionOf(vendor, storageRegion);
  if (vendor !== "azure" && vendor !== "google" && (region === null || region.host === "")) {
    return { reason: "noRealRegion" };
  }
  const signedAs = vendor === "s3" ? region?.signingRegion : undefined;
  try {
    const endpoint = flsEndpointOf({
      vendor,
      storageRegion,
      bucket,
      accountName: accessKey.reveal(),
      store: store && { ...store, region: signedAs ?? store.region },
    });
    return { endpoint, isSandbox: store !== null };
  } catch (error) {
    if (error instanceof RangeError) return { reason: "badAccount" };
    throw error;
  }
}

/**
 * Puts one small object by a real signed request with exactly these keys, once, without following redirects. Only public
 * addresses are connected to, except the sandbox's own store. Null: it was written.
 */
export async function trialWrite(
  target: Extract<WriteTarget, { endpoint: StorageEndpoint }>,
  storage: ResolvedStorage,
  object: TrialObject,
): Promise<WriteFault | null> {
  try {
    return await (target.endpoint.protocol === "s3" ? putObject : putAzureBlob)(target, storage, object);
  } catch (error) {
    return faultOf(error);
  }
}

type TrialObject = { key: string; text: string };
type Put = typeof trialWrite;

/** Azure has no S3 interface: its access key is the account's name, its secret key the account's key (FLS contract §3.5). */
const putAzureBlob: Put = async ({ endpoint, isSandbox }, { bucket, accessKey, secretKey }, object) => {
  const account = accessKey.reveal();
  const blob = { origin: endpoint.origin, account, accountKey: secretKey.reveal(), container: bucket, ...object };
  const refusal = await putBlob(blob, {
    now: new Date(),
    signal: AbortSignal.timeout(checkTimes.deadlineMs),
    agent: isSandbox ? undefined : publicAgent(),
  });
  return refusal && { ...refusal, region: null };
};

const publicAgent = () => new Agent({ lookup: publicLookup });

const putObject: Put = async ({ endpoint, isSandbox }, { bucket, accessKey, secretKey }, object) => {
  const client = new S3Client({
    endpoint: endpoint.origin,
    region: endpoint.signingRegion,
    forcePathStyle: endpoint.isPathStyle,
    credentials: { accessKeyId: accessKey.reveal(), secretAccessKey: secretKey.reveal() },
    // The default checksums are refused by many S3-compatible stores.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    maxAttempts: 1,
    followRegionRedirects: false,
    logger: quiet,
    requestHandler: {
      connectionTimeout: checkTimes.deadlineMs / 2,
      requestTimeout: checkTimes.deadlineMs,
      ...(isSandbox ? {} : { httpsAgent: publicAgent() }),
    },
  });
  try {
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: object.key,
      Body: object.text,
      ContentType: "text/plain; charset=utf-8",
    });
    await client.send(command, { abortSignal: AbortSignal.timeout(checkTimes.deadlineMs) });
    return null;
  } finally {
    client.destroy();
  }
};

/** Without a logger the SDK prints its own warnings. */
const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

function faultOf(error: unknown): WriteFault {
  if (error instanceof S3ServiceException) {
    const named = "Region" in error && typeof error.Region === "string" ? error.Region : null;
    const header = error.$response?.headers["x-amz-bucket-region"] ?? null;
    return { status: error.$metadata.httpStatusCode ?? null, code: error.name, region: named ?? header };
  }
  return { status: null, code: connectionCode(error), region: null };
}

/** The code of the connection, wherever it is wrapped. Anything else is a fault of ours and is not explained away. */
function connectionCode(error: unknown): string {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if (each.name === "TimeoutError" || each.name === "AbortError") return "ETIMEDOUT";
    if ("code" in each && typeof each.code === "string") return each.code;
  }
  throw error;
}
