import type { Scene } from "../media/scene";
import type { StateDatabase } from "./database";

/** A stretch of a slice that shows one scene, until the next one begins or the slice ends. */
export type Span = { fromMs: number; scene: Scene };

/** A slice being recorded now. */
export type OpenSlice = {
  startMs: number;
  /** In order of time; the first begins with the slice. */
  spans: Span[];
  /** Whether it does not follow on the slice before: the first one, or one after an interruption. */
  isRestart: boolean;
};

/** What holds the media of a slice: MPEG-TS, or WebM for people who send VP8 (contract §2.3). */
export type Container = "ts" | "webm";

/** A closed slice, or one still picture. It can be rendered from this row alone, so a restart loses none. */
export type Slice = OpenSlice & {
  sid: string;
  /** Counts all of a recording's, of every track: 0 for the first. */
  number: number;
  /** The track it belongs to; see `Track`. */
  trackId: string;
  kind: "slice" | "snapshot";
  container: Container;
  fileName: string;
  durationMs: number;
  /** Where it begins in its playlist: the sum of all durations before. */
  positionMs: number;
  isUploaded: boolean;
  /** Put into Agora's own storage, because the customer's did not take it. */
  isOnBackup: boolean;
  /** What really plays, known once it was rendered. */
  playedSeconds: number | null;
  sizeBytes: number | null;
};

/** What became of a slice that was uploaded. */
export type Upload = { playedSeconds: number; sizeBytes: number; isOnBackup: boolean };

/** The closed slices of every task. */
export class Slices {
  readonly #db: StateDatabase;

  constructor(db: StateDatabase) {
    this.#db = db;
  }

  add(slice: Slice): void {
    this.#db.run(
      "INSERT INTO slices (sid, number, is_uploaded, document) VALUES (?, ?, 0, ?)",
      slice.sid,
      slice.number,
      JSON.stringify(slice),
    );
  }

  markUploaded(slice: Slice, upload: Upload): void {
    const document = JSON.stringify({ ...slice, ...upload, isUploaded: true } satisfies Slice);
    this.#db.run(
      "UPDATE slices SET is_uploaded = 1, document = ? WHERE sid = ? AND number = ?",
      document,
      slice.sid,
      slice.number,
    );
  }

  /** The uploaded ones, stills included, of all tracks or of one. */
  uploaded(sid: string, trackId?: string): Slice[] {
    const slices = this.#of("SELECT document FROM slices WHERE sid = ? AND is_uploaded = 1 ORDER BY number", sid);
    return trackId === undefined ? slices : slices.filter((slice) => slice.trackId === trackId);
  }

  waiting(sid: string): Slice[] {
    return this.#of("SELECT document FROM slices WHERE sid = ? AND is_uploaded = 0 ORDER BY number", sid);
  }

  /** The oldest that waits to be uploaded. */
  nextWaiting(sid: string): Slice | undefined {
    return this.#of("SELECT document FROM slices WHERE sid = ? AND is_uploaded = 0 ORDER BY number LIMIT 1", sid)[0];
  }

  /** How many slices a task has closed and how many of them are in a bucket. */
  count(sid: string): { recorded: number; uploaded: number } {
    const row = this.#db.get(
      "SELECT count(*) AS recorded, coalesce(sum(is_uploaded), 0) AS uploaded FROM slices WHERE sid = ?",
      sid,
    );
    return { recorded: Number(row?.recorded ?? 0), uploaded: Number(row?.uploaded ?? 0) };
  }

  #of(sql: string, sid: string): Slice[] {
    return this.#db.all(sql, sid).map((row) => JSON.parse(String(row.document)) as Slice);
  }
}
