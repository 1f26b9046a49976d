import type { Locator, Page } from "playwright/test";

/** The matrix of entry points on the storage page, and the sheet of one of them in mainland China. */
export class EntryPointPart {
  constructor(
    readonly page: Page,
    private readonly entryPoint: string,
  ) {}

  get row(): Locator {
    return this.page
      .getByRole("table", { name: "Entry points" })
      .getByRole("row")
      .filter({ has: this.page.getByRole("cell", { name: this.entryPoint, exact: true }) });
  }

  get sheet(): Locator {
    return this.page.getByRole("dialog", { name: `${this.entryPoint} in Mainland China` });
  }

  get review(): Locator {
    return this.sheet.getByRole("region", { name: "Review" });
  }

  async open(): Promise<void> {
    await this.row.getByRole("button", { name: /^(Set up|Open) / }).click();
    await this.sheet.waitFor();
  }

  async show(view: "Now" | "Change" | "History"): Promise<void> {
    await this.sheet.getByRole("radio", { name: view, exact: true }).check();
  }

  async choose(source: "Leave as it is" | "Named profile" | "New values"): Promise<void> {
    await this.sheet.getByRole("radio", { name: source }).check();
  }

  field(label: "Bucket" | "Access key" | "Secret key"): Locator {
    return this.sheet.getByRole("textbox", { name: label, exact: true });
  }

  async press(name: string): Promise<void> {
    await this.sheet.getByRole("button", { name, exact: true }).click();
  }

  /** Asks what would be sent, and sends it. */
  async apply(): Promise<void> {
    await this.review.getByText("This turns recording on").waitFor();
    await this.press(`Apply to ${this.entryPoint}`);
    await this.review.waitFor({ state: "hidden" });
  }
}
