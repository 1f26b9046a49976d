import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import { ulid } from "ulid";
import { expect, vi } from "vitest";
import { z } from "zod";
import { grantToSystem } from "@/lib/auth/ability";
import { createServices, systemContext, type Context } from "@/lib/context";
import { createSecretBox } from "@/lib/db/secrets";
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-db";
import type { ProjectAction } from "@/lib/features/accounts/constants";
import { receiveNotification } from "@/lib/features/notifications/service/receive-notification";
import { seedSandboxProject } from "@/lib/features/projects/service/seed-sandbox";
import type { RecordingStatus } from "@/lib/features/recordings/lifecycle";
import type { CompositeInput, IndividualInput, StartRecordingInput, WebInput } from "@/lib/features/recordings/schema";
import { getRecording } from "@/lib/features/recordings/service/get-recording";
import { startRecording } from "@/lib/features/recordings/service/start-recording";
import { stopRecording } from "@/lib/features/recordings/service/stop-recording";
import type { RecordingDetail, RecordingOutcome } from "@/lib/features/recordings/types";
import { saveStorageProfile } from "@/lib/features/storage/service/save-profile";
import type { SandboxOptions } from "@/lib/sandbox/main";
import { TestSandbox } from "@/lib/sandbox/test-sandbox";
import { startEngine, type Engine } from "./engine";

export type InstallationOptions = {
  sandbox?: Partial<SandboxOptions>;
  /** Whether the sandbox sends notifications to the installation; default true. */
  hasNotifications?: boolean;
};

type Keys = { accessKey?: string; secretKey?: string; hasReadKey?: boolean };

/** For tests: a database, a sandbox and the project that points at it. Engines are started by the test. */
export class TestInstallation {
  readonly secretKey = randomBytes(32).toString("base64");
  readonly #engines: Engine[] = [];
  #receiver: Server | undefined;
  #projectId = "";
  #profileId = "";
  #callbackKey = "";

  private constructor(
    readonly database: TestDatabase,
    readonly sandbox: TestSandbox,
  ) {}

  static async start(options: InstallationOptions = {}): Promise<TestInstallation> {
    const [database, sandbox] = await Promise.all([createTestDatabase(), TestSandbox.start(options.sandbox)]);
    const installation = new TestInstallation(database, sandbox);
    await installation.#seed();
    if (options.hasNotifications !== false) await installation.#receiveNotifications();
    return installation;
  }

  async close(): Promise<void> {
    await Promise.all(this.#engines.map((engine) => engine.stop()));
    await new Promise((resolve) => (this.#receiver ? this.#receiver.close(resolve) : resolve(undefined)));
    await this.sandbox.close();
    await this.database.close();
  }

  /** The console's side: it calls nothing at Agora. */
  get ctx(): Context {
    const services = createServices({ db: this.database.db, box: createSecretBox(this.secretKey) });
    return systemContext(services, "test");
  }

  get projectId(): string {
    return this.#projectId;
  }

  get callbackKey(): string {
    return this.#callbackKey;
  }

  grant<A extends ProjectAction>(action: A) {
    return grantToSystem(this.ctx.actor, action, this.#projectId);
  }

  async startEngine(): Promise<Engine> {
    const engine = await startEngine({
      databaseUrl: this.database.url,
      secretKey: this.secretKey,
      logLevel: "silent",
    });
    this.#engines.push(engine);
    return engine;
  }

  /** A profile for the sandbox's bucket, with its keys unless others are given. */
  async saveProfile(keys: Keys = {}): Promise<string> {
    const { bucket, ...own } = this.sandbox.sandbox.objectStore;
    const hasReadKey = keys.hasReadKey ?? true;
    const { profileId } = await saveStorageProfile({
      ctx: this.ctx,
      grant: this.grant("storage.save"),
      input: {
        projectId: this.#projectId,
        name: `profile ${randomBytes(4).toString("hex")}`,
        vendor: "s3",
        storageRegion: 0,
        bucket,
        accessKey: keys.accessKey ?? own.accessKey,
        secretKey: keys.secretKey ?? own.secretKey,
        readAccessKey: hasReadKey ? own.accessKey : "",
        readSecretKey: hasReadKey ? own.secretKey : "",
        removeReadKey: false,
      },
    });
    return profileId;
  }

  input(changes: Partial<CompositeInput> = {}): CompositeInput {
    return {
      ...this.#order(),
      mode: "composite",
      channelName: "lobby",
      channelProfile: "live",
      layout: { preset: "bestFit", backgroundColour: "#000000" },
      video: { width: 160, height: 120, fps: 15, bitrateKbps: 130 },
      audioProfile: 0,
      withMp4: false,
      maxIdleSeconds: 300,
      token: { kind: "none" },
      ...changes,
    };
  }

  individualInput(changes: Partial<IndividualInput> = {}): IndividualInput {
    return {
      ...this.#order(),
      mode: "individual",
      channelName: "lobby",
      channelProfile: "live",
      maxIdleSeconds: 300,
      token: { kind: "none" },
      media: "both",
      uidGroup: 0,
      streamMode: "standard",
      ...changes,
    };
  }

  webInput(page: Partial<WebInput["page"]> & { url: string }, changes: Partial<WebInput> = {}): WebInput {
    return {
      ...this.#order(),
      mode: "web",
      channelName: `page ${randomBytes(4).toString("hex")}`,
      page: { audioProfile: 0, width: 320, height: 240, fps: 10, maxHours: 1, ...page },
      withMp4: false,
      ...changes,
    };
  }

  record(input: StartRecordingInput): Promise<RecordingOutcome> {
    return startRecording({ ctx: this.ctx, input, grant: this.grant("recording.start") });
  }

  stop(recordingId: string): Promise<RecordingOutcome> {
    const input = { projectId: this.#projectId, recordingId };
    return stopRecording({ ctx: this.ctx, input, grant: this.grant("recording.stop") });
  }

  detail(recordingId: string): Promise<RecordingDetail> {
    return getRecording({ ctx: this.ctx, recordingId, grant: this.grant("recording.read") });
  }

  /** Waits until the recording has one of these statuses, and says what it is then. */
  async reaches(recordingId: string, statuses: RecordingStatus[], timeoutMs = 90_000): Promise<RecordingDetail> {
    return vi.waitFor(
      async () => {
        const detail = await this.detail(recordingId);
        expect(statuses, JSON.stringify(summaryOf(detail))).toContain(detail.status);
        return detail;
      },
      { timeout: timeoutMs, interval: 150 },
    );
  }

  /** The name of a channel with nobody in it: its recordings run like others, and cost no composing. */
  emptyChannel(): string {
    return `empty-${randomBytes(4).toString("hex")}`;
  }

  /** A channel of its own with one person in it who sends picture and sound. */
  async channel(): Promise<string> {
    const name = `test-${randomBytes(4).toString("hex")}`;
    await this.sandbox.control("POST", `channels/${name}/people`, { uid: "1001" });
    return name;
  }

  /** Arms a fault of the sandbox for one channel. */
  async fault(channelName: string, operation: string, timing: string, answer: object, count = 1): Promise<void> {
    const { status } = await this.sandbox.control("POST", "faults", {
      operation,
      timing,
      answer,
      count,
      cname: channelName,
    });
    expect(status).toBe(201);
  }

  /** The sids of the tasks that the sandbox ever started for a channel. */
  async tasksOf(channelName: string): Promise<string[]> {
    const { body } = await this.sandbox.control("GET", "tasks");
    const { tasks } = z.object({ tasks: z.array(z.object({ cname: z.string(), sid: z.string() })) }).parse(body);
    return tasks.filter(({ cname }) => cname === channelName).map(({ sid }) => sid);
  }

  /** What the sandbox counted that must not happen: starts too late after their acquire, calls over the limit. */
  async misdeeds(): Promise<unknown> {
    const { body } = await this.sandbox.control("GET", "counters");
    return z.object({ pairingViolations: z.number(), rateLimited: z.number() }).parse(body);
  }

  /** Lets a recording put its first slice into the bucket, stops it and waits until its files are proven safe. */
  async finish(recordingId: string): Promise<RecordingDetail> {
    const { attempts } = await this.detail(recordingId);
    const folder = attempts.at(-1)?.filePrefix.join("/") ?? recordingId;
    await expect.poll(() => this.sandbox.objectKeys(`${folder}/`), { timeout: 90_000 }).not.toEqual([]);
    await this.stop(recordingId);
    return this.reaches(recordingId, ["uploaded"]);
  }

  /** Delivers a body as the console's route does, and gives the status it answers with. */
  async receive(rawBody: Uint8Array, headers: { get(name: string): string | null }, key = this.#callbackKey) {
    return receiveNotification({ ctx: this.ctx, callbackKey: key, rawBody, headers });
  }

  #order() {
    return {
      projectId: this.#projectId,
      recordingId: ulid(),
      storageProfileId: this.#profileId,
      controlHours: 24,
      filePrefix: ["tests"],
    };
  }

  async #seed(): Promise<void> {
    const { sandbox } = this.sandbox;
    const seeded = await seedSandboxProject({
      ctx: this.ctx,
      sandbox: {
        ...sandbox,
        objectStoreEndpoint: sandbox.objectStore.endpoint,
        objectStoreRegion: sandbox.objectStore.region,
      },
    });
    this.#projectId = seeded.projectId;
    this.#callbackKey = seeded.callbackKey;
    this.#profileId = await this.saveProfile();
  }

  async #receiveNotifications(): Promise<void> {
    this.#receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const get = (name: string) => {
          const value = request.headers[name.toLowerCase()];
          return typeof value === "string" ? value : null;
        };
        void this.receive(Buffer.concat(chunks), { get }).then(
          ({ outcome }) => response.writeHead(outcome === "unsigned" ? 401 : 200).end("{}"),
          () => response.writeHead(503).end("{}"),
        );
      });
    });
    const server = this.#receiver;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    await this.sandbox.control("PUT", "notifications/target", { urls: [`http://127.0.0.1:${address.port}/`] });
  }
}

function summaryOf({ status, statusReason, events, attempts }: RecordingDetail) {
  return { status, statusReason, attempts, events: events.slice(-8).map(({ type, details }) => ({ type, details })) };
}
