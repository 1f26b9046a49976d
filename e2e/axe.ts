import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright/test";

/** What axe finds wrong with a page as it is now, as lines that name the rule and the element. */
export function axeFindings(page: Page): Promise<string[]> {
  return findings(builder(page));
}

/** The same for what changes with the theme alone: contrast. */
export function contrastFindings(page: Page): Promise<string[]> {
  return findings(builder(page).withRules("color-contrast"));
}

/** Both of what is open now: everything in the present theme, and contrast in the light one, without a reload. */
export async function findingsInBothThemes(page: Page): Promise<string[]> {
  const setTheme = (theme: string) =>
    page.evaluate((name) => (document.documentElement.dataset["theme"] = name), theme);
  const found = await axeFindings(page);
  await setTheme("light");
  found.push(...(await contrastFindings(page)).map((line) => `light: ${line}`));
  await setTheme("dark");
  return found;
}

function builder(page: Page): AxeBuilder {
  return (
    new AxeBuilder({ page })
      // There are no frames, so the page need not be left for another one.
      .setLegacyMode()
      // Hidden and focusable on purpose: they send the focus back into what is open, and never keep it.
      .exclude("[data-base-ui-focus-guard]")
      .options({ resultTypes: ["violations"] })
  );
}

async function findings(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes
      // A menu belongs to its button, wherever in the document it is drawn.
      .filter(({ html }) => id !== "region" || !html.includes('role="menu"'))
      .map(({ html }) => `${id}: ${html}`),
  );
}
