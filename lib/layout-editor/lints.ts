import { type LayoutDocument, type Region, type RegionId, regionLabel, sentRegions } from "./document";
import { MAX_REGIONS } from "./presets";
import { overlaps, toPixelRect } from "./rect";
import { FULL } from "./units";

/** What can be wrong with a layout. The first four keep it from being taken; the others only warn. */
export type LintCode =
  | "noRegions"
  | "tooMany"
  | "duplicateUid"
  | "zeroSize"
  | "imageAddress"
  | "overlap"
  | "hairline"
  | "smallTile"
  | "invisible"
  | "mixedUsers"
  | "uidAbsent"
  | "uidWithoutRegion"
  | "hidden";

export type Lint = {
  readonly code: LintCode;
  readonly level: "block" | "warn";
  /** One sentence. */
  readonly message: string;
  /** Whom it is about; empty: the whole layout. */
  readonly regionIds: readonly RegionId[];
};

/** Below this width a face is hard to know. */
const leastTilePx = 160;
/** Gaps up to so many pixels look like a mistake. */
const hairlinePx = 3;

/**
 * Everything that is wrong or doubtful, the blocking ones first.
 * @param presentUids who is in the channel, null when that is not known
 */
export function lint(document: LayoutDocument, presentUids: readonly string[] | null = null): Lint[] {
  if (document.preset !== "custom") return imageLints(document);
  const found = [
    ...countLints(document),
    ...duplicateLints(document),
    ...sizeLints(document),
    ...imageLints(document),
    ...neighbourLints(document),
    ...userLints(document, presentUids),
    ...hiddenLints(document),
  ];
  return [...found.filter(({ level }) => level === "block"), ...found.filter(({ level }) => level === "warn")];
}

/** Whether nothing keeps the layout from being taken. */
export function isTakeable(lints: readonly Lint[]): boolean {
  return lints.every(({ level }) => level === "warn");
}

function block(code: LintCode, message: string, regions: readonly Region[] = []): Lint {
  return { code, level: "block", message, regionIds: regions.map(({ id }) => id) };
}

function warn(code: LintCode, message: string, regions: readonly Region[] = []): Lint {
  return { code, level: "warn", message, regionIds: regions.map(({ id }) => id) };
}

function countLints(document: LayoutDocument): Lint[] {
  const { length } = sentRegions(document);
  if (length === 0) return [block("noRegions", "There is no region, so nobody would be shown.")];
  if (length <= MAX_REGIONS) return [];
  return [block("tooMany", `Agora shows at most ${MAX_REGIONS} regions; here are ${length}.`)];
}

function duplicateLints(document: LayoutDocument): Lint[] {
  const byUid = Map.groupBy(
    sentRegions(document).filter(({ uid }) => uid !== null),
    ({ uid }) => uid ?? "",
  );
  return [...byUid]
    .filter(([, regions]) => regions.length > 1)
    .map(([uid, regions]) => block("duplicateUid", `Uid ${uid} has ${regions.length} regions.`, regions));
}

function sizeLints(document: LayoutDocument): Lint[] {
  return sentRegions(document).flatMap((region) => {
    const { width, height } = toPixelRect(region, document.canvas);
    const name = nameIn(document, region);
    if (width === 0 || height === 0) return [block("zeroSize", `${name} has no size.`, [region])];
    const lints: Lint[] = [];
    if (region.alpha === 0) lints.push(warn("invisible", `${name} is wholly transparent.`, [region]));
    if (width < leastTilePx && document.canvas.width >= leastTilePx * 2) {
      lints.push(warn("smallTile", `${name} is only ${width} px wide.`, [region]));
    }
    return lints;
  });
}

function imageLints({ background }: LayoutDocument): Lint[] {
  const addresses = [background.imageUrl, background.userImageUrl, ...background.userImages.map(({ url }) => url)];
  const wrong = addresses.filter((address) => address !== null && !/^https?:\/\/\S+$/.test(address));
  return wrong.map((address) => block("imageAddress", `"${address}" is not an address of an image.`));
}

function neighbourLints(document: LayoutDocument): Lint[] {
  const regions = sentRegions(document);
  const covered: Region[] = [];
  const gaps: Lint[] = [];
  for (const [index, region] of regions.entries()) {
    for (const above of regions.slice(index + 1)) {
      // A window that lies wholly inside a larger picture is meant; half covered is not.
      if (overlaps(region, above) && above.alpha === FULL && !isInside(above, region)) covered.push(region);
      const gap = gapPx(document, region, above);
      if (gap !== null && gap > 0 && gap <= hairlinePx) {
        const names = `${nameIn(document, region)} and ${nameIn(document, above)}`;
        gaps.push(warn("hairline", `A gap of ${gap} px lies between ${names}.`, [region, above]));
      }
    }
  }
  const unique = [...new Set(covered)];
  return [
    ...unique.map((region) => warn("overlap", `${nameIn(document, region)} is partly covered.`, [region])),
    ...gaps,
  ];
}

function isInside(inner: Region, outer: Region): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.w <= outer.x + outer.w &&
    inner.y + inner.h <= outer.y + outer.h
  );
}

/** Pixels between two regions that face each other; null where they do not, or touch exactly. */
function gapPx({ canvas }: LayoutDocument, a: Region, b: Region): number | null {
  const [one, two] = [toPixelRect(a, canvas), toPixelRect(b, canvas)];
  const isBeside = one.y < two.y + two.height && two.y < one.y + one.height;
  const isAbove = one.x < two.x + two.width && two.x < one.x + one.width;
  if (isBeside === isAbove) return null;
  return isBeside
    ? Math.max(two.x - one.x - one.width, one.x - two.x - two.width)
    : Math.max(two.y - one.y - one.height, one.y - two.y - two.height);
}

function userLints(document: LayoutDocument, presentUids: readonly string[] | null): Lint[] {
  const regions = sentRegions(document);
  const named = regions.filter(({ uid }) => uid !== null);
  const lints: Lint[] = [];
  if (named.length > 0 && named.length < regions.length) {
    const open = regions.length - named.length;
    lints.push(
      warn(
        "mixedUsers",
        `${named.length} of ${regions.length} regions name a user; the other ${open} are filled by join order, from below to the top.`,
      ),
    );
  }
  if (presentUids === null) return lints;
  for (const region of named.filter(({ uid }) => !presentUids.includes(uid ?? ""))) {
    lints.push(warn("uidAbsent", `Uid ${region.uid} is not in the channel now: its region stays empty.`, [region]));
  }
  const waiting = presentUids.filter((uid) => !named.some((region) => region.uid === uid));
  const left = waiting.slice(regions.length - named.length);
  if (left.length > 0) {
    lints.push(warn("uidWithoutRegion", `No region is left for ${left.map((uid) => `uid ${uid}`).join(", ")}.`));
  }
  return lints;
}

function hiddenLints(document: LayoutDocument): Lint[] {
  const hidden = document.regions.filter(({ isHidden }) => isHidden);
  if (hidden.length === 0) return [];
  const count = hidden.length === 1 ? "One hidden region is" : `${hidden.length} hidden regions are`;
  return [warn("hidden", `${count} left out of what is sent.`, hidden)];
}

function nameIn(document: LayoutDocument, region: Region): string {
  return regionLabel(region, document.regions.indexOf(region));
}
