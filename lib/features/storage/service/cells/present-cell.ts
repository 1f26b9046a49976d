import "server-only";
import type { Context, LiveProject } from "@/lib/context";
import type { CellRef, LiveFileRow } from "../../data/cells";
import type { StorageCell } from "../../types";
import { readCustomRecording, toComparable } from "./comparable";
import { describeDrift } from "./drift";
import { toFailure } from "./failure";
import { inForce, type KnownConfiguration } from "./history";
import { doubtOf } from "./proof-doubt";
import { toTruth } from "./truth";

/** What Agora answered about a cell, as it can be compared too. */
type Reading = (StorageCell["reading"] & { state: "none" | "failed" }) | SetReading;
type SetReading = { state: "set"; comparable: ReturnType<typeof toComparable>; truth: ReturnType<typeof toTruth> };

/** Asks Agora; a failure is part of the answer. */
export async function readReading(
  ctx: Context,
  project: LiveProject,
  ref: CellRef,
  deadline: AbortSignal,
): Promise<Reading> {
  try {
    const read = await readCustomRecording(project.live, ref, deadline);
    if (read === null) return { state: "none" };
    return { state: "set", comparable: toComparable(ctx.box, read), truth: toTruth(read) };
  } catch (error) {
    return { state: "failed", failure: toFailure(error, deadline) };
  }
}

/** Whether an area of an entry point records, as far as is known. */
export function isRecording(reading: Reading["state"], ours: readonly KnownConfiguration[]): boolean {
  return reading === "set" || (reading === "failed" && inForce(ours) !== null);
}

/**
 * A cell for screens: what Agora says, what was set here, in what they differ.
 * @param proof the newest file announced for the entry point, and whether other areas of it may have written it
 */
export function toCell(
  ref: CellRef,
  reading: Reading,
  ours: readonly KnownConfiguration[],
  { file, isInOtherAreas }: { file: LiveFileRow | undefined; isInOtherAreas: boolean },
): StorageCell {
  const wanted = inForce(ours);
  const seen = reading.state === "set" ? { comparable: reading.comparable, told: reading.truth } : null;
  const isComparable = wanted !== null && reading.state !== "failed";
  const drift = isComparable ? describeDrift({ comparable: wanted.comparable, told: wanted.view }, seen) : [];
  const isOther = drift.some(({ field }) => field !== "hls" && field !== "mp4");
  const isNotOurs = reading.state === "set" && (wanted === null || wanted.storageRow === null);
  return {
    ...ref,
    reading: reading.state === "set" ? { state: "set", truth: reading.truth } : reading,
    wanted: wanted?.view ?? null,
    drift,
    storedKeysId: wanted?.storageRow?.id ?? null,
    newest: ours[0]?.view ?? null,
    proof: file
      ? {
          fileName: file.fileName,
          streamName: file.streamName,
          seenAt: file.announcedAt.toISOString(),
          source: "notification",
          doubt: doubtOf(ours, { isChangedElsewhere: isOther || isNotOurs, isInOtherAreas }, file.announcedAt),
        }
      : null,
  };
}
