/** The headers of one request: names in lower case, repeated ones joined by a comma as SigV4 joins them. */
export class RequestHeaders {
  readonly #values = new Map<string, string>();

  /** @param raw Node's `rawHeaders`: name, value, name, value. Node's own table drops repeats that were signed. */
  constructor(raw: readonly string[]) {
    for (let index = 0; index + 1 < raw.length; index += 2) {
      const name = (raw[index] ?? "").toLowerCase();
      const value = (raw[index + 1] ?? "").trim();
      const earlier = this.#values.get(name);
      this.#values.set(name, earlier === undefined ? value : `${earlier},${value}`);
    }
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  names(): string[] {
    return [...this.#values.keys()];
  }

  /** Adds a header that the client carried in a presigned address; one that was really sent wins. */
  addFromAddress(name: string, value: string): void {
    if (!this.#values.has(name)) this.#values.set(name, value);
  }
}
