import { randomUUID } from "node:crypto";
import { products } from "@/lib/agora/notifications";
import type { SandboxClock } from "../clock";
import type { Faults } from "../faults";
import { spelled } from "../recorder/spellings";
import type { SwitchBoard } from "../state/switches";
import type { Task } from "../state/tasks";
import type { Notices } from "../world";
import { type Deliveries, type Delivery, untried } from "./deliveries";
import type { RecordingEvent } from "./events";
import type { NotificationTarget } from "./target";

/** Sandbox milliseconds after which a held-back notification goes out although none has followed it. */
const longestHoldMs = 5000;
/** How much later than the one that overtakes it a held-back notification goes out. */
const overtakenByMs = 300;

/** Turns events into notifications that wait to be delivered, with the faults in force (contract §5.1, §5.2). */
export class Outbox implements Notices {
  readonly #deliveries: Deliveries;
  readonly #target: NotificationTarget;
  readonly #faults: Faults;
  readonly #clock: SandboxClock;
  readonly #switches: SwitchBoard;

  constructor(parts: {
    deliveries: Deliveries;
    target: NotificationTarget;
    faults: Faults;
    clock: SandboxClock;
    switches: SwitchBoard;
  }) {
    this.#deliveries = parts.deliveries;
    this.#target = parts.target;
    this.#faults = parts.faults;
    this.#clock = parts.clock;
    this.#switches = parts.switches;
  }

  emit(task: Task, event: RecordingEvent): void {
    const nowMs = this.#clock.nowMs();
    const payload = {
      cname: task.cname,
      uid: task.uidInForce,
      sid: task.sid,
      sequence: task.nextSequence,
      sendts: nowMs,
      serviceType: event.serviceType,
      details: spelled(event.details, this.#switches.now),
    };
    task.nextSequence += 1;
    for (const held of this.#deliveries.held(task.sid)) {
      this.#deliveries.save({ ...held, isHeld: false, dueAtMs: nowMs + overtakenByMs });
    }
    const fault = this.#faults.strikeNotification(event.eventType);
    const isHeld = fault?.kind === "reorder";
    const delayMs = isHeld ? longestHoldMs : fault?.kind === "late" ? fault.delayMs : 0;
    const { urls, isRedundant } = this.#target.get();
    const delivery = (url: string): Omit<Delivery, "id"> => ({
      ...untried,
      sid: task.sid,
      state: fault?.kind === "lose" ? "lost" : "pending",
      dueAtMs: nowMs + delayMs,
      url,
      eventType: event.eventType,
      envelope: {
        noticeId: randomUUID(),
        productId: products.cloudRecording,
        eventType: event.eventType,
        ...(this.#switches.now.sendsEventMs ? { eventMs: nowMs } : {}),
        payload,
      },
      isHeld,
      signature: fault?.kind === "forge" ? "forged" : "good",
    });
    if (urls.length === 0) this.#deliveries.add({ ...delivery(""), state: "unaddressed" });
    for (const url of urls) {
      const first = delivery(url);
      this.#deliveries.add(first);
      if (fault?.kind === "double") this.#deliveries.add(first);
      if (fault?.kind === "forge" && fault.thenGood) this.#deliveries.add({ ...first, signature: "good" });
      if (isRedundant) this.#deliveries.add(delivery(url));
    }
  }
}
