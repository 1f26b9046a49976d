import type { Locator, Page } from "playwright/test";

/** Presses Tab until an element has the focus. @throws Error when it is not reached by going once around the page */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const isFocused = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 80; presses += 1) {
    if (await isFocused()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("80 presses of Tab do not lead there.");
}
