/**
 * The codes a refused sign-in carries to the browser. `wait:` is followed by milliseconds. Safe in the browser; the
 * sentences are chosen there.
 */
export const signInErrors = { refused: "refused", wait: "wait:", unavailable: "unavailable" } as const;
