import type { RecordingMode } from "./input";
import type { WireMode, WireOperation } from "./schemas";

/** The wire's word for each mode (contract §2.0). */
export const wireModeOf: Readonly<Record<RecordingMode, WireMode>> = {
  individual: "individual",
  composite: "mix",
  web: "web",
};

/** Path of acquire, percent-encoded. */
export function acquirePath(appId: string): string {
  return `${root(appId)}/acquire`;
}

/** Path of start. */
export function startPath(appId: string, resourceId: string, mode: RecordingMode): string {
  return `${root(appId)}/resourceid/${encodeURIComponent(resourceId)}/mode/${wireModeOf[mode]}/start`;
}

/** Path of an operation on a running task. */
export function taskPath(
  appId: string,
  task: { resourceId: string; sid: string; mode: RecordingMode },
  operation: Exclude<WireOperation, "acquire" | "start">,
): string {
  const { resourceId, sid, mode } = task;
  const ids = `resourceid/${encodeURIComponent(resourceId)}/sid/${encodeURIComponent(sid)}`;
  return `${root(appId)}/${ids}/mode/${wireModeOf[mode]}/${operation}`;
}

function root(appId: string): string {
  return `/v1/apps/${encodeURIComponent(appId)}/cloud_recording`;
}
