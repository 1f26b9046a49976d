import { everyStream, maxRegions, type SubscriptionLists } from "@/lib/agora/cloud-recording/schemas";
import type { Person } from "../state/people";

/** What a recorder takes of one person. */
export type Reception = { person: Person; audio: boolean; video: boolean };

/** What decides whom a recorder takes. */
export type Subscription = {
  channelType: number;
  streamTypes: number;
  lists: SubscriptionLists;
  /** The most people taken at once; default 17, as on a canvas. */
  most?: number;
};

/**
 * The people a recorder takes, in join order: of those it subscribes to, the first 17, or `most` (contract §1.4). Somebody who
 * sends only one medium is among them; `audio` and `video` say what is subscribed, not what they send now.
 */
export function receptionOf(people: readonly Person[], subscription: Subscription): Reception[] {
  const { channelType, streamTypes, lists, most = maxRegions } = subscription;
  return people
    .filter((person) => isSending(person, channelType))
    .map((person) => ({
      person,
      audio: streamTypes !== 1 && isSubscribed(lists, "Audio", person.uid),
      video: streamTypes !== 0 && isSubscribed(lists, "Video", person.uid),
    }))
    .filter(({ audio, video }) => audio || video)
    .slice(0, most);
}

/** In a live channel (1) the audience sends nothing; in a communication channel (0) there is none. */
export function isSending({ role }: Person, channelType: number): boolean {
  return channelType === 0 || role === "host";
}

/**
 * Without a list for either medium everything is subscribed; a list for only one of them leaves the other out
 * (contract §2.3). An empty list counts as none.
 */
function isSubscribed(lists: SubscriptionLists, medium: "Audio" | "Video", uid: string): boolean {
  const given = (list: string[] | undefined) => (list?.length ? list : undefined);
  const wanted = given(lists[`subscribe${medium}Uids`]);
  const unwanted = given(lists[`unsubscribe${medium}Uids`]);
  if (wanted) return wanted.includes(everyStream) || wanted.includes(uid);
  if (unwanted) return !unwanted.includes(uid);
  const other = medium === "Audio" ? "Video" : "Audio";
  return !given(lists[`subscribe${other}Uids`]) && !given(lists[`unsubscribe${other}Uids`]);
}

/** Whether anybody a recorder takes is sending something it takes. */
export function isAnythingSent(reception: readonly Reception[]): boolean {
  return streamsOf(reception).length > 0;
}

/** Every stream that comes in, as `audio:<uid>` and `video:<uid>`. */
export function streamsOf(reception: readonly Reception[]): string[] {
  return reception.flatMap(({ person, audio, video }) => [
    ...(audio && person.hasAudio ? [`audio:${person.uid}`] : []),
    ...(video && person.hasVideo ? [`video:${person.uid}`] : []),
  ]);
}
