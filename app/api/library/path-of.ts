/** The path that the segments of a catch-all name: they arrive percent-encoded, each for itself. */
export function pathOf(segments: readonly string[]): string {
  return segments.map(decoded).join("/");
}

/** What is no encoding stands for itself, and leads to no file. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
