/** The hint of a field whose stored secret is never shown: what is there, and how to leave it. None where nothing is. */
export function keptHint(stored: { lastFour: string } | null | undefined): string | undefined {
  if (!stored) return undefined;
  return `Stored${stored.lastFour === "" ? "" : `, ends in ${stored.lastFour}`}. Leave empty to keep it.`;
}
