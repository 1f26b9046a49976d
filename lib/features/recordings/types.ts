import type { RecordingEventType, RecordingMode } from "./constants";
import type { RecordingStatus } from "./lifecycle";
import type { CompositeLayout, StoredStart, StoredUpdate } from "./schema";

/** Why we believe a status: who told us. */
export type StatusSource = "operator" | "engine" | "poll" | "notification" | "listing";

/** All times are ISO 8601 in UTC. */
export type RecordingSummary = {
  recordingId: string;
  projectId: string;
  mode: RecordingMode;
  channelName: string;
  status: RecordingStatus;
  /** A code of `reasonSentences`, or Agora's own words, or null. */
  statusReason: string | null;
  statusSource: StatusSource;
  statusAt: string;
  createdAt: string;
  createdBy: string;
  startedAt: string | null;
  stoppedAt: string | null;
  finishedAt: string | null;
  fileCount: number;
  /** Share of recorded files that reached a bucket, 0 to 10000; null before the first report. */
  uploadProgress: number | null;
};

export type RecordingPage = { items: RecordingSummary[]; nextCursor: string | null };

export type RecordingEvent = {
  id: number;
  source: StatusSource | "call";
  type: RecordingEventType;
  details: Record<string, unknown>;
  happenedAt: string;
};

export type RecordingFile = {
  fileId: string;
  /** Last part of the object key: what the media route takes. */
  name: string;
  objectKey: string;
  kind: "hls" | "dash" | "mp4" | "audio" | "slice" | "snapshot" | "other";
  trackType: string | null;
  /** Whose; null for a file of everybody. */
  uid: string | null;
  /** Which continuation after a failover, from 0; null for files of the first server. */
  continuation: number | null;
  /** When what it holds began; of a still, when it was taken. */
  startedAt: string | null;
  sizeBytes: number | null;
  source: "poll" | "notification" | "listing" | "predicted";
  seenInBucketAt: string | null;
};

export type RecordingAttempt = {
  attemptId: string;
  number: number;
  state: string;
  sideState: string | null;
  recorderUid: string;
  resourceId: string | null;
  sid: string | null;
  agoraStatus: number | null;
  checkedAt: string | null;
  notFoundSince: string | null;
  filePrefix: string[];
  failureCode: string | null;
  /** Agora's own words, where it gave some. */
  failureReason: string | null;
  /** A code for what keeps it from going on, null while nothing does. */
  trouble: string | null;
};

/** What is wanted besides the layout, and how far Agora has it. */
export type RecordingUpdateState = {
  wanted: StoredUpdate;
  /** What an update must name. */
  revision: number;
  /**
   * `none`: as it was started; `waiting`: not sent yet; `sent`: its answer is awaited; `unknown`: the answer was lost, it
   * is being found out; `acknowledged`: Agora took it; `refused`: Agora did not, what was before stays.
   */
  state: "none" | "waiting" | "sent" | "unknown" | "acknowledged" | "refused";
  /** Agora's words for a refusal, or a code for what it waits for. */
  reason: string | null;
  sentAt: string | null;
};

/** A web page's recorder by Agora's own word. */
export type PageState = { state: string | null; isOnHold: boolean | null; publishing: string | null };

/** One request the engine sent to Agora, secrets replaced. */
export type RecordingCall = {
  id: string;
  operation: string;
  request: Record<string, unknown>;
  sentAt: string;
  finishedAt: string | null;
  outcome: "ok" | "refused" | "unknown" | null;
  httpStatus: number | null;
  code: string | null;
  reason: string | null;
  requestId: string | null;
};

export type RecordingDetail = RecordingSummary & {
  /** `adopted`: begun elsewhere; what `config` says of it is not known to be so. */
  origin: "ordered" | "adopted" | "twin";
  /** Recordings of the same channel that were ordered so that one survives, whatever happens to the other. */
  twins: { recordingId: string; status: RecordingStatus }[];
  config: StoredStart;
  tokenExpiresAt: string | null;
  /** When its end was ordered; null while it is wanted. */
  stopRequestedAt: string | null;
  /** When the API loses its hold on the task (contract §1.5), null before start. */
  controlEndsAt: string | null;
  /** When a page's recording ends at the latest, by itself: nothing else bounds one that cannot be stopped. */
  longestUntil: string | null;
  storage: { profileId: string; profileName: string; bucket: string; vendor: string; canRead: boolean };
  /** The layout that is wanted and whether Agora has it. `revision` is what an update must name. Composite only. */
  layout: { wanted: CompositeLayout; revision: number; isApplied: boolean } | null;
  update: RecordingUpdateState;
  /** What Agora last said of a web page's recorder; null before it was asked, and in other modes. */
  page: PageState | null;
  attempts: RecordingAttempt[];
  events: RecordingEvent[];
  calls: RecordingCall[];
  /** Playlists, MP4s and stills; slices are only counted. */
  files: RecordingFile[];
  slices: { count: number; sizeBytes: number };
  /** Whether an engine runs that would carry on with it. */
  isEngineAlive: boolean;
};

/** A recording that notifications speak of and that is none of ours, or was given up. */
export type ForeignRecording = {
  foreignId: string;
  sid: string;
  channelName: string | null;
  recorderUid: string | null;
  /** Of a web page: its recorder is in no channel that it could be put out of. */
  isPage: boolean;
  /** The recording of ours that it was, where it was given up too early. */
  recordingId: string | null;
  firstSeenAt: string;
  heardAt: string | null;
  canStop: boolean;
  /** `out`: its recorder was seen to be out of the channel, and is watched for as long as a failover may take. */
  state: "seen" | "stopping" | "out";
  trouble: string | null;
};

/** What Agora holds against the account: refused credentials, or that it is overdue or switched off. */
export type AccountTrouble = { kind: "credentialsRefused" | "accountInactive"; reason: string | null; since: string };

/** What an action that changes a recording knows when it returns (at most 2 s after it was asked). */
export type RecordingOutcome = {
  recordingId: string;
  status: RecordingStatus;
  statusReason: string | null;
  /** `done`: reached what was asked; `going`: still on its way; `refused`: it cannot be. */
  progress: "done" | "going" | "refused";
  /** The call that Agora refused; only with `refused`, and where a call was. */
  refusal?: Pick<RecordingCall, "operation" | "outcome" | "httpStatus" | "code" | "reason" | "requestId">;
};

/** What a row of the overview shows of a recording. */
export type OverviewRow = Pick<
  RecordingSummary,
  | "recordingId"
  | "mode"
  | "channelName"
  | "status"
  | "statusReason"
  | "statusSource"
  | "statusAt"
  | "startedAt"
  | "stoppedAt"
  | "uploadProgress"
>;

/** What records now and what needs a person, in one project. The day is the 24 hours before `readAt`. */
export type RecordingsOverview = {
  readAt: string;
  counts: {
    /** A task may be alive at Agora. */
    live: number;
    /** Ended badly within the day, or held up by something only a person can put right. */
    needsPerson: number;
    /** Stopping or uploading. */
    uploading: number;
    /** Of the recordings that finished within the day and have something to keep: how many are proven in the bucket. */
    safe: number;
    keepable: number;
  };
  /** The newest of each, at most `overviewRows`. */
  live: OverviewRow[];
  needsPerson: OverviewRow[];
  hasAny: boolean;
  /** Whether an engine runs that starts, stops and checks recordings. */
  isEngineAlive: boolean;
};

/** What is wrong with one field of a request in Agora's words: `message` completes "<path> ...". */
export type RequestFault = { path: string; message: string };

type Channelled = "token" | "encryption" | "pushTo";
type Ids = "projectId" | "recordingId" | "storageProfileId" | "channelName";
type Written<Start> = Start extends unknown ? Omit<Start, Ids | Channelled> : never;

/** A start as far as it can be written by hand: without ids, storage, token and secrets. */
export type WrittenStart =
  | Written<Extract<StoredStart, { mode: "web" }>>
  | (Written<Exclude<StoredStart, { mode: "web" }>> & {
      /** Agora's number of the way; 0 for none. Its secret is entered in the form. */
      encryptionMode: number;
    });

/** What was read of it, or what is wrong with it. */
export type HandWrittenRequest = { start: WrittenStart; faults: [] } | { start: null; faults: RequestFault[] };

/** A request as it would be sent, secrets replaced. */
export type RequestPreview = { operation: string; json: string; curl: string };

/** What came of a layout that was ordered. `ended`: the recording was over before it was sent. */
export type TakeOutcome = "wanted" | "sent" | "waiting" | "unknown" | "acknowledged" | "refused" | "replaced" | "ended";

/** One layout of a recording: that of its start (revision 0), one that was taken, or an earlier one brought back. */
export type LayoutTake = {
  revision: number;
  kind: "start" | "take" | "undo";
  layout: CompositeLayout;
  requestedBy: string;
  requestedAt: string;
  settledAt: string | null;
  /** From the last sending to Agora's answer. */
  latencyMs: number | null;
  sentCount: number;
  outcome: TakeOutcome;
  /** A code of `reasonSentences` or Agora's own words. */
  reason: string | null;
};

/** The layout of a recording as far as we know it: Agora itself does not tell. */
export type RecordingLayoutState = {
  recordingId: string;
  projectId: string;
  channelName: string;
  status: RecordingStatus;
  statusReason: string | null;
  /** The composed picture in pixels. */
  canvas: { width: number; height: number };
  /** What the next order must name. */
  revision: number;
  /** The newest first, that of the start last. */
  takes: LayoutTake[];
  /** When an order that waits is sent again. */
  retryAt: string | null;
  isEngineAlive: boolean;
};
