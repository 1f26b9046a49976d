import { Hono } from "hono";
import { redact } from "@/lib/agora/redact";
import type { World } from "../world";
import { ControlError } from "./answers";

/** The recordings the sandbox knows, without the keys they were started with. */
export function taskRoutes({ tasks, slices }: World): Hono {
  const app = new Hono();
  app.get("/", (c) => c.json({ tasks: tasks.latest(200).map(redact) }));
  app.get("/:sid", (c) => {
    const task = tasks.find(c.req.param("sid"));
    if (!task) throw new ControlError(404, "There is no such recording.");
    return c.json({ task: redact(task), slices: [...slices.uploaded(task.sid), ...slices.waiting(task.sid)] });
  });
  return app;
}
