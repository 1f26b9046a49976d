/** Changes of live streaming that an engine carries out; their handlers are in `lib/jobs/handlers/live-jobs.ts`. */
export const liveJobKinds = ["setCustomRecording", "createClip", "createSnapshot"] as const;
export type LiveJobKind = (typeof liveJobKinds)[number];

/**
 * The life of such a job:
 * - `requested`: not sent, or certainly not carried out; it will be sent
 * - `sending`: it is on its way. Found so by another engine it becomes `unknown`
 * - `accepted`: Agora took it; what should follow, such as a file, is being looked for
 * - `unknown`: no clear answer; it is being read back and never simply sent again
 * - `done`; `refused`: Agora said no, nothing changed; `failed`: given up, or it never showed
 */
export const liveJobStates = ["requested", "sending", "accepted", "unknown", "done", "refused", "failed"] as const;
export type LiveJobState = (typeof liveJobStates)[number];

/** States that nothing leads out of. */
export const terminalLiveJobStates: readonly LiveJobState[] = ["done", "refused", "failed"];

/** How long a change that cannot be sent is tried, and one whose outcome cannot be read back is looked for. */
export const liveJobGiveUpMs = { requested: 15 * 60_000, readBack: 60 * 60_000 } as const;
