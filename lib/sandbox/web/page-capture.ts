import type { PageOrder } from "./page-order";
import { capturePageCard } from "./capture-card";
import { capturePageInBrowser } from "./capture-in-browser";
import { chromiumPath } from "./find-chromium";
import { failureCodes, PageFailure, webAddress } from "./page-failure";
import { type BrowserLease, leaseBrowser } from "./shared-browser";

export type { PageEvent, PageOrder } from "./page-order";

/**
 * How pages are captured here. "card": no Chromium was found, so pages are only fetched, and the renderer draws a card
 * with their address in their place.
 */
export async function pageEngine(): Promise<"chromium" | "card"> {
  return (await chromiumPath()) === null ? "card" : "chromium";
}

/**
 * Opens a page and keeps taking its picture, one each sandbox second and at most two each real second, until the order
 * is aborted or the page fails. Resolves then, with everything it opened closed; never rejects, given that `onEvent`
 * does not throw.
 *
 * As a card no frame is written, and the page counts as ready: there is nobody to say so.
 */
export async function capturePage(order: PageOrder): Promise<void> {
  try {
    await capture(order);
  } catch (error) {
    if (order.signal.aborted) return;
    const failure = error instanceof PageFailure ? error : unexpected(error);
    order.onEvent({ kind: "failed", code: failure.code, message: failure.message });
  }
}

async function capture(order: PageOrder): Promise<void> {
  if (order.signal.aborted) return;
  webAddress(order.url);
  const lease = await engineFor(order);
  if (lease === null) return capturePageCard(order);
  try {
    await capturePageInBrowser(order, lease.browser);
  } finally {
    await lease.release();
  }
}

/** The browser, or null for a card. One that does not start is no reason to record nothing. */
async function engineFor(order: PageOrder): Promise<BrowserLease | null> {
  const { engine = "auto" } = order;
  if (engine === "card") return null;
  const path = order.chromiumPath ?? (await chromiumPath());
  try {
    if (path === null) throw new Error("No Chromium was found.");
    return await leaseBrowser(path);
  } catch (error) {
    if (engine === "auto") return null;
    throw new PageFailure(failureCodes.startEngineFailed, "The browser could not be started.", { cause: error });
  }
}

function unexpected(cause: unknown): PageFailure {
  return new PageFailure(failureCodes.recorderError, "The page could not be recorded any further.", { cause });
}
