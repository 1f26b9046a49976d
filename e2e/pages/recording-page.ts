import type { Locator, Page } from "playwright/test";
import { LayoutEditorPage } from "./layout-editor-page";
import { PlayerPart } from "./player-part";

/** The page of one recording. */
export class RecordingPage {
  readonly player: PlayerPart;

  constructor(readonly page: Page) {
    this.player = new PlayerPart(page);
  }

  async open(recordingId: string): Promise<void> {
    await this.page.goto(`/recordings/${recordingId}`);
    await this.state.waitFor();
  }

  /** The id in the address. */
  get recordingId(): string {
    return new URL(this.page.url()).pathname.split("/").at(-1) ?? "";
  }

  get state(): Locator {
    return this.page.getByRole("status", { name: "Recording state" });
  }

  get timeline(): Locator {
    return this.page.getByRole("list", { name: "Timeline" });
  }

  get calls(): Locator {
    return this.page.getByRole("list", { name: "Calls to Agora" });
  }

  get files(): Locator {
    return this.page.getByRole("list", { name: "Files" });
  }

  /** "3 slices, 1.2 MB, listed by the playlist" */
  get slices(): Locator {
    return this.page.getByText(/^\d+ slices?.*listed by the playlist$/);
  }

  get stills(): Locator {
    return this.page.getByRole("list", { name: "Stills" });
  }

  /** Plays one of the files by a part of its name. */
  async playFile(part: RegExp): Promise<void> {
    await this.files.getByRole("button", { name: part }).click();
  }

  /** Changes whose sound is recorded to everybody's but these. */
  async leaveOutSoundOf(uids: string): Promise<void> {
    await this.page.getByRole("button", { name: "Streams" }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByRole("group", { name: "Sound of" }).getByRole("radio", { name: "All but these" }).check();
    await dialog.getByRole("textbox", { name: "Sound of everybody but these uids" }).fill(uids);
    await dialog.getByRole("button", { name: "Change streams" }).click();
    await dialog.waitFor({ state: "hidden" });
  }

  async pushTo(address: string): Promise<void> {
    await this.page.getByRole("button", { name: "Push" }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "RTMP address" }).fill(address);
    await dialog.getByRole("button", { name: "Change address" }).click();
    await dialog.waitFor({ state: "hidden" });
  }

  async resume(): Promise<void> {
    await this.page.getByRole("button", { name: "Resume" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Resume" }).click();
  }

  async stop(): Promise<void> {
    await this.page.getByRole("button", { name: "Stop recording" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Stop recording" }).click();
  }

  /** Takes one of Agora's presets on the layout page and comes back. */
  async changeLayout(name: string): Promise<void> {
    const { recordingId } = this;
    const editor = new LayoutEditorPage(this.page);
    await editor.openLive(recordingId);
    await editor.choosePreset(name);
    await editor.take();
    await editor.expectState("Draft = live");
    await this.open(recordingId);
  }
}
