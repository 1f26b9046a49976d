import {
  defaultBackground,
  type IdMaker,
  type LayoutDocument,
  newRegion,
  type Region,
  sentRegions,
  type UserImage,
} from "./document";
import { placeAt } from "./move";
import { MAX_REGIONS, type PresetName } from "./presets";
import type { CanvasSize } from "./rect";
import { FULL, nearestUnit, toFraction } from "./units";

/*
 * The border to what people copy from Agora's pages and paste into other tools: its own words (contract §2.4, §2.12). What
 * the console itself sends is made by lib/agora; a test holds the two against each other.
 */

export type WireRegion = {
  uid?: string;
  x_axis: number;
  y_axis: number;
  width: number;
  height: number;
  alpha: number;
  render_mode: 0 | 1;
};

/** The layout fields of `updateLayout` and of `transcodingConfig`. */
export type WireLayout = {
  mixedVideoLayout: 0 | 1 | 2 | 3;
  maxResolutionUid?: string;
  backgroundColor: string;
  backgroundImage?: string;
  defaultUserBackgroundImage?: string;
  /** Absent for a preset: Agora refuses the two together. */
  layoutConfig?: WireRegion[];
  backgroundConfig?: { uid: string; image_url: string; render_mode: 0 | 1 }[];
};

const presetNumbers = { floating: 0, bestFit: 1, vertical: 2, custom: 3 } as const;
const presetNames: readonly (PresetName | "custom")[] = ["floating", "bestFit", "vertical", "custom"];

/** A document in Agora's words. Hidden regions, names and locks are left out; fractions have at most six decimals. */
export function toLayoutConfig(document: LayoutDocument): WireLayout {
  const { preset, largeUid, background } = document;
  const { colour, imageUrl, userImageUrl, userImages } = background;
  return {
    mixedVideoLayout: presetNumbers[preset],
    ...(preset === "vertical" && largeUid !== null ? { maxResolutionUid: largeUid } : {}),
    backgroundColor: colour,
    ...(imageUrl === null ? {} : { backgroundImage: imageUrl }),
    ...(userImageUrl === null ? {} : { defaultUserBackgroundImage: userImageUrl }),
    ...(preset === "custom" ? { layoutConfig: sentRegions(document).map(toWireRegion) } : {}),
    ...(userImages.length === 0 ? {} : { backgroundConfig: userImages.map(toWireImage) }),
  };
}

function toWireRegion({ uid, x, y, w, h, alpha, fit }: Region): WireRegion {
  return {
    ...(uid === null ? {} : { uid }),
    x_axis: toFraction(x),
    y_axis: toFraction(y),
    width: toFraction(w),
    height: toFraction(h),
    alpha: toFraction(alpha),
    render_mode: fit === "contain" ? 1 : 0,
  };
}

function toWireImage({ uid, url, fit }: UserImage) {
  return { uid, image_url: url, render_mode: fit === "contain" ? (1 as const) : (0 as const) };
}

/** What came of reading pasted text: a document, or a sentence for each thing that is wrong. */
export type WireReading = { document: LayoutDocument; name: string | null } | { faults: string[] };

/**
 * Reads any JSON that holds a layout: a bare list of regions, the layout fields, a body of `updateLayout` or `start`, or
 * an export of ours. Sizes that reach beyond the canvas by a rounding are cut; anything else that is wrong is told.
 * @param canvas the picture it is drawn for, where the text names none
 */
export function fromLayoutConfig(value: unknown, canvas: CanvasSize, makeId: IdMaker): WireReading {
  const faults: string[] = [];
  const fields = Array.isArray(value) ? { mixedVideoLayout: 3, layoutConfig: value } : findFields(value, 0);
  if (fields === null) return { faults: ["There is no layout in this text: no layoutConfig and no mixedVideoLayout."] };
  const preset = presetOf(fields, faults);
  const list = fields["layoutConfig"];
  if (list !== undefined && !Array.isArray(list)) faults.push("layoutConfig must be a list.");
  const items: unknown[] = Array.isArray(list) ? list : [];
  if (items.length > MAX_REGIONS)
    faults.push(`layoutConfig may hold at most ${MAX_REGIONS} regions, not ${items.length}.`);
  const regions = preset === "custom" ? items.flatMap((item, index) => toRegion(item, index, makeId, faults)) : [];
  const background = {
    colour: colourOf(fields["backgroundColor"], faults),
    imageUrl: textOf(fields["backgroundImage"], "backgroundImage", faults),
    userImageUrl: textOf(fields["defaultUserBackgroundImage"], "defaultUserBackgroundImage", faults),
    userImages: imagesOf(fields["backgroundConfig"], faults),
  };
  const largeUid = preset === "vertical" ? uidOf(fields["maxResolutionUid"], "maxResolutionUid", faults) : null;
  if (faults.length > 0) return { faults };
  const size = canvasOf(fields) ?? canvas;
  const name = isObject(value) && typeof value["name"] === "string" ? value["name"] : null;
  return { document: { preset, largeUid, regions, background, canvas: size }, name };
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object with the layout fields, at the top or inside a request's body. */
function findFields(value: unknown, depth: number): Fields | null {
  if (!isObject(value) || depth > 5) return null;
  if (value["layoutConfig"] !== undefined || value["mixedVideoLayout"] !== undefined) return value;
  for (const key of ["clientRequest", "recordingConfig", "transcodingConfig", "layout", "body"]) {
    const found = findFields(value[key], depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function presetOf(fields: Fields, faults: string[]): PresetName | "custom" {
  const number = fields["mixedVideoLayout"] ?? (fields["layoutConfig"] === undefined ? 0 : 3);
  const preset = typeof number === "number" ? presetNames[number] : undefined;
  if (preset === undefined) faults.push("mixedVideoLayout must be 0, 1, 2 or 3.");
  return preset ?? "custom";
}

function toRegion(item: unknown, index: number, makeId: IdMaker, faults: string[]): Region[] {
  const where = `Region ${index + 1}`;
  if (!isObject(item)) {
    faults.push(`${where} must be an object.`);
    return [];
  }
  const before = faults.length;
  const fraction = (field: string, fallback?: number): number => {
    const value = item[field] ?? fallback;
    if (typeof value === "number" && value >= 0 && value <= 1) return value;
    faults.push(`${where}: ${field} must be a number from 0 to 1.`);
    return 0;
  };
  const [x, y] = [fraction("x_axis"), fraction("y_axis")];
  const [width, height] = [fraction("width"), fraction("height")];
  const alpha = nearestUnit(fraction("alpha", 1) * FULL);
  const mode = item["render_mode"] ?? 0;
  if (mode !== 0 && mode !== 1) faults.push(`${where}: render_mode must be 0 or 1.`);
  if (isBeyond(x + width)) faults.push(`${where} reaches beyond the right edge of the canvas.`);
  if (isBeyond(y + height)) faults.push(`${where} reaches beyond the bottom edge of the canvas.`);
  const uid = uidOf(item["uid"], `${where}: uid`, faults);
  if (faults.length > before) return [];
  const [left, top] = [nearestUnit(x * FULL), nearestUnit(y * FULL)];
  const right = Math.min(FULL, left + Math.round(width * FULL));
  const bottom = Math.min(FULL, top + Math.round(height * FULL));
  const rect = placeAt(left, top, right - left, bottom - top);
  return [newRegion(makeId(), { ...rect, uid, fit: mode === 1 ? "contain" : "cover", alpha })];
}

/** Positions have six decimals, so a sum that differs from 1 by less is rounding. */
function isBeyond(sum: number): boolean {
  return Math.round(sum * FULL) > FULL + 1;
}

function uidOf(value: unknown, what: string, faults: string[]): string | null {
  if (value === undefined || value === null || value === "") return null;
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text === "string" && /^[1-9]\d{0,9}$/.test(text) && Number(text) <= 4_294_967_295) return text;
  faults.push(`${what} must be a whole number from 1 to 4294967295.`);
  return null;
}

function colourOf(value: unknown, faults: string[]): string {
  if (value === undefined) return defaultBackground.colour;
  if (typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value)) return value;
  faults.push("backgroundColor must be # and six hexadecimal digits.");
  return defaultBackground.colour;
}

function textOf(value: unknown, what: string, faults: string[]): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "string") return value;
  faults.push(`${what} must be text.`);
  return null;
}

function imagesOf(value: unknown, faults: string[]): UserImage[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    faults.push("backgroundConfig must be a list.");
    return [];
  }
  return value.flatMap((item: unknown, index) => {
    const where = `backgroundConfig ${index + 1}`;
    const uid = isObject(item) ? uidOf(item["uid"], `${where}: uid`, faults) : null;
    const url = isObject(item) ? textOf(item["image_url"], `${where}: image_url`, faults) : null;
    if (!isObject(item) || uid === null || url === null) {
      faults.push(`${where} needs uid and image_url.`);
      return [];
    }
    return [{ uid, url, fit: item["render_mode"] === 1 ? ("contain" as const) : ("cover" as const) }];
  });
}

/** `transcodingConfig` names the picture's size beside the layout. */
function canvasOf(fields: Fields): CanvasSize | null {
  const { width, height } = fields;
  const isSize = (value: unknown): value is number =>
    typeof value === "number" && Number.isInteger(value) && value >= 2 && value <= 1920;
  return isSize(width) && isSize(height) ? { width, height } : null;
}
