import { expect, test } from "vitest";
import { commandOf, nextShuttle } from "./player-keys";

const press = (key: string, held: Partial<Record<"shiftKey" | "altKey" | "ctrlKey" | "metaKey", boolean>> = {}) =>
  commandOf({ key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...held });

test("keys of the specification", () => {
  expect(press(" ")).toEqual({ do: "toggle" });
  expect(press("K", { shiftKey: true })).toEqual({ do: "toggle" });
  expect(press(",")).toEqual({ do: "frame", direction: -1 });
  expect(press("ArrowRight")).toEqual({ do: "seekBy", seconds: 1 });
  expect(press("ArrowLeft", { shiftKey: true })).toEqual({ do: "seekBy", seconds: -10 });
  expect(press("ArrowRight", { altKey: true })).toEqual({ do: "seekBy", seconds: 0.1 });
});

test("keys of the page and of the browser are left alone", () => {
  expect(press("k", { ctrlKey: true })).toBeNull();
  expect(press("f", { metaKey: true })).toBeNull();
  expect(press("f", { altKey: true })).toBeNull();
  expect(press("?")).toBeNull();
  expect(press("Tab")).toBeNull();
});

test("J and L double up to eight and turn round at once", () => {
  const run = [1, 1, 1, 1, 1, -1, -1, 1] as const;
  const speeds: number[] = [];
  run.reduce((speed: number, direction) => {
    const next = nextShuttle(speed, direction);
    speeds.push(next);
    return next;
  }, 0);
  expect(speeds).toEqual([1, 2, 4, 8, 8, -1, -2, 1]);
});
