import { Hono } from "hono";
import { z } from "zod";
import { flsAreas, pathParameters } from "@/lib/agora/live-streaming/schemas";
import { usualQuality } from "../fls/history";
import type { Recording } from "../fls/pushes";
import type { Encoder } from "../fls/settings";
import { countOf } from "../fls/slices";
import { recordingModes } from "../routes/fls/same-everywhere";
import type { World } from "../world";
import { ControlError, readJson } from "./answers";

const quality = {
  fps: z.number().min(0).max(60),
  bitsPerSecond: z.int().min(0).max(50_000_000),
};

const newEncoder = z.strictObject({
  /** Whose picture and tone it sends. */
  uid: z.int().min(1).max(4_294_967_295).optional(),
  area: z.enum(flsAreas).default("cn"),
  fps: quality.fps.default(usualQuality.fps),
  bitsPerSecond: quality.bitsPerSecond.default(usualQuality.bitsPerSecond),
});

const dip = z.strictObject({
  fps: quality.fps.default(4),
  bitsPerSecond: quality.bitsPerSecond.default(90_000),
  forSeconds: z.number().positive().max(86_400).default(300),
});

/** The encoders that push live streams: on and off air, broken connections, bad times. */
export function streamRoutes({ fls, clock }: World): Hono {
  const { settings, pushes } = fls;
  const app = new Hono();
  const find = (entryPoint: string, stream: string): Encoder => {
    const encoder = settings.get("encoder", entryPoint, stream);
    if (!encoder) throw new ControlError(404, "There is no such stream.");
    return encoder;
  };
  const view = (encoder: Encoder) => {
    const { entryPoint, stream } = encoder;
    const push = pushes.liveOf(entryPoint, stream);
    const ban = settings.get("ban", entryPoint, stream);
    return {
      ...encoder,
      onAirSince: push ? new Date(push.startMs).toISOString() : null,
      bannedUntil: ban && ban.resumeMs > clock.nowMs() ? new Date(ban.resumeMs).toISOString() : null,
    };
  };

  app.get("/", (c) => c.json({ streams: settings.list("encoder").map(view) }));
  app.get("/recordings", (c) => {
    const nowMs = clock.nowMs();
    const failedStills = settings
      .list("stillFailure")
      .map(({ atMs, ...still }) => ({ ...still, at: new Date(atMs).toISOString() }));
    return c.json({
      unfinished: pushes.unfinished().map((recording) => ({ ...shown(recording), slices: countOf(recording, nowMs) })),
      failed: pushes.failed().map(shown),
      failedStills,
      modes: recordingModes(settings),
    });
  });

  app.put("/:entryPoint/:stream", async (c) => {
    const { entryPoint, stream } = c.req.param();
    const isNamed =
      pathParameters.entry_point.safeParse(entryPoint).success && pathParameters.stream_name.safeParse(stream).success;
    if (!isNamed) throw new ControlError(400, "That is no name of an entry point and a stream.");
    const { uid, ...wanted } = await readJson(c, newEncoder);
    const known = settings.get("encoder", entryPoint, stream);
    const encoder: Encoder = {
      entryPoint,
      stream,
      ...wanted,
      uid: uid ?? known?.uid ?? nextUid(settings.list("encoder")),
      isPushing: true,
      // What it sent until now stays what it was.
      before: known ? [...(known.before ?? []), { untilMs: clock.nowMs(), ...sentBy(known) }].slice(-100) : [],
      dips: known?.dips ?? [],
    };
    settings.set("encoder", [entryPoint, stream], encoder);
    fls.wake();
    return c.json(view(encoder), known ? 200 : 201);
  });

  app.delete("/:entryPoint/:stream", (c) => {
    const { entryPoint, stream } = c.req.param();
    settings.set("encoder", [entryPoint, stream], { ...find(entryPoint, stream), isPushing: false });
    fls.wake();
    return c.json(view(find(entryPoint, stream)));
  });

  app.post("/:entryPoint/:stream/restart", (c) => {
    const { entryPoint, stream } = c.req.param();
    find(entryPoint, stream);
    const push = pushes.liveOf(entryPoint, stream);
    if (!push) throw new ControlError(409, "The stream is not on air.");
    fls.restart(push);
    return c.json(view(find(entryPoint, stream)));
  });

  app.post("/:entryPoint/:stream/dip", async (c) => {
    const { entryPoint, stream } = c.req.param();
    const { forSeconds, ...sent } = await readJson(c, dip);
    const encoder = find(entryPoint, stream);
    const fromMs = clock.nowMs();
    const dips = [...encoder.dips, { fromMs, toMs: fromMs + forSeconds * 1000, ...sent }].slice(-100);
    settings.set("encoder", [entryPoint, stream], { ...encoder, dips });
    return c.json(view(find(entryPoint, stream)));
  });

  return app;
}

function sentBy({ fps, bitsPerSecond }: Encoder): { fps: number; bitsPerSecond: number } {
  return { fps, bitsPerSecond };
}

/** Without what tells its keys from others. */
function shown({ storageMark: _, ...recording }: Recording): Omit<Recording, "storageMark"> {
  return recording;
}

function nextUid(encoders: readonly Encoder[]): number {
  return Math.max(4100, ...encoders.map(({ uid }) => uid)) + 1;
}
