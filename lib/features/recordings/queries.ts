import { queryOptions } from "@tanstack/react-query";
import { isFinished } from "./lifecycle";
import type { RecordingDetail, RecordingPage } from "./types";

/** What a page of the list is asked for; `status` is a comma-separated list of statuses. */
export type RecordingListQuery = { projectId: string; status?: string; channel?: string; cursor?: string };

/** How often a view asks while something in it moves by itself, and else. */
const movingMs = 2_000;
const restingMs = 15_000;

const keys = {
  all: ["recordings"] as const,
  list: (query: RecordingListQuery) => ["recordings", "list", query] as const,
  detail: (recordingId: string) => ["recordings", "detail", recordingId] as const,
};

/** What to refresh after a change. */
export const recordingKeys = { all: keys.all, detail: keys.detail };

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

/** A GET route's refusal or failure. `status` is 0 when there was no answer. */
export class ReadError extends Error {
  override readonly name = "ReadError";
  readonly status: number;
  readonly code: string | undefined;
  readonly requestId: string | undefined;

  constructor(status: number, message: string, details: { code?: string; requestId?: string; cause?: unknown } = {}) {
    super(message, { cause: details.cause });
    this.status = status;
    this.code = details.code;
    this.requestId = details.requestId;
  }
}

/** @throws ReadError */
async function readJson<Data>(address: string, signal: AbortSignal): Promise<Data> {
  let response: Response;
  try {
    response = await fetch(address, { signal, headers: { Accept: "application/json" } });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ReadError(0, "The console does not answer. What is shown may be old.", { cause });
  }
  if (!response.ok) throw await refusalOf(response);
  // The route answers with the verb's own type: both are built from the same sources.
  return (await response.json()) as Data;
}

async function refusalOf(response: Response): Promise<ReadError> {
  const body: unknown = await response.json().catch(() => null);
  const read = (name: string) => {
    const value =
      typeof body === "object" && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : "";
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const message = read("message") ?? `The console answered with ${response.status}.`;
  return new ReadError(response.status, message, { code: read("code"), requestId: read("requestId") });
}

function toSearch(query: RecordingListQuery): string {
  return new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined)).toString();
}
