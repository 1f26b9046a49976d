import { ulid } from "ulid";

/**
 * Ids of orders: the same one for the same order until it was taken, so that pressing again after a lost answer cannot make
 * it twice; another one for whatever else is asked for.
 */
export class OrderIds {
  readonly #open = new Map<string, string>();

  /** @param order what is asked for, without what changes by itself: counters and ends of files that grow */
  idOf(order: object): string {
    const what = JSON.stringify(order);
    const itemId = this.#open.get(what) ?? ulid();
    this.#open.set(what, itemId);
    return itemId;
  }

  /** It was taken: the same once more is another order. */
  close(itemId: string): void {
    for (const [what, id] of this.#open) if (id === itemId) this.#open.delete(what);
  }
}
