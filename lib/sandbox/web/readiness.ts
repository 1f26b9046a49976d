import type { Page } from "playwright";

const bindingName = "__tallyPageSays";

/**
 * Runs before any script of each document. The document names itself first, so that a late call of one that is about to
 * be replaced is not taken for the new one's. Plain text: compiled code may call helpers that a page does not have.
 */
const documentScript = `(() => {
  if (window !== window.top) return;
  const say = window[${JSON.stringify(bindingName)}];
  const id = String(performance.timeOrigin) + "/" + String(Math.random());
  say("began", id);
  Object.defineProperty(Navigator.prototype, "notifyReady", {
    configurable: true, writable: true, value: function notifyReady() { say("ready", id); },
  });
})()`;

/** Hears a page say that it is ready: `window.navigator.notifyReady()` (contract §2.7). */
export class Readiness {
  #isReady = false;
  #document = "";
  readonly #forgotten = new Set<string>();
  #heard = () => {};
  #listening: Promise<void> = Promise.resolve();

  /** Before the page's first navigation. */
  listenTo(page: Page): Promise<void> {
    this.#listening = this.#listen(page);
    return this.#listening;
  }

  /** Resolves when nothing is being set up in the page, however that went. */
  async settled(): Promise<void> {
    await this.#listening.catch(() => undefined);
  }

  async #listen(page: Page): Promise<void> {
    await page.exposeBinding(bindingName, (_source, what: unknown, id: unknown) => {
      if (typeof id !== "string") return;
      if (what === "began") this.#document = id;
      if (what !== "ready" || this.#forgotten.has(id)) return;
      this.#isReady = true;
      this.#heard();
    });
    await page.addInitScript(documentScript);
  }

  /** What the present document says from now on does not count; the next one's word does. */
  forgetDocument(): void {
    this.#forgotten.add(this.#document);
  }

  /** Whether the page is ready before a wait is over; true as well when `ended` is aborted, when nobody asks any more. */
  async within(wait: (signal: AbortSignal) => Promise<unknown>, ended: AbortSignal): Promise<boolean> {
    if (this.#isReady) return true;
    const heard = new AbortController();
    this.#heard = () => heard.abort();
    await wait(AbortSignal.any([ended, heard.signal]));
    return this.#isReady || ended.aborted;
  }
}
