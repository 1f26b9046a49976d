/** Where a file's address comes from: `{fileName}` is its path in Agora's storage, `{host}` the sandbox's own host. */
export const sandboxTemplate = "http://{host}/{fileName}";

/** How long a clip or a snapshot is looked for before it counts as never appeared. */
export const lookForMs = { accepted: 10 * 60_000, unknown: 5 * 60_000 } as const;

/** Times between looks: quick at first, then every half minute. */
export const lookAfterMs = [400, 700, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;

/** One day of recordings is asked for and remembered at a time; a day that is over for so long is not asked again. */
export const closedAfterMs = 15 * 60_000;

/** At most so many days can be asked for at once. */
export const longestRangeMs = 62 * 86_400_000;

/** Codes that a clip's or a snapshot's job ends with, besides the status of Agora's refusal. */
export const itemCodes = {
  /** Agora took it, and no file came. */
  neverAppeared: "neverAppeared",
  /** No answer came, and no file either. */
  noSign: "noSign",
  /** Agora took it; where its files are is not set or not readable, so that nothing can be looked for. */
  notLookedFor: "notLookedFor",
  /** No answer came, and for the same reason nothing can be looked for. */
  couldNotLook: "couldNotLook",
} as const;

/** Name under which the key that signs play addresses is kept. */
export const playKeyName = "playAuthKey";
