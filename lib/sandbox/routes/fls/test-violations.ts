import type { FlsOperationName } from "@/lib/agora/live-streaming/schemas";
import { replaced } from "../test-mutations";
import type { GoodFlsRequest } from "./test-requests";
import { timeOf } from "./test-requests";

/**
 * For tests: one documented violation of one operation, and the field that its refusal must name. `part`: where in the
 * request the value stands.
 */
export type FlsViolation = {
  operation: FlsOperationName;
  field: string;
} & (
  | {
      part: "body";
      /** Undefined leaves the field out. */
      value: unknown;
    }
  | { part: "query"; value: string | undefined }
  | { part: "path"; value: string }
);

const notTimes = [
  "yesterday",
  "2019-01-07",
  "2019-01-07T12:00:00",
  "2018-1129T19:00:00+08:00",
  "2019-02-29T12:00:00Z",
  "2019-01-07T12:00:00 08:00",
  "1546833600",
];
const notNames = ["", "a/b", "a b", "a?b", "a#b", "a%b", "a\\b", "..", "a\n"];
const storageFields = ["vendor", "region", "bucket", "accessKey", "secretKey"];

const body = (operation: FlsOperationName, field: string, ...values: unknown[]): FlsViolation[] =>
  values.map((value) => ({ operation, part: "body", field, value }));
const query = (operation: FlsOperationName, field: string, ...values: (string | undefined)[]): FlsViolation[] =>
  values.map((value) => ({ operation, part: "query", field, value }));

function storageViolations(operation: FlsOperationName): FlsViolation[] {
  const at = (field: string, ...values: unknown[]) => body(operation, `storageConfig.${field}`, ...values);
  return [
    ...storageFields.flatMap((field) => at(field, undefined)),
    ...["bucket", "accessKey", "secretKey"].flatMap((field) => at(field, "", 1)),
    ...at("vendor", -1, 9, 11, 1.5, "1"),
    // The example's vendor is Alibaba, whose last region is 22.
    ...at("region", -1, 23, 1.5, "3"),
  ];
}

/** FLS contract §2.9. */
function snapshotViolations(operation: FlsOperationName): FlsViolation[] {
  return [
    ...body(operation, "enabled", undefined, "true", 1),
    ...body(operation, "snapshotInterval", 4, 301, 0, -5, 10.5, "10"),
    ...body(operation, "enableModeration", "false", 0),
  ];
}

/** For tests: every documented violation in a field, `nowMs` being the sandbox's time. */
export function flsViolations(nowMs: number): FlsViolation[] {
  const future = timeOf(nowMs + 3_600_000);
  const days = (count: number) => timeOf(nowMs - count * 86_400_000);
  const reports = ["listPublishHistory", "listPublishQuality", "listPlayStatistics"] as const;
  const tasks = ["addCustomRecordingTask", "addStandardRecordingTask"] as const;
  return [
    ...body("createDomain", "type", undefined, "push", "Publish", 1),
    ...body("createDomain", "region", undefined, "CN", "us", "", 1),
    ...query(
      "createDomain",
      "id",
      undefined,
      "",
      "*.example.com",
      "localhost",
      "a b.com",
      "-a.com",
      `${"a".repeat(64)}.com`,
    ),
    ...body("updateDomain", "authKey", undefined, "", 1, "k".repeat(129), "ä".repeat(65)),
    ...query("createEntryPoint", "id", undefined, "", "a/b", "a b", "ü", "a".repeat(65)),
    ...(["mp4Config", "hlsConfig"] as const).flatMap((field) => [
      ...body("setCustomRecording", field, true, [], "on"),
      ...body("setCustomRecording", `${field}.enabled`, "true", 1),
      ...body("setStandardRecording", field, true, [], "on"),
      ...body("setStandardRecording", `${field}.enabled`, "true", 1),
    ]),
    ...body("setCustomRecording", "storageConfig", "s3", []),
    ...storageViolations("setCustomRecording"),
    ...body("setCustomRecordingAuto", "enabled", undefined, "true", 1, null),
    ...body("setStandardRecordingAuto", "enabled", undefined, "true", 1, null),
    ...tasks.flatMap((operation) => query(operation, "id", undefined, ...notNames)),
    ...body("createClip", "startTime", undefined, "", ...notTimes, 5),
    ...body("createClip", "endTime", ...notTimes, 5, future, days(1)),
    ...body("createClip", "fileName", undefined, "", 5, "a/b.m3u8", ".."),
    ...body("createSnapshot", "time", ...notTimes, 5, future),
    ...body("createSnapshot", "fileName", undefined, "", 5, "a/b.jpg", "."),
    ...(["start_time", "end_time"] as const).flatMap((field) =>
      query("listRecordingFiles", field, undefined, "", ...notTimes),
    ),
    ...query("listRecordingFiles", "end_time", days(2)),
    ...query("listRecordingFiles", "stream_name", undefined, ...notNames),
    ...snapshotViolations("setStandardSnapshots"),
    ...snapshotViolations("setCustomSnapshots"),
    ...storageViolations("setCustomSnapshots"),
    ...body("banStream", "resumeTime", ...notTimes, 5, null, days(1)),
    ...reports.flatMap((operation) => [
      ...query(operation, "stream_name", undefined, ...notNames),
      ...query(operation, "start_time", ...notTimes),
      ...query(operation, "end_time", ...notTimes, future),
    ]),
    ...query("listPublishHistory", "start_time", days(61)),
    ...query("listPublishQuality", "start_time", days(7)),
    ...query("listPlayStatistics", "start_time", days(31)),
    ...pathViolations(),
  ];
}

/** Names in paths that are none: of every operation that has such a name. */
function pathViolations(): FlsViolation[] {
  const of = (field: string, operations: FlsOperationName[], values: string[]): FlsViolation[] =>
    operations.flatMap((operation) => values.map((value): FlsViolation => ({ operation, part: "path", field, value })));
  const withArea: FlsOperationName[] = [
    ...(["setCustomRecording", "getCustomRecording", "addCustomRecordingTask", "removeCustomRecordingTask"] as const),
    ...(["setStandardRecording", "getStandardRecording", "addStandardRecordingTask"] as const),
    ...(["removeStandardRecordingTask", "createClip", "createSnapshot", "listRecordingFiles"] as const),
    ...(["setStandardSnapshots", "getStandardSnapshots", "setCustomSnapshots", "getCustomSnapshots"] as const),
  ];
  return [
    ...of("region", withArea, ["CN", "us", "0", "cn "]),
    ...of(
      "stream_name",
      ["banStream", "unbanStream", "createClip", "createSnapshot", "getOnlineStream"],
      notNames.slice(1).filter((name) => name !== ".."),
    ),
    ...of("domain", ["getDomain", "updateDomain", "deleteDomain"], ["*.example.com", "localhost", "a b.com"]),
  ];
}

/** What stands in a path for each parameter of the good requests. */
const inPath: Record<string, RegExp> = {
  region: /(?<=\/regions\/)cn/,
  stream_name: /(?<=\/)cam1$/,
  domain: /(?<=domains\/).*$/,
};

/** For tests: the address and body of a good request, spoilt so. */
export function spoilt(good: GoodFlsRequest, violation: FlsViolation) {
  const { field } = violation;
  const [address = "", ...rest] = good.path.split("?");
  switch (violation.part) {
    case "body":
      return { path: good.path, body: replaced(good.body, field.split("."), violation.value) };
    case "path":
      return {
        path: [address.replace(inPath[field] ?? /$^/, encodeURIComponent(violation.value)), ...rest].join("?"),
        body: good.body,
      };
    case "query": {
      const { [field]: _, ...others } = good.query;
      const { value } = violation;
      const asked = value === undefined ? others : { ...others, [field]: value };
      return { path: `${address}?${new URLSearchParams(asked)}`, body: good.body };
    }
  }
}
