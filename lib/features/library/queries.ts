import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { dataOf } from "../../actions/action-error";
import { readJson, toSearch } from "../../actions/read-json";
import {
  createClip,
  createSnapshot,
  listRecordingFiles,
  previewClip,
  previewSnapshot,
  retryItem,
  savePlayback,
} from "./actions";
import { isMoving } from "./lifecycle";
import type {
  CreateClipInput,
  CreateSnapshotInput,
  ListItemsInput,
  ListRecordingFilesInput,
  RetryItemInput,
  SavePlaybackInput,
} from "./schema";
import type { BucketListing, LibraryItem, LibraryPlaces, RecordedRange } from "./types";

const movingMs = 1_000;
const restingMs = 30_000;
const longListMs = 300_000;
const fewObjects = 3_000;

const keys = {
  places: (projectId: string, entryPoint: string | undefined) => ["library", "places", projectId, entryPoint] as const,
  files: (query: ListRecordingFilesInput) => ["library", "files", query] as const,
  items: (query: ListItemsInput) => ["library", "items", query] as const,
  bucket: (query: Record<string, string>) => ["library", "bucket", query] as const,
};

/** What to ask for again after a clip or a snapshot was ordered. */
export const itemsKey = ["library", "items"] as const;
/** What to ask for again after Agora was asked anew. */
export const filesKey = ["library", "files"] as const;

/** Entry points, areas and streams to choose from. */
export function placesOptions(projectId: string, entryPoint?: string) {
  return queryOptions({
    queryKey: keys.places(projectId, entryPoint),
    queryFn: ({ signal }) =>
      readJson<LibraryPlaces>(`/api/library/places?${toSearch({ projectId, entryPoint })}`, signal),
    staleTime: 15_000,
    refetchInterval: restingMs,
  });
}

/** Recordings of a stream in a stretch of time. The last day of it still grows, so it is asked for again. */
export function recordingFilesOptions(query: ListRecordingFilesInput, isGrowing: boolean) {
  const { projectId, entryPoint, flsArea, streamName, from, to } = query;
  return queryOptions({
    queryKey: keys.files(query),
    queryFn: ({ signal }) =>
      readJson<RecordedRange>(
        `/api/library/recordings?${toSearch({ projectId, entryPoint, flsArea, streamName, from, to })}`,
        signal,
      ),
    staleTime: isGrowing ? 5_000 : Number.POSITIVE_INFINITY,
    refetchInterval: isGrowing ? 10_000 : false,
    enabled: streamName !== "",
  });
}

/** Clips and snapshots, asked for again while one of them is on its way. */
export function itemsOptions(query: ListItemsInput) {
  return queryOptions({
    queryKey: keys.items(query),
    queryFn: ({ signal }) => readJson<LibraryItem[]>(`/api/library/items?${toSearch(query)}`, signal),
    staleTime: 500,
    refetchInterval: ({ state }) =>
      state.data?.some(({ status }) => isMoving(status)) === true ? movingMs : restingMs,
  });
}

/** Recordings of a stream in the customer's own bucket. */
export function bucketFilesOptions(query: {
  projectId: string;
  profileId: string;
  entryPoint: string;
  streamName: string;
}) {
  return queryOptions({
    queryKey: keys.bucket(query),
    queryFn: ({ signal }) => readJson<BucketListing>(`/api/library/bucket?${toSearch(query)}`, signal),
    staleTime: 10_000,
    // A listing that takes many pages is not asked for twice a minute.
    refetchInterval: ({ state }) => ((state.data?.objectCount ?? 0) > fewObjects ? longListMs : restingMs),
    enabled: query.profileId !== "" && query.streamName !== "",
  });
}

/** Each throws ActionError when it was refused. */
export const createClipMutation = () =>
  mutationOptions({ mutationFn: async (input: CreateClipInput) => dataOf(await createClip(input)) });
export const createSnapshotMutation = () =>
  mutationOptions({ mutationFn: async (input: CreateSnapshotInput) => dataOf(await createSnapshot(input)) });
export const previewClipMutation = () =>
  mutationOptions({ mutationFn: async (input: CreateClipInput) => dataOf(await previewClip(input)) });
export const previewSnapshotMutation = () =>
  mutationOptions({ mutationFn: async (input: CreateSnapshotInput) => dataOf(await previewSnapshot(input)) });
export const retryItemMutation = () =>
  mutationOptions({ mutationFn: async (input: RetryItemInput) => dataOf(await retryItem(input)) });
export const refreshFilesMutation = () =>
  mutationOptions({ mutationFn: async (input: ListRecordingFilesInput) => dataOf(await listRecordingFiles(input)) });
export const savePlaybackMutation = () =>
  mutationOptions({ mutationFn: async (input: SavePlaybackInput) => dataOf(await savePlayback(input)) });
