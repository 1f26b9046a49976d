import type { Locator, Page } from "playwright/test";

/** The library: player, timeline, what to make and what was made. */
export class LibraryPage {
  constructor(readonly page: Page) {}

  /** Opens a stream of the main entry point at a moment. */
  async open(streamName: string, atMs?: number): Promise<void> {
    const at = atMs === undefined ? {} : { at: new Date(atMs).toISOString() };
    await this.openPlace({ entry: "live", stream: streamName, ...at });
  }

  async openPlace(place: { entry: string; stream: string; at?: string }): Promise<void> {
    await this.page.goto(`/library?${new URLSearchParams(place)}`);
    await this.page.locator("[data-playhead]").waitFor();
  }

  /** Shows what lies in the bucket of the seeded storage profile. */
  async chooseBucket(): Promise<void> {
    await this.page.getByRole("combobox", { name: "Where the recordings lie" }).click();
    await this.page
      .getByRole("option", { name: /your bucket/ })
      .first()
      .click();
  }

  get panel(): Locator {
    return this.page.getByRole("region", { name: "New clip or snapshot" });
  }

  field(label: string): Locator {
    return this.panel.getByLabel(label, { exact: true });
  }

  async enter(label: string, text: string): Promise<void> {
    await this.field(label).fill(text);
    await this.field(label).press("Enter");
  }

  async choose(kind: "Clip" | "Snapshot"): Promise<void> {
    await this.panel.getByText(kind, { exact: true }).click();
  }

  async press(button: string): Promise<void> {
    await this.panel.getByRole("button", { name: button }).click();
  }

  row(fileName: string): Locator {
    return this.page.getByRole("row").filter({ hasText: fileName });
  }

  /** Where the playhead is, in milliseconds since 1970. */
  async playhead(): Promise<number> {
    return Number(await this.page.locator("[data-playhead]").getAttribute("data-playhead"));
  }

  get video(): Locator {
    return this.page.getByRole("region", { name: /^Player: [^/]+\// }).locator("video");
  }

  /** Stores a key that signs the addresses of recorded files. */
  async setPlayKey(key: string): Promise<void> {
    await this.page.getByRole("button", { name: "Playback" }).click();
    await this.dialog.getByLabel("Signing key of the play domain").fill(key);
    await this.dialog.getByRole("button", { name: "Save" }).click();
    await this.dialog.waitFor({ state: "hidden" });
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  async openItem(fileName: string): Promise<void> {
    await this.row(fileName)
      .getByRole("button", { name: `Open ${fileName}` })
      .click();
    await this.dialog.waitFor();
  }

  /** The picture that a media element shows, three bytes a pixel; nothing before it has one. */
  pictureOf(video: Locator): Promise<Picture> {
    return video.evaluate((media: HTMLVideoElement) => {
      if (media.videoWidth === 0 || media.seeking) return { width: 0, height: 0, rgb: [] };
      const canvas = document.createElement("canvas");
      canvas.width = media.videoWidth;
      canvas.height = media.videoHeight;
      const context = canvas.getContext("2d");
      if (!context) throw new Error("This browser gives no canvas.");
      context.drawImage(media, 0, 0);
      const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
      return { width, height, rgb: Array.from(data).filter((_, index) => index % 4 !== 3) };
    });
  }

  /** The picture at an address of the console, as the page may read it. */
  pictureAt(address: string): Promise<Picture> {
    return this.page.evaluate(async (url) => {
      const bitmap = await createImageBitmap(await (await fetch(url)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext("2d");
      if (!context) throw new Error("This browser gives no canvas.");
      context.drawImage(bitmap, 0, 0);
      const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      return { width, height, rgb: Array.from(data).filter((_, index) => index % 4 !== 3) };
    }, address);
  }

  /** Moves the clip in the dialog to its first or last picture, and waits until that is shown. */
  async seekClip(where: "start" | "end"): Promise<void> {
    await this.dialog.locator("video").evaluate(async (video: HTMLVideoElement, place) => {
      const isShown = () => video.readyState >= 2 && !video.seeking && Number.isFinite(video.duration);
      const untilShown = async () => {
        while (!isShown()) await new Promise(requestAnimationFrame);
      };
      await untilShown();
      video.currentTime = place === "start" ? 0 : video.duration - 0.05;
      await untilShown();
    }, where);
  }
}

export type Picture = { width: number; height: number; rgb: number[] };
