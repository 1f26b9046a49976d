import type { Pushes } from "./pushes";
import type { FlsSettings } from "./settings";
import { createHash } from "node:crypto";
import { slicesIn } from "./slices";

/** The streams that are on air at a first start, each with a picture of its own. */
export const seededStreams = [
  { stream: "cam1", uid: 4101 },
  { stream: "cam2", uid: 4102 },
  { stream: "stage", uid: 4103 },
] as const;

export const seededEntryPoint = "live";
export const seededArea = "cn";
export const publishDomain = "push.sandbox.example";
export const playDomain = "play.sandbox.example";

/** What an encoder sends when nothing is wrong. */
export const usualQuality = { fps: 15, bitsPerSecond: 820_000 } as const;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
export const historyDays = 7;

/**
 * When each stream was on air on one day, in minutes after midnight UTC: `cam1` nearly always, with a nightly break and
 * short losses; `cam2` by day, with a lunch break; `stage` for a show, and on some days a rehearsal.
 */
function timesOf(stream: string, day: number): [from: number, to: number][] {
  switch (stream) {
    case "cam1":
      return [
        [0, 127],
        [135, 480 + (day % 5) * 13],
        [482 + (day % 5) * 13, 971],
        [971.5, 1439],
      ];
    case "cam2":
      return day % 7 === 6
        ? [[600, 900]]
        : [
            [420, 720],
            [765 + (day % 3) * 5, 1110],
            [1112, 1200],
          ];
    default:
      return [...(day % 2 === 0 ? [[840, 905] as [number, number]] : []), [1140, 1262 + (day % 4) * 9]];
  }
}

/**
 * Seven days of pushes and standard recordings before now, the same for the same moment, and the push each stream is on
 * air with: it began a while ago, so that there is something to cut at once.
 */
export function seedHistory(
  { pushes, settings }: { pushes: Pushes; settings: FlsSettings },
  nowMs: number,
  sliceMs: number,
): void {
  settings.set("entryPoint", [seededEntryPoint], { name: seededEntryPoint });
  settings.set("domain", [publishDomain], { name: publishDomain, type: "publish", region: seededArea });
  settings.set("domain", [playDomain], { name: playDomain, type: "play" });
  settings.set("standardRecord", [seededEntryPoint, seededArea], { hls: true, mp4: false, storage: null });
  settings.set("standardAuto", [seededEntryPoint], { isEnabled: true });
  const today = Math.floor(nowMs / dayMs);
  for (const { stream, uid } of seededStreams) {
    const liveSinceMs = nowMs - (uid % 10) * 4 * minuteMs - 11 * minuteMs;
    for (let day = today - historyDays; day <= today; day += 1) {
      for (const [from, to] of timesOf(stream, day)) {
        const startMs = Math.round(day * dayMs + from * minuteMs) + jitterMs(stream, day, from);
        // Whoever is on air now was off it for a moment before.
        const endMs = Math.min(
          Math.round(day * dayMs + to * minuteMs) + jitterMs(stream, day, to),
          liveSinceMs - 2 * minuteMs,
        );
        if (startMs < nowMs - historyDays * dayMs || endMs - startMs < minuteMs) continue;
        record({ stream, uid, startMs, endMs });
      }
    }
    record({ stream, uid, startMs: liveSinceMs, endMs: null });
    const encoder = { entryPoint: seededEntryPoint, stream, uid, area: seededArea, isPushing: true } as const;
    settings.set("encoder", [seededEntryPoint, stream], { ...encoder, ...usualQuality, dips: [] });
  }
  settings.set("seeded", ["history"], { atMs: nowMs });

  function record({
    stream,
    uid,
    startMs,
    endMs,
  }: {
    stream: string;
    uid: number;
    startMs: number;
    endMs: number | null;
  }) {
    const id = createHash("md5").update(`${stream} ${startMs}`).digest("hex");
    const where = { entryPoint: seededEntryPoint, stream, area: seededArea } as const;
    pushes.add({ ...where, id, startMs, endMs, uid, domain: publishDomain, ...addressesOf(uid) });
    pushes.addRecording({
      ...where,
      pushId: id,
      kind: "standard",
      startMs,
      endMs,
      uid,
      leadMs: leadOf(id),
      sliceMs,
      hls: true,
      mp4: false,
      slicesAnMp4: slicesIn(60, sliceMs),
      toldMp4s: 0,
      storageMark: null,
      uploadedMp4s: 0,
      uploadedSlices: 0,
      failure: null,
      isFinished: endMs !== null,
    });
  }
}

/** The first picture comes two or three seconds late, as in Agora's samples (FLS contract §4). */
export function leadOf(pushId: string): number {
  return Number.parseInt(pushId.slice(0, 1), 16) % 2 === 0 ? 2000 : 3000;
}

/** Documentation addresses: nobody's. */
export function addressesOf(uid: number): { clientIp: string; nodeIp: string } {
  return { clientIp: `192.0.2.${uid % 250}`, nodeIp: `198.51.100.${uid % 250}` };
}

/** Up to twenty seconds, so that no session begins on a full minute. */
function jitterMs(stream: string, day: number, minute: number): number {
  const digest = createHash("md5").update(`${stream} ${day} ${minute}`).digest();
  return ((digest[0] ?? 0) * 256 + (digest[1] ?? 0)) % 20_000;
}
