import { randomUUID } from "node:crypto";
import type { World } from "../world";
import { type Deliveries, type Delivery, type SignatureKind, untried } from "./deliveries";
import { frameOf } from "./samples";

/** A notification that somebody made up. */
export type HandMade = {
  productId: number;
  eventType: number;
  payload: Record<string, unknown>;
  signature: SignatureKind;
  /** Null for the time of each try. */
  notifyMs: number | null;
};

/** Sends a made-up notification once to each address, with resends as of any other. */
export function sendByHand(
  deliveries: Deliveries,
  urls: readonly string[],
  { productId, eventType, payload, signature, notifyMs }: HandMade,
  nowMs: number,
): Delivery[] {
  const sid = typeof payload.sid === "string" ? payload.sid : "";
  return urls.map((url) => {
    const envelope = { noticeId: randomUUID(), productId, eventType, payload };
    return deliveries.add({ ...untried, sid, dueAtMs: nowMs, url, eventType, envelope, signature, notifyMs });
  });
}

/**
 * The payload of an event that a recording of the sandbox might have sent now, numbered next in its sequence; null for a
 * recording it does not know. `msgName` is the documented one unless the details have their own.
 */
export function payloadAbout(
  { tasks, clock }: Pick<World, "tasks" | "clock">,
  { sid, eventType, details }: { sid: string; eventType: number; details: Record<string, unknown> },
): Record<string, unknown> | null {
  if (!tasks.find(sid)) return null;
  const { serviceType, msgName } = frameOf(eventType);
  let sequence = 0;
  const { cname, uidInForce: uid } = tasks.change(sid, (task) => {
    sequence = task.nextSequence;
    task.nextSequence += 1;
  });
  return { cname, uid, sid, sequence, sendts: clock.nowMs(), serviceType, details: { msgName, ...details } };
}

/**
 * Sends a notification again as it was, signature included, under the same `noticeId`, whatever became of it; one that
 * had no address goes to those of now.
 */
export function resend(deliveries: Deliveries, given: Delivery, urls: readonly string[], nowMs: number): Delivery[] {
  return (given.url === "" ? urls : [given.url]).map((url) =>
    deliveries.add({ ...given, ...untried, signature: given.signature, notifyMs: given.notifyMs, dueAtMs: nowMs, url }),
  );
}
