/** What the store did since it started. */
export type Counters = {
  /** Requests being answered now. */
  active: number;
  /** Requests by operation (`PutObject`, …); `unknown` for those refused before an operation was found. */
  requests: Record<string, number>;
  /** Refusals by S3 code. */
  errors: Record<string, number>;
  /** Bytes of bodies as they came over the wire, framing included. */
  bytesIn: number;
  /** Bytes of objects sent. */
  bytesOut: number;
};

export class RequestCounters {
  #counters: Omit<Counters, "active"> = { requests: {}, errors: {}, bytesIn: 0, bytesOut: 0 };
  #active = 0;

  begin(): void {
    this.#active += 1;
  }

  end(request: { operation: string; errorCode: string | undefined; bytesIn: number; bytesOut: number }): void {
    const { requests, errors } = this.#counters;
    this.#active -= 1;
    requests[request.operation] = (requests[request.operation] ?? 0) + 1;
    if (request.errorCode !== undefined) errors[request.errorCode] = (errors[request.errorCode] ?? 0) + 1;
    this.#counters.bytesIn += request.bytesIn;
    this.#counters.bytesOut += request.bytesOut;
  }

  snapshot(): Counters {
    return { active: this.#active, ...structuredClone(this.#counters) };
  }

  reset(): void {
    this.#counters = { requests: {}, errors: {}, bytesIn: 0, bytesOut: 0 };
  }
}
