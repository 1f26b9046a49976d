import type { Page } from "playwright/test";

/** Makes the pages that are opened from now on dark or light, as the theme menu does. */
export async function chooseTheme(page: Page, theme: "dark" | "light", url?: string): Promise<void> {
  await page.context().addCookies([{ name: "tally-theme", value: theme, url: url ?? new URL(page.url()).origin }]);
}
