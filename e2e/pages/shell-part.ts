import type { Locator, Page } from "playwright/test";

/** The frame around every signed-in page. */
export class ShellPart {
  constructor(readonly page: Page) {}

  /** The command palette, opened by its keys. */
  async openPalette(): Promise<Locator> {
    await this.page.keyboard.press("Control+k");
    const input = this.palette.getByRole("combobox");
    await input.waitFor();
    return input;
  }

  get palette(): Locator {
    return this.page.getByRole("dialog", { name: "Search or run a command" });
  }

  /** What Enter would run. */
  get selectedOption(): Locator {
    return this.palette.getByRole("option", { selected: true });
  }

  async signOut(): Promise<void> {
    await this.page.getByRole("button", { name: /^Account: / }).click();
    await this.page.getByRole("menuitem", { name: "Sign out" }).click();
  }
}
