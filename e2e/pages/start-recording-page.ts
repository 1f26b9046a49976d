import type { Locator, Page } from "playwright/test";

/** The form that starts a recording. */
export class StartRecordingPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/recordings/new");
    await this.heading.waitFor();
  }

  get heading(): Locator {
    return this.page.getByRole("heading", { name: "Start recording", level: 1 });
  }

  get form(): Locator {
    return this.page.getByRole("form", { name: "Start recording" });
  }

  async chooseMode(name: "Composite" | "Individual" | "Web page"): Promise<void> {
    await this.form
      .getByRole("group", { name: "Mode" })
      .getByRole("radio", { name: new RegExp(`^${name}`) })
      .check();
  }

  /** One choice of a group, by the beginning of its words. */
  async choose(group: string, choice: string): Promise<void> {
    const radio = this.form.getByRole("group", { name: group, exact: true }).getByRole("radio", { name: choice });
    await radio.check();
  }

  /** An input by its label. */
  field(label: string): Locator {
    return this.form.getByLabel(label, { exact: true });
  }

  /** How the people in the channel encrypt what they send. */
  async encryptBy(way: string, secret: string, salt?: string): Promise<void> {
    await this.form.getByText("More settings").click();
    await this.chooseFrom("Channel encryption", way);
    await this.field("Encryption secret").fill(secret);
    if (salt !== undefined) await this.field("Encryption salt").fill(salt);
  }

  /** Shows the request as JSON, ready to be written. */
  async openJson(): Promise<Locator> {
    await this.form.getByRole("group", { name: "Show as" }).getByRole("radio", { name: "JSON" }).check();
    return this.form.getByRole("textbox", { name: "Acquire and start" });
  }

  /** Asks for the form again: what was written as JSON goes into it, or stays and says why it cannot. */
  async showForm(): Promise<void> {
    await this.form.getByRole("group", { name: "Show as" }).getByRole("radio", { name: "Form" }).click();
  }

  async takeOverJson(): Promise<void> {
    await this.form.getByRole("button", { name: "Take over into the form" }).click();
  }

  get channel(): Locator {
    return this.form.getByRole("textbox", { name: "Channel" });
  }

  /** The sentence below an input that is wrong. */
  async messageAt(input: Locator): Promise<Locator> {
    const described = (await input.getAttribute("aria-describedby")) ?? "";
    const id = described.split(" ").find((part) => part.endsWith("-error")) ?? "no-message";
    return this.page.locator(`[id="${id}"]`);
  }

  async chooseLayout(name: string): Promise<void> {
    await this.form.getByRole("radio", { name }).check();
  }

  async chooseStorage(name: string): Promise<void> {
    await this.chooseFrom("Storage profile", name);
  }

  /** Opens the fields for values outside the documented table. */
  async useCustomVideo(): Promise<void> {
    await this.chooseFrom("Size, frame rate and bitrate", "Custom values");
  }

  get bitrate(): Locator {
    return this.form.getByRole("spinbutton", { name: "Bitrate" });
  }

  async pasteToken(token: string): Promise<void> {
    await this.form.getByRole("radio", { name: /^Pasted/ }).check();
    await this.token.fill(token);
  }

  get token(): Locator {
    return this.form.getByRole("textbox", { name: "Token" });
  }

  get mp4(): Locator {
    return this.form.getByRole("checkbox", { name: "MP4 as well" });
  }

  async submit(): Promise<void> {
    await this.form.getByRole("button", { name: "Start recording" }).click();
  }

  /** What is said above the buttons when nothing was started. */
  get alert(): Locator {
    return this.form.getByRole("alert");
  }

  /** Opens the form and fills in what has no default. */
  async fill(channel: string, { storage = "Sandbox bucket", withMp4 = false } = {}): Promise<void> {
    await this.open();
    await this.channel.fill(channel);
    await this.chooseStorage(storage);
    await this.mp4.setChecked(withMp4);
  }

  /** Starts a recording and waits for its page. */
  async start(channel: string, choices: { storage?: string; withMp4?: boolean } = {}): Promise<void> {
    await this.fill(channel, choices);
    await this.submit();
    await this.page.waitForURL(/\/recordings\/[0-9A-Z]{26}$/);
  }

  private async chooseFrom(label: string, option: string): Promise<void> {
    await this.form.getByLabel(label, { exact: true }).click();
    await this.page.getByRole("option", { name: option }).click();
  }
}
