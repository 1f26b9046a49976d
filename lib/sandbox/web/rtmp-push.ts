import { ffmpegPath } from "../media/ffmpeg-binary";
import { attemptPush } from "./push-attempt";
import { isRtmpUrl, pushArguments } from "./push-command";
import { PushPictures } from "./push-pictures";
import { pause } from "./waiting";

/** As queries and event 100 report it (contract §2.10, §5.3). */
export type RtmpStatus = "connecting" | "publishing" | "onhold" | "disconnected";

/** What to push and where. */
export type RtmpPushOrder = {
  /** Often holds a stream key: it is given to ffmpeg and to nobody else. */
  readonly rtmpUrl: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** The page's address, for the card that is pushed as long as there is no frame. */
  readonly label: string;
  /** Where frames of the page appear; need not exist. */
  readonly framesDir: string;
  /** Called at once with "connecting", then at each change. Must not throw. */
  onStatus(status: RtmpStatus): void;
  /** Closes the push. */
  readonly signal: AbortSignal;
};

/** A push under way. */
export type RtmpPush = {
  readonly status: RtmpStatus;
  /** On hold the connection stays and the picture stands still. */
  hold(isOnHold: boolean): void;
  /** Hangs up; resolves when nothing of it runs any more. */
  close(): Promise<void>;
};

/** How long to wait before each further attempt, in real time: the far end is a real server. */
const pausesMs = [1_000, 2_000, 4_000, 8_000, 16_000];

/** A connection that held this long was a good one: when it breaks, attempts are counted anew. */
const steadyMs = 30_000;

/**
 * Sends a page's pictures, and silence, to an RTMP address by an ffmpeg of low priority, a new picture each real second.
 * A connection that fails is "disconnected", and tried again five times with growing pauses. Never throws: an address
 * that is not RTMP, or a machine without ffmpeg, is "disconnected" for good.
 */
export function pushRtmp(order: RtmpPushOrder): RtmpPush {
  const closing = new AbortController();
  const ended = AbortSignal.any([order.signal, closing.signal]);
  let status: RtmpStatus = "connecting";
  let isOnHold = false;
  const change = (next: RtmpStatus) => {
    if (next === status) return;
    status = next;
    order.onStatus(next);
  };
  const sending = () => change(isOnHold ? "onhold" : "publishing");

  const push = async () => {
    if (!isRtmpUrl(order.rtmpUrl)) return;
    const ffmpeg = await ffmpegPath();
    const pictures = new PushPictures({ ...order, signal: ended });
    for (let failures = 0; !ended.aborted; failures += 1) {
      change("connecting");
      const from = performance.now();
      await attemptPush({
        ffmpeg,
        args: pushArguments(order),
        pictures,
        isOnHold: () => isOnHold,
        onSending: sending,
        signal: ended,
      });
      change("disconnected");
      if (performance.now() - from > steadyMs) failures = 0;
      const pauseMs = pausesMs[failures];
      if (pauseMs === undefined) return;
      await pause(pauseMs, ended);
    }
  };

  order.onStatus(status);
  const done = push()
    .catch(() => undefined)
    .then(() => change("disconnected"));
  return {
    get status() {
      return status;
    },
    hold(isWanted) {
      isOnHold = isWanted;
      if (status === "publishing" || status === "onhold") sending();
    },
    close() {
      closing.abort();
      return done;
    },
  };
}
