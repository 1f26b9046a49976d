import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRecorderToken } from "@/lib/agora/recorder-token";
import { Secret } from "@/lib/agora/secret";
import { attempts, auditRows, processes, projects, recordingIntents } from "@/lib/db/schema";
import { deleteSecret, putSecret, readSecret } from "@/lib/db/secrets";
import { TestInstallation } from "@/lib/jobs/test-installation";
import type { StartRecordingInput } from "../schema";
import { listLiveInChannel } from "./list-recordings";

const certificate = "0123456789abcdef0123456789abcdef";
let tally: TestInstallation;

// No engine runs: what is written down is all that happens.
beforeAll(async () => {
  tally = await TestInstallation.start({ hasNotifications: false });
});
afterAll(() => tally.close());

const certificateAddress = () => ({ ownerTable: "projects", ownerId: tally.projectId, name: "appCertificate" });

async function attemptOf({ recordingId }: StartRecordingInput) {
  const [row] = await tally.database.db.select().from(attempts).where(eq(attempts.intentId, recordingId));
  if (!row) throw new Error("there is no attempt");
  const token = await readSecret(tally.ctx.db, tally.ctx.box, {
    ownerTable: "attempts",
    ownerId: row.id,
    name: "recorderToken",
  });
  return { ...row, token };
}

function refusal(input: StartRecordingInput) {
  return tally.record(input).then(
    () => "accepted",
    (error: { code: string; fields: Record<string, string> }) => [error.code, Object.keys(error.fields)],
  );
}

describe("what a start writes down", () => {
  test("a plan that is due, under a prefix and a uid of its own, with an audit row", async () => {
    const input = tally.input({ filePrefix: ["daily", "shows"] });
    expect(await tally.record(input)).toMatchObject({ status: "requested", progress: "going" });
    const attempt = await attemptOf(input);
    expect(attempt).toMatchObject({ state: "PLANNED", number: 1, token: null, startSentCount: 0, resourceId: null });
    expect(attempt.filePrefix).toEqual(["daily", "shows", attempt.id]);
    expect(Number(attempt.recorderUid)).toBeGreaterThanOrEqual(3_000_000_000);
    expect(attempt.nextStepAt?.getTime()).toBeLessThanOrEqual(Date.now() + 1000);
    const [audit] = await tally.database.db.select().from(auditRows).where(eq(auditRows.targetId, input.recordingId));
    expect(audit).toMatchObject({ action: "recording.start", outcome: "done", after: { channelName: "lobby" } });
  });

  test("and its page tells that no engine runs, until one gives a sign of life", async () => {
    const input = tally.input();
    await tally.record(input);
    expect((await tally.detail(input.recordingId)).isEngineAlive).toBe(false);
    await tally.database.db.insert(processes).values({ id: "alive", kind: "engine" });
    expect((await tally.detail(input.recordingId)).isEngineAlive).toBe(true);
    await tally.database.db.delete(processes);
  });

  test("another recording of the channel is possible, and both can be seen", async () => {
    const [first, second] = [tally.input({ channelName: "twice" }), tally.input({ channelName: "twice" })];
    await tally.record(first);
    await tally.record(second);
    const grant = tally.grant("recording.read");
    const live = await listLiveInChannel({ ctx: tally.ctx, channelName: "twice", grant });
    expect(live.map(({ recordingId }) => recordingId).toSorted()).toEqual(
      [first.recordingId, second.recordingId].toSorted(),
    );
    const { events } = await tally.detail(second.recordingId);
    expect(events[0]?.details).toMatchObject({ besides: [first.recordingId] });
  });

  test("a storage profile of another project is none, and an id of another project is taken", async () => {
    expect(await refusal(tally.input({ storageProfileId: "somebody-elses" }))).toEqual([
      "INVALID",
      ["storageProfileId"],
    ]);
    const input = tally.input();
    await tally.record(input);
    await tally.database.db
      .insert(projects)
      .values({ id: "other", name: "Other", kind: "agora", appId: "x", apiHosts: [], callbackKey: "other" });
    await tally.database.db
      .update(recordingIntents)
      .set({ projectId: "other" })
      .where(eq(recordingIntents.id, input.recordingId));
    expect(await refusal(input)).toEqual(["CONFLICT", []]);
  });
});

describe("the recorder's token", () => {
  const appId = () => tally.sandbox.sandbox.appId;
  const pasted = (value: string, expiresAt?: number) => ({ kind: "pasted" as const, value, expiresAt });

  function makeToken(channelName: string, recorderUid: string, forApp = appId()) {
    const appCertificate = new Secret(certificate);
    const made = createRecorderToken({
      appId: forApp,
      appCertificate,
      channelName,
      recorderUid,
      lifetimeSeconds: 3600,
    });
    return made.token.reveal();
  }

  test("is made from the App Certificate, and demanded where there is one", async () => {
    expect(await refusal(tally.input({ token: { kind: "issued", hours: 2 } }))).toEqual(["INVALID", ["token.kind"]]);
    const { ctx, projectId } = tally;
    await putSecret(ctx.db, ctx.box, { ...certificateAddress(), projectId, value: certificate, actorId: null });
    expect(await refusal(tally.input())).toEqual(["INVALID", ["token.kind"]]);
    const input = tally.input({ token: { kind: "issued", hours: 2 } });
    await tally.record(input);
    expect((await attemptOf(input)).token).toMatch(/^007/);
    const detail = await tally.detail(input.recordingId);
    expect(new Date(detail.tokenExpiresAt ?? 0).getTime()).toBeGreaterThan(Date.now() + 7_000_000);
    expect(detail.config).toMatchObject({ token: { kind: "issued" } });
    await deleteSecret(ctx.db, certificateAddress());
  });

  test("that is pasted decides the uid it is bound to, and is never shown", async () => {
    const value = makeToken("pasted", "4242");
    const input = tally.input({ channelName: "pasted", token: pasted(value) });
    await tally.record(input);
    expect(await attemptOf(input)).toMatchObject({ recorderUid: "4242", token: value });
    const [intent] = await tally.database.db
      .select()
      .from(recordingIntents)
      .where(eq(recordingIntents.id, input.recordingId));
    const audit = await tally.database.db.select().from(auditRows).where(eq(auditRows.targetId, input.recordingId));
    const shown = JSON.stringify([await tally.detail(input.recordingId), intent, audit]);
    expect(shown).not.toContain(value);
    const again = tally.input({ channelName: "pasted", token: pasted(value) });
    expect(await refusal(again)).toEqual(["CONFLICT", ["token.value"]]);
  });

  test.each([
    ["for another channel", () => makeToken("elsewhere", "1")],
    ["for another App ID", () => makeToken("lobby", "1", certificate)],
    ["that is damaged", () => makeToken("lobby", "1").slice(0, 40)],
    ["that is no token", () => "hello"],
  ])("%s is refused at its field", async (_, value) => {
    expect(await refusal(tally.input({ token: pasted(value()) }))).toEqual(["INVALID", ["token.value"]]);
  });

  test("of the old form is believed, unless it is said to have expired", async () => {
    const input = tally.input({ token: pasted("006old", Math.floor(Date.now() / 1000) + 60) });
    await tally.record(input);
    expect((await attemptOf(input)).token).toBe("006old");
    expect(await refusal(tally.input({ token: pasted("006old", 1) }))).toEqual(["INVALID", ["token.value"]]);
  });
});
