import "server-only";
import type { Context, LiveProject } from "@/lib/context";
import type { CellRef, LiveFileRow } from "../../data/cells";
import type { StorageCell } from "../../types";
import { readCustomRecording, toComparable } from "./comparable";
import { describeDrift } from "./drift";
import { toFailure } from "./failure";
import { inForce, type KnownConfiguration } from "./history";
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

/** A cell for screens: what Agora says, what was set here, in what they differ. */
export function toCell(
  ref: CellRef,
  reading: Reading,
  ours: readonly KnownConfiguration[],
  files: ReadonlyMap<string, LiveFileRow>,
): StorageCell {
  const wanted = inForce(ours);
  const file = files.get(ref.entryPoint);
  const seen = reading.state === "set" ? { comparable: reading.comparable, told: reading.truth } : null;
  const isComparable = wanted !== null && reading.state !== "failed";
  return {
    ...ref,
    reading: reading.state === "set" ? { state: "set", truth: reading.truth } : reading,
    wanted: wanted?.view ?? null,
    drift: isComparable ? describeDrift({ comparable: wanted.comparable, told: wanted.view }, seen) : [],
    storedKeysId: wanted?.storageRow?.id ?? null,
    newest: ours[0]?.view ?? null,
    proof: file
      ? {
          fileName: file.fileName,
          streamName: file.streamName,
          seenAt: file.announcedAt.toISOString(),
          source: "notification",
        }
      : null,
  };
}
