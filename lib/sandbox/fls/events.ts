import type { Push, Recording } from "./pushes";
import type { Encoder } from "./settings";
import type { RecordingKind } from "./names";

/** A notification of product 7 before it is addressed (FLS contract §5). `lane`: what is kept in order. */
export type FlsEvent = { eventType: number; lane: string; payload: Record<string, unknown> };

/** `eventName` stands in each payload; receivers route by the number (FLS contract §5). */
function event(eventType: number, eventName: string, lane: string, payload: Record<string, unknown>): FlsEvent {
  return { eventType, lane, payload: { eventName, ...payload } };
}

function laneOf({ entryPoint, stream }: { entryPoint: string; stream: string }): string {
  return `fls:${entryPoint}/${stream}`;
}

function about({ domain, entryPoint, stream, clientIp, nodeIp }: Push) {
  return { domain, entryPoint, streamName: stream, clientIp, nodeIp };
}

export function publishStart(push: Push): FlsEvent {
  return event(1, "publish_start", laneOf(push), about(push));
}

export function publishEnd(push: Push): FlsEvent {
  return event(2, "publish_end", laneOf(push), about(push));
}

/** Typed as integers on the page, strings in its sample: these are strings, as in the sample. */
export function mediaInfo(push: Push, { fps, bitsPerSecond }: Pick<Encoder, "fps" | "bitsPerSecond">): FlsEvent {
  const { domain, entryPoint, stream } = push;
  return event(11, "publish_media_info", laneOf(push), {
    domain,
    entryPoint,
    streamName: stream,
    videoCodec: "H264",
    videoFps: `${fps}`,
    videoRate: `${bitsPerSecond}`,
    height: "360",
    width: "640",
    audioCodec: "AAC",
  });
}

/** A playlist or an MP4 is complete: 3 in the customer's bucket, 101 in Agora's storage. */
export function newRecordFile(
  recording: Pick<Recording, "kind" | "entryPoint" | "stream">,
  fileName: string,
): FlsEvent {
  const { kind, entryPoint, stream } = recording;
  const [eventType, name] =
    kind === "custom" ? ([3, "new_custom_record_file"] as const) : ([101, "new_standard_record_file"] as const);
  return event(eventType, name, laneOf(recording), { entryPoint, streamName: stream, fileName });
}

/** A periodic still. The page calls event 102 by the name of event 4 (FLS contract §5). */
export function newStill(kind: RecordingKind, push: Pick<Push, "entryPoint" | "stream">, fileName: string): FlsEvent {
  const { entryPoint, stream } = push;
  const payload = { entryPoint, streamName: stream, fileName };
  return event(kind === "custom" ? 4 : 102, "new_custom_snapshot_file", laneOf(push), payload);
}
