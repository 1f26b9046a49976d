import { itemCodes } from "./constants";

/**
 * How a clip or a snapshot stands:
 * - `requested`: written down, not sent; `sent`: on its way to Agora
 * - `accepted`: Agora said 200, which is all it ever says (FLS contract §0); the file is being looked for
 * - `taken`: Agora said 200, and nothing could be looked for from here
 * - `seen`: the file is there
 * - `missing`: accepted, and no file appeared
 * - `unknown`: no clear answer; the file is being looked for, nothing is sent again
 * - `lost`: no clear answer, and no file appeared, or none could be looked for
 * - `refused`: Agora said no; `notSent`: it could not be sent
 */
export const itemStatuses = [
  "requested",
  "sent",
  "accepted",
  "taken",
  "seen",
  "missing",
  "unknown",
  "lost",
  "refused",
  "notSent",
] as const;
export type ItemStatus = (typeof itemStatuses)[number];

/** The state of the job that makes it, as `live_jobs` keeps it. */
type JobState = "requested" | "sending" | "accepted" | "unknown" | "done" | "refused" | "failed";

/** @param isAnnounced a notification of Agora's named the file */
export function statusOf(job: { state: JobState; code: string | null }, isAnnounced: boolean): ItemStatus {
  if (isAnnounced) return "seen";
  switch (job.state) {
    case "requested":
      return "requested";
    case "sending":
      return "sent";
    case "done":
      return job.code === itemCodes.notLookedFor ? "taken" : "seen";
    case "failed":
      if (job.code === itemCodes.neverAppeared) return "missing";
      return job.code === itemCodes.noSign || job.code === itemCodes.couldNotLook ? "lost" : "notSent";
    default:
      return job.state;
  }
}

/** Whether it will change by itself. */
export function isMoving(status: ItemStatus): boolean {
  return status === "requested" || status === "sent" || status === "accepted" || status === "unknown";
}

/** Whether asking again, under another name, can help. */
export function mayRetry(status: ItemStatus): boolean {
  return status === "missing" || status === "lost" || status === "refused" || status === "notSent";
}
