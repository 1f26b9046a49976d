import type { FlsArea } from "../storage/constants";
import type { PositionReading } from "../../timeline/media-clock";
import type { ItemStatus } from "./lifecycle";

/** A stream's place at Agora. */
export type StreamPlace = { entryPoint: string; flsArea: FlsArea; streamName: string };

/** One recording attempt in Agora's storage. Times in milliseconds since 1970. */
export type RecordedFile = {
  fileName: string;
  startMs: number;
  endMs: number;
  /** As Agora gave it; what it means is a setting of the project. */
  positionSeconds: number | null;
};

export type RecordedRange = {
  files: RecordedFile[];
  /** Days that Agora could not be asked about; what was recorded then is not known. */
  unread: { fromMs: number; toMs: number }[];
  readAt: string;
};

/** What can be chosen from. Streams are those on air, those Agora told of, and those we made something of. */
export type LibraryPlaces = {
  entryPoints: string[];
  /** Areas with a publish domain first; the others may hold recordings all the same. */
  areas: { flsArea: FlsArea; hasPublishDomain: boolean }[];
  streams: { streamName: string; isOnAir: boolean }[];
  readAt: string;
};

/** How files of a project are played. */
export type Playback = {
  template: string | null;
  /** Whether a key signs the addresses; the key itself is never shown. */
  playKey: { lastFour: string; setAt: string } | null;
  positionReading: PositionReading;
  isSandbox: boolean;
};

export type LibraryItem = StreamPlace & {
  itemId: string;
  kind: "clip" | "snapshot";
  fileName: string;
  label: string;
  /** Null: the moment of the latest file. */
  startsAt: string | null;
  endsAt: string | null;
  recordedMs: number | null;
  status: ItemStatus;
  /** Documented status or a code of ours; the sentence is chosen where it is shown. */
  code: string | null;
  /** Agora's own words, where it gave any. */
  reason: string | null;
  requestId: string | null;
  statusAt: string;
  /** Why we believe that it exists. */
  seenBy: "file" | "notification" | null;
  /** Its path in Agora's storage once it was seen. */
  path: string | null;
  /** Where anybody can fetch it, for ten minutes where addresses are signed; null until it was seen. */
  address: string | null;
  durationSeconds: number | null;
  sizeBytes: number | null;
  retryOfId: string | null;
  createdByName: string;
  createdAt: string;
};

/** What came of an order so far. */
export type ItemOutcome = {
  itemId: string;
  fileName: string;
  status: ItemStatus;
  code: string | null;
  reason: string | null;
};

export type ItemPreview = { operation: string; json: string; curl: string; fileName: string };

/** What a bucket holds of a stream; not complete where it holds more than the objects that were read. */
export type BucketListing = { files: BucketFile[]; isComplete: boolean; objectCount: number };

/** A recording in the customer's own bucket, as its listing tells. */
export type BucketFile = {
  /** Object key of the playlist or the MP4. */
  key: string;
  kind: "hls" | "mp4";
  startMs: number;
  /** When its newest object was written: about when it ended. */
  endMs: number;
  sizeBytes: number;
};
