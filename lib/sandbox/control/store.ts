import { Hono } from "hono";
import { z } from "zod";
import type { ObjectStoreAdmin } from "../object-store/admin";
import { S3Error } from "../object-store/s3-error";
import { ControlError, readJson, readQuery } from "./answers";

const permission = z.enum(["readWrite", "readOnly", "writeOnly"]);
const bucketBody = z.strictObject({ region: z.string().min(1) });
const keyBody = z.strictObject({
  permission: permission.default("readWrite"),
  buckets: z.array(z.string()).optional(),
  prefix: z.string().optional(),
});
const sessionBody = z.strictObject({
  accessKey: z.string(),
  durationSeconds: z
    .int()
    .min(1)
    .max(7 * 86_400),
  permission: permission.optional(),
});
const injectedError = { status: z.int().min(400).max(599), code: z.string().min(1) };
const faultBody = z.strictObject({
  failPuts: z
    .strictObject({ ...injectedError, count: z.int().min(0) })
    .nullable()
    .optional(),
  delayMs: z.number().min(0).max(600_000).optional(),
  refuseAll: z
    .union([z.strictObject(injectedError), z.literal("disconnect")])
    .nullable()
    .optional(),
});

/** Buckets, keys, session tokens, objects and faults of the object store. */
export function storeRoutes(admin: ObjectStoreAdmin): Hono {
  const app = new Hono();

  app.get("/buckets", (c) => c.json({ buckets: admin.listBuckets() }));
  app.put("/buckets/:bucket", async (c) => {
    const { region } = await readJson(c, bucketBody);
    return c.json(said(() => admin.ensureBucket(c.req.param("bucket"), { region })));
  });
  app.delete("/buckets/:bucket", async (c) => {
    await admin.deleteBucket(c.req.param("bucket")).catch((error: unknown) => said(() => raise(error)));
    return c.body(null, 204);
  });

  app.get("/keys", (c) => c.json({ keys: admin.listAccessKeys() }));
  app.post("/keys", async (c) => {
    const grant = await readJson(c, keyBody);
    return c.json(
      said(() => admin.createAccessKey(grant)),
      201,
    );
  });
  app.delete("/keys/:accessKey", (c) => {
    if (!admin.deleteAccessKey(c.req.param("accessKey"))) throw new ControlError(404, "There is no such access key.");
    return c.body(null, 204);
  });
  app.post("/sessions", async (c) => {
    const { permission: wanted, ...request } = await readJson(c, sessionBody);
    return c.json(
      said(() => admin.issueSession({ ...request, ...(wanted ? { permission: wanted } : {}) })),
      201,
    );
  });

  app.get("/objects", (c) => {
    const { bucket, prefix } = readQuery(c, z.object({ bucket: z.string(), prefix: z.string().default("") }));
    return c.json({ objects: said(() => admin.listObjects(bucket, prefix)) });
  });

  app.get("/faults", (c) => c.json(admin.faults()));
  app.patch("/faults", async (c) => {
    const { failPuts, delayMs, refuseAll } = await readJson(c, faultBody);
    admin.setFaults({
      ...(failPuts === undefined ? {} : { failPuts }),
      ...(delayMs === undefined ? {} : { delayMs }),
      ...(refuseAll === undefined ? {} : { refuseAll }),
    });
    return c.json(admin.faults());
  });
  app.delete("/faults", (c) => {
    admin.resetFaults();
    return c.body(null, 204);
  });
  app.get("/counters", (c) => c.json(admin.counters()));

  return app;
}

/** Turns the store's own refusals into the control API's. */
function said<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof S3Error) throw new ControlError(400, `${error.code}: ${error.message}`);
    throw error;
  }
}

function raise(error: unknown): never {
  throw error;
}
