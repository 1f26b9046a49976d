import { channelEventNames } from "@/lib/agora/notifications";
import { platforms } from "../state/attendance";
import { channelEvents } from "./channel-outbox";
import { sampleIds } from "./samples";

/** Every documented event of a channel, in the order of its number (channel contract §4.3). */
export const channelEventNumbers = Object.keys(channelEventNames).map(Number);

/** Whether the contract has an event of this number for channels. */
export function isChannelEvent(eventType: number): boolean {
  return channelEventNumbers.includes(eventType);
}

/** The payload of a test event, as the console's "Check" sends it (channel contract §4.1, §4.3). */
export function channelSample(eventType: number, nowMs: number): Record<string, unknown> {
  const uid = Number(sampleIds.uid);
  const frame = { channelName: sampleIds.cname, ts: Math.floor(nowMs / 1000) };
  const person = { uid, clientSeq: `${nowMs}` };
  switch (eventType) {
    case channelEvents.created:
      return frame;
    case channelEvents.destroyed:
      return { ...frame, lastUid: uid };
    case channelEvents.becameHost:
    case channelEvents.becameAudience:
      return { ...frame, ...person };
    case channelEvents.hostLeft:
    case channelEvents.audienceLeft:
    case channelEvents.userLeft:
      return { ...frame, ...person, platform: platforms.web, reason: 1, duration: 600 };
    default:
      return { ...frame, ...person, platform: platforms.web };
  }
}
