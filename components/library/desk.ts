import { mediaClockOf, type Fragment, type MediaClock, type PositionReading } from "@/lib/timeline/media-clock";
import { noSelection, spanOf, withIn, withOut, type Selection } from "@/lib/timeline/selection";
import { gapsBetween, nextEdge, spanAt, type Span } from "@/lib/timeline/span";
import { createPlayerActs, noActs, type PlayerActs } from "../player/player-acts";
import type { PlayerCommand } from "../player/player-keys";
import { Scrubber } from "./scrubber";
import type { TimelineFile } from "./use-recordings";
import { TimelineWindow } from "./timeline-window";
import { ValueStore } from "./value-store";
import { watchVideo } from "./watch-video";

/** A file's end is not reached to the very last moment. */
const endToleranceMs = 400;

export type DeskOptions = {
  atMs: number;
  view: Span;
  selection: Selection;
  nowMs: number;
};

/**
 * What the library's page works on: the playhead in wall-clock time, what of the timeline is shown, the selection, and the
 * media element, whose own time is only ever derived. One file is in the player: that in which the playhead is.
 */
export class LibraryDesk {
  readonly playhead: ValueStore<number>;
  readonly window: TimelineWindow;
  readonly selection: ValueStore<Selection>;
  /** The file in the player. Null in a gap, and always where files cannot be played. */
  readonly file = new ValueStore<TimelineFile | null>(null);
  /** The end of what is recorded so far; null while it is not known. */
  readonly latest = new ValueStore<number | null>(null);
  /** Raised when the player has to load anew, with the second to begin at. */
  readonly load = new ValueStore<{ seconds: number }>({ seconds: 0 });
  readonly framesPerSecond = new ValueStore<number | null>(null);

  acts: PlayerActs = noActs;
  #files: readonly TimelineFile[] = [];
  #unknown: readonly Span[] = [];
  #isPlayable = true;
  #video: HTMLVideoElement | null = null;
  #clock: MediaClock | null = null;
  #fragments: readonly Fragment[] = [];
  #reading: PositionReading = "lead";
  #isSettled = false;
  #wantsPlay = false;
  #loop: { span: Span; isRepeated: boolean } | null = null;
  readonly #scrubber = new Scrubber((atMs) => this.#show(atMs));

  constructor({ atMs, view, selection, nowMs }: DeskOptions) {
    this.playhead = new ValueStore(atMs);
    this.window = new TimelineWindow(view, nowMs);
    this.selection = new ValueStore(selection);
  }

  get files(): readonly TimelineFile[] {
    return this.#files;
  }

  /**
   * Recordings as they are known now. The file in the player stays while it still holds the playhead.
   * @param as `unknown`: of what stretches nobody knows; `isPlayable`: whether it is known where files are fetched
   */
  setFiles(files: readonly TimelineFile[], as: { unknown: readonly Span[]; isPlayable: boolean }): void {
    this.#files = files;
    this.#unknown = as.unknown;
    this.#isPlayable = as.isPlayable;
    const { id } = this.file.get() ?? {};
    const same = as.isPlayable ? files.find((file) => file.id === id) : undefined;
    if (same === undefined) this.#open(this.playhead.get());
    else this.file.set(same);
  }

  setReading(reading: PositionReading): void {
    this.#reading = reading;
    this.#makeClock();
  }

  setFragments(fragments: readonly Fragment[]): void {
    this.#fragments = fragments;
    this.#makeClock();
  }

  /** Takes over a media element; returns what gives it back. */
  attach(video: HTMLVideoElement, toggleFullscreen: () => void): () => void {
    this.#video = video;
    this.acts = createPlayerActs(video, toggleFullscreen, this.framesPerSecond.get() ?? 25);
    const follow = () => this.#follow();
    const settle = () => {
      if (!video.seeking) this.#isSettled = true;
      this.#follow();
    };
    const ready = () => {
      settle();
      if (this.#wantsPlay) void video.play().catch(() => {});
    };
    const ended = () => this.#goOn();
    const unwatch = watchVideo(video, { follow, settle, ready, ended });
    return () => {
      unwatch();
      this.acts.dispose();
      this.acts = noActs;
      this.#video = null;
    };
  }

  setFramesPerSecond(fps: number): void {
    this.framesPerSecond.set(fps);
  }

  get secondsPerFrame(): number {
    return 1 / (this.framesPerSecond.get() ?? 25);
  }

  /** Moves the playhead, and the picture with it. In a gap there is no picture. */
  seek(atMs: number): void {
    this.#scrubber.end();
    const target = this.#clamped(atMs);
    this.playhead.set(target);
    this.#loop = null;
    this.#show(target);
    this.window.reveal(target);
  }

  /** Like `seek`, and leaves the timeline where it is. */
  seekWithin(atMs: number): void {
    const view = this.window.view.get();
    this.seek(atMs);
    this.window.show(view);
  }

  seekBy(ms: number): void {
    this.seek(this.playhead.get() + ms);
  }

  /** Follows a drag: the playhead at once, the picture as often as it can. */
  scrub(atMs: number): void {
    const target = this.#clamped(atMs);
    this.playhead.set(target);
    this.#scrubber.move(target);
  }

  /** Loads the present file anew, after it could not be played. */
  reload(): void {
    this.#isSettled = false;
    this.load.set({ seconds: this.#secondsOf(this.playhead.get()) });
  }

  /** Runs a command of the player. One frame, play and the shuttle are the media element's own. */
  run(command: PlayerCommand): void {
    this.#loop = null;
    if (command.do === "toggle") {
      this.#wantsPlay = this.#video?.paused ?? false;
      if (this.file.get() === null) return this.#startNext(this.playhead.get());
    }
    this.acts.run(command);
  }

  /** Steps single frames, as well as the rate is known. */
  stepFrames(count: number): void {
    const video = this.#video;
    if (video === null) return;
    video.pause();
    this.#wantsPlay = false;
    this.#isSettled = false;
    video.currentTime = Math.max(0, video.currentTime + count * this.secondsPerFrame);
  }

  setIn(atMs = this.playhead.get()): void {
    this.selection.set(withIn(this.selection.get(), Math.round(atMs)));
  }

  setOut(at: number | "latest" = this.playhead.get()): void {
    this.selection.set(withOut(this.selection.get(), at === "latest" ? at : Math.round(at)));
  }

  clearSelection(): void {
    this.selection.set(noSelection);
  }

  /** The stretch that is selected; null while an end is missing or not known. */
  get selectedSpan(): Span | null {
    return spanOf(this.selection.get(), this.latest.get());
  }

  /**
   * Goes to so much before the end of what is recorded, or to where the newest recording begins if that is later; while the
   * end is not known, to now.
   * @returns whether it is known
   */
  seekLatest(beforeMs: number): boolean {
    const latestMs = this.latest.get();
    const newest = latestMs === null ? undefined : spanAt(this.#files, latestMs - 1);
    this.seek(latestMs === null ? this.window.nowMs : Math.max(latestMs - beforeMs, newest?.fromMs ?? 0));
    return latestMs !== null;
  }

  /** Plays what is selected, once or again and again. */
  playSelection(isRepeated: boolean): void {
    const span = this.selectedSpan;
    if (span === null) return;
    this.seek(span.fromMs);
    this.#loop = { span, isRepeated };
    this.#wantsPlay = true;
    if (this.file.get() === null) this.#startNext(span.fromMs);
    else void this.#video?.play().catch(() => {});
  }

  /** The next edge of a recording, a clip or the selection. */
  jump(direction: 1 | -1, more: readonly number[] = []): void {
    const edges = [...this.#files.flatMap(({ fromMs, toMs }) => [fromMs, toMs]), ...more];
    const edge = nextEdge(edges.map(Math.round), Math.round(this.playhead.get()), direction);
    if (edge !== null) this.seek(edge);
  }

  fitSelection(): void {
    const span = this.selectedSpan ?? this.file.get();
    if (span !== null) this.window.fit(span);
  }

  gapAt(atMs: number): Span | undefined {
    return spanAt(gapsBetween(this.#files, this.#unknown), atMs);
  }

  /** Whether nobody knows what was recorded at a moment. */
  isUnknownAt(atMs: number): boolean {
    return spanAt(this.#files, atMs) === undefined && spanAt(this.#unknown, atMs) !== undefined;
  }

  #show(atMs: number): void {
    const file = this.file.get();
    if (file === null || atMs < file.fromMs || atMs >= file.toMs) return this.#open(atMs);
    const seconds = this.#secondsOf(atMs);
    const video = this.#video;
    if (video === null || video.readyState === HTMLMediaElement.HAVE_NOTHING) {
      this.load.set({ seconds });
      return;
    }
    this.#isSettled = false;
    video.currentTime = seconds;
  }

  /** Puts the file that holds a moment into the player; none in a gap. */
  #open(atMs: number): void {
    const file = this.#isPlayable ? (spanAt(this.#files, atMs) ?? null) : null;
    if (file?.id === this.file.get()?.id && file !== null) return;
    this.#isSettled = false;
    this.#fragments = [];
    this.#wantsPlay ||= this.#video !== null && !this.#video.paused && this.file.get() !== null;
    this.file.set(file);
    this.#makeClock();
    if (file !== null) this.load.set({ seconds: this.#secondsOf(atMs) });
  }

  #makeClock(): void {
    const file = this.file.get();
    this.#clock = file === null ? null : mediaClockOf(file, this.#reading, this.#fragments);
  }

  #secondsOf(atMs: number): number {
    return Math.max(0, this.#clock?.toMediaSeconds(atMs) ?? 0);
  }

  #follow(): void {
    const [video, clock, file] = [this.#video, this.#clock, this.file.get()];
    if (video === null || clock === null || file === null || !this.#isSettled || this.#scrubber.isGoing) return;
    const atMs = clock.toWallMs(video.currentTime);
    if (video.paused && Math.abs(atMs - this.playhead.get()) < 20) return;
    this.playhead.set(Math.min(atMs, file.toMs - 1));
    if (!video.paused) this.#wantsPlay = true;
    const loop = this.#loop;
    if (loop !== null && atMs >= loop.span.toMs) {
      if (loop.isRepeated) return this.playSelection(true);
      this.#loop = null;
      this.#wantsPlay = false;
      video.pause();
    }
  }

  /** At the end of a file: over the gap to the next one. */
  #goOn(): void {
    const file = this.file.get();
    if (file === null || !this.#wantsPlay) return;
    const loop = this.#loop;
    this.#startNext(file.toMs - endToleranceMs);
    this.#loop = loop;
  }

  #startNext(afterMs: number): void {
    const id = this.file.get()?.id;
    const next = !this.#isPlayable
      ? undefined
      : this.#files.find((file) => file.id !== id && file.fromMs >= afterMs - endToleranceMs);
    if (next === undefined) {
      this.#wantsPlay = false;
      return;
    }
    this.#wantsPlay = true;
    this.seek(next.fromMs);
  }

  #clamped(atMs: number): number {
    const { fromMs, toMs } = this.window.bounds();
    return Math.min(Math.max(atMs, fromMs), toMs);
  }
}
