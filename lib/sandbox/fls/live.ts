import { createHash } from "node:crypto";
import { taskLifetimeMs } from "@/lib/agora/live-streaming/schemas";
import type { SandboxClock } from "../clock";
import { addressesOf, leadOf, publishDomain } from "./history";
import { mediaInfo, publishEnd, publishStart, type FlsEvent } from "./events";
import { playlistPath } from "./names";
import type { Push, Pushes, Recording } from "./pushes";
import type { SwitchBoard } from "../state/switches";
import type { Area, Encoder, FlsSettings, StorageConfig } from "./settings";
import { slicesIn } from "./slices";

/** What the live side needs. `emit` sends a notification of product 7. */
export type LiveParts = {
  settings: FlsSettings;
  pushes: Pushes;
  clock: SandboxClock;
  sliceMs: number;
  switches: SwitchBoard;
  emit: (event: FlsEvent) => void;
};

/**
 * Brings what is on air and what is recorded in line with what is wanted: an encoder that pushes is on air unless it is
 * banned; a push is recorded while its entry point, or a task of its stream, says so (FLS contract §2.4, §2.7). Returns
 * when something changes by itself.
 */
export function reconcile(parts: LiveParts): number {
  const nowMs = parts.clock.nowMs();
  let nextMs = Number.POSITIVE_INFINITY;
  const encoders = parts.settings.list("encoder");
  for (const encoder of encoders) {
    const ban = parts.settings.get("ban", encoder.entryPoint, encoder.stream);
    const isBanned = ban !== undefined && ban.resumeMs > nowMs;
    if (ban && !isBanned) parts.settings.delete("ban", encoder.entryPoint, encoder.stream);
    if (isBanned) nextMs = Math.min(nextMs, ban.resumeMs);
    const isKnown = parts.settings.get("entryPoint", encoder.entryPoint) !== undefined;
    const wants = encoder.isPushing && !isBanned && isKnown;
    const live = parts.pushes.liveOf(encoder.entryPoint, encoder.stream);
    if (wants && !live) begin(parts, encoder, nowMs);
    if (!wants && live) end(parts, live, nowMs);
  }
  for (const push of parts.pushes.live()) followRecordings(parts, push, nowMs);
  return nextMs;
}

/** Ends a push and lets its encoder begin another one at once. */
export function restart(parts: LiveParts, push: Push): void {
  end(parts, push, parts.clock.nowMs());
}

function begin(parts: LiveParts, encoder: Encoder, nowMs: number): void {
  const { entryPoint, stream, uid, area } = encoder;
  const where = { entryPoint, stream, uid, area };
  const domain = domainOf(parts, area);
  const push = parts.pushes.begin({ ...where, startMs: nowMs, domain, ...addressesOf(uid) });
  parts.emit(publishStart(push));
  parts.emit(mediaInfo(push, encoder));
}

/**
 * The publish domain of the encoder's area, else any. An encoder goes on with a domain that was deleted: its push does not
 * break, and it is named as before where there is no other.
 */
function domainOf({ settings }: LiveParts, area: Area): string {
  const domains = settings.list("domain").filter(({ type }) => type === "publish");
  return (domains.find(({ region }) => region === area) ?? domains[0])?.name ?? publishDomain;
}

function end(parts: LiveParts, push: Push, nowMs: number): void {
  parts.pushes.end(push, nowMs);
  for (const recording of going(parts, push)) parts.pushes.save({ ...recording, endMs: nowMs });
  parts.emit(publishEnd(push));
}

function going({ pushes }: LiveParts, push: Push): Recording[] {
  return pushes.unfinished().filter((recording) => recording.pushId === push.id && recording.endMs === null);
}

function followRecordings(parts: LiveParts, push: Push, nowMs: number): void {
  for (const kind of ["standard", "custom"] as const) {
    const current = going(parts, push).find((recording) => recording.kind === kind);
    const config = wantedConfig(parts, kind, push);
    const storageMark = kind === "custom" && config?.storage ? markOf(config.storage) : null;
    const isOther =
      current &&
      config &&
      (current.hls !== config.hls || current.mp4 !== config.mp4 || current.storageMark !== storageMark);
    if (current && (config === null || isOther)) parts.pushes.save({ ...current, endMs: nowMs });
    if (config === null || (current && !isOther)) continue;
    const { entryPoint, stream, area, uid } = push;
    if (storageMark !== null && config.storage) parts.settings.set("storage", [storageMark], config.storage);
    parts.pushes.addRecording({
      pushId: push.id,
      kind,
      entryPoint,
      stream,
      area,
      startMs: nowMs,
      endMs: null,
      uid,
      leadMs: leadOf(push.id),
      sliceMs: parts.sliceMs,
      hls: config.hls,
      mp4: config.mp4,
      slicesAnMp4: slicesIn(parts.switches.now.flsMp4Minutes, parts.sliceMs),
      toldMp4s: 0,
      storageMark,
      uploadedMp4s: 0,
      uploadedSlices: 0,
      failure: null,
      isFinished: false,
    });
  }
}

/** Tells one storage, with its keys, from another. */
function markOf(storage: StorageConfig): string {
  return createHash("sha256").update(JSON.stringify(storage)).digest("hex");
}

/** What of a push is to be recorded; null for nothing. */
function wantedConfig({ settings }: LiveParts, kind: "standard" | "custom", push: Push) {
  const { entryPoint, stream, area, startMs } = push;
  const config = settings.get(`${kind}Record`, entryPoint, area);
  if (!config || (!config.hls && !config.mp4)) return null;
  if (settings.get(`${kind}Auto`, entryPoint)?.isEnabled) return config;
  const task = settings.get(`${kind}Task`, entryPoint, area, stream);
  // A task waits a day for its stream (FLS contract §2.4).
  return task && startMs <= task.madeMs + taskLifetimeMs ? config : null;
}

/** The playlist of a recording, as events and lists name it. */
export function playlistOf(recording: Recording): string {
  return playlistPath(recording.kind, recording);
}
