/**
 * Media time and wall time of a recorded file. `position` of Agora's list can be read in two ways (FLS contract §4):
 * - `lead`: the file's first picture was taken so many seconds after its start (reading A);
 * - `seek`: it says where in the file the asked time lies; the first picture is that of the start (reading B).
 * Where the playlist dates its fragments, their dates count instead, each for itself: one offset for a whole file drifts.
 */
export const positionReadings = ["lead", "seek"] as const;
export type PositionReading = (typeof positionReadings)[number];

export type RecordedFile = {
  readonly startMs: number;
  /** As Agora gave it, in seconds; null where it gave none. */
  readonly positionSeconds: number | null;
};

/** A fragment of a playlist: where it lies in the media, and when it was recorded where the playlist says so. */
export type Fragment = {
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly wallMs: number | null;
};

export type MediaClock = {
  /** Seconds into the media; negative before the first picture. Within a hole of a dated playlist: where it goes on. */
  toMediaSeconds(atMs: number): number;
  toWallMs(seconds: number): number;
};

export function mediaClockOf(
  file: RecordedFile,
  reading: PositionReading = "lead",
  fragments: readonly Fragment[] = [],
): MediaClock {
  const dated = dateAll(fragments);
  return dated.length > 0 ? datedClock(dated) : plainClock(file, reading);
}

function plainClock({ startMs, positionSeconds }: RecordedFile, reading: PositionReading): MediaClock {
  const firstMs = startMs + (reading === "lead" ? (positionSeconds ?? 0) * 1000 : 0);
  return {
    toMediaSeconds: (atMs) => (atMs - firstMs) / 1000,
    toWallMs: (seconds) => firstMs + seconds * 1000,
  };
}

type DatedFragment = { startSeconds: number; durationSeconds: number; wallMs: number };

/** A fragment without a date follows on the one before it; those before the first date are counted back from it. */
function dateAll(fragments: readonly Fragment[]): DatedFragment[] {
  const first = fragments.findIndex(({ wallMs }) => wallMs !== null);
  const anchor = fragments[first];
  if (anchor === undefined || anchor.wallMs === null) return [];
  let nextMs = anchor.wallMs - (anchor.startSeconds - (fragments[0]?.startSeconds ?? 0)) * 1000;
  return fragments.map(({ startSeconds, durationSeconds, wallMs }) => {
    const fromMs = wallMs ?? nextMs;
    nextMs = fromMs + durationSeconds * 1000;
    return { startSeconds, durationSeconds, wallMs: fromMs };
  });
}

function datedClock(fragments: readonly DatedFragment[]): MediaClock {
  const [first, last] = [fragments[0], fragments.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError("a dated clock needs a fragment");
  return {
    toMediaSeconds(atMs) {
      const at = fragments.find((fragment) => atMs < fragment.wallMs + fragment.durationSeconds * 1000) ?? last;
      const seconds = at.startSeconds + (atMs - at.wallMs) / 1000;
      return at === first ? seconds : Math.max(at.startSeconds, seconds);
    },
    toWallMs(seconds) {
      const at = fragments.findLast((fragment) => fragment.startSeconds <= seconds) ?? first;
      return at.wallMs + (seconds - at.startSeconds) * 1000;
    },
  };
}
