import type { Scene } from "../media/scene";
import type { StateDatabase } from "./database";

/** A slice being recorded now: what it shows was decided when it began. */
export type OpenSlice = {
  startMs: number;
  scene: Scene;
  /** Whether it does not follow on the slice before: the first one, or one after an interruption. */
  isRestart: boolean;
};

/** A closed slice. It can be rendered from this row alone, so a restart loses none. */
export type Slice = OpenSlice & {
  sid: string;
  /** 0 for the first of its recording. */
  number: number;
  fileName: string;
  durationMs: number;
  /** Where it begins in the playlist: the sum of all durations before. */
  positionMs: number;
  isUploaded: boolean;
  /** What really plays, known once it was rendered. */
  playedSeconds: number | null;
};

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

  markUploaded(slice: Slice, playedSeconds: number): void {
    const document = JSON.stringify({ ...slice, isUploaded: true, playedSeconds } satisfies Slice);
    this.#db.run(
      "UPDATE slices SET is_uploaded = 1, document = ? WHERE sid = ? AND number = ?",
      document,
      slice.sid,
      slice.number,
    );
  }

  uploaded(sid: string): Slice[] {
    return this.#of("SELECT document FROM slices WHERE sid = ? AND is_uploaded = 1 ORDER BY number", sid);
  }

  waiting(sid: string): Slice[] {
    return this.#of("SELECT document FROM slices WHERE sid = ? AND is_uploaded = 0 ORDER BY number", sid);
  }

  /** How many slices a task has closed and how many of them are in the bucket. */
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
