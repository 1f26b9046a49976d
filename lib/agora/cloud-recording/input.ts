import type { ServiceArea } from "../hosts";
import type { Secret } from "../secret";
import type { StorageVendor } from "./storage-catalogue/vendors";

/** The recording modes in our words; the wire calls composite `mix`. */
export type RecordingMode = "individual" | "composite" | "web";

/** Which channel is recorded, and by whom. The three together with the App ID are one recording (contract §1.6). */
export type Recorder = {
  /** Name of the channel; for a web page a label of up to 1024 bytes. */
  channelName: string;
  /** The recorder's own uid in the channel, used by nobody else there: "1" to "4294967295". */
  recorderUid: string;
};

/** Where the files go (contract §2.6). */
export type StorageTarget = {
  vendor: StorageVendor;
  /** Number of the vendor's region table; 0 where the vendor has none. */
  storageRegion: number;
  bucket: string;
  /** Host name, for `s3Compatible` only. */
  endpoint?: string;
  accessKey: Secret;
  secretKey: Secret;
  /** Temporary credentials, s3, alibaba and tencent only; at least four hours of life. */
  session?: { token: Secret; expiresAt: Date };
  /** Folders before the file names: letters and digits, at most 128 characters with the slashes. */
  filePrefix?: readonly string[];
  /** How S3 encrypts the files. */
  serverSideEncryption?: "kms" | "aes256";
  /** Tag on the files, s3 and alibaba only, such as `RETENTION_DAYS=30`. */
  tag?: string;
  /** Times by NTP in the files, for the subtitles of Agora's speech-to-text; named by Agora's sample code alone. */
  hasNtpTimestamps?: boolean;
};

export type Fit = "cover" | "contain";

/** One rectangle of a custom layout, in fractions of the canvas from its top left. Later ones lie on top. */
export type LayoutRegion = {
  /** Whose picture; absent: the next person in join order. */
  uid?: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** 0 transparent to 1 opaque (default). */
  opacity?: number;
  fit?: Fit;
};

/** The whole picture plan (contract §2.4, §3). What is left out has its default, also in an update. */
export type RecordingLayout = (
  | { preset: "floating" | "bestFit" }
  /** `largeUid` is shown large on the left. */
  | { preset: "vertical"; largeUid?: string }
  | { preset: "custom"; regions: readonly LayoutRegion[] }
) & {
  /** `#` and six hexadecimal digits; default black. */
  backgroundColour?: string;
  backgroundImageUrl?: string;
  /** Shown instead of anyone who sends no video. */
  userImageUrl?: string;
  /** Shown instead of one person who sends no video. */
  userImages?: readonly { uid: string; url: string; fit?: Fit }[];
};

/** Whose stream of one medium is recorded: some, or all but some. Up to 32 uids. */
export type StreamChoice = { only: readonly string[] | "everyone" } | { except: readonly string[] };

/** Naming a choice for one medium only leaves the other medium out entirely (contract §2.3). */
export type Subscription = { audio?: StreamChoice; video?: StreamChoice };

/** How the channel is encrypted (contract §2.3): Agora's mode number 1 to 8; the salt, base64, for 7 and 8. */
export type ChannelEncryption = { mode: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8; secret: Secret; salt?: Secret };

/** What the composite and the individual mode have in common. */
export type ChannelStart = {
  /** Needed when the project has an App Certificate. It cannot be renewed while recording. */
  token?: Secret;
  channelProfile: "communication" | "live";
  /** Seconds without anybody before the recorder leaves, 5 to 2592000; Agora's default is 30. */
  maxIdleSeconds?: number;
  /** Default: both. */
  media?: "audio" | "video" | "both";
  /** Which of a sender's two video streams; default high. */
  videoStream?: "high" | "low";
  subscription?: Subscription;
  encryption?: ChannelEncryption;
  /** Agora's private switches as JSON text. */
  privateParams?: string;
};

export type CompositeStart = ChannelStart & {
  mode: "composite";
  video: { width: number; height: number; fps: number; bitrateKbps: number };
  /** 0: 48 kHz mono ~48 kbps (default), 1: mono ~128 kbps, 2: stereo ~192 kbps. */
  audioProfile?: 0 | 1 | 2;
  layout: RecordingLayout;
  /** MP4 files beside the HLS ones. */
  withMp4?: boolean;
  /** Hands the files to Alibaba Cloud's video on demand (contract §2.7), which only Agora's pages of 2020 name. */
  videoOnDemand?: VideoOnDemand;
};

/** An account of Alibaba Cloud's video on demand, and what its video is called. */
export type VideoOnDemand = {
  accessKey: Secret;
  secretKey: Secret;
  regionId: string;
  video: { title: string; description?: string; coverUrl?: string };
};

/** What an error of one part of a web page recording does to the others: `abort` ends them, `ignore` does not. */
export type ErrorPolicy = "abort" | "ignore";

export type IndividualStart = ChannelStart & {
  mode: "individual";
  /** Highest number of uids at once: 0 for 1-2, 1 for 3-7, 2 for 8-12, 3 for 13-17, 4 for 18-32, 5 for 33-49. */
  uidGroup: 0 | 1 | 2 | 3 | 4 | 5;
  streamMode?: "default" | "standard" | "original";
  /** JPEG stills every so many seconds, 5 to 3600. `only`: no recording beside them. */
  snapshots?: { everySeconds?: number; only?: boolean };
  /** What Agora makes of the files within a day after the end. */
  afterwards?: Afterwards;
};

/**
 * Postponed work (contract §2.8, which Agora's newer pages leave out): an MP4 of each person, or the sound of everybody
 * in one file. Mixing needs `media: "audio"` and `streamMode: "original"`; both need a storage key that may read.
 */
export type Afterwards =
  | { kind: "transcode" }
  | {
      kind: "mixAudio";
      /** Default mp3. */
      format?: "mp3" | "m4a" | "aac";
      /** Hertz; default 48000. */
      sampleRate?: 48_000 | 32_000 | 16_000;
      /** Bits a second; default 48000. */
      bitrate?: number;
      /** Default 2. */
      channels?: 1 | 2;
    };

export type WebStart = {
  mode: "web";
  token?: Secret;
  page: {
    url: string;
    audioProfile: 0 | 1 | 2;
    width: number;
    height: number;
    /** The recording ends after so many hours, 1 to 720. */
    maxHours: number;
    bitrateKbps?: number;
    fps?: number;
    isMobile?: boolean;
    /** Length of one MP4 file, 30 to 240. */
    maxFileMinutes?: number;
    /** Opens the page without recording until an update says so. */
    startsOnHold?: boolean;
    /** How long the page may take to say that it is ready; 0: not checked. */
    readyTimeoutSeconds?: number;
    /** Default `abort`. */
    onError?: ErrorPolicy;
  };
  /** RTMP address to push the page to. Its path holds the stream key, hence a secret. */
  pushTo?: Secret;
  /** Of the push; default `ignore`. */
  onPushError?: ErrorPolicy;
  withMp4?: boolean;
};

/** What is recorded and how, without the ids that acquire gives. */
export type StartPlan = Recorder & { storage: StorageTarget } & (CompositeStart | IndividualStart | WebStart);

export type AcquireInput = Recorder & {
  mode: RecordingMode;
  /** Hours, from start on, during which the recording can be queried, changed and stopped: 1 to 720, default 72. */
  controlHours?: number;
  /** Without `serviceArea`: 1 China, 2 South East Asia, 3 Europe, 4 North America; default 0, the nearest. */
  regionAffinity?: 0 | 1 | 2 | 3 | 4;
  /** Individual mode: the recording is transcoded after its end (contract §2.8). */
  isTranscodedAfterwards?: boolean;
  /** Keeps the task in one geography; the storage region must lie in it. */
  serviceArea?: ServiceArea;
  /** Resource ids of tasks that must not share a region with this one. */
  excludeResourceIds?: readonly string[];
  /** The coming start, which lets Agora balance its load. The start must then be exactly this, or Agora refuses it. */
  coming?: StartPlan;
};

export type StartInput = StartPlan & { resourceId: string };

/** Names a running task: what start returned, and who records what. */
export type TaskRef = Recorder & { mode: RecordingMode; resourceId: string; sid: string };

export type UpdateInput = TaskRef & {
  subscription?: Subscription;
  /** The whole storage target anew, to refresh temporary credentials. */
  storage?: StorageTarget;
  /** Web page only: true pauses the recording. */
  isOnHold?: boolean;
  /** Web page only. */
  pushTo?: Secret;
};

export type UpdateLayoutInput = TaskRef & { mode: "composite"; layout: RecordingLayout };

export type StopInput = TaskRef & {
  /** Default true: answers at once. False waits for the upload, up to 20 seconds. */
  isAsync?: boolean;
};
