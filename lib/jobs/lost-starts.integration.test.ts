import { afterAll, beforeAll, expect, test } from "vitest";
import { TestInstallation } from "./test-installation";
import { HandDriven } from "./test-hand-driven";

let tally: TestInstallation;
let engine: HandDriven;

beforeAll(async () => {
  // Neither a notification nor the bucket can tell a lost sid here.
  tally = await TestInstallation.start({ hasNotifications: false });
  engine = new HandDriven(tally);
});
afterAll(() => tally.close());

/** A recording that runs at Agora, of which only that is known. */
async function startUnseen() {
  const storageProfileId = await tally.saveProfile({ hasReadKey: false });
  const input = tally.input({ channelName: tally.emptyChannel(), storageProfileId });
  await tally.fault(input.channelName, "start", "after", { kind: "reset" });
  await tally.record(input);
  await engine.advance(input.recordingId);
  const [attempt] = await engine.after(4, input.recordingId);
  expect(attempt).toMatchObject({ state: "STARTING", sideState: "UNCERTAIN", sid: null });
  await expect.poll(() => isInChannel(input.channelName), { timeout: 30_000 }).toBe(true);
  return input;
}

async function isInChannel(channelName: string): Promise<boolean> {
  const { client } = await engine.ctx.agora(tally.projectId);
  return (await client.channelManagement.listUsers(channelName)).outcome !== "noChannel";
}

async function operations(recordingId: string) {
  const { calls } = await tally.detail(recordingId);
  return calls.map(({ operation, outcome }) => `${operation} ${outcome}`);
}

test.concurrent("a start whose sid stays lost is put out of the channel, and only then begun anew: one task, known", async () => {
  const { recordingId, channelName } = await startUnseen();
  const [lost] = await tally.tasksOf(channelName);
  // Its uid is asked about, and still taken: Agora's 200 to the first kick proves nothing, because it misses.
  await tally.sandbox.control("POST", "faults", { operation: "kick", kind: "miss", cname: channelName });
  const [kicked] = await engine.after(310, recordingId);
  expect(kicked).toMatchObject({ sideState: "UNCERTAIN", kickSentCount: 1 });
  expect(await isInChannel(channelName)).toBe(true);
  expect((await engine.after(2, recordingId))[0]).toMatchObject({ outOfChannelAt: null });
  await engine.after(20, recordingId);
  const [again] = await engine.after(6, recordingId);
  expect(again).toMatchObject({ kickSentCount: 2 });
  const [out] = await engine.after(2, recordingId);
  expect(out?.outOfChannelAt).not.toBeNull();
  expect(await isInChannel(channelName)).toBe(false);

  // While the task exits its uid is still taken, which only means that it is looked at again.
  const next = async () => (await engine.after(40, recordingId))[0]?.state;
  await expect.poll(next, { timeout: 30_000 }).toBe("STARTED");
  const [started] = await engine.attempts(recordingId);
  expect(started).toMatchObject({ state: "STARTED", number: 1, sideState: null });
  expect(started?.sid).not.toBe(lost);
  expect(await tally.tasksOf(channelName)).toContain(started?.sid);
  const made = await operations(recordingId);
  expect(made.slice(0, 5)).toEqual(["acquire ok", "start unknown", "start ok", "acquire ok", "start refused"]);
  expect(made.slice(5, 7)).toEqual(["kickRecorder ok", "kickRecorder ok"]);
  expect(made.slice(-2)).toEqual(["acquire ok", "start ok"]);
});

test.concurrent("a stop of a start whose sid is lost is shown as stopped only after its recorder is seen to be out", async () => {
  const { recordingId, channelName } = await startUnseen();
  await tally.stop(recordingId);
  await engine.after(6, recordingId);
  expect(await tally.detail(recordingId)).toMatchObject({ status: "unknown" });
  expect(await isInChannel(channelName)).toBe(false);
  await engine.after(2, recordingId);
  expect(await tally.detail(recordingId)).toMatchObject({ status: "unknown" });
  // Its uid is taken while the task exits: then it is put out and looked at again.
  await engine.after(400, recordingId);
  const ended = async () => (await engine.after(40, recordingId))[0]?.state;
  await expect.poll(ended, { timeout: 30_000 }).toBe("FAILED");
  expect((await engine.attempts(recordingId))[0]).toMatchObject({ failureCode: "putOut" });
  expect(await tally.detail(recordingId)).toMatchObject({ status: "lost", statusReason: "putOut" });
});

test.concurrent("a stop after the control hours puts the recorder out, and believes it when it stays out", async () => {
  const input = tally.input({ channelName: tally.emptyChannel(), controlHours: 1 });
  const { recordingId, channelName } = input;
  await tally.record(input);
  await engine.advance(recordingId);
  await engine.after(10, recordingId);
  await engine.after(3600, recordingId);
  expect(await tally.detail(recordingId)).toMatchObject({ status: "controlExpired", statusReason: "controlLost" });
  await tally.stop(recordingId);
  await engine.advance(recordingId);
  expect(await isInChannel(channelName)).toBe(false);
  await engine.after(3, recordingId);
  expect(await tally.detail(recordingId)).toMatchObject({ status: "controlExpired" });
  const [ended] = await engine.after(100, recordingId);
  expect(ended).toMatchObject({ state: "STOPPED", failureCode: "putOut" });
  expect(await operations(recordingId)).toEqual(["acquire ok", "start ok", "kickRecorder ok"]);
});
