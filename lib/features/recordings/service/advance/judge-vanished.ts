import type { Change } from "../../data/change";

/** Why nothing takes the place of a task that vanished. */
export type NoSuccessor = "channelEmpty" | "tooOften" | "tokenOfOneUid" | "adopted";

/** Another attempt takes its place; it is watched for a day. */
export function judgeVanished(successor: number): Change {
  return {
    source: "poll",
    set: { sideState: "VANISHED", trouble: null },
    events: [{ type: "attempt.vanished", details: { successor } }],
  };
}

/** Nothing takes its place. Its files may all be in the bucket: whether it was lost is decided there. */
export function judgeEnded(why: NoSuccessor): Change {
  return {
    source: "poll",
    to: "STOPPED",
    set: { sideState: null, trouble: null },
    diagnosis: { code: "vanished", reason: null },
    events: [{ type: "attempt.ended", details: { code: "vanished", why } }],
  };
}
