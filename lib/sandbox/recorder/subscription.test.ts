import { describe, expect, test } from "vitest";
import type { SubscriptionLists } from "@/lib/agora/cloud-recording/schemas";
import type { Person } from "../state/people";
import { receptionOf } from "./subscription";

function person(uid: number, changes: Partial<Person> = {}): Person {
  const sends = { role: "host", hasAudio: true, hasVideo: true, aspect: "16:9", codec: "h264" } as const;
  const client = { platform: 7, ip: "198.51.100.1", account: null, missedAtMs: null };
  return { channel: "room", uid: `${uid}`, ...sends, ...client, joinedAtMs: 0, videoChangedAtMs: 0, ...changes };
}

const people = [person(1), person(2), person(3)];

/** Whom a recorder takes, as `1av` for both media, `1a` for sound and `1v` for picture only. */
function taken(lists: SubscriptionLists, streamTypes = 2, among = people, channelType = 0): string {
  return receptionOf(among, { channelType, streamTypes, lists })
    .map((item) => item.person.uid + (item.audio ? "a" : "") + (item.video ? "v" : ""))
    .join(" ");
}

describe("whom a recorder takes (contract §2.3)", () => {
  test("everybody, without lists or with empty ones", () => {
    expect(taken({})).toBe("1av 2av 3av");
    expect(taken({ subscribeAudioUids: [], unsubscribeVideoUids: [] })).toBe("1av 2av 3av");
  });

  test("a list for one medium leaves the other out", () => {
    expect(taken({ subscribeAudioUids: ["2"] })).toBe("2a");
    expect(taken({ unsubscribeVideoUids: ["2"] })).toBe("1v 3v");
  });

  test("lists for both, each in its own way", () => {
    expect(taken({ subscribeAudioUids: ["#allstream#"], subscribeVideoUids: ["3", "1"] })).toBe("1av 2a 3av");
    expect(taken({ unsubscribeAudioUids: ["1"], subscribeVideoUids: ["1"] })).toBe("1v 2a 3a");
  });

  test("streamTypes 0 takes only sound, 1 only pictures", () => {
    expect(taken({}, 0)).toBe("1a 2a 3a");
    expect(taken({}, 1)).toBe("1v 2v 3v");
  });

  test("the audience of a live channel sends nothing; a communication channel has no audience", () => {
    const mixed = [person(1), person(2, { role: "audience" })];
    expect(taken({}, 2, mixed, 1)).toBe("1av");
    expect(taken({}, 2, mixed, 0)).toBe("1av 2av");
  });

  test("the first 17 of those it subscribes to; when one leaves, the next takes the place", () => {
    const crowd = Array.from({ length: 20 }, (_, i) => person(i + 1));
    expect(taken({}, 0, crowd).split(" ")).toHaveLength(17);
    expect(taken({}, 0, crowd.slice(1)).split(" ").at(-1)).toBe("18a");
    expect(
      taken({ unsubscribeAudioUids: ["1"] }, 0, crowd)
        .split(" ")
        .at(-1),
    ).toBe("18a");
  });
});
