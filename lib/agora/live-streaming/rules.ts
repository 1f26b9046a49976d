import type { OperationRules } from "../exchange";
import type { FlsOperationName } from "./schemas";

/** Changes nothing: it may be asked again. */
const question = { deadlineMs: 10_000, priority: "monitor", isSafe: true } as const;
const list = { ...question, priority: "list" } as const;

/** Sets what is given, so twice is the same as once (FLS contract §1.5). */
const setting = { deadlineMs: 10_000, priority: "update", isSafe: false, afterLoss: "repeat" } as const;
const ending = { ...setting, priority: "stop" } as const;

/** Makes something under a name that must be new: it must not be sent twice (FLS contract §1.5). */
const making = { deadlineMs: 10_000, priority: "update", isSafe: false, afterLoss: "never" } as const;

/** Cutting works on files before it answers, or hands the work on: no page says which (FLS contract §4). */
const cutting = { ...making, deadlineMs: 25_000 } as const;

/** How each operation is sent. */
export const rules = {
  createDomain: making,
  listDomains: list,
  getDomain: question,
  updateDomain: setting,
  deleteDomain: setting,
  createEntryPoint: making,
  listEntryPoints: list,
  deleteEntryPoint: setting,
  setCustomRecording: setting,
  getCustomRecording: question,
  setCustomRecordingAuto: setting,
  addCustomRecordingTask: setting,
  removeCustomRecordingTask: ending,
  setStandardRecording: setting,
  getStandardRecording: question,
  setStandardRecordingAuto: setting,
  addStandardRecordingTask: setting,
  removeStandardRecordingTask: ending,
  createClip: cutting,
  createSnapshot: cutting,
  listRecordingFiles: list,
  setStandardSnapshots: setting,
  getStandardSnapshots: question,
  setCustomSnapshots: setting,
  getCustomSnapshots: question,
  banStream: ending,
  unbanStream: setting,
  listBannedStreams: list,
  listOnlineStreams: question,
  getOnlineStream: question,
  listPublishHistory: list,
  listPublishQuality: list,
  listPlayStatistics: list,
} as const satisfies Record<FlsOperationName, OperationRules>;
