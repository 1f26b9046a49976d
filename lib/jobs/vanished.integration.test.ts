import { afterAll, beforeAll, expect, test } from "vitest";
import { HandDriven } from "./test-hand-driven";
import { TestInstallation } from "./test-installation";

let tally: TestInstallation;
let engine: HandDriven;

beforeAll(async () => {
  tally = await TestInstallation.start({ hasNotifications: false });
  engine = new HandDriven(tally);
});
afterAll(() => tally.close());

const notFound = { kind: "json", status: 404, body: { code: 404, reason: "failed to find worker" } };

/** A recording that runs, and whose queries are answered 404 from now on. */
async function vanishFrom(channelName: string) {
  const input = tally.input({ channelName });
  await tally.record(input);
  await engine.advance(input.recordingId);
  // Little by little: the recorder takes real seconds to begin, and ninety of these are all that it may take.
  const runs = async () => (await engine.after(1, input.recordingId))[0]?.state;
  await expect.poll(runs, { timeout: 30_000 }).toBe("RUNNING");
  await tally.fault(channelName, "query", "before", notFound, 0);
  await engine.after(125, input.recordingId);
  return input.recordingId;
}

async function removeFaults() {
  await tally.sandbox.control("DELETE", "faults");
}

test("a recording that vanishes is begun anew under another uid; when it is back, it is stopped", async () => {
  const recordingId = await vanishFrom(await tally.channel());
  expect(await tally.detail(recordingId)).toMatchObject({ status: "recovering" });
  await engine.after(95, recordingId);
  const [first, second] = await engine.advance(recordingId);
  expect(first).toMatchObject({ state: "RUNNING", sideState: "VANISHED" });
  expect(second).toMatchObject({ number: 2, state: "STARTED" });
  expect(second?.recorderUid).not.toBe(first?.recorderUid);
  expect(second?.filePrefix).not.toEqual(first?.filePrefix);
  expect(await tally.detail(recordingId)).toMatchObject({ status: "confirming" });

  await removeFaults();
  const [back] = await engine.after(61, recordingId);
  expect(["STOPPED", "UPLOADED"]).toContain(back?.state);
  const replaced = async () => (await engine.after(1, recordingId))[1]?.state;
  await expect.poll(replaced, { timeout: 30_000 }).toBe("RUNNING");
  const { events, calls, status } = await tally.detail(recordingId);
  expect(status).toBe("recording");
  expect(events.map(({ type }) => type)).toContain("attempt.double");
  expect(calls.filter(({ operation }) => operation === "stop")).toMatchObject([{ outcome: "ok" }]);
  await tally.stop(recordingId);
  await engine.advance(recordingId);
});

test("one of a channel that everybody has left is over, and not begun anew", async () => {
  const recordingId = await vanishFrom(tally.emptyChannel());
  const all = await engine.after(95, recordingId);
  expect(all).toMatchObject([{ number: 1, state: "STOPPED", failureCode: "vanished" }]);
  await removeFaults();
});
