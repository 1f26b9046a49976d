import "server-only";
import { AgoraError } from "@/lib/agora/errors";
import { parseFileName } from "@/lib/agora/live-streaming/file-names";
import type { RecordingFile } from "@/lib/agora/live-streaming/results";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { longestRangeMs } from "../constants";
import type { ListRecordingFilesInput } from "../schema";
import type { RecordedFile, RecordedRange } from "../types";
import { RecordedDays } from "./recorded-days";

/** How long one question may take. */
const deadlineMs = 9_000;

/** Bundles may hold this module more than once; what is remembered must exist once per process. */
const shared: typeof globalThis & { tallyRecordedDays?: RecordedDays } = globalThis;

/**
 * Standard recordings of a stream that touch a stretch of time, one entry for each attempt (FLS contract §2.6). What
 * could not be read is named, so that it is not taken for a time without recordings.
 * @throws TallyError INVALID for more than two months; UPSTREAM or NOT_FOUND where nothing at all could be read
 */
export async function listRecordingFiles({
  ctx,
  grant,
  input,
}: {
  ctx: Pick<Context, "liveReads" | "clock">;
  grant: AuthorizedInProject<"library.read" | "library.listFiles">;
  input: ListRecordingFilesInput;
}): Promise<RecordedRange> {
  const { entryPoint, flsArea, streamName } = input;
  const nowMs = ctx.clock.now().getTime();
  const span = { fromMs: Date.parse(input.from), toMs: Math.min(Date.parse(input.to), nowMs + 1000) };
  if (span.toMs - span.fromMs > longestRangeMs) {
    throw new TallyError("INVALID", "At most two months can be listed at once.", {
      fields: { to: "Choose a shorter time" },
    });
  }
  const { live } = await ctx.liveReads(grant.projectId);
  const key = JSON.stringify([grant.projectId, entryPoint, flsArea, streamName]);
  shared.tallyRecordedDays ??= new RecordedDays();
  const { files, unread, failure } = await shared.tallyRecordedDays.read(key, span, {
    nowMs,
    isFresh: input.isFresh,
    async read({ fromMs, toMs }) {
      const range = { from: new Date(fromMs), to: new Date(toMs) };
      const signal = AbortSignal.timeout(deadlineMs);
      const listed = await live.listRecordingFiles({ entryPoint, flsArea, streamName, ...range }, { signal });
      return listed.files.flatMap((file) => toRecordedFile(file) ?? []);
    },
  });
  if (failure !== null && files.length === 0) throw readingFailed(failure);
  return { files, unread, readAt: new Date(nowMs).toISOString() };
}

/**
 * A file without a start or an end cannot be placed, and cannot be cut by times either. Agora's list says whole seconds; the
 * name of a file says the start to the millisecond (FLS contract §4), which counts where both mean the same second.
 */
export function toRecordedFile({ fileName, startedAt, endedAt, position }: RecordingFile): RecordedFile | null {
  if (startedAt === null || endedAt === null || endedAt <= startedAt) return null;
  const listedMs = startedAt.getTime();
  const namedMs = parseFileName(fileName)?.startedAt.getTime() ?? listedMs;
  const startMs = namedMs > listedMs && namedMs - listedMs < 1000 ? namedMs : listedMs;
  return { fileName, startMs, endMs: endedAt.getTime(), positionSeconds: position };
}

/** A question that failed, as a sentence for the page that asked it. */
export function readingFailed(error: unknown): TallyError {
  if (error instanceof TallyError) return error;
  if (error instanceof AgoraError) {
    const { httpStatus, message, isRetryable } = error;
    return new TallyError(httpStatus === 404 ? "NOT_FOUND" : "UPSTREAM", message, {
      cause: error,
      retryable: isRetryable,
    });
  }
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return new TallyError("UPSTREAM", "Agora did not answer in time.", { cause: error, retryable: true });
  }
  throw error;
}
