/** How often the stream says that it is there. */
export const beatMs = 10_000;

/** How often a stream looks again who reads it, besides at once when a session or a role changes. */
export const recheckMs = 15_000;
