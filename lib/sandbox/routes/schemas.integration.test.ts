import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { taskPath, type TestMode, TestSandbox, type TestTask } from "../test-sandbox";
import {
  acquireRequest,
  cname,
  layout,
  startRequest,
  stopRequest,
  uid,
  updateRequest,
  webLabel,
} from "./test-arbitraries";
import { type Json, leastStart, type Recordings, sceneFor, startEach } from "./test-requests";
import {
  acquireViolations,
  layoutViolations,
  startViolations,
  updateViolations,
  type Violation,
} from "./test-violations";

const modes: TestMode[] = ["mix", "individual", "web"];
/** The same requests each time; a failure names the smallest one it found. */
const seed = 20_261_121;

let box: TestSandbox;
let running: Recordings;
/** Tickets for starts that are refused, which does not use them up. */
let tickets: Record<TestMode, string>;
let runs = 0;

beforeAll(async () => {
  box = await TestSandbox.start();
  const many = { requestsPerSecond: 100_000, maxConcurrentTasks: 1000, maxConcurrentWebTasks: 1000 };
  await box.control("PATCH", "switches", many);
  // Nothing comes as far as to record: there is nobody, and two seconds of starting last twenty.
  await box.control("PUT", "clock", { rate: 0.1 });
  running = await startEach(box, "http://127.0.0.1:1/");
  const ticket = (mode: TestMode) => box.resource(`refused-${mode}`, "5", mode === "web" ? { scene: 1 } : {});
  tickets = { mix: await ticket("mix"), individual: await ticket("individual"), web: await ticket("web") };
});

afterAll(() => box.close());

/** Checks so many requests, one after another. */
function holds<T>(numRuns: number, arbitrary: fc.Arbitrary<T>, check: (value: T) => Promise<void>): Promise<void> {
  const property = fc.asyncProperty(arbitrary, async (value) => {
    runs += 1;
    await check(value);
  });
  return fc.assert(property, { numRuns, seed });
}

const call = (task: TestTask, operation: string, clientRequest: Json) =>
  box.call(`${taskPath(task)}/${operation}`, { cname: task.cname, uid: task.uid, clientRequest });

const refusal = (code: number) => ({ status: 400, body: { code, reason: expect.stringMatching(/./) } });

describe("what the contract allows is accepted", () => {
  test.each([0, 1, 2] as const)("acquire with scene %d", async (scene) => {
    const requests = fc.record({ cname: scene === 1 ? webLabel : cname, uid, clientRequest: acquireRequest(scene) });
    await holds(25, requests, async (body) => {
      const answer = await box.call("acquire", body);
      const ids = { cname: body.cname, uid: body.uid, resourceId: expect.stringMatching(/^.{64,}$/) };
      expect(answer).toMatchObject({ status: 200, body: ids });
    });
  });

  test.each(modes)("start in %s mode, and stop", async (mode) => {
    const requests = fc.record({ clientRequest: startRequest[mode], last: stopRequest });
    await holds(45, requests, async ({ clientRequest, last }) => {
      const [channel, recorder] = [`accepted-${mode}`, String(1000 + runs)];
      const acquire = { ...sceneFor(mode, clientRequest), startParameter: clientRequest };
      const resourceId = await box.resource(channel, recorder, acquire);
      const { status, body } = await box.start(resourceId, channel, recorder, clientRequest, mode);
      expect({ status, body }).toMatchObject({ status: 200, body: { sid: expect.stringMatching(/^[0-9a-f]{32}$/) } });
      const task = { cname: channel, uid: recorder, resourceId, sid: String(body.sid), mode };
      // Nobody sent anything.
      expect(await call(task, "stop", last)).toMatchObject({ status: 206, body: { code: 435 } });
    });
  });

  test.each(modes)("update in %s mode", async (mode) => {
    await holds(20, updateRequest[mode], async (clientRequest) => {
      const { sid } = running[mode];
      expect(await call(running[mode], "update", clientRequest)).toMatchObject({ status: 200, body: { sid } });
    });
  });

  test("updateLayout", async () => {
    await holds(40, layout, async (clientRequest) => {
      const { sid } = running.mix;
      expect(await call(running.mix, "updateLayout", clientRequest)).toMatchObject({ status: 200, body: { sid } });
    });
  });
});

describe("each thing the contract forbids is refused", () => {
  test("by acquire", async () => {
    const requests = fc.record({ cname, uid, clientRequest: acquireRequest(0) });
    for (const [what, code, spoil] of acquireViolations) {
      await holds(2, requests, async (body) => {
        expect(await box.call("acquire", spoil(body)), what).toMatchObject(refusal(code));
      });
    }
  });

  test.each(modes)("by start in %s mode", async (mode) => {
    const send = (clientRequest: Json) => {
      const body = { cname: `refused-${mode}`, uid: "5", clientRequest };
      return box.call(`resourceid/${tickets[mode]}/mode/${mode}/start`, body);
    };
    await refuses(startViolations[mode], startRequest[mode], send);
    // Only what was wrong was refused: the ticket is good.
    const request = { storageConfig: box.storage(), ...leastStart(mode) };
    expect((await send(request)).status).toBe(200);
  });

  test.each(modes)("by update in %s mode", async (mode) => {
    await refuses(updateViolations[mode], updateRequest[mode], (request) => call(running[mode], "update", request));
  });

  test("by updateLayout", async () => {
    await refuses(layoutViolations, layout, (request) => call(running.mix, "updateLayout", request));
  });

  test("by updateLayout in the modes that have no layout", async () => {
    await holds(5, layout, async (clientRequest) => {
      for (const mode of ["individual", "web"] as const) {
        expect(await call(running[mode], "updateLayout", clientRequest)).toMatchObject(refusal(2));
      }
    });
  });

  test("by stop", async () => {
    await holds(5, fc.oneof(fc.string(), fc.integer(), fc.array(fc.boolean())), async (value) => {
      expect(await call(running.mix, "stop", { async_stop: value })).toMatchObject(refusal(2));
    });
  });
});

test("three hundred and more requests were made", () => {
  expect(runs).toBeGreaterThanOrEqual(300);
});

async function refuses(
  violations: readonly Violation[],
  good: fc.Arbitrary<Json>,
  send: (request: Json) => Promise<unknown>,
): Promise<void> {
  for (const [what, spoil] of violations) {
    await holds(2, good, async (request) => {
      expect(await send(spoil(request)), what).toMatchObject(refusal(2));
    });
  }
}
