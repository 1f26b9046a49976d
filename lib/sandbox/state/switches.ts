import { z } from "zod";
import type { Facts } from "./facts";

/**
 * Questions that the contract leaves open, and strictness that a test may want, each with both answers. The defaults are
 * what the contract's §0.2, §6 and Appendix A choose.
 */
export const switchesSchema = z.strictObject({
  /** What a start later than two seconds after its acquire gets: normal service, or 500 with code 502. */
  lateStart: z.enum(["count", "refuse"]).default("count"),
  /** What query says while a stopped task still uploads: its status 6 to 8, or 404 with code 501. */
  queryWhileExiting: z.enum(["status", "501"]).default("status"),
  /**
   * How long a stop waits for the upload before it answers 206 with code 50 (contract §1.5). Real seconds, not the
   * sandbox's: it is the patience of a real caller.
   */
  longestStopSeconds: z.number().min(0.1).max(600).default(20),
  /** Whether the 201 answer to a repeated start carries the sid. */
  repeatedStartHasSid: z.boolean().default(false),
  /** The code of a refused layout: the current one, or the legacy one. */
  invalidLayoutCode: z.literal([2, 1028]).default(2),
  /** The code of a refused channel name in acquire: the current one, or the legacy one. */
  invalidChannelCode: z.literal([401, 1013]).default(401),
  /** Whose uid events 43 and 44 carry in composite mode: each person's, or "0" for the mixed stream. */
  compositeStreamUids: z.enum(["real", "zero"]).default("real"),
  /** Requests a second per account and per App ID; Agora's support raises it on request. */
  requestsPerSecond: z.int().min(1).max(100_000).default(10),
  /** Most live composite and individual tasks per App ID. */
  maxConcurrentTasks: z.int().min(0).max(1000).default(50),
  /** Most live web page recordings per App ID (contract §1.4). */
  maxConcurrentWebTasks: z.int().min(0).max(1000).default(200),
  /** Whether event 13 is sent when a recording runs: best practices name it, no page documents it. */
  sendsEvent13: z.boolean().default(false),
  /** How long a composite recording's MP4 grows before the next one begins: about two hours, other pages say three (C4). */
  mp4MaxMinutes: z.number().min(0.05).max(600).default(120),
  /** After how long the backup moves what it holds to its bucket; Agora names no time, support is to be asked after 300 s. */
  backupMovesAfterSeconds: z.number().min(0).max(86_400).default(60),
  /** After how long the files of a postponed recording are put together; Agora says within 24 hours. */
  postponedAfterSeconds: z.number().min(0).max(86_400).default(5),
  /** The unit of `sliceStartTime` (C5). */
  sliceStartTimeUnit: z.enum(["ms", "s"]).default("ms"),
  /** The key of a file's name in the lists of web page recordings (C6). */
  webFileKey: z.enum(["filename", "fileName"]).default("filename"),
  /** The key of a service's state in the stop answer of a web page recording: some pages misspell it (C7). */
  stopPayloadKey: z.enum(["payload", "playload"]).default("payload"),
  /** How an unknown upload is called (C8). */
  unknownStatus: z.enum(["unknown", "unknow"]).default("unknown"),
  /** Whether the rate limit is that of the account, of the App ID, or both (C10). */
  rateScope: z.enum(["both", "account", "app"]).default("both"),
  /** The longest label of a web page recording, in bytes (C11). */
  webLabelBytes: z.literal([1024, 128]).default(1024),
  /** The shortest interval of stills, in seconds (C3). */
  leastSnapshotSeconds: z.literal([1, 5]).default(1),
  /** Which mode is 0 in event 3; the other one is 1 (C14). */
  modeZeroInEvent3: z.enum(["individual", "composite"]).default("individual"),
  /** Whether a start is refused whose storage lies outside the area that acquire was given (contract §2.1). */
  storageInArea: z.boolean().default(true),
  /** Whether the stop answer of a web page recording tells of its push too (C19). */
  webStopTellsPush: z.boolean().default(false),
  /** The playlist that answers and event 4 name after a failover. */
  fileListAfterFailover: z.enum(["newest", "first"]).default("newest"),
  /** The HTTP status of the legacy codes 8, 432, 433, 1001, 1003, 1013 and 1028, which no page gives (Appendix B 4). */
  legacyCodeStatus: z.literal([400, 404]).default(400),
  /** The HTTP status of code 501, for calls while a recording exits, which no page gives either. */
  exitingStatus: z.literal([404, 400]).default(404),
  /** The code of a start while another one of the same channel and uid runs: one page calls that 432 (C18). */
  conflictCode: z.literal([53, 432]).default(53),
  /** What a start with a used resourceId gets after its recording has ended: as while it runs, or 433. */
  repeatedStartAfterEnd: z.enum(["201", "433"]).default("201"),
  /** Whether stills may be taken beside a recording: an early page forbids `recordingFileConfig` with them (C15). */
  stillsBesideRecording: z.boolean().default(true),
  /** Whether a `transcodingConfig` must hold width, height, fps and bitrate, or else its task dies (contract §2.4). */
  canvasNeedsAll: z.boolean().default(false),
  /** The form of `fileList` in individual mode: a list, or by the newest text one name (C9). */
  individualFileListMode: z.enum(["json", "string"]).default("json"),
  /** The last word in the name of the merged playlist of `standard`, which no page gives (Appendix B 6). */
  mergedIndexName: z
    .string()
    .regex(/^\w{1,30}$/)
    .default("av"),
  /** The column that the first eight small regions of the vertical layout fill from ten people on (contract §3.4). */
  verticalFirstColumn: z.enum(["outer", "inner"]).default("outer"),
  /** How the tag of a track's begin writes its time: 17 digits, or Unix milliseconds (contract §4.5). */
  trackEventTime: z.enum(["digits", "ms"]).default("digits"),
  /** Seconds before each resend of a notification: no page gives them (contract §5.1). */
  resendAfterSeconds: z.array(z.number().min(0).max(86_400)).max(3).default([0, 10, 60]),
  /** Whether notifications carry `serviceScene`, which one page shows (contract §5.2). */
  sendsServiceScene: z.boolean().default(false),
  /** Which region of a custom layout lies on top of another one, by their place in the list (contract §3.5). */
  topRegion: z.enum(["later", "earlier"]).default("later"),
  /** Seconds added to the longest slice in `#EXT-X-TARGETDURATION`: documented samples differ (contract §4.5). */
  targetDurationExtra: z.int().min(0).max(10).default(0),
  /** Whether notifications carry `eventMs`, as old samples do (contract §5.2). */
  sendsEventMs: z.boolean().default(false),
  /** Which ways of signing live streaming takes: the documented one is HMAC, the sibling APIs take Basic. */
  flsAuth: z.enum(["both", "hmac", "basic"]).default("both"),
  /** What is signed: path and query as sent, or also the path alone (FLS contract §1.2). */
  flsSignedTarget: z.enum(["full", "either"]).default("full"),
  /** How far the date of a signature may be off, in seconds. */
  flsClockSkewSeconds: z.int().min(1).max(86_400).default(300),
  /** Whether a signature must be over host, date, request line and digest, as Agora's samples make it. */
  flsSignsAll: z.boolean().default(false),
  /** Live streaming calls a second per account (FLS contract §1.4). */
  flsRequestsPerSecond: z.int().min(1).max(100_000).default(50),
  /** The most entry points of a project, which no page gives. */
  flsMostEntryPoints: z.int().min(1).max(1000).default(20),
  /** Whether an area without a publish domain is refused (FLS contract §2.1). */
  flsStrictArea: z.boolean().default(false),
  /** What reading a configuration says before there is one: 404, or 200 with nothing (FLS contract §2.3). */
  flsUnconfigured: z.enum(["404", "empty"]).default("404"),
  /** Whether reading custom recording shows the bucket, which Agora's sample leaves out (FLS contract §0.5). */
  flsShowsBucket: z.boolean().default(false),
  /** What `position` in lists of recordings is: the lead of each file, or where the asked moment lies (FLS contract §4). */
  flsPosition: z.enum(["lead", "seek"]).default("lead"),
  /** Whether a clip must be called `.m3u8` and a still `.jpg`. */
  flsNeedsExtension: z.boolean().default(false),
  /** Seconds from the answer until a clip or a still can be had. */
  flsClipSeconds: z.number().min(0).max(3600).default(1),
  /** Whether events 101 and 102 tell of clips and stills that were asked for, once they can be had. */
  flsClipEvents: z.boolean().default(false),
  /** Whether what would make entry points record differently is refused (FLS contract §2.4). */
  flsSameEverywhere: z.boolean().default(false),
  /** How long the MP4 of a live recording grows before the next one begins; no page says. */
  flsMp4Minutes: z.number().min(0.05).max(1440).default(60),
  /** Whether reports are as late as documented: two hours for history, three minutes for the others. */
  flsReportsAreLate: z.boolean().default(true),
  /** The key of the quality report: that of the page's example, or of its table (FLS contract §2.8). */
  flsQualityKey: z.enum(["QualityHistory", "publishHistory"]).default("QualityHistory"),
  /** Channel queries a second per account and endpoint (channel contract §1.2). */
  channelQueriesPerSecond: z.int().min(1).max(100_000).default(20),
  /** Other channel management calls a second per account and method (channel contract §1.2). */
  channelCallsPerSecond: z.int().min(1).max(100_000).default(10),
  /** Whether those limits hold for each endpoint, or for all queries and all other calls together. */
  channelRateScope: z.enum(["endpoint", "all"]).default("endpoint"),
  /** The status of an App ID that channel management does not know: that of the sample, or that of the table. */
  unknownAppStatus: z.literal([400, 401]).default(400),
  /** What a recorder is in a live channel: which events tell of it is not documented. */
  recorderRole: z.enum(["host", "audience"]).default("host"),
  /** What becomes of a recording whose recorder is kicked: it ends as stopped, ends as failed, or comes back. */
  kickedRecorder: z.enum(["exits", "fails", "returns"]).default("exits"),
  /** Whether `clientSeq` is beyond 2^53, as an unsigned 64-bit number may be (channel contract §4.4). */
  hugeClientSeq: z.boolean().default(false),
  /** Whether RTC tokens are checked, as if the App Certificate were switched on. */
  appCertificate: z.boolean().default(false),
});

export type Switches = z.output<typeof switchesSchema>;

const factName = "switches";

/** The switches in force; they outlive a restart and go back to their defaults with a reset. */
export class SwitchBoard {
  readonly #facts: Facts;
  #now: Switches;

  constructor(facts: Facts) {
    this.#facts = facts;
    this.#now = facts.read(factName, switchesSchema) ?? switchesSchema.parse({});
  }

  get now(): Readonly<Switches> {
    return this.#now;
  }

  set(change: Partial<Switches>): void {
    this.#now = switchesSchema.parse({ ...this.#now, ...change });
    this.#facts.write(factName, this.#now);
  }
}
