type Entry = { at: number; order: number; run: () => void };

/** A virtual clock: what is planned happens in the order of its time, and waiting takes no time. */
export class Timeline {
  /** Milliseconds since 1970. */
  now = Date.parse("2026-05-01T08:00:00.000Z");
  #order = 0;
  readonly #heap: Entry[] = [];

  in(ms: number, run: () => void): void {
    const heap = this.#heap;
    const entry = { at: this.now + Math.max(0, ms), order: (this.#order += 1), run };
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || isBefore(above, entry)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  /** Lets everything happen that is planned before `end`, and what that plans. */
  runUntil(end: number): void {
    for (let next = this.#heap[0]; next !== undefined && next.at <= end; next = this.#heap[0]) {
      this.#removeFirst();
      this.now = next.at;
      next.run();
    }
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const [a, b] = [heap[left], heap[left + 1]];
      if (a === undefined) break;
      const isRight = b !== undefined && isBefore(b, a);
      const child = isRight ? b : a;
      if (isBefore(last, child)) break;
      heap[index] = child;
      index = isRight ? left + 1 : left;
    }
    heap[index] = last;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at === b.at ? a.order < b.order : a.at < b.at;
}
