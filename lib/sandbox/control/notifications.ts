import { type Context, Hono } from "hono";
import { z } from "zod";
import { products } from "@/lib/agora/notifications";
import { payloadAbout, resend, sendByHand } from "../notifications/by-hand";
import { channelEventNumbers, isChannelEvent } from "../notifications/channel-samples";
import { subjectOf } from "../notifications/channel-outbox";
import { checkReceivers } from "../notifications/console-check";
import type { Deliveries, Delivery } from "../notifications/deliveries";
import { productIds } from "../notifications/product-secret";
import { essentialEvents, isDocumented } from "../notifications/samples";
import { type NotificationTarget, receiverUrl, targetSchema } from "../notifications/target";
import type { World } from "../world";
import { ControlError, listQuery, readJson, readQuery } from "./answers";

const eventNumber = z.int().min(0);
const details = z.record(z.string(), z.unknown());

/** Test events of Cloud Recording, or with `productId` 1 of channels. */
const testBody = z
  .strictObject({
    productId: z.literal([products.rtc, products.cloudRecording]).default(products.cloudRecording),
    eventTypes: z.array(eventNumber).min(1).max(30).optional(),
    url: receiverUrl.optional(),
  })
  .transform(({ productId, eventTypes, ...rest }) => {
    const usual = productId === products.rtc ? channelEventNumbers : [...essentialEvents];
    return { productId, eventTypes: eventTypes ?? usual, ...rest };
  })
  .refine(({ productId, eventTypes }) => eventTypes.every(productId === products.rtc ? isChannelEvent : isDocumented), {
    path: ["eventTypes"],
    error: "names an event that is none of the product",
  });

const handMadeBody = z
  .strictObject({
    productId: z.literal(productIds).default(products.cloudRecording),
    eventType: eventNumber,
    payload: details.optional(),
    sid: z.string().optional(),
    details: details.optional(),
    signature: z.enum(["good", "forged", "sha1Only"]).default("good"),
    notifyMs: z.int().min(0).optional(),
    url: receiverUrl.optional(),
  })
  .refine(
    ({ payload, sid, details: given }) => (payload === undefined) !== (sid === undefined) && !(payload && given),
    "must have either a payload, or the sid of a recording with details",
  )
  .refine(({ productId, sid }) => sid === undefined || productId === products.cloudRecording, {
    path: ["productId"],
    error: "must be 3 for an event of a recording",
  });

/** Everything, or what is about one recording or one channel. */
const historyQuery = listQuery.extend({ sid: z.string().optional(), channel: z.string().optional() });

type Parts = { target: NotificationTarget; deliveries: Deliveries };

/** Where notifications go, what became of each, and more of them on demand. */
export function notificationRoutes(world: World, { target, deliveries }: Parts): Hono {
  const app = new Hono();
  const addresses = (url: string | undefined) => {
    const { urls } = target.get();
    if (url === undefined && urls.length === 0) {
      throw new ControlError(409, "There is no address to send it to: set a target, or give a url.");
    }
    return url === undefined ? urls : [url];
  };

  app.get("/target", (c) => c.json(target.get()));
  app.put("/target", async (c) => {
    target.set(await readJson(c, targetSchema));
    return c.json(target.get());
  });

  app.post("/test", async (c) => {
    const { url, ...wanted } = await readJson(c, testBody);
    return c.json({ results: await checkReceivers(world, deliveries, { urls: addresses(url), ...wanted }) });
  });

  app.get("/", (c) => {
    const { after, limit, last, sid, channel } = readQuery(c, historyQuery);
    const subject = channel === undefined ? sid : subjectOf(channel);
    const notifications = last === undefined ? deliveries.after(after, limit, subject) : deliveries.last(last, subject);
    return c.json({ notifications });
  });
  app.post("/", async (c) => {
    const { productId, eventType, sid, url, signature, notifyMs, ...given } = await readJson(c, handMadeBody);
    const urls = addresses(url);
    const payload =
      sid === undefined ? given.payload : payloadAbout(world, { sid, eventType, details: given.details ?? {} });
    if (!payload) throw new ControlError(404, "There is no such recording.");
    const handMade = { productId, eventType, payload, signature, notifyMs: notifyMs ?? null };
    return c.json({ notifications: sendByHand(deliveries, urls, handMade, world.clock.nowMs()) }, 201);
  });

  app.get("/:id", (c) => c.json(known(deliveries, c)));
  app.post("/:id/resend", (c) => {
    const given = known(deliveries, c);
    const urls = given.url === "" ? addresses(undefined) : [];
    return c.json({ notifications: resend(deliveries, given, urls, world.clock.nowMs()) }, 201);
  });
  return app;
}

function known(deliveries: Deliveries, c: Context): Delivery {
  const id = Number(c.req.param("id"));
  const delivery = Number.isSafeInteger(id) ? deliveries.find(id) : undefined;
  if (!delivery) throw new ControlError(404, "There is no such notification.");
  return delivery;
}
