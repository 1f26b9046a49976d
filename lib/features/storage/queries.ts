import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { dataOf } from "../../actions/action-error";
import { readJson, toSearch } from "../../actions/read-json";
import {
  callOffCustomRecording,
  checkStorage,
  getCustomRecording,
  previewCustomRecording,
  setCustomRecording,
} from "./actions";
import type { CallOffCustomRecordingInput, CellInput, CheckStorageInput, SetCustomRecordingInput } from "./schema";
import type { CellBucketProof, CellConfiguration, StorageCell, StorageCheck, StorageMatrix } from "./types";

/** How often a view asks while a change or a check is under way, and else: each asking is a round of questions to Agora. */
const movingMs = 1_500;
const restingMs = 60_000;

const keys = {
  all: ["storage"] as const,
  matrix: (projectId: string, allAreas: boolean) => ["storage", "matrix", projectId, allAreas] as const,
  history: (cell: CellInput) => ["storage", "history", cell] as const,
  check: (projectId: string, checkId: string) => ["storage", "check", projectId, checkId] as const,
  inForce: (cell: CellInput) => ["storage", "check in force", cell] as const,
  /** Stays what was reviewed, whatever is asked for again. */
  preview: (reviewId: string) => ["storage preview", reviewId] as const,
  proof: (cell: CellInput) => ["storage", "proof", cell] as const,
};

/** What to ask for again after a change. */
export const storageKey = keys.all;

/** Whether a change of the cell is not settled yet. */
export function isUnderWay({ newest }: Pick<StorageCell, "newest">): boolean {
  return newest !== null && !newest.job.isTerminal;
}

/** Entry points by areas, asked from Agora; again soon while a change is under way. */
export function storageMatrixOptions(projectId: string, allAreas: boolean) {
  return queryOptions({
    queryKey: keys.matrix(projectId, allAreas),
    queryFn: ({ signal }) =>
      readJson<StorageMatrix>(
        `/api/storage/matrix?${toSearch({ projectId, areas: allAreas ? "all" : undefined })}`,
        signal,
      ),
    staleTime: 5_000,
    refetchInterval: ({ state }) => (state.data?.cells.some(isUnderWay) === true ? movingMs : restingMs),
  });
}

/** What was set in one cell, the newest first. */
export function cellHistoryOptions(cell: CellInput) {
  return queryOptions({
    queryKey: keys.history(cell),
    queryFn: ({ signal }) => readJson<CellConfiguration[]>(`/api/storage/history?${toSearch(cell)}`, signal),
    staleTime: 1_000,
    refetchInterval: ({ state }) => (state.data?.some(({ job }) => !job.isTerminal) === true ? movingMs : false),
  });
}

/** One check, asked again until it is over. */
export function storageCheckOptions(projectId: string, checkId: string) {
  return queryOptions({
    queryKey: keys.check(projectId, checkId),
    queryFn: ({ signal }) => readJson<StorageCheck>(`/api/storage/checks?${toSearch({ projectId, checkId })}`, signal),
    refetchInterval: ({ state }) => (state.data === undefined || state.data.outcome === "running" ? 500 : false),
  });
}

/** The newest check of the storage that is in force for the cell; null: there is none. */
export function checkInForceOptions(cell: CellInput) {
  return queryOptions({
    queryKey: keys.inForce(cell),
    queryFn: ({ signal }) => readJson<StorageCheck | null>(`/api/storage/checks?${toSearch(cell)}`, signal),
    staleTime: 5_000,
    refetchInterval: ({ state }) => (state.data?.outcome === "running" ? 500 : false),
  });
}

/** The newest recording in the cell's bucket. */
export function bucketProofOptions(cell: CellInput) {
  return queryOptions({
    queryKey: keys.proof(cell),
    queryFn: ({ signal }) => readJson<CellBucketProof>(`/api/storage/proof?${toSearch(cell)}`, signal),
    staleTime: 10_000,
  });
}

/** Where a file of a cell is read; a playlist's own lines resolve beside it. */
export function cellFileAddress({ projectId, entryPoint, flsArea }: CellInput, fileName: string): string {
  const parts = [projectId, entryPoint, flsArea, ...fileName.split("/")].map(encodeURIComponent);
  return `/api/storage/files/${parts.join("/")}`;
}

/**
 * What a change would send, under a `reviewId`: typed keys belong into no key of the cache, and an answer that
 * is a moment old is not what is decided upon.
 */
export function cellPreviewOptions(reviewId: string, input: SetCustomRecordingInput) {
  return queryOptions({
    queryKey: keys.preview(reviewId),
    queryFn: async () => dataOf(await previewCustomRecording(input)),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}

/** Each throws ActionError when it was refused. */
export const setCustomRecordingMutation = () =>
  mutationOptions({ mutationFn: async (input: SetCustomRecordingInput) => dataOf(await setCustomRecording(input)) });
export const callOffCustomRecordingMutation = () =>
  mutationOptions({
    mutationFn: async (input: CallOffCustomRecordingInput) => dataOf(await callOffCustomRecording(input)),
  });
export const getCustomRecordingMutation = () =>
  mutationOptions({ mutationFn: async (input: CellInput) => dataOf(await getCustomRecording(input)) });
export const checkStorageMutation = () =>
  mutationOptions({ mutationFn: async (input: CheckStorageInput) => dataOf(await checkStorage(input)) });
