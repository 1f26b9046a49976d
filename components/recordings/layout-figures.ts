import { presetRegions } from "@/lib/layout-editor/presets";
import { FULL } from "@/lib/layout-editor/units";
import type { LayoutPreset } from "@/lib/features/recordings/constants";

/** A rectangle of a figure: `label` is the person's number in join order, null where nobody is shown. */
export type FigureRegion = { x: number; y: number; width: number; height: number; label: number | null };

/**
 * Agora's geometry of a preset for a number of people, in the units of a figure (contract §3.2-3.4).
 * @param largePerson whose number fills the large region of the vertical layout; null leaves it empty, as Agora does
 *   while nobody with that uid is in the channel
 */
export function figureRegions(
  preset: LayoutPreset,
  people: number,
  size: { width: number; height: number },
  largePerson: number | null = null,
): FigureRegion[] {
  const uids = Array.from({ length: people }, (_, index) => String(index + 1));
  const maxResolutionUid = largePerson === null ? null : String(largePerson);
  return presetRegions(preset, uids, { maxResolutionUid }).map(({ x, y, w, h, uid }) => ({
    x: (x / FULL) * size.width,
    y: (y / FULL) * size.height,
    width: (w / FULL) * size.width,
    height: (h / FULL) * size.height,
    label: uid === null ? null : Number(uid),
  }));
}
