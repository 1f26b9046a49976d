import type { ProofDoubt } from "../../types";
import type { KnownConfiguration } from "./history";

/** The part of a configuration that tells when the storage was set. */
type Change = {
  view: Pick<KnownConfiguration["view"], "version" | "storage"> & {
    job: Pick<KnownConfiguration["view"]["job"], "state" | "code" | "acceptedAt" | "finishedAt">;
  };
};

/** Ways in which a change ends that certainly did not reach Agora. */
const neverArrived: ReadonlySet<string> = new Set(["gaveUp", "calledOff"]);

/**
 * Why a file that was seen does not prove that the storage in force works; null: it proves it. A file from before the
 * storage was set says nothing about its keys.
 * @param changes of the cell, the newest first
 * @param isChangedElsewhere Agora holds other storage than was set here
 * @param isInOtherAreas the file may be of another area as well: Agora's event names none
 */
export function doubtOf(
  changes: readonly Change[],
  { isChangedElsewhere, isInOtherAreas }: { isChangedElsewhere: boolean; isInOtherAreas: boolean },
  seenAt: Date,
): ProofDoubt | null {
  const change = changes.find(({ view: { storage, job } }) => storage !== null && mayHaveArrived(job));
  if (change) {
    const { version, job } = change.view;
    const setAt = job.state === "done" || job.state === "accepted" ? (job.acceptedAt ?? job.finishedAt) : null;
    if (setAt === null) return { kind: "unsettledChange", version };
    if (seenAt.getTime() < new Date(setAt).getTime()) return { kind: "beforeChange", version };
  }
  if (isChangedElsewhere) return { kind: "changedElsewhere" };
  return isInOtherAreas ? { kind: "severalAreas" } : null;
}

function mayHaveArrived({ state, code }: Change["view"]["job"]): boolean {
  if (state === "requested" || state === "refused") return false;
  return state !== "failed" || !neverArrived.has(code ?? "");
}
