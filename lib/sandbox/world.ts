import type { SandboxClock } from "./clock";
import type { Faults } from "./faults";
import type { Fls } from "./fls/fls";
import type { SandboxLog } from "./log";
import type { Backups } from "./recorder/backup";
import type { Images } from "./recorder/images";
import type { RecordingEvent } from "./notifications/events";
import type { QueryRaces } from "./routes/query-races";
import type { Attendance } from "./state/attendance";
import type { ChannelSettings } from "./state/channel-settings";
import type { Counters } from "./state/counters";
import type { StateDatabase } from "./state/database";
import type { Facts } from "./state/facts";
import type { Journal } from "./state/journal";
import type { SandboxKeys } from "./state/keys";
import type { KickingRules } from "./state/kicking-rules";
import type { People } from "./state/people";
import type { RateWindows } from "./state/rate-windows";
import type { Resources } from "./state/resources";
import type { Slices } from "./state/slices";
import type { SwitchBoard } from "./state/switches";
import type { Task, TaskExit, Tasks } from "./state/tasks";

/** Where the sandbox's object store is, and what signs a request for one of its buckets. */
export type StoreAddress = {
  /** Such as `http://127.0.0.1:3200`. */
  endpoint: string;
  /** The home region of a bucket; any region for one that does not exist. */
  regionOf(bucket: string): string;
};

/** The notifications of a sandbox, as far as the rest needs them. */
export type Notices = {
  /**
   * Sends a notification about a task, numbered next in its sequence. Call it inside `Tasks.change`, with the task
   * being changed: both are kept, or neither.
   */
  emit(task: Task, event: RecordingEvent): void;
};

/** The recorders at work, as far as the rest needs them. */
export type Recorders = {
  /** Begins the recorder of a task that was just added. */
  begin(sid: string): void;
  /** Lets a recorder look at its task and channel again. */
  wake(sid: string): void;
  /** The same for all of them. */
  wakeAll(): void;
  /** Makes a task exit; it closes the slice being recorded at once. Nothing happens when it exits already. */
  exit(sid: string, exit: Omit<TaskExit, "atMs">): void;
  /** Resolves when the task has ended, or the signal is aborted. */
  ended(sid: string, signal: AbortSignal): Promise<void>;
};

/** Everything the parts of a running sandbox share. `main.ts` makes it; nobody else does. */
export type World = {
  keys: SandboxKeys;
  clock: SandboxClock;
  db: StateDatabase;
  facts: Facts;
  people: People;
  attendance: Attendance;
  channels: ChannelSettings;
  kickingRules: KickingRules;
  resources: Resources;
  tasks: Tasks;
  slices: Slices;
  journal: Journal;
  counters: Counters;
  switches: SwitchBoard;
  rateWindows: RateWindows;
  queryRaces: QueryRaces;
  faults: Faults;
  notices: Notices;
  recorders: Recorders;
  images: Images;
  fls: Fls;
  backups: Backups;
  store: StoreAddress;
  log: SandboxLog;
  /** Folder for media on its way to the bucket. */
  mediaDir: string;
  sliceMs: number;
  /** Aborted when the sandbox closes: everything that waits gives up at once, as if the process had died. */
  closing: AbortSignal;
};
