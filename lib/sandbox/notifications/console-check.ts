import { randomBytes, randomUUID } from "node:crypto";
import { products } from "@/lib/agora/notifications";
import type { World } from "../world";
import { channelSample } from "./channel-samples";
import { type Deliveries, type Delivery, untried } from "./deliveries";
import { failures, postNotification, type Receipt } from "./post";
import { secretOf } from "./product-secret";
import { samplePayload } from "./samples";

/** What came of one test event. */
export type CheckResult = {
  /** Of the notification in the history. */
  id: number;
  eventType: number;
  url: string;
  /** The receiver's, or 590 no answer in time, 591 not reachable, 592 certificate (contract §5.1). */
  status: number;
  isAccepted: boolean;
  sentence: string;
};

/**
 * What the "Check" of Agora's console does (contract §5.1): sends one signed test event of each type to each address,
 * once, and tells what the receiver said. All go out at the same time; the answer takes ten seconds at the longest.
 */
export function checkReceivers(
  { clock, keys, closing }: Pick<World, "clock" | "keys" | "closing">,
  deliveries: Deliveries,
  { urls, eventTypes, productId }: { urls: readonly string[]; eventTypes: readonly number[]; productId: number },
): Promise<CheckResult[]> {
  const nowMs = clock.nowMs();
  const sid = randomBytes(16).toString("hex");
  const all = urls.flatMap((url) =>
    eventTypes.map((eventType, sequence): Omit<Delivery, "id"> => {
      const isChannel = productId === products.rtc;
      const payload = isChannel ? channelSample(eventType, nowMs) : samplePayload(eventType, { sid, nowMs, sequence });
      const envelope = { noticeId: randomUUID(), productId, eventType, payload };
      return { ...untried, sid, dueAtMs: nowMs, url, eventType, envelope };
    }),
  );
  return Promise.all(
    all.map(async (delivery) => {
      const secret = secretOf(keys.notificationSecrets, productId);
      const receipt = await postNotification(delivery, { secret, nowMs, closing });
      const isAccepted = receipt.complaint === null;
      const state = isAccepted ? "delivered" : "given-up";
      // Written down only now: what is pending in the history would be delivered a second time.
      const kept = { ...delivery, state, tries: 1, lastAnswer: receipt.complaint ?? "200" } as const;
      const id = closing.aborted ? 0 : deliveries.add(kept).id;
      const { eventType, url } = delivery;
      return { id, eventType, url, status: receipt.status, isAccepted, sentence: sentenceOf(receipt) };
    }),
  );
}

function sentenceOf({ status, complaint }: Receipt): string {
  if (complaint === null) return "The receiver answered 200 with JSON.";
  switch (status) {
    case failures.timeout:
      return "The receiver did not answer within 10 seconds.";
    case failures.unreachable:
      return "The receiver could not be reached: there is no such domain, or nothing listens there.";
    case failures.certificate:
      return "The receiver's certificate is not one that can be trusted.";
    case 200:
      return "The receiver answered 200, but not with JSON; it would get the notification again.";
    default:
      return `The receiver answered ${status}; only 200 counts, and it would get the notification again.`;
  }
}
