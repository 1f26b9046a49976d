import { S3Error } from "./s3-error";

/** A refusal to answer with instead of doing the work. */
export type InjectedError = { status: number; code: string };

/** How the store misbehaves on purpose. Kept in memory: a restarted store is healthy. */
export type Faults = {
  /** The next `count` uploads (PutObject, UploadPart) by a key that may upload are refused; nothing is kept. */
  failPuts: (InjectedError & { count: number }) | null;
  /** Wait before every answer, in real milliseconds. */
  delayMs: number;
  /** Refuse every request before looking at it, or close its connection without an answer. */
  refuseAll: InjectedError | "disconnect" | null;
};

const healthy: Faults = { failPuts: null, delayMs: 0, refuseAll: null };

export class FaultSwitches {
  #faults: Faults = healthy;

  current(): Faults {
    return this.#faults;
  }

  /** Changes the switches given and leaves the others. @throws RangeError for a status that is no error, or a bad count. */
  set(change: Partial<Faults>): void {
    const next = { ...this.#faults, ...change };
    if (next.failPuts) {
      checkStatus(next.failPuts.status);
      if (!Number.isInteger(next.failPuts.count) || next.failPuts.count < 0) {
        throw new RangeError("count must be a whole number from 0");
      }
    }
    if (next.refuseAll && next.refuseAll !== "disconnect") checkStatus(next.refuseAll.status);
    if (!(next.delayMs >= 0 && next.delayMs <= 600_000)) throw new RangeError("delayMs must be from 0 to 600000");
    this.#faults = next;
  }

  reset(): void {
    this.#faults = healthy;
  }

  /** The refusal for this upload, if one is due; counts it. */
  takePutFailure(): S3Error | undefined {
    const due = this.#faults.failPuts;
    if (!due || due.count === 0) return undefined;
    this.#faults = { ...this.#faults, failPuts: due.count > 1 ? { ...due, count: due.count - 1 } : null };
    return injected(due);
  }
}

export function injected({ status, code }: InjectedError): S3Error {
  return new S3Error(status, code, "The sandbox was told to refuse this request.");
}

function checkStatus(status: number): void {
  if (!Number.isInteger(status) || status < 400 || status > 599) throw new RangeError("status must be from 400 to 599");
}
