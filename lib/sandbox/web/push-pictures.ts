import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runFfmpeg } from "../media/run-ffmpeg";
import { cardFilter, cardFolder } from "./page-filters";
import { frameName, listFrames } from "./page-frames";

/** Seconds of card drawn at once. */
const cardSeconds = 20;

/** The picture of each second of a push: the page's newest frame, or a card as long as there is none. */
export class PushPictures {
  #cards: { fromSecond: number; pictures: readonly Buffer[] } = { fromSecond: 0, pictures: [] };
  #frame: { atMs: number; jpeg: Buffer } | null = null;

  constructor(
    private readonly source: {
      readonly framesDir: string;
      readonly label: string;
      readonly width: number;
      readonly height: number;
      readonly signal: AbortSignal;
    },
  ) {}

  /**
   * A JPEG for now.
   * @throws FfmpegError when no card can be drawn; the signal's reason when aborted
   */
  async next(): Promise<Buffer> {
    const { framesDir } = this.source;
    const atMs = (await listFrames(framesDir)).at(-1);
    if (atMs !== undefined && atMs !== this.#frame?.atMs) {
      // Gone again between list and look: the one shown last will do.
      const jpeg = await readFile(join(framesDir, frameName(atMs))).catch(() => null);
      if (jpeg !== null) this.#frame = { atMs, jpeg };
    }
    return this.#frame?.jpeg ?? this.#card();
  }

  async #card(): Promise<Buffer> {
    const second = Math.floor(Date.now() / 1000);
    const known = this.#cards.pictures[second - this.#cards.fromSecond];
    if (known !== undefined) return known;
    const pictures = await this.#drawCards(second);
    this.#cards = { fromSecond: second, pictures };
    const [first] = pictures;
    if (first === undefined) throw new Error("ffmpeg drew no card");
    return first;
  }

  async #drawCards(utcSecond: number): Promise<Buffer[]> {
    const { label, width, height, signal } = this.source;
    const filter = cardFilter({ label, width, height, utcSecond, seconds: cardSeconds });
    const args = ["-f", "lavfi", "-i", filter, "-c:v", "mjpeg", "-q:v", "3", "-f", "image2pipe", "pipe:1"];
    const { stdout } = await runFfmpeg(args, { cwd: cardFolder, signal });
    return splitJpegs(stdout);
  }
}

const endOfImage = Buffer.from([0xff, 0xd9]);

/** The pictures of a row of JPEG files; the mark that ends one cannot occur within it. */
export function splitJpegs(bytes: Buffer): Buffer[] {
  const pictures: Buffer[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(endOfImage, from);
    if (end === -1) break;
    pictures.push(bytes.subarray(from, end + endOfImage.length));
    from = end + endOfImage.length;
  }
  return pictures;
}
