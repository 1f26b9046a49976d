import { randomUUID } from "node:crypto";
import type { SandboxClock } from "../clock";
import type { Faults } from "../faults";
import type { SwitchBoard } from "../state/switches";
import { type Deliveries, type Delivery, untried } from "./deliveries";
import type { NotificationTarget } from "./target";

/** Sandbox milliseconds after which a held-back notification goes out although none has followed it. */
const longestHoldMs = 5000;
/** How much later than the one that overtakes it a held-back notification goes out. */
const overtakenByMs = 300;

/** What a notification passes through on its way out. */
export type EnqueueParts = {
  deliveries: Deliveries;
  target: NotificationTarget;
  faults: Faults;
  clock: SandboxClock;
  switches: SwitchBoard;
};

/** A notification of any product before it is addressed. */
export type Notice = {
  /** The sid of a recording, or another name of what it is about: those of one name go out one at a time. */
  sid: string;
  productId: number;
  eventType: number;
  payload: Record<string, unknown>;
};

/**
 * Lets a notification wait for its delivery to every address that wants its product, with the faults in force
 * (contract §5.1, §5.2).
 */
export function enqueue(parts: EnqueueParts, { sid, productId, eventType, payload }: Notice): void {
  const { deliveries, target, faults, clock, switches } = parts;
  const nowMs = clock.nowMs();
  for (const held of deliveries.held(sid)) {
    deliveries.save({ ...held, isHeld: false, dueAtMs: nowMs + overtakenByMs });
  }
  const fault = faults.strikeNotification(eventType, productId);
  const isHeld = fault?.kind === "reorder";
  const delayMs = isHeld ? longestHoldMs : fault?.kind === "late" ? fault.delayMs : 0;
  const { urls, isRedundant, products } = target.get();
  const delivery = (url: string): Omit<Delivery, "id"> => ({
    ...untried,
    sid,
    state: fault?.kind === "lose" ? "lost" : "pending",
    dueAtMs: nowMs + delayMs,
    url,
    eventType,
    envelope: {
      noticeId: randomUUID(),
      productId,
      eventType,
      ...(switches.now.sendsEventMs ? { eventMs: nowMs } : {}),
      payload,
    },
    isHeld,
    signature: fault?.kind === "forge" ? "forged" : "good",
  });
  const isWanted = urls.length > 0 && products.some((product) => product === productId);
  if (!isWanted) {
    deliveries.add({ ...delivery(""), state: "unaddressed" });
    return;
  }
  for (const url of urls) {
    const first = delivery(url);
    deliveries.add(first);
    if (fault?.kind === "double") deliveries.add(first);
    if (fault?.kind === "forge" && fault.thenGood) deliveries.add({ ...first, signature: "good" });
    if (isRedundant) deliveries.add(delivery(url));
  }
}
