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

/**
 * What a GET route of ours answers, whose type the caller names: the route and the caller are built from the same sources.
 * @throws ReadError
 */
export async function readJson<Data>(address: string, signal: AbortSignal): Promise<Data> {
  let response: Response;
  try {
    response = await fetch(address, { signal, headers: { Accept: "application/json" } });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ReadError(0, "The console does not answer. What is shown may be old.", { cause });
  }
  if (!response.ok) throw await refusalOf(response);
  return (await response.json()) as Data;
}

/** A query string of what is set. */
export function toSearch(query: Readonly<Record<string, string | undefined>>): string {
  const set = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new URLSearchParams(set).toString();
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
