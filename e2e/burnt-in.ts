import { readCells } from "@/lib/sandbox/media/cells";
import { fitPicture } from "@/lib/sandbox/media/fitting";
import { sourceSizes } from "@/lib/sandbox/media/person";
import type { Picture } from "./pages/library-page";

/** The UTC second that is burnt into a picture of a live stream; null where it cannot be read. */
export function secondIn({ width, height, rgb }: Picture): number | null {
  if (width === 0) return null;
  const whole = { x: 0, y: 0, width, height };
  const fitted = fitPicture(sourceSizes["16:9"], whole, "cover");
  return readCells({ width, height, data: Uint8Array.from(rgb) }, fitted, "16:9")?.utcSecond ?? null;
}
