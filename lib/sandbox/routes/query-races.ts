/**
 * Tells which stops were disturbed by a query: one that was not yet answered when the stop came, or came before the
 * stop was answered. Such a stop answers 206 without a file list (contract §2.13).
 */
export class QueryRaces {
  readonly #querying = new Map<string, number>();
  readonly #stopping = new Set<string>();
  readonly #raced = new Set<string>();

  queryBegan(sid: string): void {
    this.#querying.set(sid, (this.#querying.get(sid) ?? 0) + 1);
    if (this.#stopping.has(sid)) this.#raced.add(sid);
  }

  queryEnded(sid: string): void {
    const left = (this.#querying.get(sid) ?? 0) - 1;
    if (left > 0) this.#querying.set(sid, left);
    else this.#querying.delete(sid);
  }

  stopBegan(sid: string): void {
    this.#stopping.add(sid);
    if (this.#querying.has(sid)) this.#raced.add(sid);
  }

  /** Returns whether the stop was disturbed. */
  stopEnded(sid: string): boolean {
    this.#stopping.delete(sid);
    return this.#raced.delete(sid);
  }
}
