import { expect, test } from "vitest";
import { defaultBackground, explodePreset, type LayoutDocument } from "@/lib/layout-editor/document";
import { describeLayout, thumbnailShapes } from "./thumbnail-shapes";

let made = 0;
const makeId = () => String((made += 1));
const size = { width: 160, height: 90 };
const layout = (changes: Partial<LayoutDocument>): LayoutDocument => ({
  preset: "custom",
  largeUid: null,
  regions: [],
  background: defaultBackground,
  canvas: { width: 1280, height: 720 },
  ...changes,
});

test("a thumbnail has the rectangles of the layout, with its users and its join order", () => {
  const [first, second, third, fourth] = explodePreset("bestFit", 4, makeId);
  if (!first || !second || !third || !fourth) throw new Error("four regions");
  const regions = [{ ...first, uid: "42" }, { ...second, isHidden: true }, third, fourth];
  expect(thumbnailShapes(layout({ regions }), size)).toMatchObject([
    { x: 0, y: 0, width: 80, height: 45, label: "42" },
    { x: 0, y: 45, width: 80, height: 45, label: "1" },
    { x: 80, y: 45, width: 80, height: 45, label: "2" },
  ]);
});

test("a preset is pictured with four people, and a large one by its uid", () => {
  expect(thumbnailShapes(layout({ preset: "bestFit" }), size)).toHaveLength(4);
  expect(thumbnailShapes(layout({ preset: "vertical", largeUid: "77" }), size)[0]).toMatchObject({
    label: "77",
    width: 128,
  });
  expect(thumbnailShapes(layout({ preset: "vertical" }), size)[0]).toMatchObject({ label: null });
  expect([describeLayout(layout({ preset: "floating" })), describeLayout(layout({}))]).toEqual([
    "Floating",
    "0 regions",
  ]);
});
