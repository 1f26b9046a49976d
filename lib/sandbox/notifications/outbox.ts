import { products } from "@/lib/agora/notifications";
import { spelled } from "../recorder/spellings";
import type { Task } from "../state/tasks";
import type { Notices } from "../world";
import { enqueue, type EnqueueParts } from "./enqueue";
import type { RecordingEvent } from "./events";

/** Turns events of recordings into notifications that wait to be delivered (contract §5.1, §5.2). */
export class Outbox implements Notices {
  readonly #parts: EnqueueParts;

  constructor(parts: EnqueueParts) {
    this.#parts = parts;
  }

  emit(task: Task, event: RecordingEvent): void {
    const payload = {
      cname: task.cname,
      uid: task.uidInForce,
      sid: task.sid,
      sequence: task.nextSequence,
      sendts: this.#parts.clock.nowMs(),
      serviceType: event.serviceType,
      ...(this.#parts.switches.now.sendsServiceScene ? { serviceScene: "rtc_record" } : {}),
      details: spelled(event.details, this.#parts.switches.now),
    };
    task.nextSequence += 1;
    enqueue(this.#parts, {
      sid: task.sid,
      productId: products.cloudRecording,
      eventType: event.eventType,
      payload,
    });
  }
}
