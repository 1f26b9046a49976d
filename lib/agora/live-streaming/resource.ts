import type { z } from "zod";
import { readBody, refusal, type Answer, type Receipt } from "../answer";
import { exchange, type CallOptions, type Connection } from "../exchange";
import type { AgoraRequest } from "../request";
import type * as Input from "./input";
import { flsMeaningOf, isUnknownRoute } from "./meaning";
import * as settings from "./requests/settings";
import * as streams from "./requests/streams";
import * as read from "./responses";
import type * as Result from "./results";
import { rules } from "./rules";
import { flsOperationNames, type FlsOperationName } from "./schemas";
import * as translate from "./translate";

/**
 * Live streaming (FLS contract §2.0, operations 1-33). Every method checks its input, makes one call and reads the answer.
 * Each throws AgoraInvalidRequest before sending; AgoraUnreachable when nothing could be sent; AgoraNoAnswer and
 * AgoraUnreadableAnswer when it is unknown what happened; AgoraRefused for a clear no (`isNotFound` for a 404).
 *
 * A success of a change says only that Agora took it: there is no job, no path and no state to ask for.
 */
export type LiveStreaming = {
  createDomain(input: Input.CreateDomainInput, options?: CallOptions): Promise<Result.DomainResult>;
  listDomains(options?: CallOptions): Promise<Result.DomainsResult>;
  getDomain(input: Input.DomainRef, options?: CallOptions): Promise<Result.DomainResult>;
  /** Sets the key that signs the domain's addresses. */
  updateDomain(input: Input.UpdateDomainInput, options?: CallOptions): Promise<Result.FlsDone>;
  deleteDomain(input: Input.DomainRef, options?: CallOptions): Promise<Result.FlsDone>;
  createEntryPoint(input: Input.EntryPointRef, options?: CallOptions): Promise<Result.FlsDone>;
  listEntryPoints(options?: CallOptions): Promise<Result.EntryPointsResult>;
  deleteEntryPoint(input: Input.EntryPointRef, options?: CallOptions): Promise<Result.FlsDone>;
  /** Also switches custom recording on for every stream of the entry point. Wrong keys are taken silently. */
  setCustomRecording(input: Input.SetCustomRecordingInput, options?: CallOptions): Promise<Result.FlsDone>;
  getCustomRecording(input: Input.AreaRef, options?: CallOptions): Promise<Result.CustomRecordingResult>;
  /** Also switches standard recording on for every stream of the entry point. */
  setStandardRecording(input: Input.SetStandardRecordingInput, options?: CallOptions): Promise<Result.FlsDone>;
  getStandardRecording(input: Input.AreaRef, options?: CallOptions): Promise<Result.StandardRecordingResult>;
  /** Recording of every stream of the entry point, on or off. Off is needed before streams are added one by one. */
  setAutomaticRecording(input: Input.SetAutomaticRecordingInput, options?: CallOptions): Promise<Result.FlsDone>;
  /** Records one stream, now or when it begins within 24 hours. */
  addRecordingTask(input: Input.RecordingTaskInput, options?: CallOptions): Promise<Result.FlsDone>;
  removeRecordingTask(input: Input.RecordingTaskInput, options?: CallOptions): Promise<Result.FlsDone>;
  /** Never sent twice. After a lost answer only the file itself, or a refusal of its name, tells that it was made. */
  createClip(input: Input.CreateClipInput, options?: CallOptions): Promise<Result.FlsDone>;
  /** Never sent twice, like a clip. */
  createSnapshot(input: Input.CreateSnapshotInput, options?: CallOptions): Promise<Result.FlsDone>;
  /** Standard recordings only, in the order in which they began. */
  listRecordingFiles(input: Input.ListRecordingFilesInput, options?: CallOptions): Promise<Result.RecordingFilesResult>;
  setPeriodicSnapshots(input: Input.SetPeriodicSnapshotsInput, options?: CallOptions): Promise<Result.FlsDone>;
  getPeriodicSnapshots(
    input: Input.PeriodicSnapshotsRef,
    options?: CallOptions,
  ): Promise<Result.PeriodicSnapshotsResult>;
  banStream(input: Input.BanStreamInput, options?: CallOptions): Promise<Result.FlsDone>;
  unbanStream(input: Input.StreamRef, options?: CallOptions): Promise<Result.FlsDone>;
  listBannedStreams(input: Input.EntryPointRef, options?: CallOptions): Promise<Result.BannedStreamsResult>;
  listOnlineStreams(input: Input.EntryPointRef, options?: CallOptions): Promise<Result.OnlineStreamsResult>;
  getOnlineStream(input: Input.StreamRef, options?: CallOptions): Promise<Result.OnlineStreamResult>;
  /** Pushes that have ended, about two hours late, the last to end first. */
  listPublishHistory(input: Input.ReportInput, options?: CallOptions): Promise<Result.PublishHistoryResult>;
  /** About three minutes late, the newest minute first. */
  listPublishQuality(input: Input.ReportInput, options?: CallOptions): Promise<Result.PublishQualityResult>;
  /** About three minutes late, the newest minute first. */
  listPlayStatistics(input: Input.ReportInput, options?: CallOptions): Promise<Result.PlayStatisticsResult>;
};

export function createLiveStreaming(connection: Connection, nowMs: () => number): LiveStreaming {
  const { appId } = connection;

  const send = (request: AgoraRequest, options: CallOptions | undefined): Promise<Answer> =>
    exchange(connection, request, rules[operationOf(request)], options);

  /** A change: only whether it was taken counts. */
  const change = async (request: AgoraRequest, options: CallOptions | undefined): Promise<Result.FlsDone> => {
    const { receipt } = mustSucceed(request, await send(request, options));
    return { receipt };
  };

  /** A question: its answer read by `schema` and brought into our words. */
  const ask = async <S extends z.ZodType, R>(
    request: AgoraRequest,
    schema: S,
    toResult: (body: z.output<S>) => R,
    options: CallOptions | undefined,
  ): Promise<R & { receipt: Receipt }> => {
    const answer = mustSucceed(request, await send(request, options));
    const effect = request.method === "GET" ? "none" : "done";
    return { ...toResult(readBody(request, answer, schema, effect)), receipt: answer.receipt };
  };
  const inDomain = (body: z.output<typeof read.domain>) => ({ domain: translate.toDomain(body) });

  return {
    createDomain: async (input, options) =>
      ask(settings.describeCreateDomain(appId, input), read.domain, inDomain, options),
    listDomains: async (options) =>
      ask(settings.describeListDomains(appId), read.domainList, translate.toDomains, options),
    getDomain: async (input, options) => ask(settings.describeGetDomain(appId, input), read.domain, inDomain, options),
    updateDomain: async (input, options) => change(settings.describeUpdateDomain(appId, input), options),
    deleteDomain: async (input, options) => change(settings.describeDeleteDomain(appId, input), options),
    createEntryPoint: async (input, options) => change(settings.describeCreateEntryPoint(appId, input), options),
    listEntryPoints: async (options) =>
      ask(settings.describeListEntryPoints(appId), read.entryPointList, translate.toEntryPoints, options),
    deleteEntryPoint: async (input, options) => change(settings.describeDeleteEntryPoint(appId, input), options),
    setCustomRecording: async (input, options) => change(settings.describeSetCustomRecording(appId, input), options),
    getCustomRecording: async (input, options) =>
      ask(
        settings.describeGetCustomRecording(appId, input),
        read.recordingSettings,
        translate.toCustomRecording,
        options,
      ),
    setStandardRecording: async (input, options) =>
      change(settings.describeSetStandardRecording(appId, input), options),
    getStandardRecording: async (input, options) =>
      ask(settings.describeGetStandardRecording(appId, input), read.recordingSettings, translate.toFormats, options),
    setAutomaticRecording: async (input, options) =>
      change(settings.describeSetAutomaticRecording(appId, input), options),
    addRecordingTask: async (input, options) => change(settings.describeAddRecordingTask(appId, input), options),
    removeRecordingTask: async (input, options) => change(settings.describeRemoveRecordingTask(appId, input), options),
    createClip: async (input, options) => change(streams.describeCreateClip(appId, input, nowMs()), options),
    createSnapshot: async (input, options) => change(streams.describeCreateSnapshot(appId, input, nowMs()), options),
    listRecordingFiles: async (input, options) =>
      ask(streams.describeListRecordingFiles(appId, input), read.previewList, translate.toRecordingFiles, options),
    setPeriodicSnapshots: async (input, options) =>
      change(settings.describeSetPeriodicSnapshots(appId, input), options),
    getPeriodicSnapshots: async (input, options) =>
      ask(
        settings.describeGetPeriodicSnapshots(appId, input),
        read.periodicSnapshots,
        translate.toPeriodicSnapshots,
        options,
      ),
    banStream: async (input, options) => change(streams.describeBanStream(appId, input, nowMs()), options),
    unbanStream: async (input, options) => change(streams.describeUnbanStream(appId, input), options),
    listBannedStreams: async (input, options) =>
      ask(streams.describeListBannedStreams(appId, input), read.bannedStreamList, translate.toBannedStreams, options),
    listOnlineStreams: async (input, options) =>
      ask(streams.describeListOnlineStreams(appId, input), read.onlineStreamList, translate.toOnlineStreams, options),
    async getOnlineStream(input, options) {
      const request = streams.describeGetOnlineStream(appId, input);
      const answer = await send(request, options);
      const { receipt } = answer;
      if (receipt.httpStatus === 404 && !isUnknownRoute(receipt.reason)) {
        return { isOnline: false, startedAt: null, receipt };
      }
      const { startTime } = readBody(request, mustSucceed(request, answer), read.onlineStream, "none");
      return { isOnline: true, startedAt: startTime, receipt };
    },
    listPublishHistory: async (input, options) =>
      ask(
        streams.describeReport(appId, "publishHistory", input, nowMs()),
        read.publishHistory,
        translate.toPublishHistory,
        options,
      ),
    listPublishQuality: async (input, options) =>
      ask(
        streams.describeReport(appId, "publishQuality", input, nowMs()),
        read.publishQuality,
        translate.toPublishQuality,
        options,
      ),
    listPlayStatistics: async (input, options) =>
      ask(
        streams.describeReport(appId, "playStatistics", input, nowMs()),
        read.playStatistic,
        translate.toPlayStatistics,
        options,
      ),
  };
}

function operationOf(request: AgoraRequest): FlsOperationName {
  const operation = flsOperationNames.find((name) => name === request.operation);
  if (operation === undefined) throw new Error(`${request.operation} is no operation of live streaming`);
  return operation;
}

/** Creating answers 201 for some things and 200 for others (FLS contract §0), so any success is one. */
function mustSucceed(request: AgoraRequest, answer: Answer): Answer {
  const { httpStatus } = answer.receipt;
  if (httpStatus >= 200 && httpStatus < 300) return answer;
  const operation = operationOf(request);
  throw refusal(request, answer.receipt, flsMeaningOf({ ...answer.receipt, operation, rules: rules[operation] }));
}
