import { describe, expect, test } from "vitest";
import type { AttemptRow } from "../../data/rows";
import { decide } from "./decide";
import { after, origin, situation, startedRow } from "./test-attempt";

const running = (changes: Partial<AttemptRow> = {}) => startedRow({ state: "RUNNING", ...changes });

describe("the pace of queries", () => {
  const nextAt = (liveCount: number, changes: Partial<AttemptRow> = {}) => {
    const step = decide(situation(running({ checkedAt: after(1000), ...changes }), 1001, { liveCount }));
    return step.kind === "wait" && step.until !== null ? (step.until.getTime() - origin.getTime()) / 1000 : step;
  };

  test("is two minutes while few record, and their number decides where many do", () => {
    expect([1, 200, 1_800, 18_000].map((liveCount) => nextAt(liveCount))).toEqual([1120, 1120, 2000, 11_000]);
  });

  test("news of a task puts its query off only where many record, and never by more than once its pause", () => {
    expect(nextAt(1, { heardAt: after(1001) })).toBe(1120);
    expect(nextAt(1_800, { heardAt: after(1001) })).toBe(2001);
    const old = running({ checkedAt: after(0), heardAt: after(1900) });
    expect(decide(situation(old, 2000, { liveCount: 1_800 }))).toMatchObject({ kind: "query" });
  });

  test("a query that is asked for does not wait", () => {
    const asked = running({ checkedAt: after(1000), checkRequestedAt: after(1001) });
    expect(decide(situation(asked, 1001, { liveCount: 10_000 }))).toEqual({ kind: "query", priority: "monitor" });
  });
});

type Task = { dueAt: number; row: AttemptRow };

/** Keeps the tasks in the order in which they are due. */
function enqueue(tasks: Task[], task: Task): void {
  let [low, high] = [0, tasks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tasks[middle]?.dueAt ?? 0) <= task.dueAt) low = middle + 1;
    else high = middle;
  }
  tasks.splice(low, 0, task);
}

/** Some hours of monitoring on a clock of its own: when calls left, and how old what was known of a task was then, in seconds. */
function monitor({ liveCount, hours, startsPerSecond }: { liveCount: number; hours: number; startsPerSecond: number }) {
  const tasks: Task[] = [];
  for (let index = 0; index < liveCount; index += 1) {
    const dueAt = index / startsPerSecond;
    tasks.push({ dueAt, row: running({ startedAt: after(dueAt), checkedAt: after(dueAt) }) });
  }
  const sentAt: number[] = [];
  const ages: number[] = [];
  for (let task = tasks.shift(); task && task.dueAt < hours * 3600; task = tasks.shift()) {
    const step = decide(situation(task.row, task.dueAt, { liveCount }));
    if (step.kind === "wait" && step.until !== null) {
      enqueue(tasks, { ...task, dueAt: (step.until.getTime() - origin.getTime()) / 1000 });
      continue;
    }
    expect(step.kind).toBe("query");
    // Two places of each window are for monitoring: who finds none waits for the older one to be free.
    const at = Math.max(task.dueAt, (sentAt.at(-2) ?? -1) + 1.001);
    ages.push(at - ((task.row.checkedAt?.getTime() ?? 0) - origin.getTime()) / 1000);
    sentAt.push(at);
    enqueue(tasks, { dueAt: at, row: { ...task.row, checkedAt: after(at) } });
  }
  return { sentAt, ages: ages.toSorted((a, b) => a - b) };
}

describe("on a virtual clock", () => {
  test.each([
    { liveCount: 100, hours: 1, pause: 120 },
    { liveCount: 10_000, hours: 6, pause: 5_556 },
  ])("$liveCount recordings stay inside two calls a second for $hours h", ({ liveCount, hours, pause }) => {
    const { sentAt, ages } = monitor({ liveCount, hours, startsPerSecond: 5 });
    expect(sentAt.length).toBeGreaterThan(liveCount * 2);
    const tooMany = sentAt.filter((at, index) => index > 1 && at - (sentAt[index - 2] ?? 0) < 1);
    expect(tooMany).toEqual([]);
    // Those that started together wait for one another once, and are spread from then on.
    expect(ages[Math.floor(ages.length / 2)]).toBeLessThanOrEqual(pause * 1.05);
    expect(ages.at(-1)).toBeLessThanOrEqual(pause + liveCount / 2);
    // Nothing is known for longer than was reckoned with: no task is forgotten.
    expect(ages[0]).toBeGreaterThanOrEqual(pause - 1);
  });
});
