import type { StateDatabase } from "./database";
import type { Role } from "./people";

/** The platforms of a user in Agora's numbers (channel contract §2.3); 0 for others. */
export const platforms = { other: 0, android: 1, ios: 2, windows: 5, linux: 6, web: 7, macos: 8 } as const;

/** What a cloud recorder is on the platform Linux (channel contract §4.3). */
export const recorderClientType = 10;

/** Somebody who is in a channel: a simulated person, or a recorder. */
export type Attendee = {
  channel: string;
  uid: string;
  /** The recording, of a recorder; empty for a person. */
  sid: string;
  role: Role;
  platform: number;
  /** Null for a user whose platform is not Linux. */
  clientType: number | null;
  /** The user account they joined with, where they did. */
  account: string | null;
  joinedAtMs: number;
};

/** Who is in which channel, as Agora's servers see it: people and recorders, in join order. */
export class Attendance {
  readonly #db: StateDatabase;

  constructor(db: StateDatabase) {
    this.#db = db;
  }

  add(attendee: Attendee): void {
    const { channel, uid, sid } = attendee;
    const document = JSON.stringify(attendee);
    this.#db.run(
      "INSERT INTO attendance (channel, uid, sid, document) VALUES (?, ?, ?, ?)",
      channel,
      uid,
      sid,
      document,
    );
  }

  remove({ channel, uid, sid }: Attendee): void {
    this.#db.run("DELETE FROM attendance WHERE channel = ? AND uid = ? AND sid = ?", channel, uid, sid);
  }

  change(attendee: Attendee): void {
    const { channel, uid, sid } = attendee;
    const document = JSON.stringify(attendee);
    const key = [channel, uid, sid];
    this.#db.run("UPDATE attendance SET document = ? WHERE channel = ? AND uid = ? AND sid = ?", document, ...key);
  }

  /** Everybody in a channel, the first to join first. */
  in(channel: string): Attendee[] {
    return this.#many("SELECT document FROM attendance WHERE channel = ? ORDER BY position", channel);
  }

  /** Somebody by uid; with two devices under one uid, the one that was there first. */
  find(channel: string, uid: string): Attendee | undefined {
    return this.#many(
      "SELECT document FROM attendance WHERE channel = ? AND uid = ? ORDER BY position",
      channel,
      uid,
    )[0];
  }

  person(channel: string, uid: string): Attendee | undefined {
    return this.#many("SELECT document FROM attendance WHERE channel = ? AND uid = ? AND sid = ''", channel, uid)[0];
  }

  /** Where the recorder of a recording is. */
  recorder(sid: string): Attendee | undefined {
    return this.#many("SELECT document FROM attendance WHERE sid = ?", sid)[0];
  }

  all(): Attendee[] {
    return this.#many("SELECT document FROM attendance ORDER BY position");
  }

  isEmpty(channel: string): boolean {
    return this.#db.get("SELECT 1 AS one FROM attendance WHERE channel = ? LIMIT 1", channel) === undefined;
  }

  /** Every channel with somebody in it, the longest there first, and how many. */
  channels(): { channel: string; users: number }[] {
    return this.#db
      .all("SELECT channel, count(*) AS users FROM attendance GROUP BY channel ORDER BY min(position)")
      .map((row) => ({ channel: String(row.channel), users: Number(row.users) }));
  }

  #many(sql: string, ...values: string[]): Attendee[] {
    return this.#db.all(sql, ...values).map((row) => JSON.parse(String(row.document)) as Attendee);
  }
}
