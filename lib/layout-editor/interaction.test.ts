import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  idle,
  interact,
  type Interaction,
  type Modifiers,
  type Outcome,
  type PointerInput,
  type Scene,
} from "./interaction";
import { contains, rectFromEdges } from "./rect";
import { handles } from "./resize";
import { defaultSnapSettings } from "./snap-lines";
import { anyRegions, regionAt } from "./test-documents";
import { FULL } from "./units";

const none: Modifiers = { shift: false, alt: false, mod: false };
const whole = rectFromEdges(0, 0, FULL, FULL);
const a = regionAt("a", rectFromEdges(100_000, 100_000, 300_000, 300_000));
const b = regionAt("b", rectFromEdges(600_000, 600_000, 900_000, 900_000));
const ground = regionAt("ground", whole, { isLocked: true });

function sceneOf(changes: Partial<Scene> = {}): Scene {
  return {
    regions: [a, b],
    selection: new Set(),
    canvas: { width: 1280, height: 720 },
    unitsPerPx: { x: 1000, y: 1000 },
    snap: defaultSnapSettings,
    isSnapping: false,
    isAspectLocked: false,
    ...changes,
  };
}

/** Runs inputs one after the other, the selection following as it does on the screen. */
function run(inputs: readonly PointerInput[], scene = sceneOf()): Outcome & { selection: ReadonlySet<string> } {
  let selection = scene.selection;
  let outcome: Outcome = { interaction: idle, draft: null };
  for (const input of inputs) {
    outcome = interact(outcome.interaction, input, { ...scene, selection });
    selection = outcome.selection ?? selection;
  }
  return { ...outcome, selection };
}

const on = (id: string, beneath: string[] = [id]) => ({ kind: "region", id, beneath }) as const;
const down = (target: Extract<PointerInput, { kind: "down" }>["target"], x: number, y: number, modifiers = none) =>
  ({ kind: "down", target, at: { x, y }, modifiers }) as const;
const move = (x: number, y: number, modifiers = none) => ({ kind: "move", at: { x, y }, modifiers }) as const;
const up = (x: number, y: number, modifiers = none) => ({ kind: "up", at: { x, y }, modifiers }) as const;
const held = (changes: Partial<Modifiers>): Modifiers => ({ ...none, ...changes });

describe("selecting", () => {
  it("selects what is pressed, adds and takes away with Shift, and nothing beside", () => {
    expect([...run([down(on("a"), 150_000, 150_000), up(150_000, 150_000)]).selection]).toEqual(["a"]);
    const both = sceneOf({ selection: new Set(["a"]) });
    const shift = held({ shift: true });
    expect([...run([down(on("b"), 700_000, 700_000, shift), up(700_000, 700_000, shift)], both).selection]).toEqual([
      "a",
      "b",
    ]);
    expect([...run([down(on("a"), 150_000, 150_000, shift), up(150_000, 150_000, shift)], both).selection]).toEqual([]);
    expect([...run([down({ kind: "canvas" }, 500_000, 5), up(500_000, 5)], both).selection]).toEqual([]);
  });

  it("goes deeper with every press while Ctrl is held", () => {
    const mod = held({ mod: true });
    const press = (selection: string[]) =>
      [
        ...run(
          [down(on("top", ["top", "middle", "low"]), 0, 0, mod), up(0, 0)],
          sceneOf({ selection: new Set(selection) }),
        ).selection,
      ].join();
    expect(press([])).toBe("top");
    expect(press(["top"])).toBe("middle");
    expect(press(["low"])).toBe("top");
  });

  it("draws a marquee over what it touches, or with Alt over what it holds", () => {
    const brushed = (modifiers: Modifiers) =>
      [
        ...run([down({ kind: "canvas" }, 0, 0), move(200_000, 200_000, modifiers), up(650_000, 650_000, modifiers)])
          .selection,
      ].join();
    expect(brushed(none)).toBe("a,b");
    expect(brushed(held({ alt: true }))).toBe("a");
  });

  it("draws a marquee when the drag begins on a locked region", () => {
    const scene = sceneOf({ regions: [ground, a, b] });
    const { draft, selection } = run([down(on("ground"), 0, 0), move(350_000, 350_000)], scene);
    expect(draft?.brush).toEqual(rectFromEdges(0, 0, 350_000, 350_000));
    expect([...selection]).toEqual(["a"]);
  });
});

describe("dragging", () => {
  it("begins after three pixels of the screen", () => {
    expect(run([down(on("a"), 150_000, 150_000), move(152_000, 150_000)]).draft).toBeNull();
    expect(run([down(on("a"), 150_000, 150_000), move(154_000, 150_000)]).draft?.rects.get("a")).toMatchObject({
      x: 104_000,
    });
  });

  it("is computed from where it began, so that any way round leads to the same place", () => {
    const way = fc.array(
      fc.tuple(fc.integer({ min: -1_000_000, max: 2 * FULL }), fc.integer({ min: -1_000_000, max: 2 * FULL })),
    );
    fc.assert(
      fc.property(way, (points) => {
        const around = points.map(([x, y]) => move(x, y));
        const end = run([down(on("a"), 150_000, 150_000), ...around, move(400_000, 300_000), up(400_000, 300_000)]);
        expect(end.commit?.rects.get("a")).toEqual(rectFromEdges(350_000, 250_000, 550_000, 450_000));
      }),
    );
  });

  it("takes all that is selected along, but nothing locked", () => {
    const locked = { ...b, isLocked: true };
    const scene = sceneOf({ regions: [a, locked], selection: new Set(["a", "b"]) });
    const { commit } = run([down(on("a"), 150_000, 150_000), move(160_000, 150_000), up(160_000, 150_000)], scene);
    expect([...(commit?.rects.keys() ?? [])]).toEqual(["a"]);
  });

  it("keeps to one axis with Shift, copies with Alt, and snaps unless Ctrl says otherwise", () => {
    const end = (modifiers: Modifiers, isSnapping = false) =>
      run(
        [down(on("a"), 150_000, 150_000), move(54_000, 90_000, modifiers), up(54_000, 90_000, modifiers)],
        sceneOf({ isSnapping }),
      ).commit;
    expect(end(held({ shift: true }))?.rects.get("a")).toMatchObject({ x: 4000, y: 100_000 });
    expect(end(held({ alt: true }))?.kind).toBe("copy");
    expect(end(none, true)?.rects.get("a")).toMatchObject({ x: 0, y: 40_000 });
    expect(end(held({ mod: true }), true)?.rects.get("a")).toMatchObject({ x: 4000, y: 40_000 });
    expect(end(held({ mod: true }))?.rects.get("a")).toMatchObject({ x: 0, y: 40_000 });
  });

  it("shows guides and distances while it goes on", () => {
    const { draft } = run([down(on("a"), 150_000, 150_000), move(450_000, 150_000)], sceneOf({ isSnapping: true }));
    expect(draft?.guides.map(({ kind }) => kind)).toContain("centre");
    expect(draft?.distances.length).toBeGreaterThanOrEqual(3);
  });
});

describe("resizing", () => {
  const scene = sceneOf({ selection: new Set(["a"]) });
  const handle = (name: (typeof handles)[number]) => ({ kind: "handle", handle: name }) as const;
  const end = (modifiers: Modifiers, changes: Partial<Scene> = {}) =>
    run([down(handle("se"), 300_000, 300_000), move(400_000, 320_000, modifiers), up(400_000, 320_000, modifiers)], {
      ...scene,
      ...changes,
    }).commit?.rects.get("a");

  it("is free, keeps the aspect with Shift, and the other way round while the aspect is locked", () => {
    expect(end(none)).toEqual(rectFromEdges(100_000, 100_000, 400_000, 320_000));
    expect(end(held({ shift: true }))).toEqual(rectFromEdges(100_000, 100_000, 400_000, 400_000));
    expect(end(none, { isAspectLocked: true })).toEqual(rectFromEdges(100_000, 100_000, 400_000, 400_000));
    expect(end(held({ shift: true }), { isAspectLocked: true })).toEqual(
      rectFromEdges(100_000, 100_000, 400_000, 320_000),
    );
  });

  it("grows from the centre with Alt", () => {
    expect(end(held({ alt: true }))).toEqual(rectFromEdges(0, 80_000, 400_000, 320_000));
  });

  it("snaps the edges that move and no others", () => {
    const { commit } = run([down(handle("e"), 300_000, 200_000), move(596_000, 200_000), up(596_000, 200_000)], {
      ...scene,
      isSnapping: true,
    });
    expect(commit?.rects.get("a")).toEqual(rectFromEdges(100_000, 100_000, 600_000, 300_000));
  });

  it("scales several together", () => {
    const both = sceneOf({ selection: new Set(["a", "b"]) });
    const { commit } = run([down(handle("se"), 900_000, 900_000), move(500_000, 500_000), up(500_000, 500_000)], both);
    expect(commit?.rects.get("a")).toEqual(rectFromEdges(100_000, 100_000, 200_000, 200_000));
    expect(commit?.rects.get("b")).toEqual(rectFromEdges(350_000, 350_000, 500_000, 500_000));
  });
});

describe("any gesture", () => {
  const point = fc.record({
    x: fc.integer({ min: -1_000_000, max: 2 * FULL }),
    y: fc.integer({ min: -1_000_000, max: 2 * FULL }),
  });
  const modifiers = fc.record({ shift: fc.boolean(), alt: fc.boolean(), mod: fc.boolean() });
  const later = fc.oneof(
    fc.record({ kind: fc.constant("move" as const), at: point, modifiers }),
    fc.record({ kind: fc.constant("up" as const), at: point, modifiers }),
  );
  const gesture = fc.record({
    regions: anyRegions,
    chosen: fc.nat(16),
    handle: fc.option(fc.constantFrom(...handles)),
    from: point,
    modifiers,
    inputs: fc.array(later, { maxLength: 12 }),
    isSnapping: fc.boolean(),
  });

  function play({
    regions,
    chosen,
    handle,
    from,
    modifiers: pressed,
    inputs,
    isSnapping,
  }: typeof gesture extends fc.Arbitrary<infer G> ? G : never) {
    const region = regions[chosen];
    const scene = sceneOf({ regions, selection: new Set(region ? [region.id] : []), isSnapping });
    const target =
      handle !== null ? ({ kind: "handle", handle } as const) : region ? on(region.id) : ({ kind: "canvas" } as const);
    return {
      scene,
      inputs: [{ kind: "down", target, at: from, modifiers: pressed }, ...inputs] satisfies PointerInput[],
    };
  }

  it("keeps everything on the canvas", () => {
    fc.assert(
      fc.property(gesture, (drawn) => {
        const { scene, inputs } = play(drawn);
        const { draft, commit } = run(inputs, scene);
        for (const rect of [...(draft?.rects.values() ?? []), ...(commit?.rects.values() ?? [])]) {
          expect(contains(whole, rect)).toBe(true);
        }
      }),
    );
  });

  it("can be cancelled at any moment and leaves nothing behind", () => {
    fc.assert(
      fc.property(gesture, (drawn) => {
        const { scene, inputs } = play(drawn);
        const { interaction } = run(inputs, scene);
        const cancelled = interact(interaction, { kind: "cancel" }, scene);
        expect(cancelled).toMatchObject({ interaction: { kind: "idle" }, draft: null });
        expect(cancelled.commit).toBeUndefined();
      }),
    );
  });

  it("ends with its release, from every state", () => {
    fc.assert(
      fc.property(gesture, (drawn) => {
        const { scene, inputs } = play(drawn);
        const { interaction } = run(inputs, scene);
        const end: Interaction = interact(interaction, up(0, 0), scene).interaction;
        expect(end.kind).toBe("idle");
      }),
    );
  });
});
