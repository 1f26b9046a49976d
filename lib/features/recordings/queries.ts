import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { dataOf } from "../../actions/action-error";
import { readJson, toSearch } from "../../actions/read-json";
import {
  adoptRecording,
  closeForeign,
  closeRecording,
  previewRecording,
  queryRecording,
  readRequest,
  retryCredentials,
  startRecording,
  startTwin,
  stopForeign,
  stopRecording,
  updateRecording,
  updateRecordingLayout,
  writeRequest,
} from "./actions";
import { isFinished } from "./lifecycle";
import type {
  QueryRecordingInput,
  ReadRequestInput,
  StartRecordingInput,
  StopRecordingInput,
  UpdateRecordingInput,
  UpdateRecordingLayoutInput,
} from "./schema";
import type {
  AdoptRecordingInput,
  CloseForeignInput,
  CloseRecordingInput,
  RetryCredentialsInput,
  StartTwinInput,
  StopForeignInput,
} from "./schema/foreign";
import type {
  AccountTrouble,
  ForeignRecording,
  RecordingDetail,
  RecordingLayoutState,
  RecordingPage,
  RecordingsOverview,
  RecordingSummary,
} from "./types";

/** What a page of the list is asked for; `status` is a comma-separated list of statuses. */
export type RecordingListQuery = { projectId: string; status?: string; channel?: string; cursor?: string };

/** How often a view asks while something in it moves by itself, and else. */
const movingMs = 2_000;
const restingMs = 15_000;

const keys = {
  all: ["recordings"] as const,
  list: (query: RecordingListQuery) => ["recordings", "list", query] as const,
  live: (projectId: string, channelName: string) => ["recordings", "live", projectId, channelName] as const,
  detail: (recordingId: string) => ["recordings", "detail", recordingId] as const,
  layout: (recordingId: string) => ["recordings", "layout", recordingId] as const,
  troubles: (projectId: string) => ["recordings", "troubles", projectId] as const,
  foreign: (projectId: string) => ["recordings", "foreign", projectId] as const,
  overview: (projectId: string) => ["recordings", "overview", projectId] as const,
};

/** What to ask for again after a change: lists, details and the overview alike. */
export const recordingsKey = keys.all;

/** A page of the list, asked again while anything on it is on its way. */
export function recordingListOptions(query: RecordingListQuery) {
  return queryOptions({
    queryKey: keys.list(query),
    queryFn: ({ signal }) => readJson<RecordingPage>(`/api/recordings?${toSearch(query)}`, signal),
    staleTime: 1_000,
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => !isFinished(status)) === true ? movingMs : restingMs,
  });
}

/** One recording with everything its page shows. */
export function recordingDetailOptions(recordingId: string) {
  return queryOptions({
    queryKey: keys.detail(recordingId),
    queryFn: ({ signal }) => readJson<RecordingDetail>(`/api/recordings/${encodeURIComponent(recordingId)}`, signal),
    staleTime: 500,
    refetchInterval: ({ state }) => (state.data && isFinished(state.data.status) ? restingMs : movingMs / 2),
  });
}

/** The layout of a recording and all that were ordered, asked often while one of them is on its way. */
export function recordingLayoutOptions(recordingId: string) {
  return queryOptions({
    queryKey: keys.layout(recordingId),
    queryFn: ({ signal }) =>
      readJson<RecordingLayoutState>(`/api/recordings/${encodeURIComponent(recordingId)}/layout`, signal),
    staleTime: 500,
    refetchInterval: ({ state }) => {
      const newest = state.data?.takes[0]?.outcome;
      const isOpen = newest === "wanted" || newest === "sent" || newest === "waiting" || newest === "unknown";
      return isOpen ? movingMs / 4 : movingMs;
    },
  });
}

/** What records now and what needs a person, asked again as often as a list that moves. */
export function recordingsOverviewOptions(projectId: string) {
  return queryOptions({
    queryKey: keys.overview(projectId),
    queryFn: ({ signal }) =>
      readJson<RecordingsOverview>(`/api/overview?projectId=${encodeURIComponent(projectId)}`, signal),
    staleTime: 1_000,
    refetchInterval: movingMs,
  });
}

/** Recordings that run in a channel now, for the warning before another one is started. */
export function liveInChannelOptions(projectId: string, channelName: string) {
  return queryOptions({
    queryKey: keys.live(projectId, channelName),
    queryFn: ({ signal }) =>
      readJson<RecordingSummary[]>(`/api/recordings/live?${toSearch({ projectId, channel: channelName })}`, signal),
    staleTime: 5_000,
    enabled: channelName !== "",
  });
}

/** Recordings that are none of ours and run in the project's channels. */
export function foreignRecordingsOptions(projectId: string) {
  return queryOptions({
    queryKey: keys.foreign(projectId),
    queryFn: ({ signal }) =>
      readJson<ForeignRecording[]>(`/api/recordings/foreign?projectId=${encodeURIComponent(projectId)}`, signal),
    staleTime: 1_000,
    refetchInterval: ({ state }) => (state.data?.length ? movingMs : restingMs),
  });
}

/** What Agora holds against the account of a project. */
export function accountTroublesOptions(projectId: string) {
  return queryOptions({
    queryKey: keys.troubles(projectId),
    queryFn: ({ signal }) =>
      readJson<AccountTrouble[]>(`/api/recordings/troubles?projectId=${encodeURIComponent(projectId)}`, signal),
    staleTime: 1_000,
    refetchInterval: restingMs,
  });
}

/** Each throws ActionError when it was refused. */
export const startRecordingMutation = () =>
  mutationOptions({ mutationFn: async (input: StartRecordingInput) => dataOf(await startRecording(input)) });
export const previewRecordingMutation = () =>
  mutationOptions({ mutationFn: async (input: StartRecordingInput) => dataOf(await previewRecording(input)) });
export const writeRequestMutation = () =>
  mutationOptions({ mutationFn: async (input: StartRecordingInput) => dataOf(await writeRequest(input)) });
export const readRequestMutation = () =>
  mutationOptions({ mutationFn: async (input: ReadRequestInput) => dataOf(await readRequest(input)) });
export const stopRecordingMutation = () =>
  mutationOptions({ mutationFn: async (input: StopRecordingInput) => dataOf(await stopRecording(input)) });
export const adoptRecordingMutation = () =>
  mutationOptions({ mutationFn: async (input: AdoptRecordingInput) => dataOf(await adoptRecording(input)) });
export const retryCredentialsMutation = () =>
  mutationOptions({ mutationFn: async (input: RetryCredentialsInput) => dataOf(await retryCredentials(input)) });
export const startTwinMutation = () =>
  mutationOptions({ mutationFn: async (input: StartTwinInput) => dataOf(await startTwin(input)) });
export const closeRecordingMutation = () =>
  mutationOptions({ mutationFn: async (input: CloseRecordingInput) => dataOf(await closeRecording(input)) });
export const stopForeignMutation = () =>
  mutationOptions({ mutationFn: async (input: StopForeignInput) => dataOf(await stopForeign(input)) });
export const closeForeignMutation = () =>
  mutationOptions({ mutationFn: async (input: CloseForeignInput) => dataOf(await closeForeign(input)) });
export const queryRecordingMutation = () =>
  mutationOptions({ mutationFn: async (input: QueryRecordingInput) => dataOf(await queryRecording(input)) });
export const updateLayoutMutation = () =>
  mutationOptions({
    mutationFn: async (input: UpdateRecordingLayoutInput) => dataOf(await updateRecordingLayout(input)),
  });
export const updateRecordingMutation = () =>
  mutationOptions({ mutationFn: async (input: UpdateRecordingInput) => dataOf(await updateRecording(input)) });
