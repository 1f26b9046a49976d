import { randomBytes } from "node:crypto";
import type { StateDatabase } from "../state/database";
import type { RecordingKind } from "./names";
import type { Area } from "./settings";

/** One unbroken time on air. */
export type Push = {
  /** 32 lower-case hexadecimal digits. */
  id: string;
  entryPoint: string;
  stream: string;
  startMs: number;
  /** Null while on air. */
  endMs: number | null;
  /** Whose picture and tone it has: the streams are simulated people (`media/person.ts`). */
  uid: number;
  area: Area;
  domain: string;
  clientIp: string;
  nodeIp: string;
};

/** One recording of a push: for as long as both lasted. */
export type Recording = {
  id: number;
  pushId: string;
  kind: RecordingKind;
  entryPoint: string;
  stream: string;
  area: Area;
  startMs: number;
  /** Null while it goes on. */
  endMs: number | null;
  uid: number;
  /** The first picture comes so long after the beginning: `position` of reading A (FLS contract §4). */
  leadMs: number;
  sliceMs: number;
  hls: boolean;
  mp4: boolean;
  /** How many slices make one MP4, and of how many MP4s events told. */
  slicesAnMp4: number;
  toldMp4s: number;
  /** Custom recordings: which storage they were begun with. */
  storageMark: string | null;
  /** How many of its MP4s are in the bucket. */
  uploadedMp4s: number;
  /** Custom recordings: how many slices are in the bucket, and why no more will be. */
  uploadedSlices: number;
  failure: string | null;
  /** Whether its files are complete and were told of. */
  isFinished: boolean;
};

/** What rows of an earlier version do not say. */
const notSaid = { slicesAnMp4: 240, toldMp4s: 0, storageMark: null, uploadedMp4s: 0 } as const;

/** Stands for "not yet" where a row needs a number. */
const never = 9_000_000_000_000_000;

/** Every push and every recording, newest last. */
export class Pushes {
  readonly #db: StateDatabase;

  constructor(db: StateDatabase) {
    this.#db = db;
  }

  begin(push: Omit<Push, "id" | "endMs">): Push {
    return this.add({ ...push, id: randomBytes(16).toString("hex"), endMs: null });
  }

  /** Writes down a push that may be over already. */
  add(push: Push): Push {
    this.#db.run(
      "INSERT INTO fls_pushes (id, entry_point, stream, start_ms, end_ms, document) VALUES (?, ?, ?, ?, ?, ?)",
      push.id,
      push.entryPoint,
      push.stream,
      push.startMs,
      push.endMs ?? never,
      JSON.stringify(push),
    );
    return push;
  }

  end(push: Push, endMs: number): Push {
    const ended = { ...push, endMs };
    const document = JSON.stringify(ended);
    this.#db.run("UPDATE fls_pushes SET end_ms = ?, document = ? WHERE id = ?", endMs, document, push.id);
    return ended;
  }

  find(id: string): Push | undefined {
    return this.#pushes("SELECT document FROM fls_pushes WHERE id = ?", id)[0];
  }

  live(): Push[] {
    return this.#pushes("SELECT document FROM fls_pushes WHERE end_ms = ? ORDER BY start_ms", never);
  }

  liveOf(entryPoint: string, stream: string): Push | undefined {
    return this.live().find((push) => push.entryPoint === entryPoint && push.stream === stream);
  }

  /** The pushes of a stream that were on air at some time of a range, oldest first. */
  between(entryPoint: string, stream: string, fromMs: number, toMs: number): Push[] {
    return this.#pushes(
      "SELECT document FROM fls_pushes WHERE entry_point = ? AND stream = ? AND start_ms < ? AND end_ms > ? ORDER BY start_ms",
      entryPoint,
      stream,
      toMs,
      fromMs,
    );
  }

  addRecording(recording: Omit<Recording, "id">): Recording {
    const { lastId } = this.#db.run(
      `INSERT INTO fls_recordings (push_id, kind, entry_point, stream, area, start_ms, end_ms, document)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      recording.pushId,
      recording.kind,
      recording.entryPoint,
      recording.stream,
      recording.area,
      recording.startMs,
      recording.endMs ?? never,
      JSON.stringify(recording),
    );
    return { ...recording, id: lastId };
  }

  save(recording: Recording): void {
    const { id, ...document } = recording;
    this.#db.run(
      "UPDATE fls_recordings SET end_ms = ?, document = ? WHERE id = ?",
      recording.endMs ?? never,
      JSON.stringify(document),
      id,
    );
  }

  recording(id: number): Recording | undefined {
    return this.#recordings("SELECT id, document FROM fls_recordings WHERE id = ?", id)[0];
  }

  /** Recordings that go on, or whose files are not complete yet. */
  unfinished(): Recording[] {
    return this.#recordings(
      "SELECT id, document FROM fls_recordings WHERE json_extract(document, '$.isFinished') = 0 ORDER BY id",
    );
  }

  /** The latest custom recordings whose upload was given up. */
  failed(): Recording[] {
    return this.#recordings(
      "SELECT id, document FROM fls_recordings WHERE json_extract(document, '$.failure') IS NOT NULL ORDER BY id DESC LIMIT 100",
    );
  }

  recordingsBetween(
    kind: RecordingKind,
    { entryPoint, stream, area }: { entryPoint: string; stream: string; area?: Area },
    fromMs: number,
    toMs: number,
  ): Recording[] {
    return this.#recordings(
      `SELECT id, document FROM fls_recordings WHERE kind = ? AND entry_point = ? AND stream = ?
       AND start_ms < ? AND end_ms > ? ORDER BY start_ms`,
      kind,
      entryPoint,
      stream,
      toMs,
      fromMs,
    ).filter((recording) => area === undefined || recording.area === area);
  }

  /** The recording that a file's name tells: `{sessionid}_{sessiondate}`. */
  recordingOf(kind: RecordingKind, pushId: string, startMs: number): Recording | undefined {
    return this.#recordings(
      "SELECT id, document FROM fls_recordings WHERE kind = ? AND push_id = ? AND start_ms = ?",
      kind,
      pushId,
      startMs,
    )[0];
  }

  #pushes(sql: string, ...values: (string | number)[]): Push[] {
    return this.#db.all(sql, ...values).map((row) => JSON.parse(String(row.document)) as Push);
  }

  #recordings(sql: string, ...values: (string | number)[]): Recording[] {
    return this.#db.all(sql, ...values).map((row) => ({
      ...notSaid,
      ...(JSON.parse(String(row.document)) as Omit<Recording, "id">),
      id: Number(row.id),
    }));
  }
}
