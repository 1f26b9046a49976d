import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { collectChanges, type ChangeNotice } from "./change-collector";

const told: { atMs: number; notice: ChangeNotice }[] = [];
let startMs = 0;
const collector = () => collectChanges((notice) => told.push({ atMs: Date.now() - startMs, notice }));
const recording = (id: string, projectId = "p") => ({ projectId, kind: "recording", id });

beforeEach(() => {
  vi.useFakeTimers();
  told.length = 0;
  startMs = Date.now();
});
afterEach(() => vi.useRealTimers());

test("what changes together is told together, within 10 ms", async () => {
  const changes = collector();
  for (const id of ["a", "b", "a"]) changes.add(recording(id));
  changes.add({ projectId: "p", kind: "library", id: null });
  changes.add(recording("z", "q"));
  await vi.advanceTimersByTimeAsync(10);
  expect(told).toEqual([
    { atMs: 10, notice: { projectId: "p", changes: { recording: ["a", "b"], library: null } } },
    { atMs: 10, notice: { projectId: "q", changes: { recording: ["z"] } } },
  ]);
});

test("a project that never rests is told of at most ten times a second, and nothing is left out", async () => {
  const changes = collector();
  for (let count = 0; count < 100; count += 1) {
    changes.add(recording(`r${count}`));
    await vi.advanceTimersByTimeAsync(10);
  }
  await vi.advanceTimersByTimeAsync(1_000);
  const withinASecond = told.filter(({ atMs }) => atMs < 1_000);
  expect(withinASecond.length).toBeGreaterThan(8);
  expect(withinASecond.length).toBeLessThanOrEqual(10);
  expect(told.flatMap(({ notice }) => notice.changes["recording"])).toHaveLength(100);
  expect(vi.getTimerCount()).toBe(0);
});

test("so many that naming them would be long are told as any", async () => {
  const changes = collector();
  for (let count = 0; count < 60; count += 1) changes.add(recording(`r${count}`));
  await vi.advanceTimersByTimeAsync(10);
  expect(told[0]?.notice).toEqual({ projectId: "p", changes: { recording: null } });
});
