import { z } from "zod";
import type { Facts } from "./facts";

/**
 * Questions that the contract leaves open, and strictness that a test may want, each with both answers. The defaults are
 * what the contract's §0.2, §6 and Appendix A choose.
 */
export const switchesSchema = z.strictObject({
  /** What a start later than two seconds after its acquire gets: normal service, or 500 with code 502. */
  lateStart: z.enum(["count", "refuse"]).default("count"),
  /** What query says while a stopped task still uploads: its status 6 to 8, or 404 with code 501. */
  queryWhileExiting: z.enum(["status", "501"]).default("status"),
  /** Whether the 201 answer to a repeated start carries the sid. */
  repeatedStartHasSid: z.boolean().default(false),
  /** The code of a refused layout: the current one, or the legacy one. */
  invalidLayoutCode: z.literal([2, 1028]).default(2),
  /** The code of a refused channel name in acquire: the current one, or the legacy one. */
  invalidChannelCode: z.literal([401, 1013]).default(401),
  /** Whose uid events 43 and 44 carry in composite mode: each person's, or "0" for the mixed stream. */
  compositeStreamUids: z.enum(["real", "zero"]).default("real"),
  /** Requests a second per account and per App ID; Agora's support raises it on request. */
  requestsPerSecond: z.int().min(1).max(100_000).default(10),
  /** Most live composite and individual tasks per App ID. */
  maxConcurrentTasks: z.int().min(0).max(1000).default(50),
  /** Most live web page recordings per App ID (contract §1.4). */
  maxConcurrentWebTasks: z.int().min(0).max(1000).default(200),
  /** Whether event 13 is sent when a recording runs: best practices name it, no page documents it. */
  sendsEvent13: z.boolean().default(false),
  /** How long a composite recording's MP4 grows before the next one begins: about two hours, other pages say three (C4). */
  mp4MaxMinutes: z.number().min(0.05).max(600).default(120),
  /** After how long the backup moves what it holds to its bucket; Agora names no time, support is to be asked after 300 s. */
  backupMovesAfterSeconds: z.number().min(0).max(86_400).default(60),
  /** After how long the files of a postponed recording are put together; Agora says within 24 hours. */
  postponedAfterSeconds: z.number().min(0).max(86_400).default(5),
  /** Whether RTC tokens are checked, as if the App Certificate were switched on. */
  appCertificate: z.boolean().default(false),
});

export type Switches = z.output<typeof switchesSchema>;

const factName = "switches";

/** The switches in force; they outlive a restart and go back to their defaults with a reset. */
export class SwitchBoard {
  readonly #facts: Facts;
  #now: Switches;

  constructor(facts: Facts) {
    this.#facts = facts;
    this.#now = facts.read(factName, switchesSchema) ?? switchesSchema.parse({});
  }

  get now(): Readonly<Switches> {
    return this.#now;
  }

  set(change: Partial<Switches>): void {
    this.#now = switchesSchema.parse({ ...this.#now, ...change });
    this.#facts.write(factName, this.#now);
  }
}
