import { Hono } from "hono";
import { z } from "zod";
import { redact } from "@/lib/agora/redact";
import { beginFailover, mostFailovers } from "../recorder/failover";
import { secretMark } from "@/lib/agora/secret";
import type { Task } from "../state/tasks";
import type { World } from "../world";
import { ControlError, readJson } from "./answers";

/** The longest failover: Agora promises the other server within 90 seconds (contract §1.5). */
const failoverOrder = z.strictObject({ windowSeconds: z.number().min(0).max(90).default(10) });

/** The recordings the sandbox knows, without the keys they were started with; and a server that fails. */
export function taskRoutes(world: World): Hono {
  const { tasks, slices } = world;
  const app = new Hono();
  const find = (sid: string) => {
    const task = tasks.find(sid);
    if (!task) throw new ControlError(404, "There is no such recording.");
    return task;
  };
  app.get("/", (c) => c.json({ tasks: tasks.latest(200).map(shown) }));
  app.get("/:sid", (c) => {
    const task = find(c.req.param("sid"));
    return c.json({
      task: shown(task),
      slices: [...slices.uploaded(task.sid), ...slices.waiting(task.sid)],
      onBackup: world.backups.keysOf(task.sid),
    });
  });
  app.post("/:sid/failover", async (c) => {
    const { windowSeconds } = await readJson(c, failoverOrder);
    const { sid, phase, failover, failovers } = find(c.req.param("sid"));
    if (phase !== "recording" || failover !== null) throw new ControlError(409, "It is not recording now.");
    if (failovers >= mostFailovers)
      throw new ControlError(409, `It has moved ${mostFailovers} times, which is the most.`);
    const task = tasks.change(sid, (changed) => beginFailover(world, changed, windowSeconds * 1000));
    world.recorders.wake(sid);
    return c.json({ task: shown(task) });
  });
  return app;
}

/** A task without its secrets. An address to push to holds a stream key, as a value and as the name of its state. */
function shown(task: Task): unknown {
  if (task.mode !== "web") return redact(task);
  const { rtmpUrls, rtmpStatus, ...web } = task.web;
  return redact({
    ...task,
    web: { ...web, rtmpUrls: rtmpUrls.map(() => secretMark), rtmpStatus: Object.values(rtmpStatus) },
  });
}
