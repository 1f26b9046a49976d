import type { RequestIssue } from "./issues";

/** Frame rates that are kept; any other becomes 15 (contract §2.4). */
export const supportedFps = [1, 7, 10, 15, 24, 30, 60] as const;

/** The highest bitrate of a composite recording in kbps (contract §2.4). */
export const maxBitrateKbps = 6500;

/** The largest picture in pixels (contract §2.4). */
export const maxPixels = 1920 * 1080;

/**
 * The bounds of `transcodingConfig` that Agora checks only after it has answered `start` with 200: the task then dies
 * and later calls say 404 (contract §2.2, §6.4). The client refuses them before sending; the sandbox lets the task die.
 *
 * Absent values count as their defaults. A frame rate kills no task: whatever is not supported becomes 15 (§2.4). The answer is empty when all is well.
 */
export function transcodingBounds(config: {
  width?: number | undefined;
  height?: number | undefined;
  bitrate?: number | undefined;
}): RequestIssue[] {
  const { width = 360, height = 640, bitrate = 500 } = config;
  const issues: RequestIssue[] = [];
  if (!isSide(width)) issues.push({ path: "width", message: "must be a whole number of pixels from 1 to 1920" });
  if (!isSide(height)) issues.push({ path: "height", message: "must be a whole number of pixels from 1 to 1920" });
  if (issues.length === 0 && width * height > maxPixels) {
    issues.push({ path: "width", message: "times height must not exceed 1920 x 1080" });
  }
  if (!(bitrate > 0 && bitrate <= maxBitrateKbps)) {
    issues.push({ path: "bitrate", message: "must be above 0 and at most 6500 kbps" });
  }
  return issues;
}

function isSide(pixels: number): boolean {
  return Number.isInteger(pixels) && pixels >= 1 && pixels <= 1920;
}
