import type { Browser, BrowserContext, Page, Response } from "playwright";
import { failureCodes, PageFailure, refuseStatus } from "./page-failure";
import { writeFrame } from "./page-frames";
import type { PageOrder } from "./page-order";
import { Readiness } from "./readiness";
import { userAgent } from "./user-agent";
import { aborted, pause } from "./waiting";

/** Real time: servers and browsers do not run faster with the sandbox's clock. */
const navigationTimeoutMs = 30_000;
/** A page that is still being written by then is shown as far as it goes. */
const shownTimeoutMs = 3_000;
const pictureTimeoutMs = 5_000;
const shortestFrameMs = 500;

const jpegQuality = 80;

/**
 * Captures a page in a browser window of its own, which shares nothing with other pages and is closed at the end.
 * @throws PageFailure when the page fails; any error when the order is aborted
 */
export async function capturePageInBrowser(order: PageOrder, browser: Browser): Promise<void> {
  const context = await newContext(order, browser);
  const stop = new AbortController();
  const ended = AbortSignal.any([order.signal, stop.signal]);
  const frames: Promise<void>[] = [];
  const readiness = new Readiness();
  try {
    const page = await context.newPage().catch(startFailed);
    // One page is recorded; a second window that it asks for is closed before it is seen.
    context.on("page", (popup) => void popup.close().catch(() => undefined));
    await Promise.race([aborted(order.signal), loss(page), watch(page, order, readiness, ended, frames)]);
  } finally {
    stop.abort();
    // Playwright throws where nothing can catch it when a page goes while what listens to it is still set up.
    await Promise.race([readiness.settled(), aborted(AbortSignal.timeout(pictureTimeoutMs))]);
    // A browser that has crashed has closed it already.
    await context.close().catch(() => undefined);
    await Promise.allSettled(frames);
  }
}

async function newContext(order: PageOrder, browser: Browser): Promise<BrowserContext> {
  const { width, height, isMobile } = order;
  const context = await browser
    .newContext({
      viewport: { width, height },
      deviceScaleFactor: 1,
      isMobile,
      hasTouch: isMobile,
      userAgent: userAgent(browser.version(), isMobile),
      acceptDownloads: false,
    })
    .catch(startFailed);
  context.setDefaultNavigationTimeout(navigationTimeoutMs);
  // Dialogs need no care: without a listener Playwright dismisses them, and lets a page be left.
  return context;
}

/** Opens the page, then takes frames and waits for it to be ready; resolves when it has ended. */
async function watch(
  page: Page,
  order: PageOrder,
  readiness: Readiness,
  ended: AbortSignal,
  frames: Promise<void>[],
): Promise<void> {
  await readiness.listenTo(page);
  await loaded(page, page.goto(order.url, { waitUntil: "commit" }));
  const fromMs = order.nowMs();
  await page.waitForLoadState("domcontentloaded", { timeout: shownTimeoutMs }).catch(() => undefined);
  if (ended.aborted) return;
  order.onEvent({ kind: "opened" });
  const taken = takeFrames(page, order, ended);
  frames.push(taken);
  await Promise.all([taken, requireReady(page, order, readiness, fromMs, ended)]);
}

/** A page that is not ready in time is loaded again once (contract §2.7). */
async function requireReady(
  page: Page,
  order: PageOrder,
  readiness: Readiness,
  fromMs: number,
  ended: AbortSignal,
): Promise<void> {
  if (order.readyTimeoutMs === 0) return;
  const isReadyBy = (atMs: number) => readiness.within((signal) => order.sleepUntil(atMs, signal), ended);
  if (await isReadyBy(fromMs + order.readyTimeoutMs)) return;
  readiness.forgetDocument();
  order.onEvent({ kind: "reloaded" });
  await loaded(page, page.reload({ waitUntil: "commit" }));
  if (await isReadyBy(order.nowMs() + order.readyTimeoutMs)) return;
  throw new PageFailure(failureCodes.pageLoadTimeout, "The page did not say that it is ready, nor after a reload.");
}

/** Skips rather than queues: a picture that takes long delays the next, and none is made up for. */
async function takeFrames(page: Page, order: PageOrder, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    const atMs = order.nowMs();
    const notBefore = performance.now() + shortestFrameMs;
    // A page that is busy or between two documents gives no picture; its last one goes on being shown.
    const jpeg = await picture(page).catch(() => null);
    if (jpeg !== null && !ended.aborted) await writeFrame(order.framesDir, atMs, jpeg);
    await pause(notBefore - performance.now(), ended);
    await order.sleepUntil((Math.floor(order.nowMs() / 1000) + 1) * 1000, ended);
  }
}

function picture(page: Page): Promise<Uint8Array> {
  // The caret is part of the page. CSS pixels, so that a phone's page is as large as it was ordered.
  return page.screenshot({
    type: "jpeg",
    quality: jpegQuality,
    timeout: pictureTimeoutMs,
    caret: "initial",
    scale: "css",
  });
}

async function loaded(page: Page, navigation: Promise<Response | null>): Promise<void> {
  const response = await navigation.catch((error: unknown) => {
    if (page.isClosed()) throw error;
    // Chromium's own name for it, without the address that Playwright adds.
    const reason = error instanceof Error ? /net::(ERR_[A-Z_]+)/.exec(error.message)?.[1] : undefined;
    const message = reason ? `The page could not be reached (${reason}).` : "The page could not be reached.";
    throw new PageFailure(failureCodes.accessUrlFailed, message, { cause: error });
  });
  if (response !== null) refuseStatus(response.status());
}

/** Rejects when the page is gone. */
function loss(page: Page): Promise<never> {
  return new Promise((_resolve, reject) => {
    const lost = (what: string) => reject(new PageFailure(failureCodes.recorderError, what));
    page.once("crash", () => lost("The page crashed."));
    page.once("close", () => lost("The page or its browser was closed."));
  });
}

function startFailed(cause: unknown): never {
  throw new PageFailure(failureCodes.startEngineFailed, "The browser could not open a window.", { cause });
}
