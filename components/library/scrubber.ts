/** So often a drag may move the picture: what a decoder can follow. */
const scrubEveryMs = 125;

/** Shows where a drag is, as often as a picture can follow, and where it was last. */
export class Scrubber {
  readonly #show: (atMs: number) => void;
  #going: { timer: ReturnType<typeof setTimeout>; atMs: number } | null = null;

  constructor(show: (atMs: number) => void) {
    this.#show = show;
  }

  get isGoing(): boolean {
    return this.#going !== null;
  }

  move(atMs: number): void {
    if (this.#going !== null) {
      this.#going.atMs = atMs;
      return;
    }
    this.#show(atMs);
    const timer = setTimeout(() => {
      const last = this.#going?.atMs;
      this.#going = null;
      if (last !== undefined && last !== atMs) this.move(last);
    }, scrubEveryMs);
    this.#going = { timer, atMs };
  }

  end(): void {
    if (this.#going !== null) clearTimeout(this.#going.timer);
    this.#going = null;
  }
}
