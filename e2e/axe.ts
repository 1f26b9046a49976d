import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright/test";

/** What axe finds wrong with a page as it is now, as lines that name the rule and the element. */
export async function axeFindings(page: Page): Promise<string[]> {
  // There are no frames, so the page need not be left for another one.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
