import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { errorCodes } from "../notifications/events";
import type { Task, TaskStorage } from "../state/tasks";
import type { World } from "../world";

/** What goes into a bucket: a text, or a file on disk. */
export type Content = { text: string } | { file: string };

/** The store stayed out of reach, however often it was tried. */
export class StoreUnreachable extends Error {
  override readonly name = "StoreUnreachable";
}

/** An upload that will not succeed. `errorCode` is that of event 1 (contract §5.3). */
export class UploadError extends Error {
  override readonly name = "UploadError";
  readonly errorCode: number;

  constructor(errorCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.errorCode = errorCode;
  }
}

/** Sandbox milliseconds before each further try of an upload that failed for no fault of its keys. */
const retryDelaysMs = [1000, 3000, 6000];

const encryptions = { kms: "aws:kms", aes256: "AES256" } as const;

/**
 * Puts one object by a real signed S3 request with the keys that start gave. Every vendor and region is served by the
 * sandbox's own store. Returns how many tries it took; without a content type, as Agora does (contract §4.5).
 * No fault strikes it with `isFaulty` false.
 * @throws UploadError: 32 when the store refuses keys, bucket or region, 47 by a fault; StoreUnreachable.
 */
export async function putObject(
  world: BucketNeeds,
  { storage, cname, uid }: Pick<Task, "storage" | "cname" | "uid">,
  key: string,
  content: Content,
  { isFaulty = true }: { isFaulty?: boolean } = {},
): Promise<number> {
  const client = clientFor(world, storage);
  try {
    for (let tries = 1; ; tries++) {
      try {
        if (isFaulty) strike(world, { cname, uid });
        await client.send(await putCommand(storage, key, content), { abortSignal: world.closing });
        return tries;
      } catch (cause) {
        const delayMs = retryDelaysMs[tries - 1];
        if (world.closing.aborted || cause instanceof UploadError) throw cause;
        if (cause instanceof SentToBackup) throw new StoreUnreachable("the upload was sent to the backup", { cause });
        if (isConfigurationFault(cause)) {
          throw new UploadError(errorCodes.storageConfiguration, "storage configuration error", { cause });
        }
        if (delayMs === undefined) throw new StoreUnreachable("the store is out of reach", { cause });
        await world.clock.sleepUntil(world.clock.nowMs() + delayMs, world.closing);
      }
    }
  } finally {
    client.destroy();
  }
}

/** Reads one object with the keys that start gave. @throws whatever the store says, write-only keys included */
export async function getObject(world: BucketNeeds, storage: TaskStorage, key: string): Promise<Uint8Array> {
  const client = clientFor(world, storage);
  try {
    const command = new GetObjectCommand({ Bucket: storage.bucket, Key: key });
    const { Body } = await client.send(command, { abortSignal: world.closing });
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  } finally {
    client.destroy();
  }
}

/** What an upload needs of the world. */
export type BucketNeeds = Pick<World, "store" | "clock" | "closing" | "faults">;

/** A fault sends the file to Agora's backup without a further try. */
class SentToBackup extends Error {}

/** @throws in the upload's place what the fault in force says */
function strike({ faults }: Pick<World, "faults">, instance: { cname: string; uid: string }): void {
  switch (faults.strikeUpload(instance)?.kind) {
    case "unreachable":
      throw new Error("no answer, by a fault");
    case "refused":
      throw new UploadError(errorCodes.storageConfiguration, "storage configuration error");
    case "failed":
      throw new UploadError(errorCodes.uploadFailed, "upload failed");
    case "backup":
      throw new SentToBackup("by a fault");
    case undefined:
      return;
  }
}

function clientFor({ store }: Pick<World, "store">, storage: TaskStorage): S3Client {
  return new S3Client({
    endpoint: store.endpoint,
    region: store.regionOf(storage.bucket),
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    logger: quiet,
    credentials: {
      accessKeyId: storage.accessKey,
      secretAccessKey: storage.secretKey,
      ...(storage.stsToken ? { sessionToken: storage.stsToken } : {}),
    },
  });
}

async function putCommand(storage: TaskStorage, key: string, content: Content): Promise<PutObjectCommand> {
  const { sse, tag } = storage.extensionParams ?? {};
  return new PutObjectCommand({
    Bucket: storage.bucket,
    Key: key,
    ...("text" in content
      ? { Body: content.text }
      : { Body: createReadStream(content.file), ContentLength: (await stat(content.file)).size }),
    ...(sse ? { ServerSideEncryption: encryptions[sse] } : {}),
    ...(tag ? { Tagging: tag } : {}),
  });
}

/** Without a logger the SDK prints its own warnings; what goes wrong is told by events and the sandbox's log. */
const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Whether trying again with the same keys cannot help: the store itself said no. */
function isConfigurationFault(error: unknown): boolean {
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  return status !== undefined && status >= 300 && status < 500 && status !== 408 && status !== 429;
}
