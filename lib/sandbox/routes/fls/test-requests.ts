import { flsOperationNames, operations, type FlsOperationName } from "@/lib/agora/live-streaming/schemas";
import type { TestSandbox } from "../../test-sandbox";
import type { GoodRequest, Json } from "../test-requests";

/** For tests: what stands in the paths. `desk` has no streams: whatever is configured there makes no media. */
const parts: Record<string, string> = {
  domain: "new.example.com",
  entry_point: "desk",
  region: "cn",
  stream_name: "cam1",
};

const storageFields = ["vendor", "region", "bucket", "accessKey", "secretKey"].map((field) => `storageConfig.${field}`);

/** Bodies with every documented field, and which of those must be there. */
const bodies = (
  box: TestSandbox,
  nowMs: number,
): Partial<Record<FlsOperationName, [body: Json, required?: string[]]>> => {
  const formats = { mp4Config: { enabled: true }, hlsConfig: { enabled: true } };
  const stills = { enabled: true, snapshotInterval: 5, enableModeration: true };
  const storageConfig = box.storage({ vendor: 2, region: 3 });
  const startTime = timeOf(nowMs - 60_000);
  const endTime = timeOf(nowMs - 30_000);
  return {
    createDomain: [{ type: "publish", region: "eu" }, ["type", "region"]],
    updateDomain: [{ authKey: "key" }, ["authKey"]],
    setCustomRecording: [{ ...formats, storageConfig }, ["storageConfig", ...storageFields]],
    setCustomRecordingAuto: [{ enabled: false }, ["enabled"]],
    setStandardRecording: [formats],
    setStandardRecordingAuto: [{ enabled: false }, ["enabled"]],
    createClip: [{ startTime, endTime, fileName: "good.m3u8" }, ["startTime", "fileName"]],
    createSnapshot: [{ time: endTime, fileName: "good.jpg" }, ["fileName"]],
    setStandardSnapshots: [stills, ["enabled"]],
    setCustomSnapshots: [{ ...stills, storageConfig }, ["enabled", "storageConfig", ...storageFields]],
    banStream: [{ resumeTime: timeOf(nowMs + 600_000) }],
  };
};

/** Queries of the operations that have one, beside `id`. */
const queries = (nowMs: number): Partial<Record<FlsOperationName, Record<string, string>>> => {
  const range = { start_time: timeOf(nowMs - 3_600_000), end_time: timeOf(nowMs - 60_000), stream_name: "cam1" };
  return {
    createDomain: { id: "new.example.com" },
    createEntryPoint: { id: "spare" },
    addCustomRecordingTask: { id: "cam1" },
    addStandardRecordingTask: { id: "cam1" },
    listRecordingFiles: range,
    listPublishHistory: range,
    listPublishQuality: range,
    listPlayStatistics: range,
  };
};

/** For tests: a request that nothing is wrong with, of one operation. */
export type GoodFlsRequest = GoodRequest & { name: FlsOperationName; success: number; query: Record<string, string> };

/**
 * For tests: a good request of each of the 33 operations. They can be sent one after another in this order, once the
 * entry point `desk` is there: each finds what it needs, and takes away what others need no more.
 */
export function goodFlsRequests(box: TestSandbox, nowMs: number): GoodFlsRequest[] {
  const [bodyOf, queryOf] = [bodies(box, nowMs), queries(nowMs)];
  // Recordings and who is on air are those of `live`.
  const ofLive: FlsOperationName[] = ["createClip", "createSnapshot", "listRecordingFiles", "getOnlineStream"];
  return flsOperationNames.map((name) => {
    const { method, path, success } = operations[name];
    const filled = path
      .replace("/v1/projects/{appid}/fls/", "")
      .replaceAll(/\{(\w+)\}/g, (_, part: string) => parts[part] ?? "")
      .replace(
        "entry_points/desk",
        name === "deleteEntryPoint" ? "entry_points/spare" : ofLive.includes(name) ? "entry_points/live" : "$&",
      );
    const query = queryOf[name] ?? {};
    const [body = {}, required = []] = bodyOf[name] ?? [];
    return { name, method, path: withQuery(filled, query), body, required, success, query };
  });
}

/** For tests: an address with what follows its question mark. */
export function withQuery(path: string, query: Record<string, string>): string {
  const text = String(new URLSearchParams(query));
  return text === "" ? path : `${path}?${text}`;
}

/** For tests: a time as it is sent. */
export function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
