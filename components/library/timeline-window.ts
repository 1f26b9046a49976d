import { fit, keepWithin, panBy, reveal, zoomAt } from "@/lib/timeline/scale";
import type { Span } from "@/lib/timeline/span";
import { dayMs } from "@/lib/timeline/zone";
import { ValueStore } from "./value-store";

/** So far back recordings are looked for, and so much of the future is drawn. */
export const pastDays = 90;
const pastMs = pastDays * dayMs;
const futureMs = 5 * 60_000;

/** What of the time is shown, within what may be shown at all. */
export class TimelineWindow {
  readonly view: ValueStore<Span>;
  #nowMs: number;

  constructor(view: Span, nowMs: number) {
    this.#nowMs = nowMs;
    this.view = new ValueStore(keepWithin(view, this.bounds()));
  }

  setNow(nowMs: number): void {
    this.#nowMs = nowMs;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  bounds(): Span {
    return { fromMs: this.#nowMs - pastMs, toMs: this.#nowMs + futureMs };
  }

  /** @param factor below 1 shows less time; the moment stays where it is */
  zoom(factor: number, atMs: number): void {
    const view = this.view.get();
    const isShown = view.fromMs <= atMs && atMs <= view.toMs;
    this.view.set(zoomAt(view, isShown ? atMs : (view.fromMs + view.toMs) / 2, factor, this.bounds()));
  }

  pan(byMs: number): void {
    this.view.set(panBy(this.view.get(), byMs, this.bounds()));
  }

  show(span: Span): void {
    this.view.set(keepWithin(span, this.bounds()));
  }

  fit(span: Span): void {
    this.view.set(fit(span, this.bounds()));
  }

  reveal(atMs: number): void {
    this.view.set(reveal(this.view.get(), atMs, this.bounds()));
  }
}
