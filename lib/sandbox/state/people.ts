import { type SourceAspect, sourceSizes } from "../media/person";
import { platforms } from "./attendance";
import type { StateDatabase } from "./database";

/** In a live channel only hosts send; in a communication channel the role has no effect. */
export type Role = "host" | "audience";

/** What a browser or app sends; VP9 is recorded as VP8 is. */
export const videoCodecs = ["h264", "vp8"] as const;
export type VideoCodec = (typeof videoCodecs)[number];

/** Whether a text is the shape of a camera picture, width to height. */
export function isAspect(text: string): text is SourceAspect {
  return Object.hasOwn(sourceSizes, text);
}

/** A simulated user of an RTC channel. Colour and tone follow from the uid. */
export type Person = {
  channel: string;
  uid: string;
  role: Role;
  /** Whether they send this medium now. */
  hasAudio: boolean;
  hasVideo: boolean;
  aspect: SourceAspect;
  /** How their video is coded; individual recordings of VP8 are WebM (contract §2.3, C16). */
  codec: VideoCodec;
  joinedAtMs: number;
  /** When they last switched their video on or off: Agora shows the last picture for 3.5 s after it went off. */
  videoChangedAtMs: number;
  /** Agora's number of what their client runs on (channel contract §2.3). */
  platform: number;
  /** Their address, as far as kicking rules know it. */
  ip: string;
  /** The user account they joined with, if it was not a plain uid. */
  account: string | null;
  /** Their client has lost its network: Agora notices at this instant (channel contract §4.3 reason 2). Else null. */
  missedAtMs: number | null;
};

/** What a newcomer may choose; the rest has defaults. */
export type NewPerson = Partial<
  Pick<Person, "role" | "hasAudio" | "hasVideo" | "aspect" | "codec" | "platform" | "ip" | "account">
>;

/** What became of somebody. `reason` of a leave is Agora's number of why (channel contract §4.3). */
export type PersonChange =
  | { kind: "joined"; person: Person }
  | { kind: "changed"; person: Person; before: Person }
  | { kind: "left"; person: Person; reason: number };

/** The cast of a first start: three channels, alive from the beginning. */
const seededCast: Record<string, [uid: string, aspect: SourceAspect][]> = {
  lobby: [
    ["1001", "16:9"],
    ["1002", "16:9"],
    ["1003", "4:3"],
  ],
  "class-101": [
    ["2001", "16:9"],
    ["2002", "16:9"],
    ["2003", "4:3"],
    ["2004", "16:9"],
    ["2005", "9:16"],
    ["2006", "16:9"],
  ],
  "support-7": [
    ["3001", "16:9"],
    ["3002", "16:9"],
  ],
};

/** Who is in which channel, in join order. Changes are told to the listeners, in one transaction with what these keep. */
export class People {
  readonly #db: StateDatabase;
  readonly #listeners = new Set<(channel: string, change: PersonChange) => void>();

  constructor(db: StateDatabase) {
    this.#db = db;
  }

  /** Fills the channels of the seeded cast. */
  seed(nowMs: number): void {
    for (const [channel, cast] of Object.entries(seededCast)) {
      for (const [uid, aspect] of cast) this.join(channel, uid, { aspect }, nowMs);
    }
  }

  onChange(listener: (channel: string, change: PersonChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Every channel with somebody in it, and how many. */
  channels(): { channel: string; people: number }[] {
    return this.#db
      .all("SELECT channel, count(*) AS people FROM people GROUP BY channel ORDER BY min(position)")
      .map((row) => ({ channel: String(row.channel), people: Number(row.people) }));
  }

  /** The people of a channel in join order: the first has been there longest. */
  in(channel: string): Person[] {
    return this.#db.all("SELECT document FROM people WHERE channel = ? ORDER BY position", channel).map(personOf);
  }

  /** Everybody in every channel. */
  all(): Person[] {
    return this.#db.all("SELECT document FROM people ORDER BY position").map(personOf);
  }

  find(channel: string, uid: string): Person | undefined {
    const row = this.#db.get("SELECT document FROM people WHERE channel = ? AND uid = ?", channel, uid);
    return row && personOf(row);
  }

  /** Lets a person in, last in join order. Returns undefined when the uid is in the channel already. */
  join(channel: string, uid: string, choices: NewPerson, nowMs: number): Person | undefined {
    if (this.find(channel, uid)) return undefined;
    const person: Person = {
      channel,
      uid,
      role: choices.role ?? "host",
      hasAudio: choices.hasAudio ?? true,
      hasVideo: choices.hasVideo ?? true,
      aspect: choices.aspect ?? "16:9",
      codec: choices.codec ?? "h264",
      joinedAtMs: nowMs,
      videoChangedAtMs: nowMs,
      platform: choices.platform ?? platforms.web,
      ip: choices.ip ?? usualAddress(uid),
      account: choices.account ?? null,
      missedAtMs: null,
    };
    const document = JSON.stringify(person);
    return this.#db.transaction(() => {
      this.#db.run("INSERT INTO people (channel, uid, document) VALUES (?, ?, ?)", channel, uid, document);
      this.#tell(channel, { kind: "joined", person });
      return person;
    });
  }

  /** Returns whether that uid was there. `reason` is Agora's number; 1 is of their own accord (channel contract §4.3). */
  leave(channel: string, uid: string, reason = 1): boolean {
    const person = this.find(channel, uid);
    if (!person) return false;
    this.#db.transaction(() => {
      this.#db.run("DELETE FROM people WHERE channel = ? AND uid = ?", channel, uid);
      this.#tell(channel, { kind: "left", person, reason });
    });
    return true;
  }

  /** Switches a person's media; they keep their place in join order. Returns undefined for somebody who is not there. */
  change(
    channel: string,
    uid: string,
    change: NewPerson & Partial<Pick<Person, "missedAtMs">>,
    nowMs: number,
  ): Person | undefined {
    const before = this.find(channel, uid);
    if (!before) return undefined;
    const after: Person = { ...before, ...change };
    if (after.hasVideo !== before.hasVideo) after.videoChangedAtMs = nowMs;
    const document = JSON.stringify(after);
    return this.#db.transaction(() => {
      this.#db.run("UPDATE people SET document = ? WHERE channel = ? AND uid = ?", document, channel, uid);
      this.#tell(channel, { kind: "changed", person: after, before });
      return after;
    });
  }

  #tell(channel: string, change: PersonChange): void {
    for (const listener of this.#listeners) listener(channel, change);
  }
}

/** Rows of older versions lack what people have got since. */
function personOf(row: { document?: string | number }): Person {
  const person = JSON.parse(String(row.document)) as Person;
  const added = {
    codec: "h264",
    platform: platforms.web,
    ip: usualAddress(person.uid),
    account: null,
    missedAtMs: null,
  };
  return { ...added, ...person };
}

/** Where somebody is unless they say otherwise: an address of the range that is kept for documents, by uid. */
export function usualAddress(uid: string): string {
  return `198.51.100.${1 + (Number(uid) % 254)}`;
}
