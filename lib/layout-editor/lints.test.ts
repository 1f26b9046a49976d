import { describe, expect, it } from "vitest";
import { countChanges, differenceOf } from "./difference";
import { explodePreset } from "./document";
import { isTakeable, lint, type LintCode } from "./lints";
import { rectFromEdges } from "./rect";
import { counting, documentOf, regionAt } from "./test-documents";
import { canvasUnit, FULL } from "./units";

const half = rectFromEdges(0, 0, 500_000, FULL);
const rest = rectFromEdges(500_000, 0, FULL, FULL);
const codes = (...regions: Parameters<typeof documentOf>[0]) => lint(documentOf(regions)).map(({ code }) => code);

describe("lints", () => {
  it("find nothing in two halves", () => {
    expect(lint(documentOf([regionAt("a", half), regionAt("b", rest)]))).toEqual([]);
  });

  it.each<[LintCode, Parameters<typeof documentOf>[0]]>([
    ["noRegions", []],
    ["noRegions", [regionAt("a", half, { isHidden: true })]],
    ["duplicateUid", [regionAt("a", half, { uid: "7" }), regionAt("b", rest, { uid: "7" })]],
    ["zeroSize", [regionAt("a", rectFromEdges(0, 0, 0, FULL))]],
  ])("%s keeps a layout from being taken", (code, regions) => {
    const lints = lint(documentOf(regions));
    expect(lints.map((one) => one.code)).toContain(code);
    expect(isTakeable(lints)).toBe(false);
  });

  it("refuses an eighteenth region and an image without an address", () => {
    const many = Array.from({ length: 18 }, (_, index) => regionAt(`r${index}`, half));
    expect(codes(...many)).toContain("tooMany");
    const background = { colour: "#000000", imageUrl: "file:///etc/passwd", userImageUrl: null, userImages: [] };
    expect(lint(documentOf([regionAt("a", half)], { background })).map(({ code }) => code)).toEqual(["imageAddress"]);
  });

  it("warns of what is doubtful and lets it be taken", () => {
    const doubtful = [
      regionAt("a", half, { uid: "7" }),
      regionAt("b", rectFromEdges(400_000, 0, 600_000, 500_000), { alpha: canvasUnit(0) }),
      regionAt("c", rectFromEdges(601_000, 0, 650_000, 500_000)),
      regionAt("d", rectFromEdges(300_000, 0, 450_000, 500_000)),
      regionAt("e", rest, { isHidden: true }),
    ];
    const lints = lint(documentOf(doubtful));
    expect(new Set(lints.map(({ code }) => code))).toEqual(
      new Set(["invisible", "smallTile", "overlap", "hairline", "mixedUsers", "hidden"]),
    );
    expect(isTakeable(lints)).toBe(true);
  });

  it("does not mind a small window that lies wholly inside a larger picture", () => {
    expect(
      codes(regionAt("a", rectFromEdges(0, 0, FULL, FULL)), regionAt("b", rectFromEdges(0, 0, 300_000, 300_000))),
    ).toEqual([]);
  });

  it("knows who is in the channel", () => {
    const document = documentOf([regionAt("a", half, { uid: "7" }), regionAt("b", rest)]);
    const found = (present: string[]) => lint(document, present).map(({ code, message }) => `${code}: ${message}`);
    expect(found(["7", "8"])).toEqual([expect.stringMatching(/^mixedUsers/)]);
    expect(found(["8", "9"])).toEqual([
      expect.stringMatching(/^mixedUsers/),
      expect.stringContaining("Uid 7 is not in the channel"),
      expect.stringContaining("No region is left for uid 9"),
    ]);
  });
});

describe("differences", () => {
  const live = documentOf([regionAt("a", half, { uid: "7" }), regionAt("b", rest, { uid: "8" })]);

  it("are none between a layout and itself, whatever its regions are called", () => {
    const renamed = { ...live, regions: live.regions.map((region) => ({ ...region, id: `${region.id}2`, name: "x" })) };
    expect(countChanges(differenceOf(live, renamed))).toBe(0);
  });

  it("name who moves, who is new and who goes", () => {
    const draft = documentOf([regionAt("a", rest, { uid: "7" }), regionAt("c", rectFromEdges(0, 0, 100_000, 100_000))]);
    expect(differenceOf(live, draft).regions).toEqual([
      { who: "Uid 7", kinds: ["moved"] },
      { who: "Join order 1", kinds: ["new"] },
      { who: "Uid 8", kinds: ["removed"] },
    ]);
  });

  it("tell another order, another fit and another opacity", () => {
    const draft = documentOf([
      regionAt("b", rest, { uid: "8", fit: "contain" }),
      regionAt("a", half, { uid: "7", alpha: canvasUnit(500_000) }),
    ]);
    expect(differenceOf(live, draft).regions).toEqual([
      { who: "Uid 8", kinds: ["fit", "order"] },
      { who: "Uid 7", kinds: ["opacity", "order"] },
    ]);
  });

  it("from a preset are told against its geometry for as many people", () => {
    const preset = documentOf([], { preset: "bestFit" });
    const [first, second] = explodePreset("bestFit", 2, counting());
    if (!first || !second) throw new Error("two regions");
    expect(differenceOf(preset, documentOf([first, second])).regions).toEqual([]);
    const moved = { ...second, ...rectFromEdges(600_000, 0, FULL, FULL) };
    expect(differenceOf(preset, documentOf([first, moved])).regions).toEqual([
      { who: "Join order 2", kinds: ["moved", "resized"] },
    ]);
    expect(differenceOf(preset, { ...preset, preset: "floating" }).regions).toEqual([]);
    // Nobody is moved by regions in place of a vertical preset without a large user.
    const vertical = documentOf([], { preset: "vertical" });
    expect(differenceOf(vertical, documentOf(explodePreset("vertical", 5, counting()))).regions).toEqual([]);
  });

  it("say what goes back to its default", () => {
    const background = {
      colour: "#123456",
      imageUrl: "https://example.com/a.jpg",
      userImageUrl: null,
      userImages: [{ uid: "7", url: "https://example.com/b.jpg", fit: "cover" as const }],
    };
    const { settings } = differenceOf({ ...live, background }, { ...live, preset: "bestFit", regions: [] });
    expect(settings).toEqual([
      { what: "Layout", from: "Custom regions", to: "Best fit", isReset: false },
      { what: "Background colour", from: "#123456", to: "#000000", isReset: true },
      { what: "Background image", from: "https://example.com/a.jpg", to: "none", isReset: true },
      { what: "Image of uid 7", from: "https://example.com/b.jpg (cropped)", to: "none", isReset: true },
    ]);
  });
});
