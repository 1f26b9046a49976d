import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";
import { listAccountTroubles, retryCredentials } from "@/lib/features/recordings/service/account-troubles";
import { z } from "zod";
import { createServices, systemContext } from "@/lib/context";
import { connect } from "@/lib/db/client";
import { createSecretBox } from "@/lib/db/secrets";
import { startRecording } from "@/lib/features/recordings/service/start-recording";
import { stopRecording } from "@/lib/features/recordings/service/stop-recording";
import { createEmergencyStop } from "./emergency-stop";
import { startEngine } from "./engine";
import { TestInstallation } from "./test-installation";

let tally: TestInstallation;
let child: ChildProcess | undefined;

afterEach(async () => {
  child?.kill("SIGKILL");
  await tally.close();
});

/** An engine in a process of its own, as the launcher starts it. */
async function startEngineProcess(): Promise<ChildProcess> {
  const script = fileURLToPath(new URL("../../scripts/engine.ts", import.meta.url));
  const engine = fork(script, ["--launched"], {
    execArgv: ["--conditions=react-server", "--import", "tsx"],
    env: { NODE_ENV: "test", DATABASE_URL: tally.database.url, TALLY_SECRET_KEY: tally.secretKey, LOG_LEVEL: "silent" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  child = engine;
  return engine;
}

describe("an engine that is killed", () => {
  test("while a start is on its way leaves no orphan: the next one adopts the same task", async () => {
    tally = await TestInstallation.start({ sandbox: { sliceSeconds: 5 } });
    const engine = await startEngineProcess();
    const input = tally.input({ channelName: await tally.channel() });
    // The task begins, and its answer takes longer than the engine lives.
    await tally.fault(input.channelName, "start", "after", { kind: "delay", delayMs: 60_000 });
    await tally.record(input);
    const [sid] = await vi.waitFor(
      async () => {
        const tasks = await tally.tasksOf(input.channelName);
        expect(tasks).toHaveLength(1);
        return tasks;
      },
      { timeout: 90_000 },
    );
    engine.kill("SIGKILL");
    await once(engine, "exit");
    const { calls, attempts } = await tally.detail(input.recordingId);
    expect(calls.at(-1)).toMatchObject({ operation: "start", outcome: null });
    expect(attempts[0]).toMatchObject({ sid: null });

    await tally.startEngine();
    const running = await tally.reaches(input.recordingId, ["recording"]);
    expect(running.attempts).toMatchObject([{ number: 1, sid }]);
    expect(await tally.tasksOf(input.channelName)).toEqual([sid]);
    await tally.finish(input.recordingId);
    expect(await tally.misdeeds()).toEqual({ pairingViolations: 0, rateLimited: 0 });
  });
});

describe("without notifications", () => {
  test("a lost start is found by its file in the bucket, and the upload is proven there", async () => {
    tally = await TestInstallation.start({ sandbox: { sliceSeconds: 3 }, hasNotifications: false });
    await tally.startEngine();
    const input = tally.input({ channelName: await tally.channel() });
    await tally.fault(input.channelName, "start", "after", { kind: "reset" });
    await tally.record(input);
    const running = await tally.reaches(input.recordingId, ["recording"]);
    expect(running.events).toContainEqual(
      expect.objectContaining({
        type: "attempt.sidAdopted",
        details: { sid: running.attempts[0]?.sid, from: "bucket" },
      }),
    );
    const safe = await tally.finish(input.recordingId);
    expect(safe).toMatchObject({ statusReason: "uploadedByListing", statusSource: "listing" });
    expect(await tally.tasksOf(input.channelName)).toHaveLength(1);
  });
});

describe("an engine", () => {
  test("whose credentials are refused sends nothing more with them, until a person says that they are right", async () => {
    tally = await TestInstallation.start();
    await tally.startEngine();
    const [first, second] = [tally.input({ channelName: "one" }), tally.input({ channelName: "two" })];
    const answer = { kind: "json", status: 401, body: { message: "Invalid authentication credentials" } };
    await tally.fault("one", "acquire", "before", answer);
    await tally.record(first);
    await vi.waitFor(async () => {
      expect(await tally.detail(first.recordingId)).toMatchObject({ statusReason: "credentialsRefused" });
    }, 30_000);
    await tally.record(second);
    await tally.stop(first.recordingId);
    await tally.reaches(first.recordingId, ["noData"]);
    expect(await tally.detail(second.recordingId)).toMatchObject({ statusReason: "credentialsRefused", calls: [] });
    const [grant, read] = [tally.grant("recording.retryCredentials"), tally.grant("recording.read")];
    const troubles = () => listAccountTroubles({ ctx: tally.ctx, grant: read });
    expect(await troubles()).toMatchObject([{ kind: "credentialsRefused" }]);

    await retryCredentials({ ctx: tally.ctx, input: { projectId: tally.projectId }, grant });
    await tally.reaches(second.recordingId, ["recording"]);
    expect(await troubles()).toEqual([]);
  });

  test("stops what is wanted to end although the database takes no writes, as the console does", async () => {
    tally = await TestInstallation.start();
    await tally.startEngine();
    const [first, second] = [tally.input({ channelName: "one" }), tally.input({ channelName: "two" })];
    await Promise.all([tally.record(first), tally.record(second)]);
    await Promise.all([first, second].map(({ recordingId }) => tally.reaches(recordingId, ["recording"])));
    const runs = async (channelName: string) => {
      const { body } = await tally.sandbox.control("GET", "tasks");
      const { tasks } = z.object({ tasks: z.array(z.object({ cname: z.string(), phase: z.string() })) }).parse(body);
      return tasks.some(({ cname, phase }) => cname === channelName && phase === "recording");
    };

    const full = connect(tally.database.url, { max: 1 });
    await full.pool.query("set default_transaction_read_only = on");
    const services = createServices({ db: full.db, box: createSecretBox(tally.secretKey) });
    const ctx = systemContext(services, "test");
    const grant = tally.grant("recording.start");
    await expect(startRecording({ ctx, input: tally.input(), grant })).rejects.toMatchObject({ code: "UNAVAILABLE" });
    const stop = { projectId: tally.projectId, recordingId: first.recordingId };
    const outcome = await stopRecording({ ctx, input: stop, grant: tally.grant("recording.stop") });
    expect(outcome).toMatchObject({ progress: "done" });
    expect(await runs("one")).toBe(false);
    expect((await tally.detail(first.recordingId)).stopRequestedAt).toBeNull();
    // The wish is written down after all as soon as that is possible.
    await full.pool.query("set default_transaction_read_only = off");
    const wish = async () => (await tally.detail(first.recordingId)).stopRequestedAt;
    await expect.poll(wish, { timeout: 30_000 }).not.toBeNull();

    const refused = Object.assign(new Error("could not extend file"), { code: "53100" });
    const due = [{ id: "", intentId: second.recordingId, isUrgent: true }];
    await expect(createEmergencyStop(ctx).stop(due, refused)).rejects.toBe(refused);
    expect(await runs("two")).toBe(false);
    await full.close();
  });

  test("tells of an account that Agora has switched off until a start is taken again", async () => {
    tally = await TestInstallation.start();
    await tally.startEngine();
    const troubles = () => listAccountTroubles({ ctx: tally.ctx, grant: tally.grant("recording.read") });
    const overdue = tally.input({ channelName: tally.emptyChannel() });
    const answer = { kind: "json", status: 400, body: { code: 405, reason: "no_active_status" } };
    await tally.fault(overdue.channelName, "acquire", "before", answer);
    await tally.record(overdue);
    await tally.reaches(overdue.recordingId, ["failed"]);
    expect(await troubles()).toMatchObject([{ kind: "accountInactive", reason: "no_active_status" }]);
    const next = tally.input({ channelName: tally.emptyChannel() });
    await tally.record(next);
    await tally.reaches(next.recordingId, ["recording"]);
    expect(await troubles()).toEqual([]);
  });

  test("that comes late finds a recording stopped before it was started, and leaves it so", async () => {
    tally = await TestInstallation.start();
    const input = tally.input();
    expect(await tally.record(input)).toMatchObject({ status: "requested", progress: "going" });
    expect(await tally.stop(input.recordingId)).toMatchObject({ statusReason: "stopRequested", progress: "going" });
    await tally.startEngine();
    expect(await tally.reaches(input.recordingId, ["noData"])).toMatchObject({ statusReason: "cancelled", calls: [] });
    expect(await tally.tasksOf(input.channelName)).toEqual([]);
  });

  test("does not start without the key that the stored secrets were sealed with", async () => {
    tally = await TestInstallation.start();
    const options = { databaseUrl: tally.database.url, logLevel: "silent" };
    const secretKey = Buffer.alloc(32, 1).toString("base64");
    await expect(startEngine({ ...options, secretKey })).rejects.toThrow(/^TALLY_SECRET_KEY: is the key "/);
    await expect(startEngine({ ...options, secretKey: "" })).rejects.toThrow("TALLY_SECRET_KEY");
  });

  test("leaves its work to the others when it stops", async () => {
    tally = await TestInstallation.start({ sandbox: { sliceSeconds: 5 } });
    const first = await tally.startEngine();
    const input = tally.input({ channelName: tally.emptyChannel() });
    await tally.record(input);
    await first.stop();
    await tally.startEngine();
    await tally.reaches(input.recordingId, ["recording"]);
    expect(await tally.tasksOf(input.channelName)).toHaveLength(1);
  });
});
