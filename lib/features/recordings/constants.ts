/** Fixed tables of the recordings feature, safe in the browser. */

export const recordingModes = ["individual", "composite", "web"] as const;
export type RecordingMode = (typeof recordingModes)[number];

export const layoutPresets = ["floating", "bestFit", "vertical"] as const;
export type LayoutPreset = (typeof layoutPresets)[number];

export const channelProfiles = ["communication", "live"] as const;
export type ChannelProfile = (typeof channelProfiles)[number];

export const mediaKinds = ["audio", "video", "both"] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** Which files an individual recording makes of each person (contract §2.3). */
export const streamModes = ["standard", "default", "original"] as const;
export type StreamMode = (typeof streamModes)[number];

/** How many people an individual recording may record at once, by Agora's number of the group (contract §2.3). */
export const uidGroups = [
  { min: 1, max: 2 },
  { min: 3, max: 7 },
  { min: 8, max: 12 },
  { min: 13, max: 17 },
  { min: 18, max: 32 },
  { min: 33, max: 49 },
] as const;

/** Frame rates the recorder supports; anything else becomes 15 (contract §3.7). */
export const supportedFps = [1, 7, 10, 15, 24, 30, 60] as const;

/** Highest composite bitrate in kbps; more is an error that surfaces only after start (contract §2.4). */
export const maxBitrateKbps = 6500;

export type VideoProfile = {
  width: number;
  height: number;
  fps: number;
  /** kbps for the communication profile. */
  baseKbps: number;
  /** kbps for the live profile, about twice the base. */
  liveKbps: number;
};

const row = (width: number, height: number, fps: number, baseKbps: number, liveKbps: number): VideoProfile => ({
  width,
  height,
  fps,
  baseKbps,
  liveKbps,
});

/** The documented video profiles (contract §3.7), smallest picture first. */
export const videoProfiles: readonly VideoProfile[] = [
  row(120, 120, 15, 50, 100),
  row(160, 120, 15, 65, 130),
  row(180, 180, 15, 100, 200),
  row(240, 180, 15, 120, 240),
  row(320, 180, 15, 140, 280),
  row(240, 240, 15, 140, 280),
  row(320, 240, 15, 200, 400),
  row(424, 240, 15, 220, 440),
  row(360, 360, 15, 260, 520),
  row(360, 360, 30, 400, 800),
  row(480, 360, 15, 320, 640),
  row(480, 360, 30, 490, 980),
  row(640, 360, 15, 400, 800),
  row(640, 360, 30, 600, 1200),
  row(480, 480, 15, 400, 800),
  row(480, 480, 30, 600, 1200),
  row(640, 480, 10, 400, 800),
  row(640, 480, 15, 500, 1000),
  row(640, 480, 30, 750, 1500),
  row(848, 480, 15, 610, 1220),
  row(848, 480, 30, 930, 1860),
  row(960, 720, 15, 910, 1820),
  row(960, 720, 30, 1380, 2760),
  row(1280, 720, 15, 1130, 2260),
  row(1280, 720, 30, 1710, 3420),
  row(1920, 1080, 15, 2080, 4160),
  row(1920, 1080, 30, 3150, 6300),
  row(1920, 1080, 60, 4780, 6500),
];

/** Recorder uids are drawn from the top of the range, away from the people in a channel (reliability §2). */
export const recorderUidRange = { min: 3_000_000_000, max: 4_294_967_295 } as const;

/**
 * Why a status is what it is, where a plain code says it. Where Agora refused a value, its own words stand instead.
 * The sentences are chosen where they are shown.
 */
export const reasonCodes = [
  // What was asked for and not begun yet.
  "stopRequested",
  // What keeps a recording from going on; each passes by itself.
  "agoraUnreachable",
  "agoraNotAnswering",
  "agoraInternalError",
  "rateLimited",
  "capacityReached",
  "credentialsRefused",
  "credentialsMissing",
  "secretsLocked",
  "addressUnknown",
  "startTooLate",
  "startUnanswered",
  "startedElsewhere",
  "notAnswering",
  "stopRefused",
  "uploadUnknown",
  "bucketRefused",
  "bucketUnreachable",
  "controlLost",
  "pageUnreachable",
  // What ended it, or is known of its end.
  "cancelled",
  "notConfirmed",
  "vanished",
  "exitedAbnormally",
  "endedByItself",
  "storageRejected",
  "uploadFailed",
  "tokenRejected",
  "tokenExpired",
  "recorderError",
  "uploadNotProven",
  "nothingRecorded",
  "putOut",
  "closedByHand",
  // Why it is believed to be safe.
  "uploadedByNotification",
  "uploadedByListing",
  "stillsByListing",
  "uploadedByAnswer",
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** What the timeline of a recording can hold: `recording_events.type`. */
export const recordingEventTypes = [
  // The operator.
  "recording.requested",
  "recording.stopRequested",
  "recording.checkRequested",
  "recording.adopted",
  "recording.closed",
  "layout.requested",
  "update.requested",
  // The engine.
  "attempt.planned",
  "attempt.replanned",
  "attempt.acquired",
  "attempt.startSent",
  "attempt.started",
  "attempt.startUncertain",
  "attempt.sidAdopted",
  "attempt.running",
  "attempt.notFound",
  "attempt.answering",
  "attempt.statusChanged",
  "attempt.stopSent",
  "attempt.stopAccepted",
  "attempt.cancelled",
  "attempt.ended",
  "attempt.failed",
  "attempt.noData",
  "attempt.waiting",
  "attempt.controlLost",
  "attempt.vanished",
  "attempt.double",
  "attempt.kicked",
  "attempt.outOfChannel",
  "attempt.backInChannel",
  "layout.applied",
  "layout.refused",
  "update.applied",
  "update.readBack",
  "update.refused",
  "upload.firstFile",
  "upload.complete",
  "upload.backedUp",
  // Notifications (contract §5.3).
  "notice.error",
  "notice.warning",
  "notice.status",
  "notice.fileInfo",
  "notice.sessionExit",
  "notice.failover",
  "notice.failoverReady",
  "notice.uploadStarted",
  "notice.uploaded",
  "notice.backedUp",
  "notice.uploadProgress",
  "notice.recorderStarted",
  "notice.recorderLeft",
  "notice.sliceStarted",
  "notice.audioStream",
  "notice.videoStream",
  "notice.snapshot",
  "notice.webStarted",
  "notice.webStopped",
  "notice.webLimit",
  "notice.webReloaded",
  "notice.pushStatus",
  "notice.other",
] as const;
export type RecordingEventType = (typeof recordingEventTypes)[number];
