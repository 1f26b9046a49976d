import { readBody, refusal, undocumented, type Answer } from "../answer";
import { exchange, type CallOptions, type Connection, type OperationRules } from "../exchange";
import type { AgoraRequest } from "../request";
import type { AcquireInput, StartInput, StopInput, TaskRef, UpdateInput, UpdateLayoutInput } from "./input";
import * as describe from "./requests";
import { acknowledgement, acquireResponse, queryResponse, startResponse, stopResponse } from "./responses";
import {
  filesOf,
  uploadingStatusOf,
  webStateOf,
  type AcquireResult,
  type QueryResult,
  type StartResult,
  type StopResult,
  type UpdateResult,
} from "./results";

/** How each operation is sent (reliability §1, I7): only query may be asked again by the client. */
const rules = {
  acquire: { deadlineMs: 10_000, priority: "start", isSafe: false },
  start: { deadlineMs: 10_000, priority: "start", isSafe: false },
  query: { deadlineMs: 10_000, priority: "monitor", isSafe: true },
  update: { deadlineMs: 10_000, priority: "update", isSafe: false },
  updateLayout: { deadlineMs: 10_000, priority: "update", isSafe: false },
  stop: { deadlineMs: 25_000, priority: "stop", isSafe: false },
} as const satisfies Record<string, OperationRules>;

/**
 * Cloud Recording (contract §2). Every method checks its input, makes one call and reads the answer. Each throws
 * AgoraInvalidRequest before sending; AgoraUnreachable when nothing could be sent; AgoraNoAnswer and
 * AgoraUnreadableAnswer when it is unknown what happened; AgoraRefused for a clear no.
 */
export type CloudRecording = {
  /** A resource id: good for five minutes and one start, to be used within two seconds. */
  acquire(input: AcquireInput, options?: CallOptions): Promise<AcquireResult>;
  /** 400/53 (the same recorder runs already) and 500/502 (no server, nothing started) come as AgoraRefused. */
  start(input: StartInput, options?: CallOptions): Promise<StartResult>;
  /** Never together with or after stop. A task that is not found comes as AgoraRefused with `isTaskNotFound`. */
  query(task: TaskRef, options?: CallOptions): Promise<QueryResult>;
  /** Replaces what was set before. Send the next only after the answer to the last. */
  update(input: UpdateInput, options?: CallOptions): Promise<UpdateResult>;
  /** Replaces the whole layout: what is left out goes back to its default. Composite only. */
  updateLayout(input: UpdateLayoutInput, options?: CallOptions): Promise<UpdateResult>;
  stop(input: StopInput, options?: CallOptions): Promise<StopResult>;
};

export function createCloudRecording(connection: Connection, nowMs: () => number): CloudRecording {
  const { appId } = connection;
  const send = (request: AgoraRequest, how: OperationRules, options: CallOptions | undefined) =>
    exchange(connection, request, how, options);

  return {
    async acquire(input, options) {
      const request = describe.describeAcquire(appId, input, nowMs());
      const answer = await send(request, rules.acquire, options);
      const { resourceId } = readBody(request, mustBe200(request, answer), acquireResponse);
      return { resourceId, receipt: answer.receipt };
    },

    async start(input, options) {
      const request = describe.describeStart(appId, input, nowMs());
      const answer = await send(request, rules.start, options);
      const { receipt } = answer;
      if (receipt.httpStatus === 201 && receipt.code === 7) {
        const { sid } = readBody(request, answer, acknowledgement);
        return { outcome: "alreadyStarted", sid: sid || null, receipt };
      }
      const body = readBody(request, mustBe200(request, answer), startResponse);
      if (
        (body.cname ?? input.channelName) !== input.channelName ||
        (body.uid ?? input.recorderUid) !== input.recorderUid
      ) {
        throw undocumented(request, receipt, "it names another channel or recorder");
      }
      return { outcome: "started", sid: body.sid, receipt };
    },

    async query(task, options) {
      const request = describe.describeQuery(appId, task);
      const answer = await send(request, rules.query, options);
      const { serverResponse } = readBody(request, mustBe200(request, answer), queryResponse, "none");
      return {
        agoraStatus: serverResponse.status,
        files: filesOf(serverResponse),
        sliceStartedAt: serverResponse.sliceStartTime ?? null,
        web: webStateOf(serverResponse),
        receipt: answer.receipt,
      };
    },

    async update(input, options) {
      const request = describe.describeUpdate(appId, input, nowMs());
      const answer = await send(request, rules.update, options);
      readBody(request, mustBe200(request, answer), acknowledgement);
      return { receipt: answer.receipt };
    },

    async updateLayout(input, options) {
      const request = describe.describeUpdateLayout(appId, input);
      const answer = await send(request, rules.updateLayout, options);
      readBody(request, mustBe200(request, answer), acknowledgement);
      return { receipt: answer.receipt };
    },

    async stop(input, options) {
      const request = describe.describeStop(appId, input);
      const answer = await send(request, rules.stop, options);
      const { receipt } = answer;
      const outcome = stopOutcome(answer);
      if (outcome === null) throw refusal(request, receipt);
      const { serverResponse } = readBody(request, answer, stopResponse, "done");
      const [files, uploadingStatus] = [filesOf(serverResponse), uploadingStatusOf(serverResponse)];
      return { outcome, files, uploadingStatus, web: webStateOf(serverResponse), receipt };
    },
  };
}

/** What a stop's answer means (contract §2.13, §6.2), or null when it is not known to have stopped anything. */
function stopOutcome({ receipt: { httpStatus, code } }: Answer): StopResult["outcome"] | null {
  if (code === 65) return null;
  if (httpStatus < 300) {
    if (code === 435) return "noData";
    return httpStatus === 206 || code === 50 ? "uploadUnknown" : "stopped";
  }
  if (code === 49 && httpStatus < 500) return "alreadyStopping";
  if (code === 50) return "uploadUnknown";
  return httpStatus === 404 && code === 404 ? "notFound" : null;
}

/** A success of every operation but stop and a repeated start is a 200 without an error's code. */
function mustBe200(request: AgoraRequest, answer: Answer): Answer {
  const { httpStatus, code } = answer.receipt;
  // Older answers carried a code beside their success: the HTTP status again, or 0 (contract §2.1).
  if (httpStatus === 200 && (code === null || code === 0 || code === 200)) return answer;
  throw refusal(request, answer.receipt);
}
