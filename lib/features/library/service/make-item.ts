import "server-only";
import { z } from "zod";
import { describeCreateClip, describeCreateSnapshot } from "@/lib/agora/live-streaming/requests/streams";
import { TallyError } from "@/lib/errors";
import { liveHandler, type LiveStep, type LiveVerdict } from "../../live-jobs/service/handler";
import { flsAreas } from "../../storage/constants";
import { itemCodes, lookAfterMs, lookForMs } from "../constants";
import { listAnnounced, pathsOf } from "../data";
import { FileUnreadable, headFile, readTextFile } from "./fetch-file";
import { toLiveRequest } from "./live-request";
import { openFileSource, type FileSource } from "./playback";
import { readPlaylist } from "./playlist";

const storedItem = z.object({
  itemId: z.string(),
  entryPoint: z.string(),
  flsArea: z.enum(flsAreas),
  streamName: z.string(),
  fileName: z.string(),
  startsAt: z.iso.datetime().nullable(),
  endsAt: z.iso.datetime().nullable(),
});
type StoredItem = z.output<typeof storedItem>;

/**
 * Makes a clip. It is sent once: a second one under the same name would be refused, and whether the first was made only
 * the file tells (FLS contract §1.5).
 */
export const createClipJob = liveHandler<StoredItem>({
  input: storedItem,
  async prepare(step) {
    const { input, live, project, ctx } = step;
    const { clip } = toLiveRequest(withTimes(input));
    const request = describeCreateClip(project.appId, clip, ctx.clock.now().getTime());
    return { request, send: async () => live.createClip(clip), details: await requireFreeName(step, "clip") };
  },
  confirm: (step) => look(step, "clip"),
});

/** Makes a snapshot, under the same rule as a clip. */
export const createSnapshotJob = liveHandler<StoredItem>({
  input: storedItem,
  async prepare(step) {
    const { input, live, project, ctx } = step;
    const { snapshot } = toLiveRequest(withTimes(input));
    const request = describeCreateSnapshot(project.appId, snapshot, ctx.clock.now().getTime());
    const details = await requireFreeName(step, "snapshot");
    return { request, send: async () => live.createSnapshot(snapshot), details };
  },
  confirm: (step) => look(step, "snapshot"),
});

function withTimes({ startsAt, endsAt, ...rest }: StoredItem) {
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return { ...rest, startsAt: date(startsAt), endsAt: date(endsAt) };
}

/**
 * A file of this name that was made elsewhere would be taken for ours when Agora's answer is lost, so nothing is sent then.
 * @returns the job's notes, with whether the name was found free; false where that could not be looked at
 * @throws TallyError INVALID
 */
async function requireFreeName(
  { ctx, job, input, signal }: LiveStep<StoredItem>,
  kind: "clip" | "snapshot",
): Promise<Record<string, unknown>> {
  const source = await openFileSource(ctx, job.projectId);
  const found = source === null ? null : await findFile(source, kind, pathsOf({ kind, ...input }), signal, 2_000);
  if (found?.is === "there") {
    const sentence = `Agora's storage already holds ${input.fileName}, which was not made here. Nothing was sent; repeat it under another name.`;
    throw new TallyError("INVALID", sentence);
  }
  return { ...job.details, wasNameFree: found?.is === "absent" };
}

/** Looks for the file itself, and for Agora's notification of it: there is no job and no path to ask for. */
async function look(
  { ctx, job, input, signal }: LiveStep<StoredItem>,
  kind: "clip" | "snapshot",
): Promise<LiveVerdict> {
  const { projectId, details } = job;
  const paths = pathsOf({ kind, ...input });
  const announced = await listAnnounced(ctx.db, projectId, paths);
  const source = await openFileSource(ctx, projectId);
  const found = source === null ? null : await findFile(source, kind, paths, signal, 8_000);
  const [told] = announced.keys();
  if (found?.is === "there") return { is: "done", details: { ...details, ...found.facts } };
  if (told !== undefined) return { is: "done", details: { ...details, announcedPath: told } };
  if (source === null && job.state === "accepted") {
    return { is: "done", code: itemCodes.notLookedFor, reason: `Agora took it. ${noAddress}` };
  }
  const looks = typeof details["looks"] === "number" ? details["looks"] : 0;
  const since = (job.acceptedAt ?? job.sentAt ?? job.createdAt).getTime();
  const isUnknown = job.state === "unknown";
  if (ctx.clock.now().getTime() - since > (isUnknown ? lookForMs.unknown : lookForMs.accepted)) {
    return endOf(isUnknown, found);
  }
  const afterMs = lookAfterMs[Math.min(looks, lookAfterMs.length - 1)] ?? 30_000;
  return { is: "open", afterMs, details: { ...details, looks: looks + 1 }, reason: job.outcomeReason };
}

type Found =
  | { is: "there"; facts: { path: string; durationSeconds?: number; sliceCount?: number; sizeBytes?: number } }
  | { is: "absent" }
  | { is: "unreadable"; sentence: string };

async function findFile(
  source: FileSource,
  kind: "clip" | "snapshot",
  paths: readonly string[],
  signal: AbortSignal,
  withinMs: number,
): Promise<Found> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
  try {
    for (const path of paths) {
      if (kind === "clip") {
        const text = await readTextFile(source, path, within);
        const playlist = text === null ? null : readPlaylist(text);
        // A playlist that lists nothing yet is not there yet.
        if (playlist !== null && playlist.slices.length > 0) {
          const { durationSeconds, slices } = playlist;
          return { is: "there", facts: { path, durationSeconds, sliceCount: slices.length } };
        }
      } else {
        const head = await headFile(source, path, within);
        if (head !== null)
          return { is: "there", facts: { path, ...(head.sizeBytes === null ? {} : { sizeBytes: head.sizeBytes }) } };
      }
    }
    return { is: "absent" };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TallyError) return { is: "unreadable", sentence: error.message };
    if (error instanceof FileUnreadable) {
      const why = error.httpStatus === null ? "gave no answer" : `answered with ${error.httpStatus}`;
      return { is: "unreadable", sentence: `The address of its files ${why}.` };
    }
    throw error;
  }
}

const noAddress = "Where its files can be fetched is not set, so it was not looked for.";

/** What is believed when the time is up. Only where its file could have been seen does its absence tell anything. */
function endOf(isUnknown: boolean, found: Found | null): LiveVerdict {
  const couldLook = found?.is === "absent";
  const blind = found?.is === "unreadable" ? `It could not be looked for: ${found.sentence}` : noAddress;
  if (isUnknown) {
    return couldLook
      ? {
          is: "failed",
          code: itemCodes.noSign,
          reason: "Agora's answer was lost, and in five minutes no such file was found.",
        }
      : {
          is: "failed",
          code: itemCodes.couldNotLook,
          reason: `Agora's answer was lost. ${blind} Whether it was made is not known.`,
        };
  }
  return couldLook
    ? {
        is: "failed",
        code: itemCodes.neverAppeared,
        reason: "Agora took it ten minutes ago, and no such file was found.",
      }
    : { is: "done", code: itemCodes.notLookedFor, reason: `Agora took it. ${blind}` };
}
