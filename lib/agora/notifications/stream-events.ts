import { z } from "zod";
import { isRecord } from "../json";
import type { RecordingKind } from "../live-streaming/input";
import { looseNumber, looseText, looseTime, maybe } from "../loose";

/** What Agora thinks of a picture. */
const suggestions = ["pass", "block", "review"] as const;
const scenes = ["neutral", "porn", "sexy"] as const;

type Push = {
  domain: string | null;
  /** Addresses of who pushes and of the node that takes it. */
  clientAddress: string | null;
  nodeAddress: string | null;
};

type StoredFile = {
  recordingKind: RecordingKind;
  /** Path in the bucket, or in Agora's storage, where it begins with `record/` or `snapshot/`. */
  fileName: string | null;
};

/**
 * An event of a live stream, told apart by `name`. Fields are read leniently, so a new form of one does not lose the
 * event: it is null then. No event says that an upload failed (FLS contract §5).
 */
export type StreamEvent =
  | ({ name: "publishStarted" | "publishEnded" } & Push)
  | {
      name: "mediaInfo";
      domain: string | null;
      videoCodec: string | null;
      framesPerSecond: number | null;
      bitsPerSecond: number | null;
      width: number | null;
      height: number | null;
      audioCodec: string | null;
    }
  | ({
      name: "recordingFileCreated";
      /** Only in notifications of 2021, as are the two below. */
      startedAt: Date | null;
      endedAt: Date | null;
      durationSeconds: number | null;
      sizeBytes: number | null;
    } & StoredFile)
  | ({ name: "snapshotCreated" } & StoredFile)
  | ({
      name: "snapshotModerated";
      suggestion: (typeof suggestions)[number] | null;
      scene: (typeof scenes)[number] | null;
      /** How sure Agora is of each, 0 to 1. */
      scores: Readonly<Record<(typeof scenes)[number], number | null>>;
    } & StoredFile)
  | { name: "unknown"; payload: Record<string, unknown> };

/** A notification of live streaming. It names neither the App ID nor when it happened, and nothing orders them. */
export type StreamNotice = {
  product: "liveStreaming";
  entryPoint: string | null;
  streamName: string | null;
  event: StreamEvent;
};

const word = maybe(looseText);
const number = maybe(looseNumber);
const time = maybe(looseTime);

const place = z.object({ entryPoint: word, streamName: word });

const push = z
  .object({ domain: word, clientIp: word, nodeIp: word })
  .transform(({ domain, clientIp, nodeIp }) => ({ domain, clientAddress: clientIp, nodeAddress: nodeIp }));

const mediaInfo = z
  .object({
    domain: word,
    videoCodec: word,
    videoFps: number,
    videoRate: number,
    width: number,
    height: number,
    audioCodec: word,
  })
  .transform(({ videoFps, videoRate, ...rest }) => ({ ...rest, framesPerSecond: videoFps, bitsPerSecond: videoRate }));

const recordingFile = z
  .object({ fileName: word, startTime: time, endTime: time, duration: number, fileSize: number })
  .transform(({ fileName, startTime, endTime, duration, fileSize }) => ({
    fileName,
    startedAt: startTime,
    endedAt: endTime,
    durationSeconds: duration,
    sizeBytes: fileSize,
  }));

const snapshot = z.object({ fileName: word });

const outputs = z.object({ neutral: number, porn: number, sexy: number });

/** Agora's words with any capitals: its text and its samples differ. */
function oneOf<const V extends string>(known: readonly V[]) {
  return word.transform((value) => known.find((each) => each === value?.toLowerCase()) ?? null);
}

const judgement = z.object({ suggestion: oneOf(suggestions), scene: oneOf(scenes), outputs: maybe(z.unknown()) });

/** Reads an event by its number: the names in the payloads are wrong in places (FLS contract §5). */
const events: Readonly<Record<number, (payload: Record<string, unknown>) => StreamEvent>> = {
  1: (payload) => ({ name: "publishStarted", ...push.parse(payload) }),
  2: (payload) => ({ name: "publishEnded", ...push.parse(payload) }),
  11: (payload) => ({ name: "mediaInfo", ...mediaInfo.parse(payload) }),
  3: (payload) => ({ name: "recordingFileCreated", recordingKind: "custom", ...recordingFile.parse(payload) }),
  4: (payload) => ({ name: "snapshotCreated", recordingKind: "custom", ...snapshot.parse(payload) }),
  5: (payload) => moderated("custom", payload),
  101: (payload) => ({ name: "recordingFileCreated", recordingKind: "standard", ...recordingFile.parse(payload) }),
  102: (payload) => ({ name: "snapshotCreated", recordingKind: "standard", ...snapshot.parse(payload) }),
  103: (payload) => moderated("standard", payload),
};

/** The numbers of the documented events. */
export const streamEventTypes: readonly number[] = Object.keys(events).map(Number);

/** Which of the three levels carries the suggestion is not clear from the page: the outermost that has one counts. */
function moderated(recordingKind: RecordingKind, payload: Record<string, unknown>): StreamEvent {
  const results = recordOf(payload["results"]);
  const porn = recordOf(results["porn"]);
  const levels = [payload, results, porn].map((level) => judgement.parse(level));
  const scores = outputs.parse(recordOf(levels[2]?.outputs));
  return {
    name: "snapshotModerated",
    recordingKind,
    ...snapshot.parse(payload),
    suggestion: levels.find(({ suggestion }) => suggestion !== null)?.suggestion ?? null,
    scene: levels.find(({ scene }) => scene !== null)?.scene ?? null,
    scores,
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

export function readStreamNotice(eventType: number, payload: Record<string, unknown>): StreamNotice {
  const event = events[eventType]?.(payload) ?? { name: "unknown" as const, payload };
  return { product: "liveStreaming", ...place.parse(payload), event };
}
