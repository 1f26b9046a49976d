import type { Page } from "playwright/test";

/**
 * Collects what a page complains about: uncaught errors, errors and warnings in its console, violations of its policy.
 * @param expected words that are no complaint
 */
export async function watchPage(page: Page, expected: RegExp): Promise<string[]> {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const text = `${message.text()} (${message.location().url})`;
    if (!expected.test(text)) complaints.push(`${message.type()}: ${text}`);
  });
  // A violation is also logged, but a page that listens for itself is surer than the log's wording.
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return complaints;
}
