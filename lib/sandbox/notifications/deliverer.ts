import type { SandboxClock } from "../clock";
import type { SandboxLog } from "../log";
import type { Counters } from "../state/counters";
import type { SwitchBoard } from "../state/switches";
import type { SandboxKeys } from "../state/keys";
import type { Deliveries, Delivery } from "./deliveries";
import { postNotification } from "./post";
import { secretOf } from "./product-secret";

const mostAtOnce = 20;

/** What the deliverer works with; the secret of its product signs each notification. */
type DelivererParts = {
  deliveries: Deliveries;
  clock: SandboxClock;
  counters: Counters;
  log: SandboxLog;
  switches: SwitchBoard;
  secrets: SandboxKeys["notificationSecrets"];
};

/**
 * Posts what waits in the outbox, signed, until the receiver answers 200 with JSON within ten seconds or has been tried
 * four times. Notifications of one recording go out one at a time; one that has to be sent again holds up no other.
 */
export class Deliverer {
  readonly #parts: DelivererParts;
  readonly #closing: AbortSignal;
  readonly #busy = new Set<string>();
  readonly #inFlight = new Set<Promise<void>>();
  #wake: AbortController = new AbortController();
  #isWoken = false;

  constructor(parts: DelivererParts, closing: AbortSignal) {
    this.#parts = parts;
    this.#closing = closing;
    parts.deliveries.onAdd(() => this.#lookAgain());
  }

  /** Delivers until the sandbox closes. */
  async run(): Promise<void> {
    const { deliveries, clock } = this.#parts;
    while (!this.#closing.aborted) {
      this.#isWoken = false;
      this.#wake = new AbortController();
      for (const delivery of deliveries.due(clock.nowMs())) {
        if (this.#inFlight.size >= mostAtOnce) break;
        if (!this.#busy.has(lane(delivery))) this.#begin(delivery);
      }
      const nextMs = deliveries.nextDueMs(clock.nowMs()) ?? Number.POSITIVE_INFINITY;
      if (!this.#isWoken) await clock.sleepUntil(nextMs, AbortSignal.any([this.#wake.signal, this.#closing]));
    }
    await Promise.all(this.#inFlight);
  }

  #lookAgain(): void {
    this.#isWoken = true;
    this.#wake.abort();
  }

  #begin(delivery: Delivery): void {
    this.#busy.add(lane(delivery));
    const work = this.#deliver(delivery).finally(() => {
      this.#busy.delete(lane(delivery));
      this.#inFlight.delete(work);
      this.#lookAgain();
    });
    this.#inFlight.add(work);
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { deliveries, clock, counters, log, secrets, switches } = this.#parts;
    const nowMs = clock.nowMs();
    const secret = secretOf(secrets, delivery.envelope.productId);
    const { complaint } = await postNotification(delivery, { secret, nowMs, closing: this.#closing });
    if (this.#closing.aborted) return;
    const tries = delivery.tries + 1;
    // In sandbox time: at once, then growing; three in all (contract §5.1).
    const delaySeconds = switches.now.resendAfterSeconds[tries - 1];
    if (complaint === null) {
      deliveries.save({ ...delivery, tries, state: "delivered", lastAnswer: "200" });
      counters.add("notificationsDelivered");
    } else if (delaySeconds !== undefined) {
      deliveries.save({ ...delivery, tries, dueAtMs: clock.nowMs() + delaySeconds * 1000, lastAnswer: complaint });
    } else {
      deliveries.save({ ...delivery, tries, state: "given-up", lastAnswer: complaint });
      counters.add("notificationsGivenUp");
      log.warn({ sid: delivery.sid, eventType: delivery.eventType }, "a notification was given up");
    }
  }
}

/** What goes out one at a time: a recording's notifications to one address. */
function lane({ sid, url }: Delivery): string {
  return `${sid} ${url}`;
}
