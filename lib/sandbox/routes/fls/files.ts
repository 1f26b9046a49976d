import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { parseRange } from "../../object-store/range";
import { S3Error } from "../../object-store/s3-error";
import { clipPlaylist, recordingPlaylist } from "../../fls/clips";
import { mp4sOf } from "../../fls/mp4s";
import { stillPath } from "../../fls/names";
import type { Recording } from "../../fls/pushes";
import { countOf } from "../../fls/slices";
import type { World } from "../../world";

type Env = { Bindings: HttpBindings };

/** What a path leads to: a text, a file on disk, or nothing. */
type Found = { type: string } & ({ text: string } | { file: string });

const types = { m3u8: "application/vnd.apple.mpegurl", ts: "video/mp2t", mp4: "video/mp4", jpg: "image/jpeg" } as const;

/**
 * The files of Agora's own storage, at the paths that lists and notifications name: playlists, slices, MP4s and stills
 * of standard recordings, and clips and stills made of them. Any page may play them, with seeking (FLS contract §4).
 */
export function flsFiles(world: World): Hono<Env> {
  const app = new Hono<Env>();
  const path = "/:folder{record|snapshot}/:entryPoint/:stream/:file";
  app.use(path, async (c, next) => {
    await next();
    c.header("Access-Control-Allow-Origin", "*");
    c.header("Access-Control-Expose-Headers", "Content-Range, Content-Length, Accept-Ranges");
  });
  app.options(path, (c) => {
    c.header("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
    c.header("Access-Control-Allow-Headers", "Range");
    return c.body(null, 204);
  });
  app.get(path, (c) => serve(world, c));
  return app;
}

async function serve(world: World, c: Context<Env>): Promise<Response> {
  const { folder = "", entryPoint = "", stream = "", file = "" } = c.req.param();
  if (!isSignedWell(world, c)) return c.json({ message: "Forbidden" }, 403);
  const key = { entryPoint, stream };
  const found = folder === "record" ? await findRecorded(world, key, file) : await findStill(world, key, file);
  if (found === null) return c.json({ message: "Not Found" }, 404);
  return "text" in found ? sendText(c, found.type, found.text) : sendFile(c, found.type, found.file);
}

type Key = { entryPoint: string; stream: string };

async function findRecorded(world: World, key: Key, file: string): Promise<Found | null> {
  const { fls, clock } = world;
  const nowMs = clock.nowMs();
  const clip = fls.settings.get("clip", key.entryPoint, key.stream, file);
  if (clip) return clip.readyMs > nowMs ? null : { type: types.m3u8, text: clipPlaylist(fls.pushes, key, clip) };
  const still = await findStill(world, key, file);
  if (still) return still;

  const name = /^([0-9a-f]{32})_(\d{17})(?:_(\d{1,6}))?(?:_(\d{17}))?\.(m3u8|ts|mp4)$/.exec(file);
  if (!name) return null;
  const [, pushId = "", begun = "", number, , extension] = name;
  const recording = fls.pushes.recordingOf("standard", pushId, msOf17(begun));
  if (!recording || recording.entryPoint !== key.entryPoint || recording.stream !== key.stream) return null;
  if (extension === "m3u8" && number === undefined) return playlist(recording, nowMs);
  if (extension === "ts" && number !== undefined) return slice(world, recording, Number(number), nowMs);
  const mp4 = mp4sOf(recording, countOf(recording, nowMs)).find(({ path }) => path.endsWith(`/${file}`));
  return mp4 ? { type: types.mp4, file: await fls.media.mp4(recording, mp4.first, mp4.count) } : null;
}

function playlist(recording: Recording, nowMs: number): Found | null {
  return recording.hls ? { type: types.m3u8, text: recordingPlaylist(recording, nowMs) } : null;
}

async function slice({ fls }: World, recording: Recording, number: number, nowMs: number): Promise<Found | null> {
  if (number >= countOf(recording, nowMs)) return null;
  return { type: types.ts, file: await fls.media.slice(recording, number) };
}

/** A still that was asked for, or a periodic one that was taken. */
async function findStill({ fls, clock }: World, { entryPoint, stream }: Key, file: string): Promise<Found | null> {
  const made = fls.settings.get("still", entryPoint, stream, file);
  const nowMs = clock.nowMs();
  if (made) {
    const [recording] = fls.pushes.recordingsBetween(
      "standard",
      { entryPoint, stream, area: made.area },
      made.atMs,
      made.atMs + 1,
    );
    if (!recording || made.readyMs > nowMs) return null;
    return { type: types.jpg, file: await fls.media.still(recording.uid, made.atMs) };
  }
  const name = /^([0-9a-f]{32})_\d{17}_(\d{14})\.jpg$/.exec(file);
  if (!name) return null;
  const [, pushId = "", second = ""] = name;
  const push = fls.pushes.find(pushId);
  const atMs = msOf17(`${second}000`);
  if (!push || push.entryPoint !== entryPoint || push.stream !== stream) return null;
  const wasTaken = fls.settings.get("takenStill", pushId, `${atMs}`) !== undefined;
  if (!wasTaken || !stillPath("standard", { ...push, pushId }, atMs).endsWith(`/${file}`)) return null;
  return { type: types.jpg, file: await fls.media.still(push.uid, atMs) };
}

/** `yyyyMMddHHmmssSSS`, UTC. */
function msOf17(text: string): number {
  const [, year, month, day, hour, minute, second, ms] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
}

/** A play domain with a key asks for `ts` and `sign` on playlists and pictures (FLS contract §2.14); slices go free. */
function isSignedWell({ fls, clock }: World, c: Context<Env>): boolean {
  const keys = fls.settings
    .list("domain")
    .flatMap(({ type, authKey }) => (type === "play" && authKey ? [authKey] : []));
  if (keys.length === 0 || c.req.path.endsWith(".ts")) return true;
  const { ts = "", sign = "" } = c.req.query();
  if (!/^\d+$/.test(ts) || Number(ts) * 1000 < clock.nowMs()) return false;
  return keys.some((key) => createHash("md5").update(`${key}${c.req.path}${ts}`).digest("hex") === sign.toLowerCase());
}

function sendText(c: Context<Env>, type: string, text: string): Response {
  c.header("Content-Type", type);
  c.header("Cache-Control", "no-cache");
  return c.body(text);
}

async function sendFile(c: Context<Env>, type: string, file: string): Promise<Response> {
  const { size } = await stat(file);
  c.header("Content-Type", type);
  c.header("Accept-Ranges", "bytes");
  try {
    const range = parseRange(c.req.header("range"), size);
    const { first, last } = range ?? { first: 0, last: size - 1 };
    c.header("Content-Length", `${last - first + 1}`);
    if (range) c.header("Content-Range", `bytes ${first}-${last}/${size}`);
    const status = range ? 206 : 200;
    if (c.req.method === "HEAD") return c.body(null, status);
    return c.body(Readable.toWeb(createReadStream(file, { start: first, end: last })) as ReadableStream, status);
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    c.header("Content-Range", `bytes */${size}`);
    return c.body(null, 416);
  }
}
