/**
 * Times the engine keeps (reliability §1 and §3; contract §1.5, §7). Milliseconds unless the name says otherwise.
 * The five minutes of a resource id are kept with a margin on both sides: no first start late in its life, no more
 * resends near its end, and no conclusion drawn from its death before it is certain.
 */
export const limits = {
  /** From acquire's answer to sending the start that belongs to it; Agora asks for two seconds until it arrives. */
  pair: 1_500,
  pairedStart: 2_000,
  lastResend: 290_000,
  resourceIdDead: 305_000,
  /** Between resends of a start whose answer is missing; the last one repeats. */
  resendStart: [3_000, 6_000, 9_000],
  /** After Agora said that the task exists, before the same uid is tried anew. */
  conflictProbe: 300_000,

  /** A task that is proven alive and unwanted: so long its sid may still come to light before it is put out. */
  sidPatience: 5_000,
  /** Looks after a kick (channel contract §3.3), and the pause before the next one. */
  kickChecks: [2_000, 5_000, 10_000, 20_000],
  kickAgain: [25_000, 30_000, 60_000, 300_000],
  /** After the longest time of a page's recording, until it counts as over. */
  afterLongest: 600_000,
  /** Out of the channel for longer than a failover takes: it does not come back. */
  kickProven: 100_000,
  /** After the recorder was seen to be out, before its uid is tried anew. */
  afterKick: 2_000,

  firstConfirm: 5_000,
  /** Not running so long after start: it did not begin. */
  confirmWithin: 90_000,
  /** 404 for so long without a break: it is gone, no failover takes longer. */
  notFound: 90_000,
  /** A task that vanished and was replaced is watched for so long, less often as time passes. */
  vanishedWatch: 24 * 3_600_000,
  monitor: 120_000,
  /** While no file has been seen. */
  monitorUntilFirstFile: 15_000,
  /** A first file that does not come for so long is no reason to keep asking quickly. */
  firstFilePatience: 600_000,

  /** Between two looks into the bucket of a recording whose files are seen; a long one has many to list. */
  listing: 30_000,
  listingLater: 300_000,

  /** Between two layouts for the same recording. */
  layoutPause: 500,
  /** After an update whose answer was lost, so that a query can tell whether it had its effect. */
  updateReadBack: [2_000, 5_000, 10_000, 30_000],

  /** Stills in the bucket count as all of them so long after the stop: nothing lists how many there should be. */
  stillsSettled: 120_000,

  /** Between resends of a stop whose answer is missing. */
  resendStop: [1_000, 3_000, 6_000, 10_000],

  /** After a stop, an upload that nobody proved is given up. */
  uploadProof: 24 * 3_600_000,
  /** The same for a recording that ended without a stop and without a word. */
  vanishedProof: 600_000,
  /** A bucket that stays empty so long after the stop holds nothing of this recording. */
  emptyBucket: 1_800_000,

  /** After the end, how long the bucket is tried for the names and sizes of the files. */
  inventory: 3_600_000,

  /** After a 401, before the credentials are tried again. */
  credentials: 60_000,
} as const;

/** The entry for the `tries`-th wait, counted from 1; the last one repeats. */
export function backoff(delays: readonly number[], tries: number): number {
  return delays[Math.min(Math.max(tries, 1), delays.length) - 1] ?? 0;
}
