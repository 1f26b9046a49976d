import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import { type Sandbox, startSandbox } from "./main";
import type { SandboxOptions } from "./options";

/** For tests: what a call was answered. */
export type TestAnswer = { status: number; body: Record<string, unknown>; headers: Headers };

/** For tests: the ids of a recording that was started. */
export type TestTask = { cname: string; uid: string; resourceId: string; sid: string; mode?: TestMode };

/** For tests: the modes as the wire names them. */
export type TestMode = "mix" | "individual" | "web";

type Json = Record<string, unknown>;

const record = z.record(z.string(), z.unknown());

const slice = z.object({
  startMs: z.number(),
  durationMs: z.number(),
  positionMs: z.number(),
  isRestart: z.boolean(),
  kind: z.string(),
  trackId: z.string(),
  fileName: z.string(),
  spans: z.array(z.object({ fromMs: z.number(), scene: record })),
});

/** Between two tries of a call that found no place under the rate limit of ten a second. */
const placeMs = 250;

/** The answer of a call that waits for its place as a caller with manners does: tests ask faster than is allowed. */
async function whenPlaced(call: () => Promise<TestAnswer>): Promise<TestAnswer> {
  let answer = await call();
  while (answer.status === 429) {
    await delay(placeMs);
    answer = await call();
  }
  return answer;
}

/** For tests: a sandbox on free ports and a folder of its own, and the calls of a plain HTTP client. */
export class TestSandbox {
  readonly dataDir: string;
  readonly #options: Partial<SandboxOptions>;
  #sandbox: Sandbox;

  private constructor(dataDir: string, options: Partial<SandboxOptions>, sandbox: Sandbox) {
    this.dataDir = dataDir;
    this.#options = options;
    this.#sandbox = sandbox;
  }

  static async start(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
    const dataDir = await mkdtemp(join(tmpdir(), "tally-sandbox-"));
    const box = new TestSandbox(dataDir, options, await launch(dataDir, options));
    // Tests that share the machine with others wait longer for their files than a caller would.
    await box.control("PATCH", "switches", { longestStopSeconds: 120 });
    return box;
  }

  /** Runs the sandbox in a process of its own; `restart` then kills it with SIGKILL and goes on in this one. */
  static async startInChild(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
    const dataDir = await mkdtemp(join(tmpdir(), "tally-sandbox-"));
    const file = fileURLToPath(new URL("test-process.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", file, JSON.stringify(settings(dataDir, options))], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [details] = (await once(createInterface(child.stdout), "line")) as [string];
    const close = async () => {
      child.kill("SIGKILL");
      await once(child, "exit");
    };
    return new TestSandbox(dataDir, options, { ...(JSON.parse(details) as Sandbox), close });
  }

  get sandbox(): Sandbox {
    return this.#sandbox;
  }

  /** Closes without any warning to what is live, and starts again on the same folder. */
  async restart(options: Partial<SandboxOptions> = {}): Promise<void> {
    await this.#sandbox.close();
    this.#sandbox = await launch(this.dataDir, { ...this.#options, ...options });
  }

  async close(): Promise<void> {
    await this.#sandbox.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  get authorization(): string {
    const { customerId, customerSecret } = this.#sandbox;
    return `Basic ${Buffer.from(`${customerId}:${customerSecret}`).toString("base64")}`;
  }

  /** Any request to the sandbox; `init` replaces the usual headers one by one. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: this.authorization, "content-type": "application/json" };
    return fetch(`${this.#sandbox.baseUrl}${path}`, {
      ...init,
      headers: { ...headers, ...(init.headers as Json) } as HeadersInit,
    });
  }

  /** A call of the API; `path` comes after `cloud_recording/`. A body makes it a POST. */
  async call(path: string, body?: Json, init: RequestInit = {}): Promise<TestAnswer> {
    const response = await this.fetch(`/v1/apps/${this.#sandbox.appId}/cloud_recording/${path}`, {
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      ...init,
    });
    return { status: response.status, headers: response.headers, body: record.parse(await response.json()) };
  }

  /** A call of the control API. */
  async control(method: string, path: string, body?: unknown): Promise<{ status: number; body: Json }> {
    const response = await fetch(`${this.#sandbox.controlUrl}/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? {} : record.parse(JSON.parse(text)) };
  }

  /** A working storageConfig. */
  storage(changes: Json = {}): Json {
    const { bucket, accessKey, secretKey } = this.#sandbox.objectStore;
    return { vendor: 1, region: 0, bucket, accessKey, secretKey, ...changes };
  }

  acquire(cname: string, uid: string, clientRequest: Json = {}): Promise<TestAnswer> {
    return this.call("acquire", { cname, uid, clientRequest });
  }

  /** A resource id, or an error when acquire does not give one. */
  async resource(cname: string, uid: string, clientRequest: Json = {}): Promise<string> {
    const { body } = await whenPlaced(() => this.acquire(cname, uid, clientRequest));
    return z.object({ resourceId: z.string() }, JSON.stringify(body)).parse(body).resourceId;
  }

  start(resourceId: string, cname: string, uid: string, clientRequest: Json = {}, mode = "mix"): Promise<TestAnswer> {
    const body = { cname, uid, clientRequest: { storageConfig: this.storage(), ...clientRequest } };
    return this.call(`resourceid/${resourceId}/mode/${mode}/start`, body);
  }

  /** Acquires and starts; an error when either is refused. */
  async record(
    cname: string,
    uid: string,
    clientRequest: Json = {},
    mode: TestMode = "mix",
    acquire: Json = mode === "web" ? { scene: 1 } : {},
  ): Promise<TestTask> {
    const resourceId = await this.resource(cname, uid, acquire);
    const { body } = await whenPlaced(() => this.start(resourceId, cname, uid, clientRequest, mode));
    const { sid } = z.object({ sid: z.string() }, JSON.stringify(body)).parse(body);
    return { cname, uid, resourceId, sid, mode };
  }

  query(task: TestTask): Promise<TestAnswer> {
    return this.call(`${taskPath(task)}/query`);
  }

  /** The `serverResponse` of a query, or of a stop. */
  async serverResponse(task: TestTask): Promise<Json> {
    return record.parse((await this.query(task)).body.serverResponse);
  }

  update(task: TestTask, clientRequest: Json): Promise<TestAnswer> {
    return this.call(`${taskPath(task)}/update`, { cname: task.cname, uid: task.uid, clientRequest });
  }

  updateLayout(task: TestTask, clientRequest: Json): Promise<TestAnswer> {
    return this.call(`${taskPath(task)}/updateLayout`, { cname: task.cname, uid: task.uid, clientRequest });
  }

  stop(task: TestTask, clientRequest: Json = {}): Promise<TestAnswer> {
    return this.call(`${taskPath(task)}/stop`, { cname: task.cname, uid: task.uid, clientRequest });
  }

  /** The numbers of a recording's notifications so far, in the order they were made. */
  async events(task: TestTask): Promise<number[]> {
    const { body } = await this.control("GET", `notifications?limit=1000&sid=${task.sid}`);
    return z
      .object({ notifications: z.array(z.object({ eventType: z.number() })) })
      .parse(body)
      .notifications.map(({ eventType }) => eventType);
  }

  /** A recording's closed slices so far. */
  async slices(task: TestTask) {
    const { body } = await this.control("GET", `tasks/${task.sid}`);
    return z.object({ slices: z.array(slice) }).parse(body).slices;
  }

  /** The bytes of an object in the first bucket, fetched with the AWS SDK. */
  async download(key: string): Promise<Uint8Array> {
    const { endpoint, region, bucket, accessKey, secretKey } = this.#sandbox.objectStore;
    const credentials = { accessKeyId: accessKey, secretAccessKey: secretKey };
    const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials });
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (!Body) throw new Error(`${key} has no body`);
      return await Body.transformToByteArray();
    } finally {
      client.destroy();
    }
  }

  /** Puts a recording's files side by side in a folder, so that ffmpeg can open the playlist, and returns the folder. */
  async downloadAll(task: TestTask, prefix = ""): Promise<string> {
    const folder = join(this.dataDir, `download-${task.sid}`);
    await mkdir(folder, { recursive: true });
    for (const key of await this.objectKeys(prefix + task.sid)) {
      await writeFile(join(folder, key.slice(prefix.length)), await this.download(key));
    }
    return folder;
  }

  /** The names of the objects in the first bucket. */
  async objectKeys(prefix = ""): Promise<string[]> {
    const { bucket } = this.#sandbox.objectStore;
    const { body } = await this.control("GET", `store/objects?bucket=${bucket}&prefix=${encodeURIComponent(prefix)}`);
    return z
      .object({ objects: z.array(z.object({ key: z.string() })) })
      .parse(body)
      .objects.map(({ key }) => key);
  }
}

/** For tests: the part of the path that names a running recording. */
export function taskPath(
  task: Pick<TestTask, "resourceId" | "sid"> & Partial<Pick<TestTask, "mode">>,
  mode: string = task.mode ?? "mix",
): string {
  const { resourceId, sid } = task;
  return `resourceid/${resourceId}/sid/${sid}/mode/${mode}`;
}

function launch(dataDir: string, options: Partial<SandboxOptions>): Promise<Sandbox> {
  return startSandbox(settings(dataDir, options));
}

function settings(dataDir: string, options: Partial<SandboxOptions>): SandboxOptions {
  return { port: 0, objectStorePort: 0, sliceSeconds: 1, ...options, dataDir };
}
