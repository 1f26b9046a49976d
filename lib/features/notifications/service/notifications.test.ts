import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { signNotification } from "@/lib/agora/notifications";
import { attempts, notifications, recordingIntents } from "@/lib/db/schema";
import { putSecret } from "@/lib/db/secrets";
import { TestInstallation } from "@/lib/jobs/test-installation";
import { applyNotifications } from "./apply-notifications";

let tally: TestInstallation;
let secret: string;

beforeAll(async () => {
  tally = await TestInstallation.start({ hasNotifications: false });
  secret = tally.sandbox.sandbox.notificationSecrets.cloudRecording;
});
afterAll(() => tally.close());
beforeEach(() => tally.database.db.delete(notifications));

const sid = "c".repeat(32);

function body(changes: Record<string, unknown> = {}, payload: Record<string, unknown> = {}): Buffer {
  return Buffer.from(
    JSON.stringify({
      noticeId: "n-1",
      productId: 3,
      eventType: 40,
      notifyMs: Date.now(),
      payload: {
        cname: "lobby",
        uid: "77",
        sid,
        sequence: 0,
        sendts: Date.now(),
        details: { msgName: "recorder_started", status: 0 },
        ...payload,
      },
      ...changes,
    }),
  );
}

const signed = (raw: Buffer, key = secret) => new Headers(signNotification(raw, key));
const stored = () => tally.database.db.select().from(notifications).orderBy(notifications.id);

describe("receiving", () => {
  test("a signed notification is stored once, however often it comes", async () => {
    const raw = body();
    expect(await tally.receive(raw, signed(raw))).toEqual({ outcome: "stored" });
    expect(await tally.receive(raw, signed(raw))).toEqual({ outcome: "known" });
    expect(await stored()).toMatchObject([{ noticeId: "n-1", sid, channelName: "lobby", uid: "77", appliedAt: null }]);
  });

  test("the address of a push is not kept: it ends in the stream key", async () => {
    const rtmpUrl = "rtmps://e.test:443/live/the-key?a=1";
    const raw = body({ eventType: 100 }, { details: { msgName: "rtmp_publish_status", rtmpUrl, status: "failed" } });
    expect(await tally.receive(raw, signed(raw))).toEqual({ outcome: "stored" });
    const escaped = Buffer.from(body({ noticeId: "n-2" }, { rtmpUrl }).toString().replaceAll("/", "\\/"));
    expect(await tally.receive(escaped, signed(escaped))).toEqual({ outcome: "stored" });
    for (const row of await stored()) {
      expect(row.body).not.toMatch(/the-key|e\.test/);
      expect(JSON.parse(row.body)).toHaveProperty("noticeId", row.noticeId);
    }
  });

  test("nothing of a forged one is kept", async () => {
    const raw = body();
    const altered = Buffer.from(raw.toString().replace('"77"', '"78"'));
    const downgraded = signed(raw);
    downgraded.set("Agora-Signature-V2", "0".repeat(64));
    const tries = [
      tally.receive(raw, new Headers()),
      tally.receive(raw, signed(raw, "another secret")),
      tally.receive(altered, signed(raw)),
      tally.receive(raw, downgraded),
      tally.receive(raw, signed(raw), "unknown-address"),
    ];
    expect((await Promise.all(tries)).map((received) => received.outcome)).toEqual(Array(5).fill("unsigned"));
    expect(await stored()).toEqual([]);
  });

  test("the secret of one product does not sign for another", async () => {
    const { rtc } = tally.sandbox.sandbox.notificationSecrets;
    const raw = body();
    expect(await tally.receive(raw, signed(raw, rtc))).toEqual({ outcome: "unsigned", why: "mismatch" });
    const own = body({ productId: 1, noticeId: "n-2", eventType: 101 });
    expect(await tally.receive(own, signed(own, rtc))).toEqual({ outcome: "stored" });
  });

  test("signed nonsense is answered well and forgotten", async () => {
    for (const text of ["", "null", '{"noticeId":1}', '{"a":1,"a":2}', '{"noticeId":"x","productId":3']) {
      const raw = Buffer.from(text);
      expect(await tally.receive(raw, signed(raw))).toEqual({ outcome: "malformed" });
    }
    expect(await stored()).toEqual([]);
  });

  test("for a day after a new secret the one before it counts too, and no older one", async () => {
    const address = { ownerTable: "projects", ownerId: tally.projectId, name: "notification.fls" };
    const { fls } = tally.sandbox.sandbox.notificationSecrets;
    const put = (value: string) =>
      putSecret(tally.ctx.db, tally.ctx.box, { ...address, projectId: tally.projectId, value, actorId: null });
    await put("the second secret");
    const raw = body({ productId: 7 });
    expect(await tally.receive(raw, signed(raw, fls))).toEqual({ outcome: "stored" });
    await put("the third secret");
    expect(await tally.receive(raw, signed(raw, "the second secret"))).toEqual({ outcome: "known" });
    expect(await tally.receive(raw, signed(raw, "the third secret"))).toEqual({ outcome: "known" });
    expect(await tally.receive(raw, signed(raw, fls))).toMatchObject({ outcome: "unsigned" });
  });
});

describe("applying", () => {
  /** A start that was sent and never answered. */
  async function lostStart(recorderUid: string) {
    const input = tally.input({ channelName: `c-${recorderUid}` });
    await tally.record(input);
    await tally.database.db
      .update(attempts)
      .set({ state: "STARTING", recorderUid, startSentCount: 1, resourceId: "r", startFirstSentAt: new Date() })
      .where(eq(attempts.intentId, input.recordingId));
    return input;
  }

  async function receive(raw: Buffer) {
    await tally.receive(raw, signed(raw));
    return applyNotifications(tally.ctx);
  }

  test("finds the recording by channel and uid, and gives it its lost sid", async () => {
    const { recordingId, channelName } = await lostStart("3000000011");
    await receive(body({}, { cname: channelName, uid: "3000000011" }));
    expect(await stored()).toMatchObject([{ outcome: "applied" }]);
    const detail = await tally.detail(recordingId);
    expect(detail).toMatchObject({ status: "recording", attempts: [{ sid, state: "CONFIRMED" }] });
    expect(detail.events.map(({ type }) => type)).toEqual([
      "recording.requested",
      "attempt.planned",
      "attempt.sidAdopted",
      "notice.recorderStarted",
    ]);
  });

  test("leaves what belongs to nobody as unmatched, and other products alone", async () => {
    await receive(body({}, { sid: "d".repeat(32), cname: "elsewhere" }));
    await receive(body({ noticeId: "n-2" }, { sid: null }));
    const { rtc } = tally.sandbox.sandbox.notificationSecrets;
    const other = body({ productId: 1, noticeId: "n-3" });
    await tally.receive(other, signed(other, rtc));
    await applyNotifications(tally.ctx);
    expect((await stored()).map(({ outcome }) => outcome)).toEqual(["unmatched", "unmatched", "ignored"]);
  });

  test("one that cannot be applied does not keep the others waiting", async () => {
    const { recordingId, channelName } = await lostStart("3000000012");
    const own = { cname: channelName, uid: "3000000012", sid: "e".repeat(32) };
    // PostgreSQL's jsonb cannot hold this character.
    const poison = body({ eventType: 2 }, { ...own, details: { module: 0, warnCode: 1, msgName: "\u0000" } });
    await receive(poison);
    const bad = body({ noticeId: "n-2", eventType: 1 }, { ...own, details: { errorMsg: "\u0000", errorLevel: 1 } });
    const good = body({ noticeId: "n-3" }, own);
    await tally.receive(bad, signed(bad));
    const { failures } = await receive(good);
    expect(failures).toHaveLength(1);
    expect((await stored()).map(({ outcome }) => outcome)).toEqual(["applied", "failed", "applied"]);
    expect(await tally.detail(recordingId)).toMatchObject({ status: "recording" });
  });

  test("by several engines at once applies each once", async () => {
    const { recordingId, channelName } = await lostStart("3000000013");
    const own = { cname: channelName, uid: "3000000013", sid: "f".repeat(32) };
    for (let sequence = 0; sequence < 20; sequence += 1) {
      const raw = body({ noticeId: `n-${sequence}` }, { ...own, sequence });
      await tally.receive(raw, signed(raw));
    }
    const counts = await Promise.all([1, 2, 3].map(() => applyNotifications(tally.ctx)));
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(20);
    const detail = await tally.detail(recordingId);
    expect(detail.events.filter(({ type }) => type === "notice.recorderStarted")).toHaveLength(20);
    const [row] = await tally.database.db
      .select({ lastSequence: attempts.lastSequence, sequencesSeen: attempts.sequencesSeen })
      .from(attempts)
      .innerJoin(recordingIntents, eq(recordingIntents.id, attempts.intentId))
      .where(eq(recordingIntents.id, recordingId));
    expect(row).toEqual({ lastSequence: 19, sequencesSeen: 20 });
  });
});
