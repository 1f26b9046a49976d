import { z } from "zod";
import { parseJson } from "../json";
import { looseNumber, looseText, looseTime, maybe } from "../loose";
import { type ChannelNotice, readChannelNotice } from "./channel-events";
import { recordingEvents, type RecordingEventDetails } from "./recording-details";
import { readStreamNotice, type StreamNotice } from "./stream-events";

/** Agora's product numbers (contract §5.2). */
export const products = { rtc: 1, cloudRecording: 3, liveStreaming: 7 } as const;

/** Event 13 and the others of Cloud Recording share this frame (contract §5.2). */
export type RecordingNotice = {
  product: "cloudRecording";
  channelName: string | null;
  /** The recorder's uid; after a failover another one than at the start. */
  recorderUid: string | null;
  sid: string | null;
  /** Counts from 0 over the whole recording. */
  sequence: number | null;
  /** When it happened. */
  happenedAt: Date | null;
  /** 0 service, 1 recorder, 2 uploader, 4 extensions, 6 web page recorder, 8 download. */
  serviceType: number | null;
  event: RecordingEventDetails;
};

/** Notifications of other products: the frame is read, the payload is kept as it came. */
export type OtherNotice = { product: "other"; payload: Record<string, unknown> };

export type AgoraNotification = {
  noticeId: string;
  productId: number;
  eventType: number;
  /** When it was sent; a resend carries its own time. */
  notifiedAt: Date | null;
} & (RecordingNotice | ChannelNotice | StreamNotice | OtherNotice);

/** A body that is no notification. It is answered 200 and forgotten: Agora would only send it again. */
export class NotificationError extends Error {
  override readonly name = "NotificationError";
}

const frame = z.object({
  noticeId: looseText.pipe(z.string().min(1)),
  productId: looseNumber,
  eventType: looseNumber,
  notifyMs: maybe(looseTime),
  payload: maybe(z.record(z.string(), z.unknown())),
});

const recordingPayload = z.object({
  cname: maybe(looseText),
  uid: maybe(looseText),
  sid: maybe(z.string().min(1)),
  sequence: maybe(looseNumber),
  sendts: maybe(looseTime),
  serviceType: maybe(looseNumber),
  details: maybe(z.record(z.string(), z.unknown())),
});

/**
 * Reads a notification whose signature has been verified. Unknown products, events and fields are kept or dropped,
 * never refused.
 * @throws NotificationError when the body is not JSON with the documented frame
 */
export function parseNotification(rawBody: Uint8Array | string): AgoraNotification {
  let text: string;
  let json: unknown;
  try {
    text = typeof rawBody === "string" ? rawBody : new TextDecoder("utf-8", { fatal: true }).decode(rawBody);
    json = parseJson(text);
  } catch (cause) {
    throw new NotificationError("the body is not JSON in UTF-8", { cause });
  }
  const result = frame.safeParse(json);
  if (!result.success) {
    throw new NotificationError(`${result.error.issues[0]?.path.join(".") || "the body"} is not as documented`);
  }
  const { noticeId, productId, eventType, notifyMs, payload } = result.data;
  const head = { noticeId, productId, eventType, notifiedAt: notifyMs };
  if (productId === products.rtc) return { ...head, ...readChannelNotice(eventType, payload ?? {}, text) };
  return { ...head, ...readPayload(productId, eventType, payload ?? {}) };
}

function readPayload(
  productId: number,
  eventType: number,
  payload: Record<string, unknown>,
): RecordingNotice | StreamNotice | OtherNotice {
  if (productId === products.liveStreaming) return readStreamNotice(eventType, payload);
  if (productId !== products.cloudRecording) return { product: "other", payload };
  const { cname, uid, sid, sequence, sendts, serviceType, details } = recordingPayload.parse(payload);
  return {
    product: "cloudRecording",
    channelName: cname,
    recorderUid: uid,
    sid,
    sequence,
    happenedAt: sendts,
    serviceType,
    event: readDetails(eventType, details ?? {}),
  };
}

function readDetails(eventType: number, details: Record<string, unknown>): RecordingEventDetails {
  const read = recordingEvents.find(({ number }) => number === eventType)?.details.safeParse(details);
  return read?.success ? read.data : { name: "unknown", details };
}
