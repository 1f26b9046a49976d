import type { PageFailureCode } from "./page-failure";

/** What to capture and how long; all times are of the sandbox's clock. */
export type PageOrder = {
  readonly url: string;
  /** Of the page and of its frames, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Shown as on a phone: with touch, a phone's user agent, and the page's own viewport settings obeyed. */
  readonly isMobile: boolean;
  /** Folder for frames, made if absent; each is `<sandboxMs>.jpg`, written whole or not at all. */
  readonly framesDir: string;
  nowMs(): number;
  /** How long a page may take to call `navigator.notifyReady()` (contract §2.7, there in seconds); 0: not checked. */
  readonly readyTimeoutMs: number;
  /** Ends early when aborted; never rejects. */
  sleepUntil(atMs: number, signal: AbortSignal): Promise<"due" | "aborted">;
  onEvent(event: PageEvent): void;
  readonly signal: AbortSignal;
  /** "auto", the default: Chromium where one is found and starts, else a card. */
  readonly engine?: "chromium" | "card" | "auto";
  /** The browser, when not the one that was found. */
  readonly chromiumPath?: string;
};

/** What happens to a page. Nothing follows "failed". */
export type PageEvent =
  /** The page is shown. */
  | { readonly kind: "opened" }
  /** It was not ready in time for the first time, and is loaded again. */
  | { readonly kind: "reloaded" }
  /** It is recorded no longer; the code is that of event 71 (contract §5.3). */
  | { readonly kind: "failed"; readonly code: PageFailureCode; readonly message: string };
