import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { duplicateRegions, isSameDocument, moveToIndex, removeRegions, reorder } from "./document";
import { parseLength, describeLength, formatLength, lengthUnits } from "./expression";
import { mostSteps, record, redo, startHistory, stepLabels, undo } from "./history";
import { fittingOf } from "./lost-picture";
import { rectFromEdges } from "./rect";
import { inOrder, neighbour } from "./neighbours";
import { starterRegions, defaultStarterOptions } from "./starters";
import { anyRegions, anyUnit, counting, documentOf, regionAt } from "./test-documents";
import { FULL } from "./units";

const ids = (regions: readonly { id: string }[]) => regions.map(({ id }) => id).join("");
const tile = rectFromEdges(0, 0, 300_000, 300_000);
const letters = ["a", "b", "c", "d", "e"].map((id) => regionAt(id, tile));

describe("order", () => {
  const five = documentOf(letters);
  const after = (chosen: string, step: "forward" | "backward" | "front" | "back") =>
    ids(reorder(five, new Set(chosen), step).regions);

  it("goes one step or to an end, several keeping their own order", () => {
    expect(after("b", "forward")).toBe("acbde");
    expect(after("d", "backward")).toBe("abdce");
    expect(after("ad", "front")).toBe("bcead");
    expect(after("be", "back")).toBe("beacd");
    expect(after("ab", "forward")).toBe("cabde");
    expect(after("e", "forward")).toBe("abcde");
  });

  it("never loses or doubles a region", () => {
    const step = fc.constantFrom("forward" as const, "backward" as const, "front" as const, "back" as const);
    fc.assert(
      fc.property(fc.subarray(["a", "b", "c", "d", "e"]), step, (chosen, to) => {
        expect(
          ids(reorder(five, new Set(chosen), to).regions)
            .split("")
            .toSorted()
            .join(""),
        ).toBe("abcde");
      }),
    );
    expect(ids(moveToIndex(five, "a", 3).regions)).toBe("bcdae");
  });
});

describe("copies and removals", () => {
  it("puts a copy above its original, without its user and its lock", () => {
    const document = documentOf([regionAt("a", tile, { uid: "7", isLocked: true }), ...letters.slice(1)]);
    const { document: next, copies } = duplicateRegions(document, new Set(["a"]), counting("copy"));
    expect(copies).toEqual(["copy1"]);
    expect(next.regions.slice(0, 2)).toMatchObject([
      { id: "a", uid: "7", isLocked: true },
      { id: "copy1", uid: null, isLocked: false },
    ]);
  });

  it("does not remove what is locked", () => {
    const document = documentOf(letters.map((region) => ({ ...region, isLocked: region.id === "b" })));
    expect(ids(removeRegions(document, new Set(["a", "b"])).regions)).toBe("bcde");
  });
});

describe("history", () => {
  it("undoing all and redoing all comes back, whatever was done", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 30 }), (states) => {
        let history = startHistory(Number.NaN);
        for (const [index, state] of states.entries()) {
          history = record(history, state, { label: "step", atMs: index * 5000 });
        }
        const steps = history.past.length;
        let back = history;
        for (let step = 0; step < steps; step += 1) back = undo(back) ?? back;
        expect(back.present.state).toBeNaN();
        expect(undo(back)).toBeNull();
        let again = back;
        for (let step = 0; step < steps; step += 1) again = redo(again) ?? again;
        expect(again.present.state).toBe(states.at(-1));
        expect(redo(again)).toBeNull();
      }),
    );
  });

  it("joins nudges within a second into one step, and no others", () => {
    let history = startHistory(0);
    const nudge = (state: number, atMs: number) => {
      history = record(history, state, { label: "Nudge", key: "nudge", atMs });
    };
    nudge(1, 1000);
    nudge(2, 1600);
    nudge(3, 2400);
    expect(history.past).toHaveLength(1);
    nudge(4, 3500);
    expect(history.past).toHaveLength(2);
    history = record(history, 5, { label: "Move", atMs: 3600 });
    expect(history.past).toHaveLength(3);
    expect(stepLabels(history)).toEqual({ undo: "Move", redo: null });
    expect(undo(history)?.present.state).toBe(4);
  });

  it("keeps two hundred steps, and takes the same state for no step", () => {
    let history = startHistory(0);
    for (let step = 1; step <= 300; step += 1) history = record(history, step, { label: "step", atMs: step * 5000 });
    expect(history.past).toHaveLength(mostSteps);
    expect(record(history, history.present.state, { label: "nothing", atMs: 0 })).toBe(history);
  });

  it("takes an equal state for no step, so that what was undone stays there to redo", () => {
    const isSame = (a: { n: number }, b: { n: number }) => a.n === b.n;
    const step = (atMs: number) => ({ label: "Nudge", key: "nudge", atMs });
    const one = record(startHistory({ n: 0 }), { n: 1 }, step(1000), isSame);
    const undone = undo(one) ?? one;
    expect(record(undone, { n: 0 }, step(1100), isSame)).toBe(undone);
    // There and back again within a second is none either.
    expect(record(one, { n: 0 }, step(1200), isSame).past).toEqual([]);
  });
});

describe("two documents", () => {
  it("are the same when everything in them is, whatever they are made of", () => {
    fc.assert(
      fc.property(anyRegions, (regions) => {
        const document = documentOf(regions);
        expect(isSameDocument(document, structuredClone(document))).toBe(true);
        expect(isSameDocument(document, documentOf([...regions, regionAt("more", tile)]))).toBe(false);
        expect(isSameDocument(document, { ...document, largeUid: "7" })).toBe(false);
      }),
    );
    const [a, b] = [regionAt("a", tile), regionAt("b", tile)];
    expect(isSameDocument(documentOf([a, b]), documentOf([b, a]))).toBe(false);
    expect(isSameDocument(documentOf([a]), documentOf([{ ...a, isHidden: true }]))).toBe(false);
  });
});

describe("lengths as people write them", () => {
  const px = (text: string, present = 0) => parseLength(text, "px", 1280, present);

  it("come back as they were printed, in every unit", () => {
    fc.assert(
      fc.property(anyUnit, fc.constantFrom(...lengthUnits), fc.integer({ min: 16, max: 1920 }), (units, unit, side) => {
        const back = parseLength(formatLength(units, unit, side), unit, side, 0);
        // Hundredths of a pixel are printed, which are coarser than units.
        expect(Math.abs((back ?? -9) - units)).toBeLessThanOrEqual(unit === "px" ? Math.ceil(5000 / side) : 0.5);
      }),
    );
  });

  it("may be shares, percentages, changes and factors", () => {
    expect(px("640")).toBe(500_000);
    expect(px("1/3")).toBe(333_333);
    expect(px("25 %")).toBe(250_000);
    expect(px("+10", 500_000)).toBe(507_813);
    expect(px("-10%", 500_000)).toBe(400_000);
    expect(px("*2", 250_000)).toBe(500_000);
    expect(px("/2", 250_000)).toBe(125_000);
    expect(px("12,5%")).toBe(125_000);
    expect(parseLength("0.5", "fraction", 1280, 0)).toBe(500_000);
    expect(px("99999")).toBe(FULL);
    expect(describeLength(500_000, "percent", 1280)).toBe("50 %");
  });

  it.each(["", "wide", "1/0", "--4", "3px5", "*%", "/0", "1e3"])("%j is none", (text) => {
    expect(px(text, 5)).toBeNull();
  });
});

describe("finding the way by keyboard", () => {
  const cells = starterRegions("grid", { ...defaultStarterOptions, people: 9 }).map((place, index) =>
    regionAt(String(index), place),
  );

  it("goes to the neighbour in each direction, and nowhere at the edge", () => {
    expect(neighbour(cells, "4", "left")).toBe("3");
    expect(neighbour(cells, "4", "right")).toBe("5");
    expect(neighbour(cells, "4", "up")).toBe("1");
    expect(neighbour(cells, "4", "down")).toBe("7");
    expect(neighbour(cells, "0", "left")).toBeNull();
  });

  it("goes around in list order", () => {
    expect(inOrder(cells, "8", 1)).toBe("0");
    expect(inOrder(cells, null, -1)).toBe("8");
    expect(inOrder([], null, 1)).toBeNull();
  });

  it("is always another region", () => {
    fc.assert(
      fc.property(
        anyRegions,
        fc.constantFrom("left" as const, "right" as const, "up" as const, "down" as const),
        (regions, to) => {
          for (const { id } of regions) expect(neighbour(regions, id, to)).not.toBe(id);
        },
      ),
    );
  });
});

it("tells how much of a picture a region cuts off or leaves empty", () => {
  expect(fittingOf(16 / 9, 160, 90, "cover").cutOff).toBeCloseTo(0);
  expect(fittingOf(9 / 16, 160, 90, "cover").cutOff).toBeCloseTo(0.6836, 3);
  expect(fittingOf(4 / 3, 160, 90, "contain")).toEqual({ cutOff: 0, empty: expect.closeTo(0.25) });
});
