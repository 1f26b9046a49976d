import type { Logger } from "../logger";
import { collectChanges, type Change, type ChangeNotice } from "./change-collector";
import { listen, type Listener } from "./listener";

export type { ChangeNotice } from "./change-collector";

/** The PostgreSQL channel on which triggers tell what changed (migration `told_changes`). */
const changedChannel = "tally_changed";

/**
 * `hearing`: from now on nothing is missed; what happened before may have been. `deaf`: the database is not heard.
 * `access`: a session, a role or a project changed. `closing`: this process ends.
 */
export type FeedEvent =
  | { kind: "changed"; notice: ChangeNotice }
  | { kind: "hearing" }
  | { kind: "deaf" }
  | { kind: "access" }
  | { kind: "closing" };

/** What changes in the database, for any number of readers in this process, over one connection. */
export type ChangeFeed = {
  readonly isHearing: boolean;
  readonly readerCount: number;
  /** @returns to be called when no more is wanted */
  subscribe(reader: (event: FeedEvent) => void): () => void;
  close(): Promise<void>;
};

/** The connection outlives the last reader by this: a page that is loaded anew finds it open. */
const lingerMs = 2_000;

/** Listens while anybody reads. */
export function createChangeFeed({ databaseUrl, logger }: { databaseUrl: string; logger: Logger }): ChangeFeed {
  const readers = new Set<(event: FeedEvent) => void>();
  const emit = (event: FeedEvent) => {
    for (const reader of readers) reader(event);
  };
  const collector = collectChanges((notice) => emit({ kind: "changed", notice }));
  let listener: Listener | undefined;
  let linger: NodeJS.Timeout | undefined;
  let isHearing = false;
  let isClosed = false;

  function open(): void {
    clearTimeout(linger);
    listener ??= listen({
      databaseUrl,
      channels: [changedChannel],
      name: "tally-changes",
      logger,
      onNotice(_channel, payload) {
        if (payload === "") {
          isHearing = true;
          emit({ kind: "hearing" });
          return;
        }
        const change = readChange(payload);
        if (change === null || change.projectId === null) emit({ kind: "access" });
        else collector.add({ ...change, projectId: change.projectId });
      },
      onBroken() {
        isHearing = false;
        emit({ kind: "deaf" });
      },
    });
  }

  async function shut(): Promise<void> {
    clearTimeout(linger);
    const closing = listener;
    listener = undefined;
    isHearing = false;
    await closing?.close();
  }

  return {
    get isHearing() {
      return isHearing;
    },
    get readerCount() {
      return readers.size;
    },
    subscribe(reader) {
      const own = (event: FeedEvent) => reader(event);
      readers.add(own);
      if (!isClosed) open();
      return () => {
        if (!readers.delete(own) || readers.size > 0) return;
        clearTimeout(linger);
        linger = setTimeout(() => void shut(), lingerMs);
        linger.unref();
      };
    },
    async close() {
      isClosed = true;
      emit({ kind: "closing" });
      collector.close();
      await shut();
    },
  };
}

/** Triggers wrote it. `projectId` is null where it is about who may hear, not about what. */
function readChange(payload: string): (Omit<Change, "projectId"> & { projectId: string | null }) | null {
  const change = JSON.parse(payload) as Omit<Change, "projectId"> & { projectId: string | null };
  return change.kind === "access" ? null : change;
}
