import { explodePreset, type LayoutDocument, type Region, sentRegions } from "./document";
import { isSameRect } from "./rect";

/** What changes for one person, or one place in the join order. */
export type RegionChange = {
  /** "Uid 42" or "Join order 2". */
  readonly who: string;
  readonly kinds: readonly ("new" | "removed" | "moved" | "resized" | "opacity" | "fit" | "order")[];
};

/** A setting of the whole picture that becomes another. `isReset`: it goes back to Agora's default. */
export type SettingChange = {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly isReset: boolean;
};

export type Difference = { readonly regions: readonly RegionChange[]; readonly settings: readonly SettingChange[] };

/** What taking `draft` in place of `live` changes, for whom. Both are whole layouts: what draft leaves out is reset. */
export function differenceOf(live: LayoutDocument, draft: LayoutDocument): Difference {
  return { regions: regionChanges(live, draft), settings: settingChanges(live, draft) };
}

/** How many changes there are. */
export function countChanges({ regions, settings }: Difference): number {
  return regions.length + settings.length;
}

function regionChanges(live: LayoutDocument, draft: LayoutDocument): RegionChange[] {
  if (live.preset !== "custom" && draft.preset !== "custom") return [];
  const before = places(live, sentRegions(draft).length);
  const after = places(draft, sentRegions(live).length);
  const changes: RegionChange[] = [];
  for (const [who, { region, order }] of after) {
    const old = before.get(who);
    if (old === undefined) {
      changes.push({ who, kinds: ["new"] });
      continue;
    }
    const kinds = kindsOf(old.region, region);
    if (old.order !== order && before.size === after.size) kinds.push("order");
    if (kinds.length > 0) changes.push({ who, kinds });
  }
  for (const who of before.keys()) if (!after.has(who)) changes.push({ who, kinds: ["removed"] });
  return changes;
}

function kindsOf(before: Region, after: Region): RegionChange["kinds"][number][] {
  const kinds: RegionChange["kinds"][number][] = [];
  if (!isSameRect(before, after)) {
    if (before.x !== after.x || before.y !== after.y) kinds.push("moved");
    if (before.w !== after.w || before.h !== after.h) kinds.push("resized");
  }
  if (before.alpha !== after.alpha) kinds.push("opacity");
  if (before.fit !== after.fit) kinds.push("fit");
  return kinds;
}

/**
 * Regions by whom they show: by uid, or by their number among those that are filled by join order. A preset is taken for
 * as many people as the other layout has regions.
 */
function places(document: LayoutDocument, people: number): Map<string, { region: Region; order: number }> {
  const found = new Map<string, { region: Region; order: number }>();
  const { preset, largeUid } = document;
  const regions = sentRegions(
    preset === "custom" ? document : { ...document, regions: explodePreset(preset, people, () => "", largeUid) },
  );
  let open = 0;
  for (const [order, region] of regions.entries()) {
    if (region.uid === null) open += 1;
    found.set(region.uid === null ? `Join order ${open}` : `Uid ${region.uid}`, { region, order });
  }
  return found;
}

const presetWords = { floating: "Floating", bestFit: "Best fit", vertical: "Vertical", custom: "Custom regions" };

function settingChanges(live: LayoutDocument, draft: LayoutDocument): SettingChange[] {
  const changes: SettingChange[] = [];
  const compare = (what: string, from: string | null, to: string | null, fallback: string) => {
    if (from === to) return;
    changes.push({ what, from: from ?? fallback, to: to ?? fallback, isReset: to === null });
  };
  compare("Layout", presetWords[live.preset], presetWords[draft.preset], "");
  compare("Large picture", large(live), large(draft), "nobody");
  const [before, after] = [live.background, draft.background];
  const colour = (value: string) => (value.toLowerCase() === "#000000" ? null : value.toLowerCase());
  compare("Background colour", colour(before.colour), colour(after.colour), "#000000");
  compare("Background image", before.imageUrl, after.imageUrl, "none");
  compare("Image instead of video", before.userImageUrl, after.userImageUrl, "none");
  const uids = new Set([...before.userImages, ...after.userImages].map(({ uid }) => uid));
  for (const uid of uids) {
    const image = (list: typeof before.userImages) => {
      const one = list.find((item) => item.uid === uid);
      return one === undefined ? null : `${one.url} (${one.fit === "cover" ? "cropped" : "whole"})`;
    };
    compare(`Image of uid ${uid}`, image(before.userImages), image(after.userImages), "none");
  }
  return changes;
}

function large({ preset, largeUid }: LayoutDocument): string | null {
  return preset === "vertical" && largeUid !== null ? `uid ${largeUid}` : null;
}
