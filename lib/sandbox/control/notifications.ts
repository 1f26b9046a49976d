import { Hono } from "hono";
import { z } from "zod";
import type { Deliveries } from "../notifications/deliveries";
import { type NotificationTarget, targetSchema } from "../notifications/target";
import { pageQuery, readJson, readQuery } from "./answers";

/** Where notifications go, and what became of each. */
export function notificationRoutes(parts: { target: NotificationTarget; deliveries: Deliveries }): Hono {
  const app = new Hono();
  app.get("/target", (c) => c.json(parts.target.get()));
  app.put("/target", async (c) => {
    parts.target.set(await readJson(c, targetSchema));
    return c.json(parts.target.get());
  });
  app.get("/", (c) => {
    const { after, limit, sid } = readQuery(c, pageQuery.extend({ sid: z.string().optional() }));
    return c.json({ notifications: parts.deliveries.after(after, limit, sid) });
  });
  return app;
}
