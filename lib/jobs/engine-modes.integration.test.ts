import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { attempts, auditRows } from "@/lib/db/schema";
import { openMedia } from "@/lib/features/recordings/service/open-media";
import { updateRecording } from "@/lib/features/recordings/service/update-recording";
import type { RecordingUpdate, StreamChoice } from "@/lib/features/recordings/schema";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { TestInstallation } from "./test-installation";

let tally: TestInstallation;
let pages: Server;
let pageUrl = "";

beforeAll(async () => {
  // About as long as the recordings: each track renders one slice or two.
  tally = await TestInstallation.start({ sandbox: { sliceSeconds: 4 } });
  await tally.startEngine();
  pages = createServer((_, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><body style='background:#0a5'>"),
  );
  await new Promise<void>((resolve) => void pages.listen(0, "127.0.0.1", resolve));
  pageUrl = `http://127.0.0.1:${(pages.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  await tally.close();
  pages.close();
});

function update(recordingId: string, revision: number, change: RecordingUpdate) {
  const input = { projectId: tally.projectId, recordingId, revision, update: change };
  return updateRecording({ ctx: tally.ctx, input, grant: tally.grant("recording.update") });
}

/** Waits until the change that was ordered last is where it should be. */
function updateIs(recordingId: string, state: RecordingDetail["update"]["state"]) {
  return vi.waitFor(
    async () => {
      const detail = await tally.detail(recordingId);
      expect(detail.update.state, JSON.stringify(detail.calls.at(-1))).toBe(state);
      return detail;
    },
    { timeout: 90_000 },
  );
}

const bodyOf = (detail: RecordingDetail, operation: string) =>
  detail.calls.findLast((call) => call.operation === operation)?.request["body"];

describe.concurrent("an individual recording", () => {
  test("has files of each person, and takes other streams as a whole while it runs", async () => {
    const channelName = await tally.channel();
    const only: StreamChoice = { kind: "only", uids: ["1001"] };
    const input = tally.individualInput({
      channelName,
      streamMode: "default",
      subscription: { audio: only, video: only },
    });
    await tally.record(input);
    await tally.reaches(input.recordingId, ["recording"]);
    const except: StreamChoice = { kind: "except", uids: ["99"] };
    await update(input.recordingId, 0, {
      kind: "streams",
      subscription: { audio: { kind: "everyone" }, video: except },
    });
    const changed = await updateIs(input.recordingId, "acknowledged");
    expect(changed.update).toMatchObject({ revision: 1, wanted: { kind: "streams", subscription: { video: except } } });
    expect(bodyOf(changed, "update")).toMatchObject({
      clientRequest: {
        streamSubscribe: {
          audioUidList: { subscribeAudioUids: ["#allstream#"] },
          videoUidList: { unsubscribeVideoUids: ["99"] },
        },
      },
    });
    await expect(
      update(input.recordingId, 0, { kind: "streams", subscription: { audio: only, video: only } }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(update(input.recordingId, 1, { kind: "page", isOnHold: true })).rejects.toMatchObject({
      code: "INVALID",
    });

    const safe = await tally.finish(input.recordingId);
    const files = safe.files.map(({ kind, uid, trackType }) => [kind, uid, trackType].join(" ")).toSorted();
    expect(files).toEqual(["hls 1001 audio", "hls 1001 video"]);
    const rows = await tally.database.db.select().from(auditRows).where(eq(auditRows.targetId, input.recordingId));
    expect(rows.map(({ action }) => action)).toEqual(["recording.start", "recording.update", "recording.stop"]);
    await expect(
      update(input.recordingId, 1, { kind: "streams", subscription: { audio: only, video: only } }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("with stills: each is listed with its person and time, and can be opened", async () => {
    const channelName = await tally.channel();
    const input = tally.individualInput({ channelName, snapshots: { everySeconds: 5, only: true } });
    await tally.record(input);
    await tally.reaches(input.recordingId, ["recording"]);
    const safe = await tally.finish(input.recordingId);
    expect(safe.files.map(({ kind, uid }) => `${kind} ${uid}`)).toContain("snapshot 1001");
    const [still] = safe.files;
    expect(Date.parse(still?.startedAt ?? "")).toBeGreaterThan(Date.parse(safe.createdAt));
    const grant = tally.grant("recording.read");
    const name = still?.name ?? "";
    const media = await openMedia({ ctx: tally.ctx, grant, recordingId: input.recordingId, name, isDownload: false });
    const answer = await fetch(media.kind === "redirect" ? media.url : "");
    expect(answer.headers.get("content-type")).toBe("image/jpeg");
    expect(Buffer.from(await answer.arrayBuffer()).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  });

  test("whose new lists Agora refuses keeps the old ones and says why", async () => {
    const input = tally.individualInput({ channelName: tally.emptyChannel() });
    await tally.record(input);
    await tally.reaches(input.recordingId, ["recording"]);
    const body = { code: 2, reason: "Update: invalid audioUidList value!" };
    await tally.fault(input.channelName, "update", "before", { kind: "json", status: 400, body });
    const subscription = { audio: { kind: "everyone" }, video: { kind: "nobody" } } as const;
    await update(input.recordingId, 0, { kind: "streams", subscription });
    const { update: state, calls } = await updateIs(input.recordingId, "refused");
    expect(state.reason).toContain(body.reason);
    await update(input.recordingId, 1, { kind: "streams", subscription });
    await updateIs(input.recordingId, "acknowledged");
    expect(calls.filter(({ operation }) => operation === "update")).toHaveLength(1);
    await tally.stop(input.recordingId);
  });

  test("whose start is answered by nobody is found again, with its secrets the same", async () => {
    const channelName = tally.emptyChannel();
    const encryption = { mode: 1, secret: "the-secret-of-the-channel" } as const;
    const input = tally.individualInput({ channelName, encryption });
    await tally.fault(channelName, "start", "before", { kind: "reset" });
    await tally.record(input);
    const running = await tally.reaches(input.recordingId, ["recording"]);
    const starts = running.calls.filter(({ operation }) => operation === "start");
    expect(starts.map(({ outcome }) => outcome)).toEqual(["unknown", "ok"]);
    expect(JSON.stringify(running)).not.toContain(encryption.secret);
    await tally.stop(input.recordingId);
  });
});

describe.concurrent("a recording of a web page", () => {
  test("starts on hold, is resumed, and ends with a file; a lost answer is read back, not sent again", async () => {
    const input = tally.webInput({ url: pageUrl, startsOnHold: true }, { withMp4: true });
    await tally.record(input);
    await tally.reaches(input.recordingId, ["recording"]);
    await tally.fault(input.channelName, "update", "after", { kind: "reset" });
    await update(input.recordingId, 0, { kind: "page", isOnHold: false });
    const resumed = await updateIs(input.recordingId, "acknowledged");
    expect(resumed.page).toMatchObject({ isOnHold: false });
    expect(resumed.events.map(({ type }) => type)).toContain("update.readBack");
    const updates = resumed.calls.filter(({ operation }) => operation === "update");
    expect(updates.map(({ outcome }) => outcome)).toEqual(["unknown"]);
    expect(updates[0]?.request["body"]).toMatchObject({ clientRequest: { webRecordingConfig: { onhold: false } } });

    const safe = await tally.finish(input.recordingId);
    expect(new Set(safe.files.map(({ kind }) => kind))).toEqual(new Set(["hls", "mp4"]));
  });

  test("is pushed to an address whose path nobody sees again, before and after it is changed", async () => {
    const pushTo = "rtmp://127.0.0.1:9/live/first-stream-key";
    const input = tally.webInput({ url: pageUrl, startsOnHold: true }, { pushTo });
    await tally.record(input);
    await tally.reaches(input.recordingId, ["recording"]);
    const changedTo = "rtmp://localhost:9/live/second-stream-key";
    await update(input.recordingId, 0, { kind: "page", isOnHold: true, pushTo: changedTo });
    const changed = await updateIs(input.recordingId, "acknowledged");
    expect(changed.update.wanted).toEqual({ kind: "page", isOnHold: true, pushTo: { host: "localhost:9" } });
    const rows = await tally.database.db.select().from(attempts).where(eq(attempts.intentId, input.recordingId));
    const audit = await tally.database.db.select().from(auditRows).where(eq(auditRows.targetId, input.recordingId));
    expect(JSON.stringify([changed, rows, audit])).not.toMatch(/stream-key/);
    const { body } = await tally.sandbox.control("GET", "tasks");
    expect(JSON.stringify(body)).toContain(changed.attempts[0]?.sid);
    await tally.stop(input.recordingId);
  });
});
