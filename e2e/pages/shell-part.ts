import { expect, type Locator, type Page } from "playwright/test";

/** The frame around every signed-in page. */
export class ShellPart {
  constructor(readonly page: Page) {}

  /** The command palette, opened by its keys. */
  async openPalette(): Promise<Locator> {
    const input = this.palette.getByRole("combobox");
    await expect(async () => {
      // A page that has only just come does not hear its keys yet.
      if (!(await input.isVisible())) await this.page.keyboard.press("Control+k");
      await expect(input).toBeVisible({ timeout: 3_000 });
    }).toPass();
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
