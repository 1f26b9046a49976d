import type { Locator, Page } from "playwright/test";
import type { Rgb } from "../sandbox";

/** The player on a recording's page. */
export class PlayerPart {
  constructor(private readonly page: Page) {}

  get region(): Locator {
    return this.page.getByRole("region", { name: /^Player: / });
  }

  get seekBar(): Locator {
    return this.region.getByRole("slider", { name: "Seek" });
  }

  get failure(): Locator {
    return this.region.getByRole("alert");
  }

  async play(): Promise<void> {
    await this.region.getByRole("button", { name: "Play", exact: true }).click();
  }

  async pause(): Promise<void> {
    await this.region.getByRole("button", { name: "Pause", exact: true }).click();
  }

  /** Goes to the last picture, which is shown when it has been loaded. */
  async seekToEnd(): Promise<void> {
    await this.region.press("End");
  }

  /** Whether this browser has the decoders that recordings need. */
  canDecode(): Promise<boolean> {
    return this.page.evaluate(() => MediaSource.isTypeSupported('video/mp4; codecs="avc1.42E01E, mp4a.40.2"'));
  }

  /** Seconds that the player shows now. */
  currentTime(): Promise<number> {
    return this.video.evaluate((video: HTMLVideoElement) => video.currentTime);
  }

  /** Seconds that there are to play; 0 until known. */
  duration(): Promise<number> {
    return this.video.evaluate((video: HTMLVideoElement) => (Number.isFinite(video.duration) ? video.duration : 0));
  }

  /** The colour of the picture at a point given in fractions of its size. */
  colourAt(x: number, y: number): Promise<Rgb> {
    return this.video.evaluate(
      (video: HTMLVideoElement, point) => {
        const canvas = document.createElement("canvas");
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
        const context = canvas.getContext("2d");
        if (!context) throw new Error("This browser gives no canvas.");
        context.drawImage(video, 0, 0);
        const [r = 0, g = 0, b = 0] = context.getImageData(
          Math.floor(point.x * canvas.width),
          Math.floor(point.y * canvas.height),
          1,
          1,
        ).data;
        return { r, g, b };
      },
      { x, y },
    );
  }

  private get video(): Locator {
    return this.region.locator("video");
  }
}
