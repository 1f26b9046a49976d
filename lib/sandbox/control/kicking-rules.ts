import { Hono } from "hono";
import type { World } from "../world";
import { ControlError } from "./answers";

/** The kicking rules in force, also those that Agora's own list might leave out, and how to lift them. */
export function kickingRuleRoutes({ kickingRules, clock }: World): Hono {
  const app = new Hono();
  app.get("/", (c) => {
    const rules = kickingRules
      .inForce(clock.nowMs())
      .map(({ createdAtMs, updatedAtMs, expiresAtMs, opid: _, ...rule }) => ({
        ...rule,
        createdAt: new Date(createdAtMs).toISOString(),
        updatedAt: new Date(updatedAtMs).toISOString(),
        expiresAt: new Date(expiresAtMs).toISOString(),
      }));
    return c.json({ rules });
  });
  app.delete("/", (c) => {
    for (const { id } of kickingRules.inForce(clock.nowMs())) kickingRules.remove(id);
    return c.body(null, 204);
  });
  app.delete("/:id", (c) => {
    const id = Number(c.req.param("id"));
    if (!kickingRules.find(id, clock.nowMs())) throw new ControlError(404, "There is no such rule in force.");
    kickingRules.remove(id);
    return c.body(null, 204);
  });
  return app;
}
