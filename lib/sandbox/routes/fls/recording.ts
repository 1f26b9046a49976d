import { mustNameStorage } from "@/lib/agora/live-streaming/schemas";
import type { RecordingKind } from "../../fls/names";
import type { RecordConfig, StorageConfig } from "../../fls/settings";
import type { World } from "../../world";
import { badRequest, type FlsHandlers, notFound } from "./call";
import { keepSameEverywhere } from "./same-everywhere";

type Formats = {
  mp4Config?: { enabled?: boolean | undefined } | undefined;
  hlsConfig?: { enabled?: boolean | undefined } | undefined;
};

const unset: RecordConfig = { hls: false, mp4: false, storage: null };

/** Operations 9 to 18: what is recorded, where to, and of which streams (FLS contract §2.3 to §2.5). */
export const recordingHandlers: Pick<
  FlsHandlers,
  | "setCustomRecording"
  | "getCustomRecording"
  | "setCustomRecordingAuto"
  | "addCustomRecordingTask"
  | "removeCustomRecordingTask"
  | "setStandardRecording"
  | "getStandardRecording"
  | "setStandardRecordingAuto"
  | "addStandardRecordingTask"
  | "removeStandardRecordingTask"
> = {
  setCustomRecording(world, { entryPoint, area, body }) {
    const before = world.fls.settings.get("customRecord", entryPoint, area);
    if (!before && !body.storageConfig) throw badRequest(`${mustNameStorage.path} ${mustNameStorage.message}`);
    const storage = body.storageConfig ?? before?.storage ?? null;
    return configure(world, "custom", entryPoint, area, { ...merged(before, body), storage });
  },
  getCustomRecording(world, { entryPoint, area }) {
    return shown(world, world.fls.settings.get("customRecord", entryPoint, area), "custom");
  },
  setStandardRecording(world, { entryPoint, area, body }) {
    const before = world.fls.settings.get("standardRecord", entryPoint, area);
    return configure(world, "standard", entryPoint, area, { ...merged(before, body), storage: null });
  },
  getStandardRecording(world, { entryPoint, area }) {
    return shown(world, world.fls.settings.get("standardRecord", entryPoint, area), "standard");
  },
  setCustomRecordingAuto: (world, { entryPoint, body }) => setAuto(world, "custom", entryPoint, body.enabled),
  setStandardRecordingAuto: (world, { entryPoint, body }) => setAuto(world, "standard", entryPoint, body.enabled),
  addCustomRecordingTask: (world, { entryPoint, area, query }) =>
    addTask(world, "custom", [entryPoint, area, query.id]),
  addStandardRecordingTask: (world, { entryPoint, area, query }) =>
    addTask(world, "standard", [entryPoint, area, query.id]),
  removeCustomRecordingTask: (world, { entryPoint, area, stream }) =>
    removeTask(world, "custom", [entryPoint, area, stream]),
  removeStandardRecordingTask: (world, { entryPoint, area, stream }) =>
    removeTask(world, "standard", [entryPoint, area, stream]),
};

/** What is left out stays as it was (FLS contract §2.3). */
function merged(
  before: RecordConfig | undefined,
  { mp4Config, hlsConfig }: Formats,
): Pick<RecordConfig, "hls" | "mp4"> {
  const { hls, mp4 } = before ?? unset;
  return { hls: hlsConfig?.enabled ?? hls, mp4: mp4Config?.enabled ?? mp4 };
}

/** Configuring switches recording on for every stream of the entry point (FLS contract §0.6). */
function configure(world: World, kind: RecordingKind, entryPoint: string, area: string, config: RecordConfig): null {
  keepSameEverywhere(world, { entryPoint, kind, isAuto: true });
  world.fls.settings.set(`${kind}Record`, [entryPoint, area], config);
  return switchAuto(world, kind, entryPoint, true);
}

function setAuto(world: World, kind: RecordingKind, entryPoint: string, isEnabled: boolean): null {
  keepSameEverywhere(world, { entryPoint, kind, isAuto: isEnabled });
  return switchAuto(world, kind, entryPoint, isEnabled);
}

function switchAuto({ fls }: World, kind: RecordingKind, entryPoint: string, isEnabled: boolean): null {
  fls.settings.set(`${kind}Auto`, [entryPoint], { isEnabled });
  fls.wake();
  return null;
}

function addTask(world: World, kind: RecordingKind, key: [string, string, string]): null {
  const { fls, clock } = world;
  if (fls.settings.get(`${kind}Auto`, key[0])?.isEnabled) {
    throw badRequest("recording of the entry point must be disabled first");
  }
  keepSameEverywhere(world, { entryPoint: key[0], kind, hasTask: true });
  fls.settings.set(`${kind}Task`, key, { stream: key[2], madeMs: clock.nowMs() });
  fls.wake();
  return null;
}

function removeTask({ fls }: World, kind: RecordingKind, key: [string, string, string]): null {
  fls.settings.delete(`${kind}Task`, ...key);
  fls.wake();
  return null;
}

/** Keys in clear, the bucket left out: as in Agora's sample (FLS contract §0.5). */
function shown({ switches }: World, config: RecordConfig | undefined, kind: RecordingKind) {
  if (!config) {
    if (switches.now.flsUnconfigured === "empty") return {};
    throw notFound("recording is not configured");
  }
  const formats = { hlsConfig: { enabled: config.hls }, mp4Config: { enabled: config.mp4 } };
  if (kind === "standard" || !config.storage) return formats;
  return { ...formats, storageConfig: shownStorage(config.storage, switches.now.flsShowsBucket) };
}

/** The same for recordings and stills. */
export function shownStorage(storage: StorageConfig, showsBucket: boolean) {
  const { bucket, ...rest } = storage;
  return { ...rest, ...(showsBucket ? { bucket } : {}) };
}
