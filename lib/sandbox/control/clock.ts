import { Hono } from "hono";
import { z } from "zod";
import type { World } from "../world";
import { ControlError, readJson } from "./answers";

const change = z.strictObject({
  /** Sandbox seconds per real second. */
  rate: z.number().min(0.1).max(1000).optional(),
  /** Moves the clock forward by so many seconds. */
  advanceSeconds: z.number().min(0).optional(),
  /** Moves the clock forward to an instant. */
  now: z.iso.datetime({ offset: true }).optional(),
});

/** The one clock of the sandbox: how fast it runs and what it shows. It never goes back. */
export function clockRoutes({ clock }: World): Hono {
  const app = new Hono();
  const view = () => ({ now: clock.now().toISOString(), rate: clock.rate });
  app.get("/", (c) => c.json(view()));
  app.put("/", async (c) => {
    const { rate, advanceSeconds, now } = await readJson(c, change);
    if (now !== undefined && Date.parse(now) < clock.nowMs()) throw new ControlError(400, "The clock cannot go back.");
    const target = now === undefined ? clock.nowMs() + (advanceSeconds ?? 0) * 1000 : Date.parse(now);
    // A fast clock has gone on since it was asked.
    if (now !== undefined || advanceSeconds !== undefined) clock.moveTo(Math.max(target, clock.nowMs()));
    if (rate !== undefined) clock.setRate(rate);
    return c.json(view());
  });
  return app;
}
