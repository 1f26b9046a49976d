import "server-only";
import type { ChangeFeed, ChangeNotice, FeedEvent } from "../../../db/changes";
import { processChanges } from "../../../db/process";
import { beatMs, recheckMs } from "../constants";
import type { StreamEvent } from "../types";

export type ChangeStreamParts = {
  /** Ends the stream: the browser has gone. */
  signal: AbortSignal;
  /** The projects whose changes the reader may hear of now; null when the session has ended. */
  readAccess: () => Promise<ReadonlySet<string> | null>;
  /** What `readAccess` said when the request was let in. */
  projectIds: ReadonlySet<string>;
  feed?: ChangeFeed;
};

/** A browser that has not taken so many tellings is slow or gone: it comes back and asks for everything. */
const mostWaiting = 200;

/**
 * Server-sent events of what changes, in the reader's projects only: ids, no data. Ends with the session, with the
 * browser and with this process, each time whole, so that no browser logs a broken answer.
 */
export function openChangeStream({
  signal,
  readAccess,
  projectIds,
  feed = processChanges(),
}: ChangeStreamParts): ReadableStream<Uint8Array> {
  let allowed = projectIds;
  let isChecking = false;
  let isCheckDue = false;
  let stop: () => void = () => undefined;

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let isOver = false;
        const send = (bytes: Uint8Array) => {
          if (isOver) return;
          if ((controller.desiredSize ?? 0) <= 0) end();
          else controller.enqueue(bytes);
        };
        const end = (last?: StreamEvent) => {
          if (isOver) return;
          if (last) controller.enqueue(plain(last));
          stop();
          controller.close();
        };
        const look = async (): Promise<void> => {
          isCheckDue = true;
          if (isChecking) return;
          isChecking = true;
          while (isCheckDue && !isOver) {
            isCheckDue = false;
            // Who cannot be looked up hears nothing until they can.
            const found = await readAccess().catch(() => new Set<string>());
            if (found === null) end("over");
            else {
              const isMore = [...found].some((id) => !allowed.has(id));
              allowed = found;
              if (isMore) send(plain(feed.isHearing ? "hearing" : "deaf"));
            }
          }
          isChecking = false;
        };
        const hear = (event: FeedEvent) => {
          if (event.kind === "changed") {
            if (allowed.has(event.notice.projectId)) send(changed(event.notice));
          } else if (event.kind === "access") void look();
          else if (event.kind === "closing") end("restart");
          else send(plain(event.kind));
        };

        const unsubscribe = feed.subscribe(hear);
        const timers = [setInterval(() => send(plain("beat")), beatMs), setInterval(() => void look(), recheckMs)];
        const leave = () => end();
        stop = () => {
          isOver = true;
          unsubscribe();
          timers.forEach(clearInterval);
          signal.removeEventListener("abort", leave);
        };
        signal.addEventListener("abort", leave);
        // The browser comes back two seconds after a stream broke.
        send(encoder.encode("retry: 2000\n\n"));
        if (feed.isHearing) send(plain("hearing"));
        if (signal.aborted) leave();
      },
      cancel: () => stop(),
    },
    { highWaterMark: mostWaiting },
  );
}

const encoder = new TextEncoder();

function plain(event: StreamEvent): Uint8Array {
  return encoder.encode(`event: ${event}\ndata:\n\n`);
}

/** Written once for all readers of this process. */
const written = new WeakMap<ChangeNotice, Uint8Array>();

function changed(notice: ChangeNotice): Uint8Array {
  const known = written.get(notice) ?? encoder.encode(`event: changed\ndata: ${JSON.stringify(notice)}\n\n`);
  written.set(notice, known);
  return known;
}
