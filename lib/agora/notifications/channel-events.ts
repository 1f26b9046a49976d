import { z } from "zod";
import { looseNumber, looseText, looseTime, maybe } from "../loose";

/** The documented events of an RTC channel, by Agora's number (channel contract §4.3). */
export const channelEventNames = {
  101: "channelCreated",
  102: "channelDestroyed",
  103: "hostJoined",
  104: "hostLeft",
  105: "audienceJoined",
  106: "audienceLeft",
  107: "userJoined",
  108: "userLeft",
  111: "becameHost",
  112: "becameAudience",
} as const;
export type ChannelEventName = (typeof channelEventNames)[keyof typeof channelEventNames];

/** Who an event is about. Every detail may be null: a new form of one does not lose the event. */
type Person = {
  uid: string | null;
  /**
   * Orders the events of this one user, and of nobody else: an unsigned 64-bit number as digits, since it may be beyond
   * what a number holds (channel contract §4.4). Compare with `BigInt`.
   */
  clientSeq: string | null;
  /** The user account, of somebody who joined with one. */
  account: string | null;
};

type Client = {
  /** 1 Android, 2 iOS, 5 Windows, 6 Linux, 7 Web, 8 macOS, 0 other. */
  platform: number | null;
  /** Only on Linux: 3 on-premise recording, 8 applets, 10 cloud recording. */
  clientType: number | null;
  /** Certainly a recorder of Cloud Recording. In a communication channel no event says so (channel contract §4.3). */
  isCloudRecorder: boolean;
};

type Farewell = {
  /** 1 normal, 2 timeout, 3 kicked, 4 9 10 99 likely to be back, 999 joins and leaves too often (channel contract §4.3). */
  reason: number | null;
  durationSeconds: number | null;
};

/** An event of a channel, told apart by `name`. 109, 110 and others, which no page describes, are `unknown`: ignore them. */
export type ChannelEvent =
  | { name: "channelCreated" }
  | ({ name: "channelDestroyed" } & { lastUid: string | null })
  | ({ name: "hostJoined" | "audienceJoined" | "userJoined" } & Person & Client)
  | ({ name: "hostLeft" | "audienceLeft" | "userLeft" } & Person & Client & Farewell)
  | ({ name: "becameHost" | "becameAudience" } & Person)
  | { name: "unknown" };

/** A notification of an RTC channel. It names no App ID: only the address it came to tells projects apart. */
export type ChannelNotice = {
  product: "rtc";
  channelName: string | null;
  /** Whole seconds. */
  happenedAt: Date | null;
  event: ChannelEvent;
  /** As it came, but for the last digits of large numbers. */
  payload: Record<string, unknown>;
};

const cloudRecorderType = 10;

const payloadSchema = z.object({
  channelName: maybe(looseText),
  ts: maybe(looseTime),
  uid: maybe(looseText),
  clientSeq: maybe(looseText),
  account: maybe(z.string().min(1)),
  platform: maybe(looseNumber),
  clientType: maybe(looseNumber),
  reason: maybe(looseNumber),
  duration: maybe(looseNumber),
  lastUid: maybe(looseText),
});

/** Reads the payload of a notification of product 1; `rawText` is the whole body, for numbers beyond 2^53. */
export function readChannelNotice(eventType: number, payload: Record<string, unknown>, rawText: string): ChannelNotice {
  const read = payloadSchema.parse(payload);
  const { channelName, ts, uid, account, platform, clientType, reason, duration, lastUid } = read;
  const person = { uid, clientSeq: exactSeq(payload["clientSeq"], rawText) ?? read.clientSeq, account };
  const client = { platform, clientType, isCloudRecorder: clientType === cloudRecorderType };
  const name = Object.hasOwn(channelEventNames, eventType)
    ? channelEventNames[eventType as keyof typeof channelEventNames]
    : "unknown";
  return { product: "rtc", channelName, happenedAt: ts, event: eventOf(), payload };

  function eventOf(): ChannelEvent {
    switch (name) {
      case "channelDestroyed":
        return { name, lastUid };
      case "hostJoined":
      case "audienceJoined":
      case "userJoined":
        return { name, ...person, ...client };
      case "hostLeft":
      case "audienceLeft":
      case "userLeft":
        return { name, ...person, ...client, reason, durationSeconds: duration };
      case "becameHost":
      case "becameAudience":
        return { name, ...person };
      case "channelCreated":
      case "unknown":
        return { name };
    }
  }
}

/** The digits of a `clientSeq` that was sent as a number; null where it was not. */
function exactSeq(value: unknown, rawText: string): string | null {
  if (typeof value !== "number") return null;
  // Within a text of JSON every quotation mark is escaped, so this finds names of fields alone.
  for (const [, digits = ""] of rawText.matchAll(/(?<!\\)"clientSeq"\s*:\s*(\d+)(?![\d.eE])/g)) {
    if (Number(digits) === value) return digits;
  }
  return null;
}
