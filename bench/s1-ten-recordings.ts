import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { startSandbox } from "../lib/sandbox/main";
import type { Benchmark } from "./benchmark";

const recordings = 10;
const people = ["1", "2", "3", "4"];
const sliceSeconds = 15;
const slicesEach = 3;
/** An answer of the API that takes longer was held up by the rendering. */
const slowAnswerMs = 250;

const slices = z.object({
  slices: z.array(
    z.object({ number: z.number(), startMs: z.number(), durationMs: z.number(), isUploaded: z.boolean() }),
  ),
});

/** The ids in an answer; empty where it has none. */
const started = z.object({ resourceId: z.string().default(""), sid: z.string().default("") });
type Ids = z.output<typeof started>;

/**
 * Ten composite recordings of four people at 640x360 at once: how long after its end the latest slice is in the bucket,
 * as a share of a slice's length. Below 1 the sandbox keeps up for as long as it runs. Meanwhile the API is asked all the
 * time.
 */
export const tenRecordings: Benchmark = {
  id: "S1",
  name: "ten recordings at once in the sandbox",
  async run(say) {
    const dataDir = await mkdtemp(join(tmpdir(), "tally-bench-"));
    const sandbox = await startSandbox({ dataDir, port: 0, objectStorePort: 0, sliceSeconds });
    const control = (method: string, path: string, body?: unknown) =>
      fetch(`${sandbox.controlUrl}/${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      });
    const authorization = `Basic ${btoa(`${sandbox.customerId}:${sandbox.customerSecret}`)}`;
    const call = async (path: string, body?: unknown): Promise<Ids> => {
      const response = await fetch(`${sandbox.baseUrl}/v1/apps/${sandbox.appId}/cloud_recording/${path}`, {
        headers: { authorization, "content-type": "application/json" },
        ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
      return started.parse(await response.json());
    };
    try {
      await control("PATCH", "switches", { requestsPerSecond: 1000 });
      for (const uid of people) await control("POST", "channels/bench/people", { uid });
      const { bucket, accessKey, secretKey } = sandbox.objectStore;
      const clientRequest = {
        storageConfig: { vendor: 1, region: 0, bucket, accessKey, secretKey },
        recordingConfig: { transcodingConfig: { width: 640, height: 360, fps: 15, bitrate: 800, mixedVideoLayout: 1 } },
      };
      const tasks: { sid: string; path: string }[] = [];
      for (let i = 1; i <= recordings; i += 1) {
        const ids = { cname: "bench", uid: `${9000 + i}` };
        const { resourceId } = await call("acquire", { ...ids, clientRequest: {} });
        const { sid } = await call(`resourceid/${resourceId}/mode/mix/start`, { ...ids, clientRequest });
        tasks.push({ sid, path: `resourceid/${resourceId}/sid/${sid}/mode/mix/query` });
      }
      say(`recording ${recordings} for ${sliceSeconds * slicesEach} s`);
      const lagMs = new Map<string, number>();
      const answersMs: number[] = [];
      while (lagMs.size < recordings * slicesEach) {
        for (const { sid, path } of tasks) {
          const begun = performance.now();
          await call(path);
          answersMs.push(performance.now() - begun);
          const found = slices.parse(await (await control("GET", `tasks/${sid}`)).json()).slices;
          for (const { number, startMs, durationMs, isUploaded } of found) {
            const key = `${sid} ${number}`;
            if (isUploaded && !lagMs.has(key)) lagMs.set(key, Date.now() - (startMs + durationMs));
          }
        }
      }
      answersMs.sort((a, b) => a - b);
      const at = (share: number) => (answersMs[Math.floor(answersMs.length * share)] ?? 0).toFixed(1);
      say(`${answersMs.length} queries meanwhile: median ${at(0.5)} ms, p99 ${at(0.99)} ms`);
      const slow = answersMs.filter((ms) => ms > slowAnswerMs).length;
      return [
        {
          subject: "the latest slice's delay",
          ours: Math.max(...lagMs.values()) / 1000,
          peer: sliceSeconds,
          unit: "s",
          limit: 1,
          mustBeZero: { [`answers over ${slowAnswerMs} ms`]: slow },
        },
      ];
    } finally {
      await sandbox.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};
