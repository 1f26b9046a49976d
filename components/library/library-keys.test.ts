import { expect, test } from "vitest";
import { libraryCommandOf } from "./library-keys";

const press = (
  key: string,
  held: Partial<Record<"shiftKey" | "altKey" | "ctrlKey" | "metaKey", boolean>> = {},
  isKHeld = false,
) => libraryCommandOf({ key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...held }, isKHeld);

test("keys of the specification", () => {
  expect(press(" ")).toEqual({ do: "player", command: { do: "toggle" } });
  expect(press("j")).toEqual({ do: "player", command: { do: "shuttle", direction: -1 } });
  expect(press("l", {}, true)).toEqual({ do: "frames", count: 1 });
  expect(press(",")).toEqual({ do: "frames", count: -1 });
  expect(press("ArrowRight")).toEqual({ do: "seekBy", ms: 1000 });
  expect(press("ArrowRight", { shiftKey: true })).toEqual({ do: "seekBy", ms: 10_000 });
  expect(press("ArrowLeft", { altKey: true })).toEqual({ do: "seekBy", ms: -100 });
  expect(press("i")).toEqual({ do: "setIn" });
  expect(press("O", { shiftKey: true })).toEqual({ do: "goOut" });
  expect(press("[")).toEqual({ do: "trim", edge: "in", count: 1 });
  expect(press("}", { shiftKey: true })).toEqual({ do: "trim", edge: "out", count: 1 });
  expect(press("c")).toEqual({ do: "snapshot" });
  expect(press("C", { shiftKey: true })).toEqual({ do: "clip" });
  expect(press("g")).toEqual({ do: "goToTime" });
  expect(press("z")).toEqual({ do: "fit" });
});

test("keys of the page and of the browser are left alone", () => {
  for (const key of ["?", "Tab", "Enter", "Escape", "a"]) expect(press(key)).toBeNull();
  expect(press("k", { ctrlKey: true })).toBeNull();
  expect(press("i", { altKey: true })).toBeNull();
});
