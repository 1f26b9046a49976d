import type { StartRequest, SubscriptionLists, WireMode } from "@/lib/agora/cloud-recording/schemas";
import type { StateDatabase } from "./database";
import type { Container, OpenSlice } from "./slices";

/** The clientRequest of a start with every default filled in, by mode. */
export type TaskRequest<M extends WireMode = WireMode> = StartRequest[M]["clientRequest"];

/** The storage a task writes to; `update` replaces it. */
export type TaskStorage = TaskRequest["storageConfig"];

/** The layout in force; `updateLayout` replaces all of it but the size, frame rate and bitrate. */
export type TaskLayout = NonNullable<NonNullable<TaskRequest<"mix">["recordingConfig"]>["transcodingConfig"]>;

/**
 * Where a task is in its life. `exiting` begins with the reason to exit and lasts until everything is uploaded;
 * once `ended`, every call says 404.
 */
export type TaskPhase = "starting" | "recording" | "exiting" | "ended";

/** Why a task exits. */
export type TaskExit = {
  reason: "stop" | "idle" | "kicked" | "failed";
  atMs: number;
  /** Why the recorder left the channel, in Agora's number; 1, of its own accord, unless given (channel contract §4.3). */
  channelReason?: number;
  /** `leaveCode` of event 41 (contract §5.3). */
  leaveCode: number;
  /** The error of event 1, for `failed`. */
  error: { module: number; errorCode: number; errorMsg: string } | null;
};

/** Status numbers of query (contract §2.10). */
export const taskStatus = {
  notStarted: 0,
  initialised: 1,
  starting: 2,
  partlyReady: 3,
  ready: 4,
  inProgress: 5,
  stopRequested: 6,
  stopped: 7,
  exited: 8,
  abnormal: 20,
} as const;

/** What a file of a recording holds, in the contract's words (contract §2.10). */
export type TrackType = "audio" | "video" | "audio_and_video";

/**
 * One row of slices with a playlist of its own. A composite or web page recording has one, an individual recording one
 * for each person and medium; after a failover each begins anew under another name (contract §4.2).
 */
export type Track = {
  /** Unique in its recording, such as `mix`, `audio:1001` or `video:1001@bak0`. */
  id: string;
  trackType: TrackType;
  /** Whose it is; "0" for everybody's. */
  uid: string;
  container: Container;
  /** Which failover it continues, counted from 0; null before the first. */
  failover: number | null;
  /** Milliseconds of material in all closed slices: where the next slice lies in the playlist. */
  recordedMs: number;
  openSlice: OpenSlice | null;
  lastSliceEndMs: number | null;
  /** Start of the first slice that was uploaded; null before. */
  firstUploadMs: number | null;
  /** Names of finished MP4 files, without prefix. */
  mp4Names: string[];
};

/** What a web page recording has beside the rest. */
export type WebState = {
  /** No slices are made (contract §2.7). */
  isOnHold: boolean;
  /** When the page was first shown; null before. */
  openedMs: number | null;
  /** Recording ends by itself then (contract §2.7 maxRecordingHour). */
  endsMs: number;
  /** Where the picture is pushed to; at most one (contract §2.7). */
  rtmpUrls: string[];
  rtmpStatus: Record<string, "connecting" | "publishing" | "onhold" | "disconnected">;
  /** Code and message of event 71. */
  stopCode: number;
  stopMessage: string;
};

/** A task on its way to another server: the API does not find it (contract §1.5). */
export type Failover = { untilMs: number; newUid: string; channelReason?: number };

type TaskBase = {
  sid: string;
  resourceId: string;
  appId: string;
  cname: string;
  uid: string;
  startedAtMs: number;
  /** From here on the API refuses calls about the task, which goes on (contract §1.5). */
  callableUntilMs: number;
  /** When the recorder's token ends and it has to leave; null while tokens are not checked. */
  tokenExpiresMs: number | null;
  phase: TaskPhase;
  status: number;
  exit: TaskExit | null;
  storage: TaskStorage;
  subscription: SubscriptionLists;
  /** The uid in notifications: the recorder's, or after a failover the random one it joined with (contract §5.1). */
  uidInForce: string;
  /** Number of the next notification (contract §5.2). */
  nextSequence: number;
  /** When the recorder joined; null before. */
  joinedMs: number | null;
  /** Closed slices and stills so far, of all tracks. */
  sliceCount: number;
  tracks: Track[];
  /** Failovers so far, at most three (contract §1.5). */
  failovers: number;
  failover: Failover | null;
  /** When the next stills are due; null without stills. */
  nextSnapshotMs: number | null;
  /** Since when the channel has been idle; null while somebody is there. */
  idleSinceMs: number | null;
  nextProgressMs: number;
  /** The last `progress` told in event 33, which never goes down. */
  lastProgress: number;
  /** Once-only notifications already sent. */
  said: ("recorderStarted" | "uploaderStarted" | "fileInfos" | "downloadFailed" | "sessionExit")[];
  /** Streams being received, as `audio:<uid>` and `video:<uid>`. */
  receiving: string[];
  uploadingStatus: "uploaded" | "backuped" | "unknown";
  /** How the switches were at its start, where that has to last: the word for merged playlists, and what the canvas lacks. */
  mergedIndexName?: string;
  canvasGap?: string | null;
  /** When the files are put together after the end (contract §2.8); null when that is over, or was not asked for. */
  postponedUntilMs: number | null;
};

/** One recording run. The mode decides the shape of its request; `layout` is null where there is no canvas. */
export type Task =
  | (TaskBase & { mode: "mix"; request: TaskRequest<"mix">; layout: TaskLayout; web: null })
  | (TaskBase & { mode: "individual"; request: TaskRequest<"individual">; layout: null; web: null })
  | (TaskBase & { mode: "web"; request: TaskRequest<"web">; layout: null; web: WebState });

export type CompositeTask = Extract<Task, { mode: "mix" }>;
export type IndividualTask = Extract<Task, { mode: "individual" }>;
export type WebTask = Extract<Task, { mode: "web" }>;

/** Every task since the last reset, ended ones included: a call about one of those must say 404, not 1001. */
export class Tasks {
  readonly #db: StateDatabase;
  readonly #listeners = new Set<(task: Task) => void>();

  constructor(db: StateDatabase) {
    this.#db = db;
  }

  /** Tells of every changed task, in one transaction with the change. */
  onChange(listener: (task: Task) => void): void {
    this.#listeners.add(listener);
  }

  find(sid: string): Task | undefined {
    return this.#one("SELECT document FROM tasks WHERE sid = ?", sid);
  }

  /** @throws Error when there is no such task; for callers that made it. */
  get(sid: string): Task {
    const task = this.find(sid);
    if (!task) throw new Error(`no task ${sid}`);
    return task;
  }

  ofResource(resourceId: string): Task | undefined {
    return this.#one("SELECT document FROM tasks WHERE resource_id = ?", resourceId);
  }

  /** The live task of a recording instance, of which there is at most one (contract §1.6). */
  liveInstance(appId: string, cname: string, uid: string): Task | undefined {
    return this.#one(
      "SELECT document FROM tasks WHERE is_live = 1 AND app_id = ? AND cname = ? AND uid = ?",
      appId,
      cname,
      uid,
    );
  }

  live(): Task[] {
    return this.#db.all("SELECT document FROM tasks WHERE is_live = 1 ORDER BY rowid").map(taskOf);
  }

  /** Ended ones whose files are still to be put together. */
  postponed(): Task[] {
    return this.#db
      .all("SELECT document FROM tasks WHERE is_live = 0 AND json_extract(document, '$.postponedUntilMs') IS NOT NULL")
      .map(taskOf);
  }

  /** Newest first. */
  latest(limit: number): Task[] {
    return this.#db.all("SELECT document FROM tasks ORDER BY rowid DESC LIMIT ?", limit).map(taskOf);
  }

  add(task: Task): void {
    this.#db.run(
      "INSERT INTO tasks (sid, resource_id, app_id, cname, uid, is_live, document) VALUES (?, ?, ?, ?, ?, 1, ?)",
      task.sid,
      task.resourceId,
      task.appId,
      task.cname,
      task.uid,
      JSON.stringify(task),
    );
  }

  /** Reads, changes and writes a task in one transaction, and returns it. */
  change(sid: string, change: (task: Task) => void): Task {
    return this.#db.transaction(() => {
      const task = this.get(sid);
      change(task);
      this.#db.run(
        "UPDATE tasks SET is_live = ?, document = ? WHERE sid = ?",
        task.phase === "ended" ? 0 : 1,
        JSON.stringify(task),
        sid,
      );
      for (const listener of this.#listeners) listener(task);
      return task;
    });
  }

  /** Forgets ended tasks but the newest of all, with their slices. */
  prune(kept: number): void {
    this.#db.transaction(() => {
      const old = "SELECT sid FROM tasks WHERE is_live = 0 ORDER BY rowid DESC LIMIT -1 OFFSET ?";
      this.#db.run(`DELETE FROM slices WHERE sid IN (${old})`, kept);
      this.#db.run(`DELETE FROM tasks WHERE sid IN (${old})`, kept);
    });
  }

  #one(sql: string, ...values: string[]): Task | undefined {
    const row = this.#db.get(sql, ...values);
    return row && taskOf(row);
  }
}

function taskOf(row: { document?: string | number }): Task {
  return JSON.parse(String(row.document)) as Task;
}
