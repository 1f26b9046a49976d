import type { RequestIssue } from "../issues";
import { isRecord } from "../json";
import type { RecordingMode } from "./input";
import { wireModeOf } from "./paths";
import { acquireRequest, clientIssues, requestIssues, startRequests, type WireMode } from "./schemas";
import { handWrittenPlan, type HandWrittenPlan } from "./wire/from-start";

export type { HandWrittenPlan } from "./wire/from-start";

/**
 * A request as a person may write it: the bodies of acquire and start in Agora's own words, without what the product
 * itself sets and without secrets.
 */
export type HandWritten = { acquire: Record<string, unknown>; start: Record<string, unknown> };

export type HandWrittenResult = { plan: HandWrittenPlan; issues: [] } | { plan: null; issues: RequestIssue[] };

const setElsewhere = "is set by this console; leave it out";
const secret = "is a secret: enter it in the form, where it is stored encrypted; leave it out here";

/** What may not be written by hand, by its path, and why. */
const refused: Readonly<Record<string, string>> = {
  "acquire.cname": setElsewhere,
  "acquire.uid": setElsewhere,
  "acquire.scene": "follows from the mode; leave it out",
  "acquire.startParameter": "is the start below; leave it out",
  "start.cname": setElsewhere,
  "start.uid": setElsewhere,
  "start.token": secret,
  "start.recordingConfig.secret": secret,
  "start.recordingConfig.salt": secret,
  "start.storageConfig.vendor": "comes from the storage profile; leave it out",
  "start.storageConfig.region": "comes from the storage profile; leave it out",
  "start.storageConfig.bucket": "comes from the storage profile; leave it out",
  "start.storageConfig.accessKey": "comes from the storage profile, where keys are stored encrypted; leave it out",
  "start.storageConfig.secretKey": "comes from the storage profile, where keys are stored encrypted; leave it out",
  "start.storageConfig.stsToken": "comes from the storage profile, where keys are stored encrypted; leave it out",
  "start.storageConfig.stsExpiration": "comes from the storage profile; leave it out",
  "start.storageConfig.extensionParams.endpoint": "comes from the storage profile; leave it out",
};

/** Stand for what is added later, so that the schemas see a whole request. */
const names = { cname: "channel", uid: "1" };
const keys = { vendor: 1, region: 0, bucket: "bucket", accessKey: "replaced", secretKey: "replaced" };
const encryption = { secret: "replaced", salt: `${"A".repeat(43)}=` };

/**
 * Checks what a person wrote by the very schemas that check what is sent, and reads it. Every field is either understood
 * or named as an issue: one at the wrong level, which Agora would silently ignore (contract §8.2), is not lost.
 */
export function readHandWritten(mode: RecordingMode, value: unknown): HandWrittenResult {
  if (!isRecord(value)) return refuse([{ path: "", message: "must be an object with acquire and start" }]);
  const issues = [...refusedIn(value), ...strangers(value)];
  const { acquire = {}, start = {} } = value;
  if (!isRecord(acquire)) issues.push({ path: "acquire", message: "must be an object" });
  if (!isRecord(start)) issues.push({ path: "start", message: "must be an object" });
  if (issues.length > 0 || !isRecord(acquire) || !isRecord(start)) return refuse(issues);

  const wireMode = wireModeOf[mode];
  const acquired = acquireRequest.safeParse({ ...names, clientRequest: { ...acquire, scene: mode === "web" ? 1 : 0 } });
  if (!acquired.success) issues.push(...under("acquire", requestIssues(acquired.error)));
  const body = { ...names, clientRequest: completed(start, wireMode) };
  const started = startRequests[wireMode].safeParse(body);
  if (!started.success) issues.push(...under("start", requestIssues(started.error)));
  if (!acquired.success || !started.success) return refuse(issues);

  // The client's own rules look at what was written, as they look at what is sent.
  issues.push(...under("start", clientIssues(wireMode, body as Parameters<typeof clientIssues>[1], Date.now())));
  issues.push(...unknownIn(acquire, acquired.data.clientRequest, "acquire"));
  issues.push(...unknownIn(start, started.data.clientRequest, "start"));
  if (issues.length > 0) return refuse(issues);
  const result = handWrittenPlan(mode, acquire, start);
  return result.issues.length > 0 ? refuse(result.issues) : { plan: result.plan, issues: [] };
}

/** What may be written by hand of an acquire and a start as they would be sent. */
export function toHandWritten(acquireBody: unknown, startBody: unknown): HandWritten {
  const clean = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => clean(item, path));
    if (!isRecord(value)) return value;
    const kept = Object.entries(value).filter(
      ([key, item]) => item !== undefined && !(`${path}.${key}` in refused) && !isPush(item),
    );
    return Object.fromEntries(kept.map(([key, item]) => [key, clean(item, `${path}.${key}`)]));
  };
  const requestOf = (body: unknown) => (isRecord(body) && isRecord(body["clientRequest"]) ? body["clientRequest"] : {});
  const acquire = clean(requestOf(acquireBody), "acquire");
  const start = withoutPush(clean(requestOf(startBody), "start"));
  return { acquire: isRecord(acquire) ? acquire : {}, start: isRecord(start) ? start : {} };
}

/** The push service carries a stream key in its address: it stays in the form as a whole. */
function withoutPush(start: unknown): unknown {
  if (!isRecord(start)) return start;
  const config = start["extensionServiceConfig"];
  if (!isRecord(config) || !Array.isArray(config["extensionServices"])) return start;
  const services = config["extensionServices"].filter((service: unknown) => !isPush(service));
  return { ...start, extensionServiceConfig: { ...config, extensionServices: services } };
}

function isPush(value: unknown): boolean {
  return isRecord(value) && value["serviceName"] === "rtmp_publish_service";
}

function completed(start: Record<string, unknown>, mode: WireMode): Record<string, unknown> {
  const { storageConfig, recordingConfig } = start;
  const storage = isRecord(storageConfig) ? storageConfig : {};
  const isEncrypted = isRecord(recordingConfig) && (recordingConfig["decryptionMode"] ?? 0) !== 0;
  return {
    ...start,
    storageConfig: { ...keys, ...storage },
    ...(mode !== "web" && isRecord(recordingConfig) && isEncrypted
      ? { recordingConfig: { ...recordingConfig, ...encryption } }
      : {}),
  };
}

function refusedIn(value: Record<string, unknown>): RequestIssue[] {
  const issues = Object.entries(refused).flatMap(([path, message]) =>
    valueAt(value, path.split(".")) === undefined ? [] : [{ path, message }],
  );
  const services = valueAt(value, ["start", "extensionServiceConfig", "extensionServices"]);
  const hasPush = Array.isArray(services) && services.some(isPush);
  return hasPush
    ? [...issues, { path: "start.extensionServiceConfig.extensionServices", message: pushRefused }]
    : issues;
}

const pushRefused = "may not hold rtmp_publish_service: its address carries a stream key, enter it in the form";

function strangers(value: Record<string, unknown>): RequestIssue[] {
  return Object.keys(value)
    .filter((key) => key !== "acquire" && key !== "start")
    .map((key) => ({ path: key, message: "is not known here: the request has acquire and start" }));
}

/** Fields that a schema dropped: Agora would ignore them without a word. */
function unknownIn(written: unknown, understood: unknown, path: string): RequestIssue[] {
  if (Array.isArray(written)) {
    return written.flatMap((item, index) =>
      unknownIn(item, Array.isArray(understood) ? understood[index] : undefined, `${path}.${index}`),
    );
  }
  if (!isRecord(written)) return [];
  return Object.entries(written).flatMap(([key, item]) => {
    const below = `${path}.${key}`;
    if (!isRecord(understood) || !(key in understood)) {
      return [{ path: below, message: "is not a field of Agora's here: it would be ignored without a word" }];
    }
    return unknownIn(item, understood[key], below);
  });
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((found, key) => (isRecord(found) ? found[key] : undefined), value);
}

function under(prefix: string, issues: readonly RequestIssue[]): RequestIssue[] {
  return issues.map(({ path, message }) => ({
    path: path === "" ? prefix : `${prefix}.${path.replace(/^clientRequest\.?/, "")}`,
    message,
  }));
}

function refuse(issues: RequestIssue[]): HandWrittenResult {
  return { plan: null, issues };
}
