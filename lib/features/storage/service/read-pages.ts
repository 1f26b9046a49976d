import "server-only";

/** A page of a listing, and what asks for the next one; undefined on the last. */
export type Page<Item> = { items: readonly Item[]; next: string | undefined };

/** What a listing came to: `isComplete` is false when there was more than is read. */
export type Extent = { isComplete: boolean; count: number };

/**
 * Hands on a listing item by item, so that only what is wanted of it is kept: a stream leaves thousands of slices a day.
 * @param mostPages how many pages are read at most
 * @throws what `readPage` throws: of a listing that failed in between nothing is told
 */
export async function readPages<Item>(
  readPage: (token: string | undefined) => Promise<Page<Item>>,
  take: (item: Item) => void,
  mostPages: number,
): Promise<Extent> {
  let count = 0;
  let token: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { items, next } = await readPage(token);
    for (const item of items) take(item);
    count += items.length;
    if (next === undefined) return { isComplete: true, count };
    token = next;
  }
  return { isComplete: false, count };
}
