import "server-only";
import { readHandWritten, toHandWritten } from "@/lib/agora/cloud-recording/hand-written";
import { describeAcquire, describeStart } from "@/lib/agora/cloud-recording/requests";
import { AgoraInvalidRequest } from "@/lib/agora/errors";
import { JsonError, parseJson } from "@/lib/agora/json";
import type { AuthorizedInProject } from "../../accounts/types";
import type { ReadRequestInput, StartRecordingInput } from "../schema";
import type { HandWrittenRequest, RequestFault } from "../types";
import { toAcquireInput } from "./advance/start-plan";
import { toPlan } from "./advance/to-plan";
import { fromPlan } from "./from-plan";
import { replacedStorage, standIns } from "./preview-start";
import { toStoredStart } from "./stored-config";

/** Stands in what is described; none of it is part of the text. */
const names = { appId: "app", recorderUid: "1", resourceId: "resource" };

/**
 * A start as the JSON view shows it: acquire and start in Agora's words, made by the code that sends them, without what
 * the console sets itself and without secrets. `faults` where the client would not send it.
 */
export async function writeRequest({
  input,
}: {
  grant: AuthorizedInProject<"recording.start">;
  input: StartRecordingInput;
}): Promise<{ text: string | null; faults: RequestFault[] }> {
  const config = toStoredStart(input);
  const storage = { ...replacedStorage, filePrefix: input.filePrefix };
  const plan = toPlan(config, { recorderUid: names.recorderUid, storage, ...standIns(input) });
  try {
    // Without the coming start: whether the storage lies in the chosen area is a matter of the profile.
    const acquire = describeAcquire(names.appId, { ...toAcquireInput(plan, config), coming: undefined }).redacted();
    const start = describeStart(names.appId, { ...plan, resourceId: names.resourceId }).redacted();
    return { text: JSON.stringify(toHandWritten(acquire.body, start.body), null, 2), faults: [] };
  } catch (error) {
    if (error instanceof AgoraInvalidRequest) return { text: null, faults: [...error.issues] };
    throw error;
  }
}

/** Reads the text of the JSON view by the very schemas that check what is sent. Nothing is ordered. */
export async function readRequest({
  input: { mode, text },
}: {
  grant: AuthorizedInProject<"recording.start">;
  input: ReadRequestInput;
}): Promise<HandWrittenRequest> {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const where = error.cause instanceof Error ? ` (${error.cause.message})` : "";
    return { start: null, faults: [{ path: "", message: `The text ${error.message}${where}` }] };
  }
  const { plan, issues } = readHandWritten(mode, value);
  return plan === null ? { start: null, faults: issues } : { start: fromPlan(plan), faults: [] };
}
