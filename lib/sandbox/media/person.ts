/** A colour, 0 to 255 a channel. */
export type Rgb = { readonly r: number; readonly g: number; readonly b: number };

/** Shape of a simulated camera's picture. */
export type SourceAspect = "16:9" | "4:3" | "9:16";

/** Size of a simulated camera's picture in pixels, by its shape. */
export const sourceSizes: Readonly<Record<SourceAspect, { readonly width: number; readonly height: number }>> = {
  "16:9": { width: 640, height: 360 },
  "4:3": { width: 480, height: 360 },
  "9:16": { width: 360, height: 640 },
};

/**
 * How far the hue turns from one uid to the next, as a share of the circle, and the lightness they take in turn. Found
 * by trying every step: these keep any six uids in a row, and the whole seeded cast, furthest apart.
 */
const hueStep = 0.8445;
const lightnessInTurn = [0.34, 0.5, 0.64] as const;

/**
 * The plain colour of a person's picture: the same for a uid wherever it appears, and clearly apart for any six uids
 * that follow each other.
 */
export function personColour(uid: number): Rgb {
  return fromHsl((uid * hueStep) % 1, 0.85, lightnessInTurn[uid % lightnessInTurn.length] ?? 0.5);
}

/** The frequency of a person's tone in whole hertz, 240 to 1320; different for any 37 uids that follow each other. */
export function personToneHz(uid: number): number {
  return 240 + 30 * ((uid * 13) % 37);
}

/** The text colour that reads best on a person's colour. */
export function textColourOn({ r, g, b }: Rgb): "black" | "white" {
  return 0.299 * r + 0.587 * g + 0.114 * b > 130 ? "black" : "white";
}

/** A colour as ffmpeg's filters take it. */
export function ffmpegColour({ r, g, b }: Rgb): string {
  return `0x${[r, g, b].map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const spread = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const k = (offset + hue * 12) % 12;
    return Math.round(255 * (lightness - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return { r: channel(0), g: channel(8), b: channel(4) };
}
