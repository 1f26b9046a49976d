import { expect, test } from "vitest";
import { recordingStatuses } from "@/lib/features/recordings/lifecycle";
import { groupStatuses, listHref, listQueryOf, readListView, type ListView } from "./list-url";

const roundTrip = (view: ListView) => readListView(new URL(listHref(view), "http://localhost:3000").searchParams);

test("a view survives its address", () => {
  const view: ListView = { group: "ending", channel: "class 101 & co=?", trail: ["2026-01-02|A", "2026-01-01|B"] };
  expect(roundTrip(view)).toEqual(view);
});

test("the plain list has a plain address", () => {
  expect(listHref({ group: "all", channel: "", trail: [] })).toBe("/recordings");
});

test("what cannot be used counts as not set", () => {
  const params = new URLSearchParams(
    `show=everything&channel=${"x".repeat(80)}&before=&before=${"c".repeat(201)}&before=ok`,
  );
  expect(readListView(params)).toEqual({ group: "all", channel: "x".repeat(63), trail: ["ok"] });
});

test("a page asks for what lies before the last cursor", () => {
  expect(listQueryOf("p", { group: "safe", channel: "lobby", trail: ["a", "b"] })).toEqual({
    projectId: "p",
    status: "uploaded",
    channel: "lobby",
    cursor: "b",
  });
  expect(listQueryOf("p", { group: "all", channel: "", trail: [] })).toEqual({ projectId: "p" });
});

test("every status can be found by a narrower filter than all", () => {
  const { all: _, ...narrower } = groupStatuses;
  expect(new Set(Object.values(narrower).flat())).toEqual(new Set(recordingStatuses));
});
