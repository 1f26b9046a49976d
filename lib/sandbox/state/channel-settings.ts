import { z } from "zod";
import type { StateDatabase } from "./database";

/** The profile that the users of a channel have set: everybody may send, or only hosts (channel contract §2.2 `mode`). */
export const channelProfiles = ["communication", "live"] as const;
export type ChannelProfile = (typeof channelProfiles)[number];

const settings = z.object({ profile: z.enum(channelProfiles) });

/** What is set about channels, whether or not anybody is in them. A channel is live unless it was set otherwise. */
export class ChannelSettings {
  readonly #db: StateDatabase;

  constructor(db: StateDatabase) {
    this.#db = db;
  }

  profileOf(channel: string): ChannelProfile {
    const row = this.#db.get("SELECT document FROM channels WHERE channel = ?", channel);
    return row ? settings.parse(JSON.parse(String(row.document))).profile : "live";
  }

  setProfile(channel: string, profile: ChannelProfile): void {
    this.#db.run(
      "INSERT INTO channels (channel, document) VALUES (?, ?) ON CONFLICT (channel) DO UPDATE SET document = excluded.document",
      channel,
      JSON.stringify({ profile }),
    );
  }
}
