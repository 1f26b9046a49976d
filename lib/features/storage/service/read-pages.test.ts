import { expect, test } from "vitest";
import { readPages } from "./read-pages";

/** Seven items in pages of three. */
const pageFrom = async (token: string | undefined) => {
  const from = Number(token ?? 0);
  const items = [0, 1, 2, 3, 4, 5, 6].slice(from, from + 3);
  return { items, next: from + 3 < 7 ? String(from + 3) : undefined };
};

test("every page is read, and a cap that was met is told", async () => {
  const seen: number[] = [];
  expect(await readPages(pageFrom, (item) => seen.push(item), 3)).toEqual({ isComplete: true, count: 7 });
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(await readPages(pageFrom, () => undefined, 2)).toEqual({ isComplete: false, count: 6 });
});

test("a page that fails fails the whole", async () => {
  const reading = readPages(
    async (token) => (token === undefined ? pageFrom(token) : Promise.reject(new Error("refused"))),
    () => undefined,
    3,
  );
  await expect(reading).rejects.toThrow("refused");
});
