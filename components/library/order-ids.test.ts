import { expect, test } from "vitest";
import { OrderIds } from "./order-ids";

const order = (changes: object = {}) => ({ kind: "clip", template: "{stream}", end: "latestFile", ...changes });

test("pressing again after a lost answer is the same order, and a changed one is another", () => {
  const ids = new OrderIds();
  const first = ids.idOf(order());
  expect(ids.idOf(order())).toBe(first);
  const changed = ids.idOf(order({ end: "10:00" }));
  expect(changed).not.toBe(first);
  ids.close(changed);
  // Whether the first was made is still not known.
  expect(ids.idOf(order())).toBe(first);
});

test("what was taken can be asked for once more", () => {
  const ids = new OrderIds();
  const first = ids.idOf(order());
  ids.close(first);
  expect(ids.idOf(order())).not.toBe(first);
});
