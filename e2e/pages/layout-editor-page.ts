import type { Locator, Page } from "playwright/test";
import { expect } from "playwright/test";

/** The layout editor, of a saved layout or of a recording on air. */
export class LayoutEditorPage {
  constructor(readonly page: Page) {}

  async openNew(): Promise<void> {
    await this.page.goto("/layouts/new");
    await this.canvas.waitFor();
  }

  async openLive(recordingId: string): Promise<void> {
    await this.page.goto(`/recordings/${recordingId}/layout`);
    await this.page.getByRole("toolbar", { name: "Layout" }).waitFor();
  }

  /** Opens the list of saved layouts. */
  async openGallery(): Promise<void> {
    await this.page.goto("/layouts");
    await this.gallery.waitFor();
  }

  get gallery(): Locator {
    return this.page.getByRole("list", { name: "Saved layouts" });
  }

  /** Opens a layout of the list by its name, in the real editor. */
  async openSaved(name: string): Promise<void> {
    await this.openGallery();
    await this.gallery.getByRole("link", { name }).click();
    // What comes to lie below the pointer would explain itself.
    await this.page.mouse.move(0, 0);
    await this.canvas.waitFor();
  }

  /** Removes a layout of the list. */
  async remove(name: string): Promise<void> {
    await this.page.getByRole("button", { name: `Remove ${name}` }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Remove layout" }).click();
  }

  get name(): Locator {
    return this.page.getByRole("textbox", { name: "Name", exact: true }).first();
  }

  async save(): Promise<void> {
    await this.page.getByRole("button", { name: "Save", exact: true }).click();
  }

  /** The layout in Agora's words, as it is offered to copy; leaves the dialog open. */
  async exported(): Promise<string> {
    await this.page.getByRole("toolbar", { name: "Layout" }).getByRole("button", { name: "JSON" }).click();
    return this.transfer.locator("pre").innerText();
  }

  async bringIn(text: string): Promise<void> {
    await this.transfer.getByRole("textbox", { name: "Paste a layout" }).fill(text);
    await this.transfer.getByRole("button", { name: "Bring in what is pasted" }).click();
  }

  get transfer(): Locator {
    return this.page.getByRole("dialog", { name: "Layout as JSON" });
  }

  /** What every region is read out as, in list order. */
  async placesRead(): Promise<string[]> {
    return this.regions.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
  }

  get canvas(): Locator {
    return this.page.getByRole("listbox", { name: "Canvas" });
  }

  get regions(): Locator {
    return this.canvas.getByRole("option");
  }

  /** The region with this place in the list, from 1. */
  region(number: number): Locator {
    return this.canvas.getByRole("option", { name: new RegExp(`^Region ${number} of `) });
  }

  /** A number of the inspector: "From the left", "From the top", "Width", "Height", "User". */
  field(label: string): Locator {
    return this.page.getByRole("region", { name: "Inspector" }).getByRole("textbox", { name: new RegExp(`${label}$`) });
  }

  tool(name: string): Locator {
    return this.page.getByRole("toolbar", { name: "Layout" }).getByRole("button", { name: new RegExp(`^${name}`) });
  }

  async choosePreset(name: string): Promise<void> {
    await this.tool("Presets").click();
    await this.page.getByRole("dialog", { name: "Arrange" }).getByRole("button", { name, exact: true }).click();
    await this.page.keyboard.press("Escape");
  }

  /** Drags by mouse from one place of the canvas to another, both in fractions of it. */
  async drag(from: Spot, to: Spot, modifiers: ("Shift" | "Alt" | "Control")[] = []): Promise<void> {
    const box = await this.canvas.boundingBox();
    if (box === null) throw new Error("The canvas is not shown.");
    const { mouse, keyboard } = this.page;
    const at = ({ x, y }: Spot) => [box.x + x * box.width, box.y + y * box.height] as const;
    await mouse.move(...at(from));
    await mouse.down();
    for (const modifier of modifiers) await keyboard.down(modifier);
    await mouse.move(...at(to), { steps: 8 });
    await mouse.up();
    for (const modifier of modifiers) await keyboard.up(modifier);
  }

  async take(): Promise<void> {
    await this.page.getByRole("button", { name: /^Take/ }).click();
  }

  /** Brings the layout that was in force before back on air. */
  async undoTake(): Promise<void> {
    await this.page.getByRole("button", { name: "Undo take" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Undo take" }).click();
  }

  /** Opens the list of every layout that the recording was given, the newest first. */
  async openTakes(): Promise<Locator> {
    await this.page.getByRole("button", { name: /^All layouts of this recording/ }).click();
    return this.page.getByRole("list", { name: "Layouts" }).getByRole("listitem");
  }

  /** Waits until the state of the layout says this. */
  async expectState(words: string | RegExp, timeout = 30_000): Promise<void> {
    await expect(this.page.getByRole("status", { name: "State of the layout" })).toContainText(words, { timeout });
  }

  get differences(): Locator {
    return this.page.getByRole("list", { name: "What a Take changes" });
  }
}

export type Spot = { x: number; y: number };
