import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { CompositeLayout } from "@/lib/features/recordings/schema";
import { getRecordingLayout } from "@/lib/features/recordings/service/get-recording-layout";
import { updateRecordingLayout } from "@/lib/features/recordings/service/update-recording-layout";
import type { LayoutTake, RecordingLayoutState } from "@/lib/features/recordings/types";
import { TestInstallation } from "./test-installation";

let tally: TestInstallation;

beforeAll(async () => {
  tally = await TestInstallation.start({ sandbox: { sliceSeconds: 3 } });
  await tally.startEngine();
});
afterAll(() => tally.close());

const half = { y: 0, w: 500_000, h: 1_000_000, alpha: 1_000_000, fit: "cover" as const };
const halves: CompositeLayout = {
  preset: "custom",
  backgroundColour: "#204060",
  regions: [
    { x: 0, ...half, uid: "1001" },
    { x: 500_000, ...half },
  ],
};
const plain: CompositeLayout = { preset: "bestFit", backgroundColour: "#000000" };

async function running(channelName = tally.emptyChannel()) {
  const input = tally.input({ channelName });
  await tally.record(input);
  await tally.reaches(input.recordingId, ["recording"]);
  return input.recordingId;
}

function take(recordingId: string, revision: number, layout: CompositeLayout, kind?: "undo") {
  const input = { projectId: tally.projectId, recordingId, revision, layout, kind };
  return updateRecordingLayout({ ctx: tally.ctx, input, grant: tally.grant("recording.updateLayout") });
}

const read = (recordingId: string): Promise<RecordingLayoutState> =>
  getRecordingLayout({ ctx: tally.ctx, recordingId, grant: tally.grant("recording.read") });

/** Waits until the newest layout has this outcome. */
async function settles(recordingId: string, outcome: LayoutTake["outcome"]): Promise<RecordingLayoutState> {
  return vi.waitFor(
    async () => {
      const state = await read(recordingId);
      expect(state.takes[0]?.outcome, JSON.stringify(state.takes[0])).toBe(outcome);
      return state;
    },
    { timeout: 60_000, interval: 50 },
  );
}

test.concurrent("a layout that is taken is kept with who, when, outcome and latency, and so is its undoing", async () => {
  const recordingId = await running();
  await take(recordingId, 0, halves);
  await settles(recordingId, "acknowledged");
  await take(recordingId, 1, plain, "undo");
  const { takes, revision, canvas } = await settles(recordingId, "acknowledged");
  expect(revision).toBe(2);
  expect(canvas).toEqual({ width: 160, height: 120 });
  expect(takes).toMatchObject([
    { revision: 2, kind: "undo", layout: plain, requestedBy: "test", outcome: "acknowledged", sentCount: 1 },
    { revision: 1, kind: "take", layout: halves, outcome: "acknowledged", latencyMs: expect.any(Number) },
    { revision: 0, kind: "start", layout: { preset: "bestFit" }, outcome: "acknowledged" },
  ]);
  const { calls } = await tally.detail(recordingId);
  const bodies = calls.filter(({ operation }) => operation === "updateLayout").map(({ request }) => request["body"]);
  expect(bodies).toMatchObject([
    {
      clientRequest: {
        mixedVideoLayout: 3,
        backgroundColor: "#204060",
        layoutConfig: [
          { uid: "1001", x_axis: 0, y_axis: 0, width: 0.5, height: 1, alpha: 1, render_mode: 0 },
          { x_axis: 0.5, y_axis: 0, width: 0.5, height: 1, alpha: 1, render_mode: 0 },
        ],
      },
    },
    { clientRequest: { mixedVideoLayout: 1, backgroundColor: "#000000" } },
  ]);
  expect(bodies[1]).not.toHaveProperty("clientRequest.layoutConfig");
  await tally.stop(recordingId);
});

test.concurrent("an answer that is lost leaves the layout unknown until it is sent again", async () => {
  const channelName = tally.emptyChannel();
  const recordingId = await running(channelName);
  await tally.fault(channelName, "updateLayout", "after", { kind: "reset" });
  await take(recordingId, 0, halves);
  const { takes } = await settles(recordingId, "acknowledged");
  expect(takes[0]).toMatchObject({ sentCount: 2 });
  const { calls } = await tally.detail(recordingId);
  const outcomes = calls.filter(({ operation }) => operation === "updateLayout").map(({ outcome }) => outcome);
  expect(outcomes).toEqual(["unknown", "ok"]);
  await tally.stop(recordingId);
});

test.concurrent("a refusal is told in Agora's words and the layout before it stays", async () => {
  const channelName = tally.emptyChannel();
  const recordingId = await running(channelName);
  const answer = { kind: "json", status: 400, body: { code: 2, reason: "no such picture" } };
  await tally.fault(channelName, "updateLayout", "before", answer);
  await take(recordingId, 0, halves);
  const { takes } = await settles(recordingId, "refused");
  expect(takes[0]?.reason).toContain("no such picture");
  await take(recordingId, 1, plain);
  expect((await settles(recordingId, "acknowledged")).takes.map(({ outcome }) => outcome)).toEqual([
    "acknowledged",
    "refused",
    "acknowledged",
  ]);
  await tally.stop(recordingId);
  await expect(take(recordingId, 2, halves)).rejects.toMatchObject({ code: "CONFLICT" });
});
