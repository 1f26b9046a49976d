import type { RecordingKind } from "../../fls/names";
import type { StillConfig, StorageConfig } from "../../fls/settings";
import type { World } from "../../world";
import { badRequest, type FlsHandlers, notFound } from "./call";
import { shownStorage } from "./recording";

/** Operations 22 to 25: a still of every stream, every so many seconds (FLS contract §2.9). */
export const stillHandlers: Pick<
  FlsHandlers,
  "setStandardSnapshots" | "getStandardSnapshots" | "setCustomSnapshots" | "getCustomSnapshots"
> = {
  setStandardSnapshots: (world, { entryPoint, area, body }) => set(world, "standard", [entryPoint, area], body, null),
  getStandardSnapshots: (world, { entryPoint, area }) => get(world, "standard", [entryPoint, area]),
  setCustomSnapshots(world, { entryPoint, area, body }) {
    const before = world.fls.settings.get("customStills", entryPoint, area);
    const storage = body.storageConfig ?? before?.storage;
    if (!storage) throw badRequest("storageConfig is required when snapshots are set for the first time");
    return set(world, "custom", [entryPoint, area], body, storage);
  },
  getCustomSnapshots: (world, { entryPoint, area }) => get(world, "custom", [entryPoint, area]),
};

type Body = { enabled: boolean; snapshotInterval: number; enableModeration: boolean };

function set(
  { fls }: World,
  kind: RecordingKind,
  key: [string, string],
  body: Body,
  storage: StorageConfig | null,
): null {
  const { enabled: isEnabled, snapshotInterval: intervalSeconds, enableModeration: isModerated } = body;
  fls.settings.set(`${kind}Stills`, key, { isEnabled, intervalSeconds, isModerated, storage });
  fls.wake();
  return null;
}

function get({ fls, switches }: World, kind: RecordingKind, key: [string, string]) {
  const config: StillConfig | undefined = fls.settings.get(`${kind}Stills`, ...key);
  if (!config) {
    if (switches.now.flsUnconfigured === "empty") return {};
    throw notFound("snapshots are not configured");
  }
  const { isEnabled: enabled, intervalSeconds: snapshotInterval, isModerated: enableModeration, storage } = config;
  const storageConfig = storage && shownStorage(storage, switches.now.flsShowsBucket);
  return { enabled, snapshotInterval, enableModeration, ...(storageConfig ? { storageConfig } : {}) };
}
