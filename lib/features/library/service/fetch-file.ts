import "server-only";
import { Agent, request, type Dispatcher } from "undici";
import { publicLookup } from "./public-address";
import type { FileSource } from "./playback";

/** Larger playlists are not read: a day of slices of two seconds comes to 2 MiB. */
const largestTextBytes = 4 * 1024 * 1024;
const connectTimeoutMs = 3_000;

const shared: typeof globalThis & { tallyFileAgents?: { public: Agent; sandbox: Agent } } = globalThis;

function agentOf({ isSandbox }: FileSource): Agent {
  shared.tallyFileAgents ??= {
    public: new Agent({ allowH2: false, connect: { lookup: publicLookup, timeout: connectTimeoutMs } }),
    sandbox: new Agent({ allowH2: false, connect: { timeout: connectTimeoutMs } }),
  };
  return isSandbox ? shared.tallyFileAgents.sandbox : shared.tallyFileAgents.public;
}

/** Why a file could not be read: no answer, or one that does not help. */
export class FileUnreadable extends Error {
  override readonly name = "FileUnreadable";
  readonly httpStatus: number | null;

  constructor(httpStatus: number | null, cause?: unknown) {
    super(httpStatus === null ? "no answer" : `answered with ${httpStatus}`, { cause });
    this.httpStatus = httpStatus;
  }
}

/** Redirects are not followed: they could lead into the house. */
async function ask(source: FileSource, fileName: string, method: "GET" | "HEAD", signal: AbortSignal) {
  try {
    return await request(source.addressOf(fileName), { method, dispatcher: agentOf(source), signal });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "INVALID") throw error;
    throw new FileUnreadable(null, error);
  }
}

/** A text file in Agora's storage; null when it is not there. @throws FileUnreadable */
export async function readTextFile(source: FileSource, fileName: string, signal: AbortSignal): Promise<string | null> {
  const { statusCode, body } = await ask(source, fileName, "GET", signal);
  if (statusCode !== 200) {
    await body.dump();
    if (statusCode === 404) return null;
    throw new FileUnreadable(statusCode);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > largestTextBytes) throw new FileUnreadable(statusCode);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof FileUnreadable ? error : new FileUnreadable(null, error);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** What is known of a file without reading it; null when it is not there. @throws FileUnreadable */
export async function headFile(
  source: FileSource,
  fileName: string,
  signal: AbortSignal,
): Promise<{ contentType: string | null; sizeBytes: number | null } | null> {
  const { statusCode, headers, body } = await ask(source, fileName, "HEAD", signal);
  await body.dump();
  if (statusCode === 404) return null;
  if (statusCode !== 200) throw new FileUnreadable(statusCode);
  const size = Number(headers["content-length"]);
  const type = headers["content-type"];
  return { contentType: typeof type === "string" ? type : null, sizeBytes: Number.isFinite(size) ? size : null };
}

/** The bytes of a file as they come; null when it is not there. @throws FileUnreadable */
export async function streamFile(
  source: FileSource,
  fileName: string,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData["body"] | null> {
  const { statusCode, body } = await ask(source, fileName, "GET", signal);
  if (statusCode === 200) return body;
  await body.dump();
  if (statusCode === 404) return null;
  throw new FileUnreadable(statusCode);
}
