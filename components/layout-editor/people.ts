import { type LayoutDocument, sentRegions } from "@/lib/layout-editor/document";
import { presetRegions, type PlacedRegion } from "@/lib/layout-editor/presets";
import type { SampleSource } from "./editor-store";

/** Somebody who is pretended to be in the channel. */
export type SamplePerson = {
  /** A uid of the layout, or the place in the join order. */
  readonly label: string;
  readonly isNamed: boolean;
  /** 0 to 16: which colour. */
  readonly number: number;
  readonly source: Exclude<SampleSource, "mixed">;
};

const mixed = ["16:9", "4:3", "9:16", "16:9"] as const;

function person(number: number, label: string, isNamed: boolean, source: SampleSource): SamplePerson {
  return { label, isNamed, number, source: source === "mixed" ? (mixed[number % mixed.length] ?? "16:9") : source };
}

/**
 * Who is seen in each region of a custom layout, by its id: whom it names, or the next in join order while there are sample
 * people left (contract §3.5).
 */
export function peopleIn(document: LayoutDocument, people: number, source: SampleSource): Map<string, SamplePerson> {
  const regions = sentRegions(document);
  const named = regions.filter(({ uid }) => uid !== null).length;
  const open = Math.max(0, people - named);
  const found = new Map<string, SamplePerson>();
  let joined = 0;
  let number = 0;
  for (const region of regions) {
    const isNamed = region.uid !== null;
    if (!isNamed) joined += 1;
    if (!isNamed && joined > open) continue;
    found.set(region.id, person(number, region.uid ?? String(joined), isNamed, source));
    number += 1;
  }
  return found;
}

/** The regions of a preset for so many sample people, each with who is in it. */
export function presetScene(
  document: LayoutDocument,
  people: number,
  source: SampleSource,
): { place: PlacedRegion; person: SamplePerson | null }[] {
  if (document.preset === "custom") return [];
  const uids = Array.from({ length: people }, (_, index) => String(index + 1));
  const maxResolutionUid = document.largeUid === null ? null : "1";
  return presetRegions(document.preset, uids, { maxResolutionUid }).map((place) => {
    if (place.uid === null) return { place, person: null };
    const isLarge = place.uid === maxResolutionUid;
    const label = isLarge && document.largeUid !== null ? document.largeUid : place.uid;
    return { place, person: person(Number(place.uid) - 1, label, isLarge, source) };
  });
}
