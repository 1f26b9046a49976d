/** Why somebody left a channel, in Agora's numbers, as far as the sandbox itself has use for them (channel contract §4.3). */
export const leaveReasons = { normal: 1, timeout: 2, kicked: 3, replaced: 5, token: 12 } as const;

/** Reasons of event 104 alone: a host leaves a live channel. */
export const reasonsOfHosts: ReadonlySet<number> = new Set([12, 99]);

/** Every documented one; 999 belongs to somebody who joins and leaves too often. */
export const documentedLeaveReasons = [0, 1, 2, 3, 4, 5, 9, 10, 12, 99, 999] as const;
