import { expect, test } from "vitest";
import type { ChangeFeed, FeedEvent } from "../../../db/changes";
import { openChangeStream } from "./open-change-stream";

/** A feed that the test speaks through. */
function handFeed(): ChangeFeed & { say(event: FeedEvent): void } {
  const readers = new Set<(event: FeedEvent) => void>();
  return {
    isHearing: true,
    get readerCount() {
      return readers.size;
    },
    subscribe(reader) {
      readers.add(reader);
      return () => void readers.delete(reader);
    },
    say: (event) => [...readers].forEach((reader) => reader(event)),
    close: () => Promise.resolve(),
  };
}

function open(projectIds: string[]) {
  const feed = handFeed();
  const browser = new AbortController();
  let access: ReadonlySet<string> | null = new Set(projectIds);
  const stream = openChangeStream({
    feed,
    signal: browser.signal,
    projectIds: access,
    readAccess: () => Promise.resolve(access),
  });
  const reader = stream.getReader();
  return {
    feed,
    browser,
    change: (id: string, projectId = "own") =>
      feed.say({ kind: "changed", notice: { projectId, changes: { recording: [id] } } }),
    grant: (ids: string[] | null) => {
      access = ids && new Set(ids);
      feed.say({ kind: "access" });
    },
    /** The next event's lines; null at the end. */
    next: async (): Promise<string | null> => {
      const { value } = await reader.read();
      return value ? new TextDecoder().decode(value) : null;
    },
  };
}

const line = (id: string, projectId = "own") =>
  `event: changed\ndata: {"projectId":"${projectId}","changes":{"recording":["${id}"]}}\n\n`;

test("tells of the reader's projects and of no other", async () => {
  const { next, change, browser, feed } = open(["own"]);
  expect(await next()).toBe("retry: 2000\n\n");
  expect(await next()).toBe("event: hearing\ndata:\n\n");
  change("theirs", "foreign");
  change("mine");
  expect(await next()).toBe(line("mine"));
  browser.abort();
  expect(await next()).toBeNull();
  expect(feed.readerCount).toBe(0);
});

test("a role that is given or taken away counts at once", async () => {
  const { next, change, grant, browser } = open(["own"]);
  await next();
  await next();
  grant(["own", "other"]);
  expect(await next()).toBe("event: hearing\ndata:\n\n");
  change("a", "other");
  expect(await next()).toBe(line("a", "other"));
  grant(["other", "third"]);
  expect(await next()).toBe("event: hearing\ndata:\n\n");
  change("b");
  change("c", "other");
  expect(await next()).toBe(line("c", "other"));
  browser.abort();
});

test.each([
  ["over", "the session has ended", (stream: ReturnType<typeof open>) => stream.grant(null)],
  ["restart", "the process ends", (stream: ReturnType<typeof open>) => stream.feed.say({ kind: "closing" })],
])("ends whole, saying %s, when %s", async (last, _when, happen) => {
  const stream = open(["own"]);
  await stream.next();
  await stream.next();
  happen(stream);
  expect(await stream.next()).toBe(`event: ${last}\ndata:\n\n`);
  expect(await stream.next()).toBeNull();
  expect(stream.feed.readerCount).toBe(0);
});

test("a browser that takes nothing is let go instead of being written for", async () => {
  const { change, feed } = open(["own"]);
  for (let count = 0; count < 1_000; count += 1) change(String(count));
  expect(feed.readerCount).toBe(0);
});

test("a browser that left before it was answered leaves nothing behind", () => {
  const feed = handFeed();
  openChangeStream({
    feed,
    signal: AbortSignal.abort(),
    projectIds: new Set(),
    readAccess: () => Promise.resolve(new Set<string>()),
  });
  expect(feed.readerCount).toBe(0);
});
