/**
 * Shortens an id in its middle, where ids differ least: `5f2c9a1b…e07d`. Leaves it whole where shortening would save
 * less than two characters.
 */
export function middleTruncate(text: string, head = 8, tail = 4): string {
  return text.length <= head + tail + 2 ? text : `${text.slice(0, head)}…${text.slice(-tail)}`;
}
