import { type Answer, fieldOf, type Task } from "./agora";
import type { Lab } from "./lab";
import type { Delivery } from "./receiver";

/** A whole recording from acquire to its end, with all that was seen on the way. Many checks look at one story. */
export type Story = {
  task: Task;
  /** Sandbox time right before start and after the end. */
  fromMs: number;
  toMs: number;
  prefix: string;
  started: Answer;
  /** Every query from start on, until the recording was stopped. */
  queries: Answer[];
  /** What was in the bucket, and the playlist, while it was recording. */
  keysMeanwhile: string[];
  playlistMeanwhile: string;
  stopped: Answer;
  /** What was in the bucket right after stop had answered. */
  keysAtStop: string[];
  /** A query and a stop after the end. */
  endedQuery: Answer;
  endedStop: Answer;
  keys: string[];
  playlist: string;
  deliveries: Delivery[];
};

/** The size of every picture that the checks have made. */
export const canvas = { width: 160, height: 90, fps: 15, bitrate: 200 };
const recordingConfig = { maxIdleTime: 300, transcodingConfig: { ...canvas, mixedVideoLayout: 1 } };

/** Three people in HLS, stopped with a stop that waits. */
export function hlsStory(lab: Lab): Promise<Story> {
  return lab.once("hls", () =>
    tell(lab, { uids: ["1101", "1102", "1103"], prefix: ["conformance", "hls"], request: { recordingConfig } }),
  );
}

/** Floating, at a frame rate that is not supported. */
const floating = { ...recordingConfig, transcodingConfig: { ...canvas, fps: 25, mixedVideoLayout: 0 } };

/** Two people in HLS and MP4, stopped with a stop that does not wait. */
export function mp4Story(lab: Lab): Promise<Story> {
  return lab.once("mp4", () =>
    tell(lab, {
      uids: ["1201", "1202"],
      prefix: ["conformance", "mp4"],
      request: { recordingConfig: floating, recordingFileConfig: { avFileType: ["hls", "mp4"] } },
      isAsyncStop: true,
    }),
  );
}

/** One person's sound alone, without a prefix, in a channel with an odd name, with the comma after EXTINF. */
export function audioStory(lab: Lab): Promise<Story> {
  return lab.once("audio", () =>
    tell(lab, {
      cname: "conformance [a] & b+c;d",
      uids: ["1301"],
      prefix: [],
      isSoundOnly: true,
      request: {
        recordingConfig: { maxIdleTime: 300, streamTypes: 0, privateParams: JSON.stringify({ correctEXTINF: true }) },
      },
    }),
  );
}

type Plot = {
  cname?: string;
  uids: string[];
  prefix: string[];
  request: Record<string, unknown>;
  isAsyncStop?: boolean;
  isSoundOnly?: boolean;
};

/** Slices that must be in the bucket before a story is stopped. */
const enoughSlices = 3;

function tell(
  lab: Lab,
  { cname, uids, prefix, request, isAsyncStop = false, isSoundOnly = false }: Plot,
): Promise<Story> {
  return lab.turns[isSoundOnly ? "sound" : "pictures"].use(async () => {
    const channel = await lab.newChannel(uids, cname);
    const fromMs = await lab.nowMs();
    const storage = prefix.length > 0 ? { fileNamePrefix: prefix } : {};
    const { answer: started, task } = await lab.tryStart({ cname: channel, storage, request });
    const queries: Answer[] = [];
    const path = prefix.map((part) => `${part}/`).join("");
    const keysOf = async () => (await lab.bucket.list(task.sid, path || task.sid)).map(({ key }) => key);
    const keysMeanwhile = await lab.until(`${enoughSlices} slices in the bucket`, async () => {
      queries.push(await lab.query(task));
      const keys = await keysOf();
      return keys.filter((key) => key.endsWith(".ts")).length >= enoughSlices ? keys : undefined;
    });
    const index = `${path}${task.sid}_${channel}.m3u8`;
    const playlistMeanwhile = await lab.bucket.text(index);
    queries.push(await lab.query(task));
    await lab.catchUp(task);
    const stopped = await lab.stop(task, isAsyncStop ? { async_stop: true } : {});
    const keysAtStop = await keysOf();
    const endedQuery = await lab.ended(task);
    const endedStop = await lab.stop(task);
    await lab.notified(task.sid, 11);
    return {
      task,
      fromMs,
      toMs: await lab.nowMs(),
      prefix: path,
      started,
      queries,
      keysMeanwhile,
      playlistMeanwhile,
      stopped,
      keysAtStop,
      endedQuery,
      endedStop,
      keys: await keysOf(),
      playlist: await lab.bucket.text(index),
      deliveries: lab.receiver.about(task.sid),
    };
  });
}

/** The notifications of one type, in the order they came. */
export function ofType({ deliveries }: Pick<Story, "deliveries">, eventType: number): Delivery[] {
  return deliveries.filter(({ envelope }) => envelope.eventType === eventType);
}

/** The statuses that the queries of a story showed, in order. */
export function statusesOf({ queries }: Story): unknown[] {
  return queries.map((answer) => fieldOf(answer, "serverResponse", "status"));
}
