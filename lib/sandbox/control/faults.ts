import { Hono } from "hono";
import { faultSchema } from "../faults";
import type { World } from "../world";
import { ControlError, readJson } from "./answers";

/** Faults in force: arm, list, remove. */
export function faultRoutes({ faults }: World): Hono {
  const app = new Hono();
  app.get("/", (c) => c.json({ faults: faults.all() }));
  app.post("/", async (c) => c.json(faults.arm(await readJson(c, faultSchema)), 201));
  app.delete("/", (c) => {
    faults.clear();
    return c.body(null, 204);
  });
  app.delete("/:id", (c) => {
    if (!faults.remove(Number(c.req.param("id")))) throw new ControlError(404, "There is no such fault.");
    return c.body(null, 204);
  });
  return app;
}
