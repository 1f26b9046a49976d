import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { checkCredentials } from "../routes/gateway";
import { Refusal } from "../routes/call";
import { switchesSchema } from "../state/switches";
import type { Deliveries } from "../notifications/deliveries";
import type { NotificationTarget } from "../notifications/target";
import type { World } from "../world";
import { ControlError, listQuery, readJson, readQuery } from "./answers";
import { channelRoutes } from "./channels";
import { clockRoutes } from "./clock";
import { faultRoutes } from "./faults";
import { kickingRuleRoutes } from "./kicking-rules";
import { notificationRoutes } from "./notifications";
import { streamRoutes } from "./streams";
import { taskRoutes } from "./tasks";

type Env = { Bindings: HttpBindings };

/** What the control API needs beyond the world. */
export type ControlParts = {
  deliveries: Deliveries;
  target: NotificationTarget;
  /** The object store's own administration, mounted under `/store`. */
  storeAdmin: Hono;
  info: () => Record<string, unknown>;
  /** Forgets everything but the keys, and seeds the cast anew. */
  reset: () => Promise<void>;
  isRemoteAllowed: boolean;
};

const loopbackHosts = /^(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?$/;

/**
 * What tests and scripts do to the sandbox's world (docs/sandbox-control-api.md). On loopback it asks for no
 * credentials, so it answers no browser page: neither one that names its origin nor one that came by another host name.
 */
export function controlApp(world: World, parts: ControlParts): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    if (c.req.header("origin") !== undefined) throw new ControlError(403, "The control API is not for browser pages.");
    if (parts.isRemoteAllowed) checkCredentials(world, c.req.header("authorization"));
    else if (!loopbackHosts.test(c.req.header("host") ?? "")) throw new ControlError(403, "Use the loopback address.");
    return next();
  });

  app.get("/info", (c) => c.json(parts.info()));
  app.route("/channels", channelRoutes(world));
  app.route("/kicking-rules", kickingRuleRoutes(world));
  app.route("/notifications", notificationRoutes(world, parts));
  app.route("/clock", clockRoutes(world));
  app.route("/faults", faultRoutes(world));
  app.route("/tasks", taskRoutes(world));
  app.route("/streams", streamRoutes(world));
  app.route("/store", parts.storeAdmin);

  app.get("/switches", (c) => c.json(world.switches.now));
  app.patch("/switches", async (c) => {
    // Each default would undo what another request has set: only what is given may change.
    const wanted = await readJson(c, switchesSchema.partial());
    const given = Object.keys(await c.req.json<Record<string, unknown>>());
    world.switches.set(Object.fromEntries(Object.entries(wanted).filter(([name]) => given.includes(name))));
    return c.json(world.switches.now);
  });

  app.get("/journal", (c) => {
    const { after, limit, last } = readQuery(c, listQuery);
    return c.json({ requests: last === undefined ? world.journal.after(after, limit) : world.journal.last(last) });
  });
  app.get("/counters", (c) => c.json({ ...world.counters.all(), liveTasks: world.tasks.live().length }));
  app.post("/reset", async (c) => {
    await parts.reset();
    return c.body(null, 204);
  });

  app.notFound((c) => c.json({ error: "The control API has no such address." }, 404));
  app.onError((error, c) => {
    if (error instanceof ControlError) return c.json({ error: error.message }, error.status);
    if (error instanceof Refusal) return c.json(error.answer.body, 401);
    world.log.error({ err: error }, "the control API failed");
    return c.json({ error: "The sandbox failed." }, 500);
  });
  return app;
}
