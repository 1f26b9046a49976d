import { placeAt } from "./move";
import { type Fit, MAX_REGIONS, type PlacedRegion, type PresetName, presetRegions } from "./presets";
import type { CanvasSize } from "./rect";
import { FULL } from "./units";

export type RegionId = string;

/** A region as it is edited. Its name, lock and hiding are ours: Agora is never told of them. */
export type Region = PlacedRegion & {
  readonly id: RegionId;
  /** Empty: it is called by its place in the list. */
  readonly name: string;
  /** Selected and read, but neither moved nor resized nor removed. */
  readonly isLocked: boolean;
  /** Left out of what is sent. */
  readonly isHidden: boolean;
};

/** The picture of one user who sends no video. */
export type UserImage = { readonly uid: string; readonly url: string; readonly fit: Fit };

/** What is seen where no video is (contract §3.6). */
export type Background = {
  /** `#` and six hexadecimal digits. */
  readonly colour: string;
  readonly imageUrl: string | null;
  /** Stands for everybody who sends no video. */
  readonly userImageUrl: string | null;
  readonly userImages: readonly UserImage[];
};

/** A picture plan as it is edited: one of Agora's own presets, or regions in the order in which they lie over each other. */
export type LayoutDocument = {
  readonly preset: PresetName | "custom";
  /** Who is large; vertical preset only. */
  readonly largeUid: string | null;
  /** The last lies on top. Empty with a preset. */
  readonly regions: readonly Region[];
  readonly background: Background;
  /** The picture it is drawn for, in pixels. */
  readonly canvas: CanvasSize;
};

/** What Agora takes when nothing is said (contract §2.4). */
export const defaultBackground: Background = { colour: "#000000", imageUrl: null, userImageUrl: null, userImages: [] };

/** Whether two documents are the same in everything, so that going from one to the other is no step. */
export function isSameDocument(a: LayoutDocument, b: LayoutDocument): boolean {
  return a === b || isSameValue(a, b);
}

/** Of plain values, as documents are made of. */
function isSameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    left.length === right.size && left.every(([key, value]) => right.has(key) && isSameValue(value, right.get(key)))
  );
}

/** Makes ids of regions; the same kind of maker for the screen and for tests. */
export type IdMaker = () => RegionId;

/** A region at a place, as opaque and cropped as Agora's own default. */
export function newRegion(id: RegionId, place: PlacedRegion | null = null): Region {
  const rect = place ?? { ...placeAt(FULL / 4, FULL / 4, FULL / 2, FULL / 2), uid: null, fit: "cover", alpha: FULL };
  return { ...rect, id, name: "", isLocked: false, isHidden: false };
}

/** Regions that are sent: those not hidden. */
export function sentRegions(document: LayoutDocument): readonly Region[] {
  return document.regions.filter(({ isHidden }) => !isHidden);
}

/** Changes some regions by a rule; the others, and the order, stay. */
export function changeRegions(
  document: LayoutDocument,
  ids: ReadonlySet<RegionId>,
  change: (region: Region) => Region,
): LayoutDocument {
  return { ...document, regions: document.regions.map((one) => (ids.has(one.id) ? change(one) : one)) };
}

/** Without some regions; locked ones stay. */
export function removeRegions(document: LayoutDocument, ids: ReadonlySet<RegionId>): LayoutDocument {
  return { ...document, regions: document.regions.filter(({ id, isLocked }) => isLocked || !ids.has(id)) };
}

/** Whether so many more regions may be added. */
export function hasRoomFor(document: LayoutDocument, count: number): boolean {
  return document.regions.length + count <= MAX_REGIONS;
}

/**
 * Copies of some regions, each on top of its original and a little aside. A copy is unlocked and has no user: one user in
 * two regions is hardly ever meant.
 */
export function duplicateRegions(
  document: LayoutDocument,
  ids: ReadonlySet<RegionId>,
  makeId: IdMaker,
  aside = 20_000,
): { document: LayoutDocument; copies: RegionId[] } {
  const copies: RegionId[] = [];
  const regions = document.regions.flatMap((one) => {
    if (!ids.has(one.id)) return [one];
    const rect = placeAt(one.x + aside, one.y + aside, one.w, one.h);
    const copy: Region = { ...one, ...rect, id: makeId(), uid: null, isLocked: false };
    copies.push(copy.id);
    return [one, copy];
  });
  return { document: { ...document, regions }, copies };
}

/** Where regions may be put in the list. */
export type OrderStep = "forward" | "backward" | "front" | "back";

/** Puts regions further up or down; among themselves they keep their order. */
export function reorder(document: LayoutDocument, ids: ReadonlySet<RegionId>, step: OrderStep): LayoutDocument {
  const { regions } = document;
  const chosen = regions.filter(({ id }) => ids.has(id));
  const others = regions.filter(({ id }) => !ids.has(id));
  if (step === "front") return { ...document, regions: [...others, ...chosen] };
  if (step === "back") return { ...document, regions: [...chosen, ...others] };
  const list = step === "forward" ? regions.toReversed() : [...regions];
  for (let index = 1; index < list.length; index += 1) {
    const [below, one] = [list[index - 1], list[index]];
    if (below === undefined || one === undefined || !ids.has(one.id) || ids.has(below.id)) continue;
    list[index - 1] = one;
    list[index] = below;
  }
  return { ...document, regions: step === "forward" ? list.toReversed() : list };
}

/** Puts one region at an index of the list. */
export function moveToIndex(document: LayoutDocument, id: RegionId, index: number): LayoutDocument {
  const one = document.regions.find((region) => region.id === id);
  if (one === undefined) return document;
  const others = document.regions.filter((region) => region.id !== id);
  return { ...document, regions: [...others.slice(0, index), one, ...others.slice(index)] };
}

/** How a region is called: by its name, by its user, or by its place. */
export function regionLabel(region: Region, index: number): string {
  if (region.name !== "") return region.name;
  return region.uid === null ? `Region ${index + 1}` : `Uid ${region.uid}`;
}

/**
 * Agora's preset as regions to edit, for so many people (contract §3.2-3.4). Their users are left open, so that they are
 * filled by join order as the preset does; only the large user of the vertical preset is named. Without one the preset
 * leaves its large place empty: it is hidden then, as the next person in join order would be put into it.
 */
export function explodePreset(
  preset: PresetName,
  people: number,
  makeId: IdMaker,
  largeUid: string | null = null,
): Region[] {
  const placeholders = Array.from({ length: people }, (_, index) => `person-${index}`);
  const isVertical = preset === "vertical";
  const maxResolutionUid = isVertical && largeUid !== null ? (placeholders[0] ?? null) : null;
  return presetRegions(preset, placeholders, { maxResolutionUid }).map((place, index) => {
    const isLarge = isVertical && index === 0;
    const region = newRegion(makeId(), { ...place, uid: isLarge ? largeUid : null });
    return isLarge && largeUid === null ? { ...region, name: "Large place", isHidden: true } : region;
  });
}
