import { createHash } from "node:crypto";
import { z } from "zod";
import { products } from "@/lib/agora/notifications";
import type { Attendee } from "../state/attendance";
import type { Facts } from "../state/facts";
import { enqueue, type EnqueueParts } from "./enqueue";

/** Numbers of the events of a channel (channel contract §4.3). */
export const channelEvents = {
  created: 101,
  destroyed: 102,
  hostJoined: 103,
  hostLeft: 104,
  audienceJoined: 105,
  audienceLeft: 106,
  userJoined: 107,
  userLeft: 108,
  becameHost: 111,
  becameAudience: 112,
} as const;

/** Events of the communication profile, which say nothing of the user's account (channel contract §4.3). */
const withoutAccount: ReadonlySet<number> = new Set([channelEvents.userJoined, channelEvents.userLeft]);

/** In the history, an event of a channel stands under this in place of the sid of a recording. */
export function subjectOf(channel: string): string {
  return `channel:${channel}`;
}

const factName = "channel-clock";

/** Clients' clocks are up to so many milliseconds off, so that the numbers of two users cannot be compared. */
const mostSkewMs = 3_600_000;

/** Added to each `clientSeq` while the switch asks for numbers that a double cannot hold. */
const beyondDoubles = 2n ** 62n;

/** Turns what happens in channels into notifications of the product RTC (channel contract §4). */
export class ChannelOutbox {
  readonly #parts: EnqueueParts;
  readonly #facts: Facts;

  constructor(parts: EnqueueParts, facts: Facts) {
    this.#parts = parts;
    this.#facts = facts;
  }

  /** An event of the channel itself, which has neither uid nor `clientSeq`. */
  emit(channel: string, eventType: number, added: Record<string, unknown> = {}): void {
    this.#send(channel, eventType, added);
  }

  /** An event of somebody in it. `clientSeq` is kept as digits; the deliverer writes them as a number. */
  emitOf(attendee: Attendee, eventType: number, added: Record<string, unknown> = {}): void {
    const { channel, uid, account } = attendee;
    const isNamed = account !== null && !withoutAccount.has(eventType);
    const person = { uid: Number(uid), ...(isNamed ? { account } : {}) };
    this.#send(channel, eventType, { ...person, clientSeq: this.#nextSeq(uid), ...added });
  }

  #send(channel: string, eventType: number, added: Record<string, unknown>): void {
    const ts = Math.floor(this.#parts.clock.nowMs() / 1000);
    const payload = { channelName: channel, ...added, ts };
    enqueue(this.#parts, { sid: subjectOf(channel), productId: products.rtc, eventType, payload });
  }

  /** Grows over all events, hence over those of each user; the skew of their clock is always the same. */
  #nextSeq(uid: string): string {
    const { clock, switches } = this.#parts;
    const last = BigInt(this.#facts.read(factName, z.string()) ?? "0");
    const now = BigInt(clock.nowMs()) + (switches.now.hugeClientSeq ? beyondDoubles : 0n);
    const next = now > last ? now : last + 1n;
    this.#facts.write(factName, `${next}`);
    return `${next + skewOf(uid)}`;
  }
}

function skewOf(uid: string): bigint {
  return BigInt(createHash("sha1").update(uid).digest().readUInt32BE(0) % mostSkewMs);
}
