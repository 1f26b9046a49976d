/** Larger bodies are refused unread: no documented notification comes near. */
export const maxNotificationBytes = 1024 * 1024;

/** A notification that was sent so long before it came may be a replay (reliability M7). */
export const staleAfterMs = 5 * 60_000;

/** How long the secret before the current one is accepted (reliability M7). */
export const previousSecretMs = 24 * 3_600_000;
