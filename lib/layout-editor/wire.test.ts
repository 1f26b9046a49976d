import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toWireLayout } from "../agora/cloud-recording/wire/layout";
import { defaultBackground, explodePreset } from "./document";
import { anyRegions, counting, documentOf } from "./test-documents";
import { fromLayoutConfig, toLayoutConfig } from "./wire";

const canvas = { width: 1280, height: 720 };
const read = (value: unknown) => fromLayoutConfig(value, canvas, counting());
const region = { x_axis: 0, y_axis: 0, width: 0.5, height: 1 };

function documentIn(value: unknown) {
  const reading = read(value);
  if ("faults" in reading) throw new Error(reading.faults.join(" "));
  return reading.document;
}

describe("Agora's words", () => {
  it("come back as the same document, through JSON", () => {
    fc.assert(
      fc.property(anyRegions, (regions) => {
        const document = documentOf(regions, { background: { ...defaultBackground, colour: "#a1B2c3" } });
        const json = JSON.stringify(toLayoutConfig(document));
        const back = documentIn(JSON.parse(json));
        expect(back).toEqual(document);
        expect(json).not.toMatch(/\de-?\d/i);
        expect(json.match(/\d\.\d{7,}/g)).toBeNull();
      }),
    );
  });

  it("never let a region reach beyond the canvas", () => {
    fc.assert(
      fc.property(anyRegions, (regions) => {
        for (const item of toLayoutConfig(documentOf(regions)).layoutConfig ?? []) {
          expect(Math.round((item.x_axis + item.width) * 1e6)).toBeLessThanOrEqual(1e6);
          expect(Math.round((item.y_axis + item.height) * 1e6)).toBeLessThanOrEqual(1e6);
        }
      }),
    );
  });

  it("are those that the client sends", () => {
    fc.assert(
      fc.property(anyRegions, (regions) => {
        const { layoutConfig } = toLayoutConfig(documentOf(regions));
        const sent = toWireLayout({
          preset: "custom",
          regions: regions.map(({ uid, x, y, w, h, alpha, fit }) => ({
            ...(uid === null ? {} : { uid }),
            x: x / 1e6,
            y: y / 1e6,
            width: w / 1e6,
            height: h / 1e6,
            opacity: alpha / 1e6,
            fit,
          })),
        });
        expect(JSON.parse(JSON.stringify(sent.layoutConfig))).toEqual(layoutConfig);
      }),
    );
  });

  it("leave the regions out with a preset (contract §3.1)", () => {
    const wire = toLayoutConfig(documentOf([], { preset: "vertical", largeUid: "42" }));
    expect(wire).toEqual({ mixedVideoLayout: 2, maxResolutionUid: "42", backgroundColor: "#000000" });
    expect(documentIn(wire)).toMatchObject({ preset: "vertical", largeUid: "42", regions: [] });
  });

  it("leave out what is hidden", () => {
    const [first, ...others] = explodePreset("bestFit", 4, counting());
    if (first === undefined) throw new Error("no region");
    expect(toLayoutConfig(documentOf([{ ...first, isHidden: true }, ...others])).layoutConfig).toHaveLength(3);
  });
});

describe("pasted text", () => {
  it("may be a bare list, a request, or part of one", () => {
    const layout = { mixedVideoLayout: 3, layoutConfig: [region] };
    for (const value of [
      [region],
      layout,
      { clientRequest: layout },
      { cname: "a", uid: "1", clientRequest: { recordingConfig: { transcodingConfig: layout } } },
    ]) {
      expect(documentIn(value).regions).toMatchObject([
        { x: 0, y: 0, w: 500_000, h: 1_000_000, uid: null, fit: "cover" },
      ]);
    }
  });

  it("names the picture's size where it has one", () => {
    expect(documentIn({ layoutConfig: [region], width: 640, height: 360 }).canvas).toEqual({ width: 640, height: 360 });
    expect(documentIn([region]).canvas).toEqual(canvas);
  });

  it("takes thirds that add up to a little more than one", () => {
    const [first] = documentIn([{ x_axis: 0.666667, y_axis: 0, width: 0.333334, height: 1 }]).regions;
    expect((first?.x ?? 0) + (first?.w ?? 0)).toBe(1_000_000);
  });

  it.each([
    ["a text", /no layout/],
    [{}, /no layout/],
    [[{ ...region, width: 1.2 }], /width must be a number from 0 to 1/],
    [[{ ...region, x_axis: 0.6 }], /beyond the right edge/],
    [[{ ...region, uid: "0" }], /uid must be a whole number/],
    [[{ ...region, render_mode: 2 }], /render_mode/],
    [[null], /Region 1 must be an object/],
    [Array.from({ length: 18 }, () => region), /at most 17 regions, not 18/],
    [{ mixedVideoLayout: 9 }, /mixedVideoLayout must be/],
    [{ layoutConfig: [region], backgroundColor: "black" }, /backgroundColor/],
    [{ layoutConfig: [region], backgroundConfig: [{ uid: "1" }] }, /needs uid and image_url/],
  ])("%j is told what is wrong with it", (value, fault) => {
    const reading = read(value);
    expect("faults" in reading ? reading.faults.join(" ") : "").toMatch(fault);
  });

  it("of any shape never throws", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const reading = read(value);
        expect("faults" in reading || reading.document.regions.length <= 17).toBe(true);
      }),
    );
  });
});
