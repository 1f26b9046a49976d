import * as fc from "fast-check";
import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toWireLayout } from "@/lib/agora/cloud-recording/wire/layout";
import { auditRows, layoutVersions } from "@/lib/db/schema";
import { toAgoraLayout } from "@/lib/features/recordings/service/advance/to-plan";
import { compositeLayout } from "@/lib/features/recordings/schema";
import { TestInstallation } from "@/lib/jobs/test-installation";
import { defaultBackground, explodePreset, type LayoutDocument } from "@/lib/layout-editor/document";
import { toLayoutConfig } from "@/lib/layout-editor/wire";
import { fromCompositeLayout, layoutDocument, saveLayoutInput, toCompositeLayout } from "../schema";
import { archiveLayout } from "./archive-layout";
import { getLayout, listLayouts, projectOfLayout } from "./read-layouts";
import { saveLayout } from "./save-layout";

let tally: TestInstallation;

beforeAll(async () => {
  tally = await TestInstallation.start({ hasNotifications: false });
});
afterAll(() => tally.close());

let made = 0;
const makeId = () => `region-${(made += 1)}`;
const document = (changes: Partial<LayoutDocument> = {}): LayoutDocument => ({
  preset: "custom",
  largeUid: null,
  regions: explodePreset("bestFit", 4, makeId),
  background: defaultBackground,
  canvas: { width: 1280, height: 720 },
  ...changes,
});

/** As an action does it: through the schema. */
function save(name: string, changes: { layoutId?: string; version?: number; document?: LayoutDocument } = {}) {
  const input = saveLayoutInput.parse({ projectId: tally.projectId, name, document: document(), ...changes });
  return saveLayout({ ctx: tally.ctx, input, grant: tally.grant("layout.save") });
}
const list = () => listLayouts({ ctx: tally.ctx, grant: tally.grant("layout.read") });
const archive = (layoutId: string) =>
  archiveLayout({
    ctx: tally.ctx,
    input: { projectId: tally.projectId, layoutId },
    grant: tally.grant("layout.archive"),
  });

test("a change is a new version, the old one stays, and each leaves an audit row", async () => {
  const first = document();
  const { layoutId, version } = await save("Panel", { document: first });
  expect(version).toBe(1);
  const next = { ...first, background: { ...first.background, colour: "#102030" } };
  expect(await save("Panel of four", { layoutId, version: 1, document: next })).toEqual({ layoutId, version: 2 });
  const read = await getLayout({ ctx: tally.ctx, grant: tally.grant("layout.read"), layoutId });
  expect(read).toMatchObject({ name: "Panel of four", version: 2, document: next });
  const versions = await tally.ctx.db.select().from(layoutVersions).where(eq(layoutVersions.layoutId, layoutId));
  expect(versions.map((row) => [row.version, row.document])).toEqual([
    [1, first],
    [2, next],
  ]);
  const audit = await tally.ctx.db
    .select()
    .from(auditRows)
    .where(eq(auditRows.targetId, layoutId))
    .orderBy(desc(auditRows.id));
  expect(audit).toMatchObject([
    { action: "layout.save", before: { name: "Panel", version: 1 }, after: { name: "Panel of four", version: 2 } },
    { action: "layout.save", before: null, after: { name: "Panel", version: 1 } },
  ]);
});

test("two who save from the same version do not overwrite each other, and a name is given once", async () => {
  const { layoutId } = await save("Shared");
  await save("Shared", { layoutId, version: 1 });
  await expect(save("Shared", { layoutId, version: 1 })).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(save("Shared")).rejects.toMatchObject({ code: "CONFLICT", fields: { name: expect.any(String) } });
});

test("an archived layout is gone, and its name is free again", async () => {
  const { layoutId } = await save("For a day");
  await archive(layoutId);
  expect((await list()).map((one) => one.layoutId)).not.toContain(layoutId);
  await expect(archive(layoutId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(save("For a day", { layoutId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(projectOfLayout(tally.ctx, layoutId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await save("For a day")).toMatchObject({ version: 1 });
});

test("what a document gives to Agora is what its export says", () => {
  const presets = fc.constantFrom("floating" as const, "bestFit" as const, "vertical" as const, "custom" as const);
  fc.assert(
    fc.property(presets, fc.integer({ min: 1, max: 17 }), fc.boolean(), (preset, people, hasImages) => {
      const drawn = document({
        preset,
        largeUid: preset === "vertical" ? "42" : null,
        regions: preset === "custom" ? explodePreset("bestFit", people, makeId, "42") : [],
        background: hasImages
          ? {
              colour: "#aabbcc",
              imageUrl: "https://example.com/a.jpg",
              userImageUrl: "https://example.com/b.jpg",
              userImages: [{ uid: "7", url: "https://example.com/c.bmp", fit: "contain" }],
            }
          : defaultBackground,
      });
      expect(layoutDocument.parse(drawn)).toEqual(drawn);
      const layout = compositeLayout.parse(toCompositeLayout(drawn));
      expect(JSON.parse(JSON.stringify(toWireLayout(toAgoraLayout(layout))))).toEqual(toLayoutConfig(drawn));
      expect(toCompositeLayout(fromCompositeLayout(layout, drawn.canvas))).toEqual(layout);
    }),
  );
});

test.each([
  [{ preset: "custom", backgroundColour: "#000000" }, "regions"],
  [{ preset: "bestFit", backgroundColour: "#000000", regions: [] }, "regions"],
  [{ preset: "bestFit", backgroundColour: "black" }, "backgroundColour"],
  [{ preset: "bestFit", backgroundColour: "#000000", backgroundImageUrl: "javascript:alert(1)" }, "backgroundImageUrl"],
])("%j is no layout", (value, field) => {
  const result = compositeLayout.safeParse(value);
  expect(result.error?.issues.map(({ path }) => path[0])).toContain(field);
});

test("regions must lie on the canvas, have a size, and name nobody twice", () => {
  const region = { x: 0, y: 0, w: 500_000, h: 500_000, alpha: 1_000_000, fit: "cover" };
  const faults = (regions: object[]) =>
    compositeLayout.safeParse({ preset: "custom", backgroundColour: "#000000", regions }).error?.issues.length ?? 0;
  expect(faults([region])).toBe(0);
  expect(faults([{ ...region, x: 600_000 }])).toBe(1);
  expect(faults([{ ...region, w: 0 }])).toBe(1);
  expect(
    faults([
      { ...region, uid: "7" },
      { ...region, uid: "7" },
    ]),
  ).toBe(1);
  expect(faults(Array.from({ length: 18 }, () => region))).toBe(1);
});
