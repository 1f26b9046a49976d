import type { FlsArea } from "@/lib/agora/live-streaming/schemas";
import type { StateDatabase } from "../state/database";

/** An area of live streaming, as it stands in paths (FLS contract §0.7). */
export type Area = FlsArea;

export type Domain = {
  name: string;
  type: "publish" | "play";
  /** Of publish domains only. */
  region?: Area;
  authKey?: string;
};

export type EntryPoint = { name: string };

export type StorageConfig = {
  vendor: number;
  region?: number | undefined;
  bucket: string;
  accessKey: string;
  secretKey: string;
};

/** How recordings of an entry point in one area are made; which kinds of files, and where custom ones go. */
export type RecordConfig = { hls: boolean; mp4: boolean; storage: StorageConfig | null };

export type StillConfig = {
  isEnabled: boolean;
  intervalSeconds: number;
  isModerated: boolean;
  storage: StorageConfig | null;
};

/** Whether all streams of an entry point are recorded. */
export type Auto = { isEnabled: boolean };

/** One stream is recorded although not all are: if it is on air, or comes within a day (FLS contract §2.4). */
export type RecordTask = { stream: string; madeMs: number };

export type Ban = { stream: string; resumeMs: number };

/** What was cut out of a recording, or taken as a still. It can be had once it is ready. */
export type Clip = { fileName: string; stream: string; area: Area; startMs: number; endMs: number; readyMs: number };
export type Still = { fileName: string; stream: string; area: Area; atMs: number; readyMs: number };

/** A clip or a still that an event is still to tell of: by switch, once it can be had. */
export type Untold = { made: "clip" | "still"; entryPoint: string; stream: string; fileName: string; readyMs: number };

/** A custom still that could not be uploaded; Agora tells nobody. */
export type StillFailure = { entryPoint: string; stream: string; atMs: number; failure: string };

/** The encoder of a stream: it keeps pushing until it is told to stop, whatever becomes of its push. */
export type Encoder = {
  entryPoint: string;
  stream: string;
  /** Whose picture and tone it sends. */
  uid: number;
  area: Area;
  isPushing: boolean;
  fps: number;
  bitsPerSecond: number;
  /** What it sent until it was told to send something else, oldest first. */
  before?: { untilMs: number; fps: number; bitsPerSecond: number }[];
  /** Times at which it sent less. */
  dips: { fromMs: number; toMs: number; fps: number; bitsPerSecond: number }[];
};

/** What each kind of setting holds. */
type Kinds = {
  encoder: Encoder;
  domain: Domain;
  entryPoint: EntryPoint;
  standardRecord: RecordConfig;
  customRecord: RecordConfig;
  standardAuto: Auto;
  customAuto: Auto;
  standardTask: RecordTask;
  customTask: RecordTask;
  standardStills: StillConfig;
  customStills: StillConfig;
  ban: Ban;
  clip: Clip;
  still: Still;
  untold: Untold;
  /** A periodic still that was taken. */
  takenStill: { atMs: number };
  stillFailure: StillFailure;
  /** Where recordings that were begun with a storage put their files, whatever is configured since. */
  storage: StorageConfig;
  /** The mark that the cast and its history are there. */
  seeded: { atMs: number };
};

export type SettingKind = keyof Kinds;

/** Everything that is configured, by kind and key; parts of a key are joined by slashes, which none of them holds. */
export class FlsSettings {
  readonly #db: StateDatabase;

  constructor(db: StateDatabase) {
    this.#db = db;
  }

  get<K extends SettingKind>(kind: K, ...key: string[]): Kinds[K] | undefined {
    const row = this.#db.get("SELECT document FROM fls_settings WHERE kind = ? AND key = ?", kind, key.join("/"));
    return row && (JSON.parse(String(row.document)) as Kinds[K]);
  }

  set<K extends SettingKind>(kind: K, key: readonly string[], value: Kinds[K]): void {
    this.#db.run(
      "INSERT INTO fls_settings (kind, key, document) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET document = excluded.document",
      kind,
      key.join("/"),
      JSON.stringify(value),
    );
  }

  /** Returns whether it was there. */
  delete(kind: SettingKind, ...key: string[]): boolean {
    return this.#db.run("DELETE FROM fls_settings WHERE kind = ? AND key = ?", kind, key.join("/")).changes > 0;
  }

  /** All of a kind whose key begins with these parts, in the order of their keys. */
  list<K extends SettingKind>(kind: K, ...begin: string[]): Kinds[K][] {
    return this.entries(kind, ...begin).map(({ value }) => value);
  }

  entries<K extends SettingKind>(kind: K, ...begin: string[]): { key: string[]; value: Kinds[K] }[] {
    const prefix = begin.map((part) => `${part}/`).join("");
    return this.#db
      .all("SELECT key, document FROM fls_settings WHERE kind = ? ORDER BY key", kind)
      .filter((row) => String(row.key).startsWith(prefix))
      .map((row) => ({
        key: String(row.key).split("/"),
        value: JSON.parse(String(row.document)) as Kinds[K],
      }));
  }

  /** Forgets all of a kind whose key begins with these parts. */
  deleteBelow(kind: SettingKind, ...begin: string[]): void {
    for (const { key } of this.entries(kind, ...begin)) this.delete(kind, ...key);
  }
}
